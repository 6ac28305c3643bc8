// Asks a STUN server by a UDP socket that somebody else opened and reads: one Binding transaction (RFC 8489
// 6.2.1), and the way back to it. Shard's thread.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "base/world.h"
#include "ua/stun_message.h"

namespace handset::ua {

class StunTransaction;

// Hands what comes in by a socket and is STUN to who waits for it. Owned by whoever reads the socket.
class StunRouter {
 public:
  StunRouter() = default;
  // Transactions that are left find their way closed.
  ~StunRouter();
  StunRouter(const StunRouter&) = delete;
  StunRouter& operator=(const StunRouter&) = delete;

  void add(StunTransaction& transaction);
  void remove(StunTransaction& transaction);

  // `bytes` is_stun(). False when nobody waits for it.
  bool route(std::string_view bytes, const Endpoint& source);

 private:
  std::map<StunTransactionId, StunTransaction*> transactions_;
};

struct StunSocket {
  SocketId socket{};
  Endpoint local{};  // the address may be unspecified
  StunRouter* router = nullptr;
};

// RFC 8489 6.2.1.
struct StunTimes {
  Duration rto = milliseconds(500);  // until it is sent again; twice as long each time
  unsigned sends = 7;                // Rc
  unsigned last_wait = 16;           // Rm, in RTOs

  // From the first send to giving up: 39.5 s.
  [[nodiscard]] Duration longest() const { return rto * ((1 << (sends - 1)) - 1 + last_wait); }
};

struct StunQuestion {
  Endpoint server{};
  Endpoint answered_from{};     // what comes from elsewhere is not the answer; the port 0: the server
  bool change_address = false;  // RFC 5780 7.2: it is asked to answer from there
  bool change_port = false;
  StunTimes times{};
};

struct StunOutcome {
  enum class Kind : std::uint8_t {
    Mapped,    // the server sees this socket at `mapped`
    Refused,   // it says no, or something that is not understood
    NoAnswer,  // in all that time
  };
  Kind kind = Kind::NoAnswer;
  Endpoint mapped{};
  std::optional<Endpoint> other{};  // the server's second address
  std::string words{};              // of what went wrong: "192.0.2.9:3478 did not answer within 39.5 s"
};

class StunTransaction final {
 public:
  // The last thing that it does: it may be started anew or destroyed from inside.
  using Handler = std::function<void(const StunOutcome&)>;

  // What these refer to outlives it; the router of the socket may go first, and then nothing is sent any
  // more.
  StunTransaction(Clock& clock, Network& network, Random& random, const StunSocket& socket);
  ~StunTransaction();
  StunTransaction(const StunTransaction&) = delete;
  StunTransaction& operator=(const StunTransaction&) = delete;

  // One that is under way is forgotten. `handler` is called once, on a later turn.
  void start(const StunQuestion& question, Handler handler);
  void stop();
  [[nodiscard]] bool under_way() const { return handler_ != nullptr; }

  // For the router.
  [[nodiscard]] const StunTransactionId& id() const { return id_; }
  bool take(std::string_view bytes, const Endpoint& source);
  void abandon();

 private:
  void renew_id();
  void send();
  void finish(const StunOutcome& outcome);
  [[nodiscard]] std::string words(std::string_view what) const;

  Clock& clock_;
  Network& network_;
  Random& random_;
  StunSocket socket_;
  StunTransactionId id_{};
  StunQuestion question_;
  Handler handler_;
  unsigned sent_ = 0;
  std::string_view not_sound_;  // what was wrong with an answer that was dropped
  Timer timer_ = Timer::calling<&StunTransaction::send>(*this);
};

}  // namespace handset::ua
