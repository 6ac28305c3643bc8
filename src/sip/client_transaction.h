// The client's side of a request (RFC 3261 17.1 and RFC 6026), sans-I/O. It is a member of whoever sends the
// request, and lives on that one's shard.
//
//   idle -> start() -> Trying -> 1xx -> Proceeding -> final answer -> Completed -> Timer K -> Terminated
//
// An INVITE is repeated until the first sign of life and may then take as long as people do; a refusal of it
// is acknowledged here, each time that it comes, until Timer D. The ACK of a 2xx belongs to the dialog
// (13.2.2.4), so each 2xx is told on, those of other branches of a forking proxy among them, until Timer M.
//
// Each call of the listener is the last thing that a step does, so the listener may start() the transaction
// anew or destroy it from inside.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/timer_wheel.h"
#include "base/world.h"
#include "sip/message.h"
#include "sip/timer_values.h"

namespace handset::sip {

class ClientTransaction {
 public:
  // Trying is Calling for an INVITE, and Accepted is for INVITE alone.
  enum class State : std::uint8_t { Idle, Trying, Proceeding, Completed, Accepted, Terminated };
  enum class Failure : std::uint8_t { Timeout, Transport };

  class Listener {
   public:
    // Put these bytes on the wire, now: the request, first or again; or the ACK of a refusal, from inside
    // which the transaction may neither be started nor destroyed.
    virtual void on_send(ClientTransaction& transaction, std::string_view request) = 0;
    // A 1xx.
    virtual void on_provisional(ClientTransaction& transaction, const Message& response) = 0;
    // The first final answer; repeated ones are absorbed until Timer K or D.
    virtual void on_final(ClientTransaction& transaction, const Message& response) = 0;
    // A further 2xx of an INVITE: the first one again, or that of another phone which took the call.
    virtual void on_accepted_again(ClientTransaction& transaction, const Message& response) = 0;
    // Timer F (INVITE: B) fired, or the transport failed, before a final answer; or the ACK of a refusal
    // could not be sent.
    virtual void on_failed(ClientTransaction& transaction, Failure failure) = 0;

   protected:
    ~Listener() = default;
  };

  // All three outlive the transaction.
  ClientTransaction(Clock& clock, const TimerValues& timers, Listener& listener)
      : clock_(clock), timers_(timers), listener_(listener) {}

  // Sends `request`, whose topmost Via has `branch`. Over an unreliable transport it is sent again at T1,
  // doubling, and no less often than T2 unless it is an INVITE. A transaction that runs already is forgotten.
  void start(std::string request, std::string branch, Method method, bool reliable);

  // Whether the response belongs to this transaction (17.1.3): branch and CSeq method.
  [[nodiscard]] bool matches(const Message& response) const;
  // A response that matches and passed check_response().
  void receive(const Message& response);
  // The transport could not deliver what was sent last.
  void transport_failed();
  // Forgets the request without a word.
  void stop();

  [[nodiscard]] State state() const { return state_; }
  // Neither idle nor terminated.
  [[nodiscard]] bool running() const { return state_ != State::Idle && state_ != State::Terminated; }
  [[nodiscard]] std::string_view branch() const { return branch_; }

 private:
  void retransmit();
  void time_out();
  void settle();
  void end(State state);
  [[nodiscard]] bool invite() const { return method_ == Method::Invite; }
  void complete(const Message& response);
  void acknowledge(const Message& response);

  Clock& clock_;
  const TimerValues& timers_;
  Listener& listener_;
  State state_ = State::Idle;
  Method method_ = Method::Other;
  bool reliable_ = false;
  Duration interval_{};
  std::string request_;
  std::string branch_;
  std::string ack_;  // of the refusal of an INVITE
  // Timers A and B of an INVITE are in the places of E and F, and D and M in that of K.
  Timer timer_e_ = Timer::calling<&ClientTransaction::retransmit>(*this);
  Timer timer_f_ = Timer::calling<&ClientTransaction::time_out>(*this);
  Timer timer_k_ = Timer::calling<&ClientTransaction::settle>(*this);
};

}  // namespace handset::sip
