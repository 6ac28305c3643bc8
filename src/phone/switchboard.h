// Where SIP messages come in for the phones of a shard: from a datagram or a stream to the phone and line
// that are meant, and back with an answer in that phone's style. One a shard; it owns the shard's door,
// its digest authenticator and the verdicts that retransmissions are answered from.
//
// Stateless until proven: without the right digest a request costs no memory, and nothing of it is looked
// at beyond its headers. RFC 3261 8.2 (in its order), 17.2.3, 18.2; RFC 6665 for NOTIFY.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/counters.h"
#include "base/hash.h"
#include "base/world.h"
#include "phone/contact_table.h"
#include "phone/line_client.h"
#include "phone/phone.h"
#include "sip/authenticator.h"
#include "sip/message.h"
#include "sip/uri.h"
#include "sip/validate.h"
#include "sip/verdict_store.h"
#include "sip/via.h"
#include "sip/writer.h"
#include "ua/response_router.h"
#include "ua/send_window.h"
#include "ua/sip_door.h"
#include "ua/stun_client.h"
#include "xml/makers.h"

namespace handset::phone {

struct SwitchboardOptions {
  sip::FailureSketchOptions slowing;
  // Room for remembered answers: made at once, and the most.
  std::size_t initial_verdicts = 1024;
  std::size_t most_verdicts = std::size_t{1} << 20;
  ua::SipDoorLimits streams{};
  ua::SendWindowOptions registering{};  // how many REGISTERs of its lines are under way at once
};

struct SwitchboardCounters : CounterGroup {
  Counter requests{*this, {"sip_received_requests", "SIP requests that came in and can be answered."}};
  Counter dropped{*this, {"sip_dropped_messages", "What came in and can be neither answered nor used."}};
  Counter responses{*this, {"sip_stray_responses", "Responses that nobody waits for."}};
  CounterFamily answers{*this,
                        {"sip_sent_responses", "Responses that were sent, by their status.", "status"}};
  Counter retransmissions{
      *this, {"sip_received_retransmissions", "Requests that came again and were answered from memory."}};
  Counter challenges{*this, {"sip_challenges", "Requests that were asked for a digest."}};
  CounterFamily refusals{
      *this, {"sip_digest_refusals", "Requests whose digest was not right, by the reason.", "reason"}};
  Counter slowed{*this, {"sip_slowed_requests", "Requests that were put off, since their source guesses."}};
  Counter pushes{*this, {"sip_authentic_requests", "Requests whose digest was right."}};
  Counter requests_sent{*this, {"sip_sent_requests", "Requests of our own, each counted once a branch."}};
  Counter retransmissions_sent{*this, {"sip_sent_retransmissions", "Requests of our own, sent once more."}};
  Counter unanswered{*this, {"sip_unanswered_requests", "Requests of our own that ended without an answer."}};
};

class Switchboard final : private ua::SipDoorHandler, private LineDoor {
 public:
  // What `world` refers to outlives the switchboard.
  explicit Switchboard(const World& world, const SwitchboardOptions& options = {});
  ~Switchboard() = default;
  Switchboard(const Switchboard&) = delete;
  Switchboard& operator=(const Switchboard&) = delete;

  // Listens on UDP and TCP of that address; with port 0 both get the one that UDP was given. Errors:
  // Unavailable, and then neither is open.
  Result<Endpoint> listen(const Endpoint& local) { return door_.listen(local); }
  // Listens for TLS as well, on an address that the network was told to secure. Errors: Unavailable.
  Result<Endpoint> listen_secured(const Endpoint& local) { return door_.listen_secured(local); }
  // For ports of a phone's own.
  [[nodiscard]] ua::SipDoor& door() { return door_; }

  // From now on the phone's lines in use are reachable. The phone outlives the switchboard, or is removed.
  // Errors: Exists when a line's user is taken by another phone of the shard (nothing is added then).
  Result<void> add(Phone& phone);
  // The phone's lines have become others, or it is new. Accounts that stay the same keep their nonces; a line
  // whose user is taken is not reachable.
  void update(Phone& phone);
  void remove(Phone& phone);

  [[nodiscard]] const SwitchboardCounters& counters() const { return counters_; }
  [[nodiscard]] const ua::SipTraffic& traffic() const { return door_.traffic(); }
  [[nodiscard]] std::size_t remembered() const { return verdicts_.size(); }

 private:
  // Of a NOTIFY that is under the digest of its line; an order only if the line wants it so.
  struct NotifyEvent {
    bool is_summary = false;             // message-summary; else a document or its address
    std::optional<xml::Maker> maker{};   // another maker's event; nothing: XML-Service
    std::optional<ServerOrder> order{};  // what the server wants done
  };
  // A request on its way through the rooms.
  struct Inbound {
    const sip::Message& message;
    const sip::Via& via;
    const ua::Origin& origin;
    const sip::Uri& target;  // the Request-URI; empty when it is none
    const Contact* contact;  // whom it is for; null when nobody
    const SipOptions& style;
    KeyedHash::Hash128 transaction;
  };

  Endpoint reached_at(const LineOptions& line, ua::SipTransport transport) const override;
  std::optional<ua::SharedSocket> udp_socket(const LineOptions& line) override;
  ua::SharedStreams streams(const LineOptions& line, ua::SipTransport transport) override;
  ua::SendWindow& register_window() override { return registering_; }
  void count_sent(std::size_t bytes, bool again) override;
  void count_unanswered() override { ++counters_.unanswered; }
  ua::StunRouter& stun_router() override { return stun_; }

  void on_message(std::string_view bytes, const ua::Origin& origin) override;
  void on_broken(std::string_view header, const Error& error, const ua::Origin& origin) override;
  void on_stun(std::string_view bytes, const ua::Origin& origin) override;

  void on_request(const Inbound& request);
  // The steps of RFC 3261 8.2; each says whether it has answered.
  [[nodiscard]] bool refused_by_grammar(const Inbound& request);
  [[nodiscard]] bool refused_by_method(const Inbound& request);
  [[nodiscard]] bool refused_by_dialog(const Inbound& request);
  // Whether it is a NOTIFY of a subscription of a line's.
  [[nodiscard]] bool answered_by_subscription(const Inbound& request);
  [[nodiscard]] bool refused_by_target(const Inbound& request);
  [[nodiscard]] bool refused_by_require(const Inbound& request);
  [[nodiscard]] bool refused_by_content(const Inbound& request);
  void on_invite(const Inbound& request);
  void on_options(const Inbound& request);
  void on_notify(const Inbound& request);

  // A retransmission, and one that came before on another way (RFC 3261 17.2.3, 8.2.2.2).
  [[nodiscard]] bool answered_from_memory(const Inbound& request);
  [[nodiscard]] bool refused_as_merged(const Inbound& request, const std::optional<std::uint64_t>& merge_key);
  // A NOTIFY that has to be authentic; `event` as it is read from its Event field.
  [[nodiscard]] static std::optional<NotifyEvent> notify_event(const Inbound& request);
  void on_push(const Inbound& request, const std::optional<std::uint64_t>& merge_key,
               const NotifyEvent& event);
  [[nodiscard]] static bool needs_digest(const Inbound& request, const NotifyEvent& event);
  void challenge(const Inbound& request, sip::LineAccount& account, bool stale);
  PushAnswer take_push(const Inbound& request, const NotifyEvent& event, PushId id);
  void note_refused(const Inbound& request, const sip::AuthOutcome& outcome);
  [[nodiscard]] PushArrival arrival(const Inbound& request) const;
  [[nodiscard]] bool is_authentic(const Inbound& request);

  void forget_contacts(Phone& phone);
  [[nodiscard]] const Contact* find_contact(const sip::Uri& uri) const;
  [[nodiscard]] Inbound inbound(const sip::Via& via, const ua::Origin& origin) const;

  // An answer: begun, given what headers are special about it, and sent.
  [[nodiscard]] sip::Writer begin_answer(const Inbound& request, unsigned status,
                                         std::string_view reason = {});
  void send_answer(const Inbound& request, sip::Writer& out);
  void answer(const Inbound& request, unsigned status, std::string_view reason = {});
  void answer_busy(const Inbound& request, unsigned retry_after_seconds);
  void answer_push(const Inbound& request, PushAnswer push);

  // For the SIP Debug Option of the line that it is for; what is for nobody counts as the first line's.
  [[nodiscard]] const Line* logged_line(const Inbound& request) const;
  [[nodiscard]] bool log_wanted(const Inbound& request) const;
  void log(const Inbound& request, SipDirection direction, const Endpoint& peer,
           const sip::Message& message) const;
  void trace_request();
  void trace_answer(std::string_view text);

  World world_;
  KeyedHash hash_;
  sip::Authenticator authenticator_;
  sip::VerdictStore verdicts_;
  SwitchboardCounters counters_;
  Reading remembered_{counters_,
                      {"sip_remembered_answers", "Answers that are kept for retransmissions."},
                      Reading::Kind::Gauge,
                      [this] { return verdicts_.size(); }};
  ua::SipDoor door_;
  ua::ResponseRouter responses_{world_.clock};
  ua::SendWindow registering_;
  ua::StunRouter stun_;
  std::uint32_t last_line_ = 0;  // numbers of accounts within the shard
  ContactTable contacts_;
  Phone* first_ = nullptr;  // in whose style strangers are answered
  SipOptions no_style_;     // while there is no phone
  const sip::Uri no_target_{};

  // Reused for each message.
  sip::Message message_;
  std::array<char, std::size_t{64} * 1024> buffer_;
};

}  // namespace handset::phone
