// One request of a line outside of any dialog, on its way: the proxy's name is looked up, a channel is
// opened, the request is sent, and again with the line's credentials when it is asked for them; then one
// LineAnswer, never from inside start(). Owned by whoever wants the answer; shard's thread. RFC 3261 8.1.
//
// Of several hosts of a proxy only the first is asked, and of its addresses the first that there is a way to.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/world.h"
#include "phone/line_client_options.h"
#include "sip/message.h"
#include "ua/authenticated_request.h"
#include "ua/request_channel.h"

namespace handset::phone {

class LineClient;

// What a line asks for; the rest is its settings' and RFC 3261's.
struct LineMessage {
  sip::Method method = sip::Method::Options;  // anything but Other
  // Whom it is for, at the proxy's domain; empty: the proxy. REGISTER is for the proxy about the line.
  std::string user{};
  std::vector<ua::ExtraHeader> headers{};
  std::string body{};
  // A SIP URI of somebody else, named by the proxy (RFC 3261 8.1.3.4): it goes there, and not with our
  // password unless that is the proxy's own host.
  std::string redirected_to{};
  // What it goes on with; outlives the request. Null: it stands alone.
  ua::RequestSeries* series = nullptr;
};

struct LineAnswer {
  enum class Kind : std::uint8_t {
    Answered,   // by the proxy, with a status that asks for no password
    Rejected,   // it does not take the password of the line
    Unusable,   // it asks for credentials that cannot be given
    TimedOut,   // no final answer within Timer F (INVITE: Timer B)
    NoWay,      // the transport failed
    NoAddress,  // the proxy's name has no address
    NotSetUp,   // the settings do not allow to send at all
  };
  Kind kind = Kind::NotSetUp;
  std::string words{};    // one sentence for people, without a full stop
  unsigned status = 0;    // of a final answer
  std::string contact{};  // the Contact that the request had
  // The final answer; valid during the call.
  const sip::Message* response = nullptr;
};

// What a request needs on its way. It stays until repeated answers need no more be absorbed (Timer K).
struct LineExchange {
  LineExchange(const World& world, const ua::ChannelOptions& options)
      : channel(world.network, world.random, options) {}

  ua::RequestChannel channel;
  std::optional<ua::AuthenticatedRequest> request;  // last: it uses the channel
};

class LineRequest final : private LookupHandler, private ua::AuthenticatedRequest::Listener {
 public:
  // The last thing that the request does: it may be started anew or destroyed from inside, its client may
  // not be.
  using Handler = std::function<void(const LineAnswer&)>;

  // The client outlives the request.
  explicit LineRequest(LineClient& client) : client_(client) {}
  ~LineRequest() { stop(); }
  LineRequest(const LineRequest&) = delete;
  LineRequest& operator=(const LineRequest&) = delete;

  // One that is under way is forgotten. `handler` is called once.
  void start(LineMessage message, Handler handler);
  void stop();
  [[nodiscard]] bool under_way() const { return handler_ != nullptr; }

 private:
  void on_resolved(LookupId lookup, const Result<Addresses>& addresses) override;
  void on_sent(std::string_view message, bool again) override;
  void on_received(const sip::Message& response) override;
  void on_answered(const sip::Message& response, ua::AuthenticatedRequest::Answer answer) override;
  void on_failed(ua::AuthenticatedRequest::Failure failure) override;

  // What the settings lack, as words; sets the target otherwise.
  [[nodiscard]] std::string_view find_target();
  void send_to(const Endpoint& peer);
  [[nodiscard]] std::string peer_words() const;
  [[nodiscard]] std::string refusal_words(ua::AuthenticatedRequest::Answer answer) const;
  void refuse_later(std::string words);
  void refuse();
  void finish(const LineAnswer& answer);

  LineClient& client_;
  LineMessage message_;
  Handler handler_;
  LineTarget target_;
  std::optional<LookupId> lookup_;
  Endpoint peer_;
  std::string contact_;  // as it was sent
  SteadyTime sent_at_{};
  std::unique_ptr<LineExchange> exchange_;
  std::string refusal_;  // that waits for its turn
  Timer turn_ = Timer::calling<&LineRequest::refuse>(*this);
};

}  // namespace handset::phone
