// What a line sends outside of any dialog, from its settings: in whose name, from which address, by which
// socket, with which password. Made when the line first needs it, so that an idle line costs nothing; owned
// by the phone, which outlives it. Shard's thread. RFC 3261 8.1, RFC 3581.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/world.h"
#include "phone/keep_alive.h"
#include "phone/line_registration.h"
#include "phone/line_request.h"
#include "phone/line_subscriptions.h"
#include "phone/nat_mappings.h"
#include "phone/options.h"
#include "phone/sip_log.h"
#include "ua/request_channel.h"
#include "ua/send_window.h"
#include "ua/stream_share.h"

namespace handset::phone {

// Where a line is reached, and the socket of that place for what it sends.
class LineDoor {
 public:
  // An unspecified address is every one of the machine.
  [[nodiscard]] virtual Endpoint reached_at(const LineOptions& line, ua::SipTransport transport) const = 0;
  // Nothing when the line is not reached over UDP there.
  [[nodiscard]] virtual std::optional<ua::SharedSocket> udp_socket(const LineOptions& line) = 0;
  // The connections of those who are reached at the same place.
  [[nodiscard]] virtual ua::SharedStreams streams(const LineOptions& line, ua::SipTransport transport) = 0;
  // For the REGISTERs of all lines.
  [[nodiscard]] virtual ua::SendWindow& register_window() = 0;
  // For the counters: a request was sent, for the first time or again; it ended without an answer.
  virtual void count_sent(std::size_t bytes, bool again) = 0;
  virtual void count_unanswered() = 0;
  // Who hands on the STUN that comes in by its UDP sockets.
  [[nodiscard]] virtual ua::StunRouter& stun_router() = 0;

 protected:
  ~LineDoor() = default;
};

// What "Check this line" found out.
struct LineCheck {
  bool ok = false;
  std::string words;  // a sentence without a full stop
};

class LineClient final : private NatMappings::User {
 public:
  using CheckHandler = std::function<void(const LineCheck&)>;

  // What these refer to outlives the client; the door may be null, the options may not; without mappings STUN
  // is not asked.
  LineClient(const World& world, unsigned line, std::shared_ptr<const LineOptions> options, LineDoor* door,
             NatMappings* mappings = nullptr);
  // A check that is under way ends, in words.
  ~LineClient();
  LineClient(const LineClient&) = delete;
  LineClient& operator=(const LineClient&) = delete;

  // Asks the line's proxy with an OPTIONS how it is. `handler` is called once, on a later turn, or from the
  // destructor; it may not destroy the client. Who asks while a check is under way shares its outcome.
  void check(CheckHandler handler);

  // Begins with what the line does unasked, as its settings say: it is registered and kept so, of which
  // `handler`, which outlives the client, is told, and its way through a NAT is kept open. Once. A STUN
  // server is waited for, some seconds at most.
  void begin(LineRegistrationHandler& handler);
  // Takes the registrations back; without one that does nothing.
  void unregister();
  // Likewise, of a line that has become another one: nothing more is told of what it was subscribed to. At
  // the server that ends with its next NOTIFY, which gets 481.
  void leave();
  // There is one, be it at an end.
  [[nodiscard]] bool has_registration() const { return registration_ != nullptr; }
  [[nodiscard]] RegistrationStatus registration_status() const;
  [[nodiscard]] bool is_registered_at(const Endpoint& server) const;

  // What the line is subscribed to; made when it is first asked for. `handler`, which outlives the client, is
  // told.
  LineSubscriptions& subscriptions(LineSubscriptionsHandler& handler);
  // Null: nothing ever asked for them.
  [[nodiscard]] LineSubscriptions* subscriptions() { return subscriptions_.get(); }

  // For requests.
  [[nodiscard]] unsigned line() const { return line_; }
  [[nodiscard]] LineDoor* door() const { return door_; }
  [[nodiscard]] const World& world() const { return world_; }
  [[nodiscard]] const LineOptions& options() const { return *options_; }
  [[nodiscard]] const PhoneClientOptions& phone() const { return *options_->client.phone; }
  // The servers of that proxy, which the question finds; the same for all requests.
  [[nodiscard]] ua::ServerChoice& servers(ProxyRole role, const ua::ServerQuestion& question);
  // Null: nothing was ever sent there.
  [[nodiscard]] const ua::ServerChoice* servers(ProxyRole role) const;
  // Of the proxy, or of the outbound proxy. Null: the settings name none.
  [[nodiscard]] ua::ServerChoice* main_servers();
  // Of somebody else.
  [[nodiscard]] std::unique_ptr<ua::ServerChoice> servers_of(const ua::ServerQuestion& question) const;
  // Null: that is no SIP URI with a host.
  [[nodiscard]] std::unique_ptr<ua::ServerChoice> servers_of(const std::string& uri) const;
  [[nodiscard]] ua::ChannelOptions channel_options(const ua::ServerTarget& server) const;
  // A share in the connection to the current server of that proxy; none when there is no connection.
  void hold(ProxyRole role, ua::StreamShare& share);
  // From, To and all else that the settings say.
  [[nodiscard]] ua::OutgoingRequest write(const LineMessage& message, const LineTarget& target,
                                          const std::string& contact) const;
  // Makes the Contact of a REGISTER a flow (RFC 5626 4.2.1).
  void write_flow(ua::OutgoingRequest& request, ProxyRole role) const;
  // Where the line is reached by requests, as far as is known.
  [[nodiscard]] std::string contact_uri(const ua::RequestChannel& channel) const;
  // A request left a server for the next one.
  void note_moved(const LineMessage& message);
  [[nodiscard]] ua::Credentials credentials(const LineTarget& target) const;
  // For the counters and the SIP Debug Option.
  void note_sent(const Endpoint& peer, std::string_view message, bool again) const;
  void note_unanswered() const;
  void note_received(const Endpoint& peer, const sip::Message& message) const;
  // What the topmost Via of a response tells of a NAT on the way.
  void learn(const sip::Message& response, const ua::RequestChannel& channel);
  // What the test of the NAT found, for REGISTER; empty: nothing did.
  [[nodiscard]] std::string_view nat_words() const;
  // The public address that the line announces; nothing: its own.
  [[nodiscard]] std::optional<Endpoint> mapping() const;
  // It and who told it, "203.0.113.7:40000 by STUN"; empty: its own.
  [[nodiscard]] std::string mapping_words() const;
  // Keeps what a request that has ended still needs.
  void keep(std::unique_ptr<LineExchange> exchange, Duration time);

 private:
  struct Kept {
    SteadyTime until;
    std::unique_ptr<LineExchange> exchange;
  };

  // Of what the line sends to others than its proxy, without a dialog.
  [[nodiscard]] std::string preloaded_route(const LineTarget& target, ProxyRole role) const;
  void finish_check(const LineAnswer& answer);
  void tell(const LineCheck& check);
  void drop_kept();
  void drop_later();
  void on_nat_mapping() override;
  void join_mappings();
  void register_now();
  [[nodiscard]] bool maps() const;
  [[nodiscard]] std::optional<Endpoint> found_by_stun() const;
  [[nodiscard]] bool knows_mapping() const;
  [[nodiscard]] Endpoint mapped(const Endpoint& own) const;

  const World& world_;
  unsigned line_;
  std::shared_ptr<const LineOptions> options_;
  LineDoor* door_;
  NatMappings* mappings_;
  const ua::StunMapping* stun_ = nullptr;  // of the socket that the line is reached at
  std::optional<Endpoint> announced_;      // of what STUN found
  bool waits_for_stun_ = false;            // with its registrations
  std::optional<IpAddress> learned_address_;
  std::uint16_t learned_port_ = 0;  // 0: none
  std::vector<Kept> kept_;
  Timer keep_timer_ = Timer::calling<&LineClient::drop_kept>(*this);
  std::vector<CheckHandler> checking_;
  std::array<std::unique_ptr<ua::ServerChoice>, 2> servers_;  // by ProxyRole
  // Last: these use the others.
  std::unique_ptr<LineRequest> check_request_;  // null: nobody ever checked the line
  LineRegistrationHandler* handler_ = nullptr;
  std::unique_ptr<LineRegistration> registration_;
  std::unique_ptr<LineRegistration> alternate_;  // at the alternate proxy
  std::unique_ptr<KeepAlive> keep_alive_;
  std::unique_ptr<LineSubscriptions> subscriptions_;
};

}  // namespace handset::phone
