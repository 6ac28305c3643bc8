#include "sip/client_transaction.h"

#include <algorithm>
#include <utility>

#include "sip/header_values.h"
#include "sip/via.h"
#include "sip/writer.h"

namespace handset::sip {

void ClientTransaction::start(std::string request, std::string branch, Method method, bool reliable) {
  stop();
  request_ = std::move(request);
  branch_ = std::move(branch);
  ack_.clear();
  method_ = method;
  reliable_ = reliable;
  state_ = State::Trying;
  clock_.arm(timer_f_, invite() ? timers_.b : timers_.f);
  if (!reliable_) {
    interval_ = timers_.t1;
    clock_.arm(timer_e_, interval_);
  }
  listener_.on_send(*this, request_);
}

bool ClientTransaction::matches(const Message& response) const {
  if (!running() || !response.is_response()) return false;
  const auto& via = response.via();
  const auto cseq = CSeq::parse(response.value(Field::CSeq));
  return via && cseq && via->branch == branch_ && cseq->method == method_;
}

void ClientTransaction::receive(const Message& response) {
  if (state_ == State::Completed && response.status() >= 300 && !ack_.empty())
    return listener_.on_send(*this, ack_);
  if (state_ == State::Accepted && response.status() >= 200 && response.status() < 300)
    return listener_.on_accepted_again(*this, response);
  if (state_ != State::Trying && state_ != State::Proceeding) return;
  if (response.status() < 200) {
    state_ = State::Proceeding;
    if (invite()) {
      timer_e_.cancel();
      timer_f_.cancel();
    }
    listener_.on_provisional(*this, response);
    return;
  }
  timer_e_.cancel();
  timer_f_.cancel();
  complete(response);
  if (state_ != State::Accepted && invite()) acknowledge(response);
  listener_.on_final(*this, response);
}

// Over a stream nothing comes twice, so there is nothing to wait for but the 2xx of others.
void ClientTransaction::complete(const Message& response) {
  if (invite() && response.status() < 300) {
    state_ = State::Accepted;
    clock_.arm(timer_k_, timers_.m);
  } else if (reliable_) {
    state_ = State::Terminated;
  } else {
    state_ = State::Completed;
    clock_.arm(timer_k_, invite() ? timers_.d : timers_.t4);
  }
}

void ClientTransaction::transport_failed() {
  const bool acknowledges = state_ == State::Completed && invite();
  if (state_ != State::Trying && state_ != State::Proceeding && !acknowledges) return;
  end(State::Terminated);
  listener_.on_failed(*this, Failure::Transport);
}

void ClientTransaction::stop() {
  end(State::Idle);
}

// RFC 3261 17.1.1.3: of the request, with the To of the refusal.
void ClientTransaction::acknowledge(const Message& response) {
  Message request;
  const auto cseq = CSeq::parse(response.value(Field::CSeq));
  if (!request.parse(request_) || !cseq) return;
  ack_.resize(request_.size() + response.bytes().size());
  Writer out(ack_);
  out.request_line("ACK", request.request_uri());
  copy_lines(out, request, Field::Via);
  copy_lines(out, request, Field::Route);
  copy_lines(out, request, Field::MaxForwards);
  copy_lines(out, request, Field::From);
  copy_lines(out, response, Field::To);
  copy_lines(out, request, Field::CallId);
  out.begin_header("CSeq");
  out.number(cseq->number);
  out.text(" ACK");
  out.end_header();
  out.finish();
  ack_.resize(out.view().size());
  if (!ack_.empty()) listener_.on_send(*this, ack_);
}

// Timer E. Once the peer has shown a sign of life, it is asked at the longest interval. Timer A only doubles.
void ClientTransaction::retransmit() {
  if (invite()) {
    interval_ *= 2;
    clock_.arm(timer_e_, interval_);
    return listener_.on_send(*this, request_);
  }
  interval_ = state_ == State::Trying ? std::min(2 * interval_, timers_.t2) : timers_.t2;
  clock_.arm(timer_e_, interval_);
  listener_.on_send(*this, request_);
}

// Timer F or B.
void ClientTransaction::time_out() {
  end(State::Terminated);
  listener_.on_failed(*this, Failure::Timeout);
}

// Timer K, D or M.
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
