#include "sip/server_transaction.h"

#include <algorithm>
#include <utility>

namespace handset::sip {
namespace {

// RFC 3261 17.2.1: how long an INVITE may be without any answer.
constexpr Duration patience = milliseconds(200);

}  // namespace

void ServerTransaction::start(Method method, bool reliable, std::string trying) {
  stop();
  method_ = method;
  reliable_ = reliable;
  response_.clear();
  trying_ = std::move(trying);
  state_ = invite() ? State::Proceeding : State::Trying;
  if (invite() && !trying_.empty()) clock_.arm(timer_100_, patience);
}

bool ServerTransaction::takes(unsigned status) const {
  switch (state_) {
    case State::Trying:
    case State::Proceeding:
      return true;
    case State::Accepted:
      return status >= 200 && status < 300;
    default:
      return false;
  }
}

bool ServerTransaction::respond(unsigned status, std::string response) {
  if (!takes(status)) return false;
  timer_100_.cancel();
  trying_.clear();
  response_ = std::move(response);
  if (status < 200) {
    state_ = State::Proceeding;
  } else if (state_ != State::Accepted) {
    const bool accepted = invite() && status < 300;
    if (accepted) {
      state_ = State::Accepted;
      clock_.arm(timer_i_, timers_.l);
    } else if (invite()) {
      refuse();
    } else if (reliable_) {
      end(State::Terminated);
    } else {
      state_ = State::Completed;
      clock_.arm(timer_i_, timers_.j);
    }
  }
  listener_.on_send(*this, response_);
  return true;
}

void ServerTransaction::refuse() {
  state_ = State::Completed;
  clock_.arm(timer_h_, timers_.h);
  if (reliable_) return;
  interval_ = timers_.t1;
  clock_.arm(timer_g_, interval_);
}

void ServerTransaction::receive_again() {
  if (response_.empty() || (state_ != State::Proceeding && state_ != State::Completed)) return;
  listener_.on_send(*this, response_);
}

void ServerTransaction::receive_ack(const Message& ack) {
  if (state_ == State::Accepted) return listener_.on_ack(*this, ack);
  if (state_ != State::Completed || !invite()) return;
  timer_g_.cancel();
  timer_h_.cancel();
  if (reliable_) return end(State::Terminated);
  state_ = State::Confirmed;
  clock_.arm(timer_i_, timers_.t4);
}

void ServerTransaction::transport_failed() {
  if (state_ == State::Proceeding || state_ == State::Completed || state_ == State::Accepted)
    listener_.on_failed(*this, Failure::Transport);
}

void ServerTransaction::stop() {
  end(State::Idle);
}

void ServerTransaction::send_trying() {
  response_ = std::exchange(trying_, {});
  listener_.on_send(*this, response_);
}

// Timer G: as a refusal may be long on its way, it is asked for less and less often.
void ServerTransaction::retransmit() {
  interval_ = std::min(2 * interval_, timers_.t2);
  clock_.arm(timer_g_, interval_);
  listener_.on_send(*this, response_);
}

// Timer H.
void ServerTransaction::give_up() {
  end(State::Terminated);
  listener_.on_failed(*this, Failure::NoAck);
}

// Timer I, J or L.
void ServerTransaction::settle() {
  end(State::Terminated);
}

void ServerTransaction::end(State state) {
  timer_100_.cancel();
  timer_g_.cancel();
  timer_h_.cancel();
  timer_i_.cancel();
  state_ = state;
}

}  // namespace handset::sip
