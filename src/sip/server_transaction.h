// The server's side of a request (RFC 3261 17.2, with the INVITE that RFC 6026 corrected), sans-I/O. It is a
// member of whoever answers the request, and lives on that one's shard. Requests that are answered in the
// same turn need none: the VerdictStore remembers those.
//
//   INVITE      idle -> start() -> Proceeding -> 2xx -> Accepted -> Timer L -> Terminated
//                                             -> 3xx to 6xx -> Completed -> ACK -> Confirmed -> Timer I ->
//                                             Terminated
//   the others  idle -> start() -> Trying -> 1xx -> Proceeding -> final answer -> Completed -> Timer J ->
//   Terminated
//
// A refusal of an INVITE is repeated here until its ACK comes. A 2xx is repeated by the dialog (13.3.1.4),
// with respond() again, and its ACK is told on: for that, the transaction lives as long as the peer may
// repeat.
//
// Each call of the listener but on_send() is the last thing that a step does, so the listener may start() the
// transaction anew or destroy it from inside.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/timer_wheel.h"
#include "base/world.h"
#include "sip/message.h"
#include "sip/timer_values.h"

namespace handset::sip {

class ServerTransaction {
 public:
  enum class State : std::uint8_t { Idle, Trying, Proceeding, Completed, Confirmed, Accepted, Terminated };
  enum class Failure : std::uint8_t { NoAck, Transport };

  class Listener {
   public:
    // Put these bytes on the wire, now. From inside, the transaction may neither be started nor destroyed.
    virtual void on_send(ServerTransaction& transaction, std::string_view response) = 0;
    // The ACK of a 2xx, each time that it comes.
    virtual void on_ack(ServerTransaction& transaction, const Message& ack) = 0;
    // Timer H fired: the refusal of an INVITE was never acknowledged, and the transaction is over. Or the
    // transport could not deliver a response, and the transaction stays what it is (RFC 6026 8.4).
    virtual void on_failed(ServerTransaction& transaction, Failure failure) = 0;

   protected:
    ~Listener() = default;
  };

  // All three outlive the transaction.
  ServerTransaction(Clock& clock, const TimerValues& timers, Listener& listener)
      : clock_(clock), timers_(timers), listener_(listener) {}

  // A request has come. `trying`: the 100 to an INVITE, sent when nothing else was within 200 ms; empty for
  // other requests. A transaction that runs already is forgotten.
  void start(Method method, bool reliable, std::string trying = {});
  // The next answer, or the 2xx again. `status` is 100 to 699, and `response` says the same. False, and
  // nothing is sent, where the state has no place for it: after a final answer, or in a transaction that does
  // not run.
  bool respond(unsigned status, std::string response);
  // The same request has come once more.
  void receive_again();
  // An ACK has come that matches (17.2.3). One that no INVITE waits for is absorbed.
  void receive_ack(const Message& ack);
  // The transport could not deliver what was sent last.
  void transport_failed();
  // Forgets the request without a word.
  void stop();

  [[nodiscard]] State state() const { return state_; }
  // Neither idle nor terminated.
  [[nodiscard]] bool running() const { return state_ != State::Idle && state_ != State::Terminated; }

 private:
  [[nodiscard]] bool invite() const { return method_ == Method::Invite; }
  [[nodiscard]] bool takes(unsigned status) const;
  void refuse();
  void retransmit();
  void give_up();
  void settle();
  void send_trying();
  void end(State state);

  Clock& clock_;
  const TimerValues& timers_;
  Listener& listener_;
  State state_ = State::Idle;
  Method method_ = Method::Other;
  bool reliable_ = false;
  Duration interval_{};
  std::string response_;  // the last one, to be repeated
  std::string trying_;    // until it is sent or not needed any more
  Timer timer_100_ = Timer::calling<&ServerTransaction::send_trying>(*this);
  Timer timer_g_ = Timer::calling<&ServerTransaction::retransmit>(*this);
  Timer timer_h_ = Timer::calling<&ServerTransaction::give_up>(*this);
  Timer timer_i_ = Timer::calling<&ServerTransaction::settle>(*this);  // and J and L
};

}  // namespace handset::sip
