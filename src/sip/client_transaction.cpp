#include "sip/client_transaction.h"

#include <algorithm>
#include <utility>

#include "sip/header_values.h"
#include "sip/via.h"

namespace handset::sip {

void ClientTransaction::start(std::string request, std::string branch, Method method, bool reliable) {
  stop();
  request_ = std::move(request);
  branch_ = std::move(branch);
  method_ = method;
  reliable_ = reliable;
  state_ = State::Trying;
  clock_.arm(timer_f_, timers_.f);
  if (!reliable_) {
    interval_ = timers_.t1;
    clock_.arm(timer_e_, interval_);
  }
  listener_.on_send(*this, request_);
}

bool ClientTransaction::matches(const Message& response) const {
  if (!running() || !response.is_response()) return false;
  const auto via = Via::first_of(response);
  const auto cseq = CSeq::parse(response.value(Field::CSeq));
  return via && cseq && via->branch == branch_ && cseq->method == method_;
}

void ClientTransaction::receive(const Message& response) {
  if (state_ != State::Trying && state_ != State::Proceeding) return;
  if (response.status() < 200) {
    state_ = State::Proceeding;
    listener_.on_provisional(*this, response);
    return;
  }
  timer_e_.cancel();
  timer_f_.cancel();
  // Over a stream nothing comes twice, so there is nothing to wait for.
  state_ = reliable_ ? State::Terminated : State::Completed;
  if (!reliable_) clock_.arm(timer_k_, timers_.t4);
  listener_.on_final(*this, response);
}

void ClientTransaction::transport_failed() {
  if (state_ != State::Trying && state_ != State::Proceeding) return;
  end(State::Terminated);
  listener_.on_failed(*this, Failure::Transport);
}

void ClientTransaction::stop() {
  end(State::Idle);
}

// Timer E. Once the peer has shown a sign of life, it is asked at the longest interval.
void ClientTransaction::retransmit() {
  interval_ = state_ == State::Trying ? std::min(2 * interval_, timers_.t2) : timers_.t2;
  clock_.arm(timer_e_, interval_);
  listener_.on_send(*this, request_);
}

// Timer F.
void ClientTransaction::time_out() {
  end(State::Terminated);
  listener_.on_failed(*this, Failure::Timeout);
}

// Timer K.
void ClientTransaction::settle() {
  end(State::Terminated);
}

void ClientTransaction::end(State state) {
  timer_e_.cancel();
  timer_f_.cancel();
  timer_k_.cancel();
  state_ = state;
}

}  // namespace handset::sip
