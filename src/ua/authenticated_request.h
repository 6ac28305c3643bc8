// One request outside of any dialog, and the credentials that it is asked for: sent, challenged, sent again
// with the digest, answered. RFC 3261 8.1, 22.1-22.3; RFC 8760 2.4.
//
// A realm gets its credentials once, and once more when it says that only the nonce was stale; the whole
// request is sent again at most as often as its style says. So no peer can make it guess, or go on for ever.
// Each sending has a new branch and CSeq; Call-ID and From tag stay.
//
// Owned by whoever wants the answer, on that one's shard. on_answered() and on_failed() are the last thing
// that a step does, so the request may be destroyed from inside them; its channel may not.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "base/world.h"
#include "sip/client_transaction.h"
#include "sip/digest_client.h"
#include "sip/message.h"
#include "sip/timer_values.h"
#include "ua/request_channel.h"
#include "ua/request_style.h"

namespace handset::ua {

struct Credentials {
  std::string username;
  std::string password;
  sip::DigestDemand demand;  // of the challenges that it allows the topmost is answered
};

struct ExtraHeader {
  std::string name;
  std::string value;
};

struct OutgoingRequest {
  sip::Method method = sip::Method::Options;  // anything but Other
  std::string request_uri;
  std::string from;                  // "<sip:a@b>", without a tag
  std::string to;                    // "<sip:c@d>"
  std::string route{};               // "<sip:proxy;lr>", a list of them; empty: none
  std::string contact;               // empty: none
  std::vector<ExtraHeader> headers;  // what is written by itself is not among them
  RequestStyle style;
  std::string body;
};

// What requests to one server have in common that follow each other, as the REGISTERs of a line do: one
// Call-ID with a CSeq that counts on (RFC 3261 10.2), and the challenges that were answered, so that the next
// request has its credentials from the start (22.2, 22.3). Owned by whoever sends them; it outlives them.
struct RequestSeries {
  // A challenge that is answered, in each sending from then on.
  struct Answered {
    sip::Field field;       // WwwAuthenticate or ProxyAuthenticate
    std::string challenge;  // the value of that field
    std::string realm;
    std::uint32_t count = 0;  // nc
    bool asked = false;       // by an answer to the request that is under way
    bool was_stale = false;   // and again, for the age of its nonce
  };
  // More realms than a server and the proxies before it have are forgotten.
  static constexpr std::size_t most_answered = 4;

  std::string call_id{};  // empty: none was sent yet
  std::string from_tag{};
  std::uint32_t cseq = 0;  // of the last one
  std::vector<Answered> answered{};
};

class AuthenticatedRequest final : private sip::ClientTransaction::Listener {
 public:
  enum class Answer : std::uint8_t {
    Plain,     // the final answer, and no demand for credentials
    Rejected,  // the credentials are wrong: a realm that was answered asks again
    Unusable,  // a 401 or 407 that cannot be answered: why_unusable()
  };
  using Failure = sip::ClientTransaction::Failure;

  class Listener {
   public:
    // A message went out, or an answer came in, in the order of the wire. Repeated answers are not shown.
    // For traces: leave the request alone.
    virtual void on_sent(std::string_view message, bool again) = 0;
    virtual void on_received(const sip::Message& response) = 0;

    virtual void on_answered(const sip::Message& response, Answer answer) = 0;
    virtual void on_failed(Failure failure) = 0;

   protected:
    ~Listener() = default;
  };

  // What these refer to outlives the request; the channel is open before start().
  AuthenticatedRequest(Clock& clock, Random& random, RequestChannel& channel, const sip::TimerValues& timers,
                       Listener& listener);
  ~AuthenticatedRequest();
  AuthenticatedRequest(const AuthenticatedRequest&) = delete;
  AuthenticatedRequest& operator=(const AuthenticatedRequest&) = delete;

  // Sends it; a request that is under way is forgotten. With an error nothing is sent and nobody is called:
  // Malformed (a value with a control character), TooLarge, Unavailable (the channel is not open).
  // `series`: that it goes on with, of which it is the only one under way; null: it stands alone.
  Result<void> start(OutgoingRequest request, Credentials credentials, RequestSeries* series = nullptr);

  // From now on it is this one that is called.
  void tell(Listener& listener) { listener_ = &listener; }

  // How often it was sent again with credentials that it was asked for.
  [[nodiscard]] unsigned times_authorized() const { return times_authorized_; }
  // With Answer::Unusable: what is wrong with the challenge.
  [[nodiscard]] const Error& why_unusable() const { return why_unusable_; }

 private:
  using Answered = RequestSeries::Answered;
  enum class Step : std::uint8_t { SendAgain, Rejected, Unusable };

  void on_send(sip::ClientTransaction& transaction, std::string_view request) override;
  void on_provisional(sip::ClientTransaction& transaction, const sip::Message& response) override;
  void on_final(sip::ClientTransaction& transaction, const sip::Message& response) override;
  // What accepts calls is told of here once: nobody makes calls this way.
  void on_accepted_again(sip::ClientTransaction&, const sip::Message&) override {}
  void on_failed(sip::ClientTransaction& transaction, Failure failure) override;

  Result<void> send();
  Result<std::string> write(std::string_view branch);
  [[nodiscard]] std::string authorization(Answered& answered);
  Step take_challenge(const sip::Message& response);
  Step give_up(const Error& why);

  Random& random_;
  RequestChannel& channel_;
  sip::TimerValues timers_;
  Listener* listener_;  // never null
  sip::ClientTransaction transaction_;

  OutgoingRequest request_;
  Credentials credentials_;
  RequestSeries own_;
  RequestSeries* series_ = &own_;
  bool on_the_wire_ = false;  // this sending was sent before: the next time is a retransmission
  bool over_ = false;         // this sending has its final answer
  unsigned times_authorized_ = 0;
  Error why_unusable_{Errc::NotFound, 0, {}};
};

}  // namespace handset::ua
