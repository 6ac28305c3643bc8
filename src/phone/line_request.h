// One request of a line outside of any dialog, on its way: the servers of the proxy are found, the request is
// sent to the current one, and again with the line's credentials when it is asked for them; then one
// LineAnswer, never from inside start(). Owned by whoever wants the answer; shard's thread. RFC 3261 8.1.
//
// A server that does not answer, cannot be reached or answers with a code of Try Backup RSC is left for the
// next one, for all requests of the line; each is tried once (RFC 3263 4.3).
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/world.h"
#include "phone/line_client_options.h"
#include "sip/message.h"
#include "ua/authenticated_request.h"
#include "ua/outcome.h"
#include "ua/request_channel.h"
#include "ua/server_choice.h"

namespace handset::phone {

class LineClient;

// To whom a request goes that is not for the proxy's domain, or is within a dialog (RFC 3261 12.2.1.1).
struct LinePlace {
  std::string request_uri;
  std::string to;                      // "<sip:102@example.org>;tag=a"
  std::optional<std::string> route{};  // of the dialog, may be empty; nothing: the settings'
};

// What a line asks for; the rest is its settings' and RFC 3261's.
struct LineMessage {
  sip::Method method = sip::Method::Options;  // anything but Other
  // Whom it is for, at the proxy's domain; empty: the proxy. REGISTER is for the proxy about the line.
  std::string user{};
  // In place of all that. It is sent to the proxy all the same.
  std::optional<LinePlace> place{};
  std::vector<ua::ExtraHeader> headers{};
  std::string body{};
  // A SIP URI of somebody else, named by the proxy (RFC 3261 8.1.3.4): it goes there, and not with our
  // password unless that is the proxy's own host.
  std::string redirected_to{};
  // What it goes on with; outlives the request. Null: it stands alone.
  ua::RequestSeries* series = nullptr;
  ProxyRole proxy = ProxyRole::Main;
  // It goes to the best server again when it is time for that (Proxy Fallback Intvl).
  bool may_fall_back = false;
  std::string contact{};  // a URI to name in place of the line's own; empty: that
  bool without_contact = false;
  bool as_flow = false;  // over a stream it says that requests may come by that (RFC 5626)
  bool stays = false;    // a server that does not answer it is not left for that
};

struct LineAnswer {
  enum class Kind : std::uint8_t {
    Answered,   // by the proxy, with a status that asks for no password
    Rejected,   // it does not take the password of the line
    Unusable,   // it asks for credentials that cannot be given
    TimedOut,   // no final answer within Timer F (INVITE: Timer B)
    NoWay,      // the transport failed
    NoAddress,  // the proxy's name leads to no server
    NotSetUp,   // the settings do not allow to send at all
  };
  Kind kind = Kind::NotSetUp;
  std::string words{};    // one sentence for people, without a full stop
  unsigned status = 0;    // of a final answer
  std::string contact{};  // the URI of the Contact that the request had
  // What it would be now, when the answer taught otherwise: a NAT is on the way.
  std::string contact_now{};
  // The final answer; valid during the call.
  const sip::Message* response = nullptr;
};

// The same for those who keep something at the server.
[[nodiscard]] ua::Outcome outcome_of(LineAnswer::Kind kind);

// What a request needs on its way. It stays until repeated answers need no more be absorbed (Timer K), and
// then listens itself: whoever sent the request may be gone.
struct LineExchange final : ua::AuthenticatedRequest::Listener {
  LineExchange(const LineClient& its_client, const World& world, const ua::ChannelOptions& options)
      : client(its_client), channel(world.network, world.random, options) {}

  void on_sent(std::string_view message, bool again) override;
  void on_received(const sip::Message& response) override;
  void on_answered(const sip::Message&, ua::AuthenticatedRequest::Answer) override {}
  void on_failed(ua::AuthenticatedRequest::Failure) override {}

  const LineClient& client;
  ua::RequestChannel channel;
  std::optional<ua::AuthenticatedRequest> request;  // last: it uses the channel
};

class LineRequest final : private ua::ServerChoice::Asker, private ua::AuthenticatedRequest::Listener {
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
  [[nodiscard]] bool under_way() const { return work_ != nullptr; }

 private:
  // What is needed while it is under way: most requests of most lines are not.
  struct Work {
    Work(LineRequest& owner, LineMessage its_message, Handler its_handler)
        : message(std::move(its_message)),
          handler(std::move(its_handler)),
          turn(Timer::calling<&LineRequest::finish_now>(owner)) {}

    LineMessage message;
    Handler handler;
    LineTarget target{};
    std::unique_ptr<ua::ServerChoice> elsewhere{};  // of a redirection
    ua::ServerChoice* servers = nullptr;            // that, or the line's
    ua::ServerTarget server{};
    std::size_t tried = 0;  // servers
    std::string before{};   // what became of those before this one
    std::string contact{};  // the URI, as it was sent
    SteadyTime sent_at{};
    std::unique_ptr<LineExchange> exchange{};
    LineAnswer outcome{};  // that waits for its turn
    Timer turn;
  };

  void on_servers(const Result<void>& found) override;
  void on_sent(std::string_view message, bool again) override;
  void on_received(const sip::Message& response) override;
  void on_answered(const sip::Message& response, ua::AuthenticatedRequest::Answer answer) override;
  void on_failed(ua::AuthenticatedRequest::Failure failure) override;

  // What the settings lack, as words; sets target and servers otherwise.
  [[nodiscard]] std::string_view find_target();
  // To the current server, or the first after it to which there is a way.
  void send();
  // False: `answer` says why not.
  [[nodiscard]] bool send_to_server(LineAnswer& answer);
  // False when the servers have all been tried.
  [[nodiscard]] bool move_on(const std::string& why);
  void put_away(bool may_be_answered);
  [[nodiscard]] std::string with_those_before(std::string words) const;
  [[nodiscard]] std::string refusal_words(ua::AuthenticatedRequest::Answer answer) const;
  void finish_later(LineAnswer answer);
  void finish_now();
  void finish(const LineAnswer& answer);

  LineClient& client_;
  std::unique_ptr<Work> work_;
};

}  // namespace handset::phone
