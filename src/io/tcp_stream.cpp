#include "io/tcp_stream.h"

#include <array>
#include <cerrno>
#include <netinet/tcp.h>
#include <utility>

#include "io/sockaddr.h"

namespace handset::io {
namespace {

// One stream may not hold up the turn for longer than this many reads.
constexpr int reads_a_turn = 4;

// A write buffer that once was large is given back when it is empty.
constexpr std::size_t buffer_to_keep = std::size_t{16} * 1024;

std::string_view connect_words(int code) {
  switch (code) {
    case ECONNREFUSED:
      return "the peer refuses the connection";
    case ETIMEDOUT:
      return "the peer does not answer";
    case EHOSTUNREACH:
    case ENETUNREACH:
      return "no route to the peer";
    case EMFILE:
    case ENFILE:
      return "the limit of open files is reached";
    default:
      return "the connection cannot be made";
  }
}

}  // namespace

TcpStream::TcpStream(TcpContext& context, StreamId id, StreamHandler& handler, const Endpoint& remote,
                     SocketId listener)
    : context_(context), id_(id), handler_(&handler), remote_(remote), listener_(listener) {}

void TcpStream::open(int descriptor, ssl_ctx_st* tls) {
  set_option(descriptor, IPPROTO_TCP, TCP_NODELAY, 1);
  set_option(descriptor, SOL_SOCKET, SO_KEEPALIVE, 1);
  watch_ = std::make_unique<Watch>(context_.core, descriptor, static_cast<WatchOwner&>(*this));
  watch_->await_readable();
  if (tls == nullptr) {
    state_ = State::Open;
    handler_->on_accepted(listener_, id_, remote_);
  } else {
    state_ = State::Shaking;
    tls_ = std::make_unique<TlsSession>(tls);
    context_.core.timers().arm(timer_, context_.core.now() + context_.limits.handshake_timeout);
  }
}

void TcpStream::abandon() {
  drop_unsent();
  gone();
}

void TcpStream::connect() {
  const int family = remote_.address.is_v4() ? AF_INET : AF_INET6;
  const int descriptor = ::socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (descriptor < 0) return break_off(connect_words(errno));
  SocketAddress address;
  const socklen_t length = to_socket_address(remote_, address);
  const bool failed = ::connect(descriptor, &address.any, length) < 0 && errno != EINPROGRESS;
  connecting(descriptor, failed ? errno : 0);
}

void TcpStream::connecting(int descriptor, int error, std::unique_ptr<TlsSession> tls) {
  tls_ = std::move(tls);
  set_option(descriptor, IPPROTO_TCP, TCP_NODELAY, 1);
  set_option(descriptor, SOL_SOCKET, SO_KEEPALIVE, 1);
  watch_ = std::make_unique<Watch>(context_.core, descriptor, static_cast<WatchOwner&>(*this));
  if (error != 0) return break_off(connect_words(error));
  watch_->await_writable();
  context_.core.timers().arm(timer_, context_.core.now() + context_.limits.connect_timeout);
}

void TcpStream::send(std::string_view bytes) {
  if (state_ != State::Connecting && state_ != State::Shaking && state_ != State::Open) return;
  if (tls_ && state_ != State::Open) {
    early_.append(bytes);
    if (early_.size() > context_.limits.stream_backlog) overflow();
    return;
  }
  if (tls_) {
    tls_->write(bytes);
    tls_->take_encrypted(outgoing_);
  } else {
    outgoing_.append(bytes);
  }
  // A large answer in one turn is no fault of the peer: what it takes now does not count against it.
  if (pending() > context_.limits.stream_backlog && state_ == State::Open) write_pending();
  if (pending() > context_.limits.stream_backlog) return overflow();
  mark_dirty();
}

void TcpStream::overflow() {
  ++context_.counters.streams_overflowed;
  drop_unsent();
  break_off("the peer does not read what is sent");
}

void TcpStream::mark_dirty() {
  if (!std::exchange(dirty_, true)) context_.owner.stream_dirty(*this);
}

void TcpStream::flush() {
  dirty_ = false;
  if (state_ == State::Shaking || state_ == State::Open || state_ == State::Flushing) write_pending();
}

void TcpStream::write_pending() {
  while (pending() > 0) {
    const auto sent = ::send(watch_->descriptor(), outgoing_.data() + sent_, pending(), MSG_NOSIGNAL);
    if (sent >= 0) {
      sent_ += static_cast<std::size_t>(sent);
    } else if (errno == EAGAIN) {
      watch_->await_writable();
      return;
    } else if (errno != EINTR) {
      return break_off("the connection broke");
    }
  }
  outgoing_.clear();
  sent_ = 0;
  if (outgoing_.capacity() > buffer_to_keep) outgoing_.shrink_to_fit();
  if (state_ == State::Flushing) shut_down();
}

void TcpStream::on_writable() {
  if (state_ == State::Connecting) return connected();
  flush();
}

void TcpStream::connected() {
  int error = 0;
  socklen_t length = sizeof(error);
  ::getsockopt(watch_->descriptor(), SOL_SOCKET, SO_ERROR, &error, &length);
  timer_.cancel();
  if (error != 0) return tell_closed(connect_words(error));
  watch_->await_readable();
  if (tls_) {
    state_ = State::Shaking;
    context_.core.timers().arm(timer_, context_.core.now() + context_.limits.handshake_timeout);
    return take_encrypted({});
  }
  state_ = State::Open;
  if (pending() > 0) mark_dirty();
  handler_->on_connected(id_);
}

void TcpStream::on_readable() {
  if (state_ != State::Connecting && state_ != State::Broken && state_ != State::Gone) read();
}

// Bytes may be lost, and without them the rest means nothing.
void TcpStream::on_cut_short() {
  break_off("memory ran out");
}

void TcpStream::read() {
  for (int round = 0; round < reads_a_turn; ++round) {
    const auto got = ::recv(watch_->descriptor(), context_.read_buffer.get(), TcpContext::read_size, 0);
    if (got > 0) {
      const auto size = static_cast<std::size_t>(got);
      const std::string_view bytes(context_.read_buffer.get(), size);
      if (tls_)
        take_encrypted(bytes);
      else if (state_ == State::Open)
        handler_->on_bytes(id_, bytes);
      if (!watch_) return;  // broken from inside the call
      if (size < TcpContext::read_size) break;
    } else if (got == 0) {
      return peer_closed();
    } else if (errno == EAGAIN) {
      break;
    } else if (errno != EINTR) {
      if (state_ == State::Open || (state_ == State::Shaking && is_ours()))
        return tell_closed("the connection broke");
      return gone();
    }
    if (round + 1 == reads_a_turn) return watch_->read_again();
  }
  watch_->await_readable();
}

void TcpStream::take_encrypted(std::string_view bytes) {
  if (state_ != State::Shaking && state_ != State::Open) return;
  tls_->feed(bytes);
  if (state_ == State::Shaking && tls_->state() == TlsSession::State::Open) shaken();
  if (state_ == State::Open) deliver_clear();
  if (state_ != State::Shaking && state_ != State::Open) return;  // closed from inside the call
  // The answer of the handshake, or an alert.
  tls_->take_encrypted(outgoing_);
  if (pending() > context_.limits.stream_backlog) return overflow();
  if (pending() > 0) mark_dirty();
  if (tls_->state() == TlsSession::State::Ended) return peer_closed();
  if (tls_->state() != TlsSession::State::Broken) return;
  ++context_.counters.streams_insecure;
  if (!is_unknown()) std::exchange(handler_, nullptr)->on_closed(id_, tls_words());
  flush_and_end();
}

// The handshake is done.
void TcpStream::shaken() {
  timer_.cancel();
  state_ = State::Open;
  if (!is_ours()) return handler_->on_accepted(listener_, id_, remote_);
  tls_->write(early_);
  early_ = {};
  handler_->on_connected(id_);
}

std::string_view TcpStream::tls_words() const {
  return state_ == State::Open ? "the TLS session broke" : tls_->why_broken();
}

void TcpStream::deliver_clear() {
  std::array<char, TlsSession::record_size> buffer;
  while (state_ == State::Open) {
    const std::string_view clear = tls_->read(buffer);
    if (clear.empty()) return;
    handler_->on_bytes(id_, clear);
  }
}

// What waits still leaves; `linger` limits how long.
void TcpStream::flush_and_end() {
  handler_ = nullptr;
  state_ = State::Flushing;
  context_.core.timers().arm(timer_, context_.core.now() + context_.limits.linger);
  mark_dirty();
}

// The peer may have closed its side alone and wait for an answer: what is said before on_closed() returns
// still leaves.
void TcpStream::peer_closed() {
  if (state_ == State::Draining || is_unknown()) return gone();
  if (state_ == State::Shaking) return tell_closed("the peer ended the TLS handshake");
  if (state_ == State::Flushing) return;  // write_pending() goes on and finds out
  std::exchange(handler_, nullptr)->on_closed(id_, "closed by the peer");
  if (state_ == State::Gone) return;
  if (tls_) {
    tls_->end();
    tls_->take_encrypted(outgoing_);
  }
  if (pending() == 0) return gone();
  flush_and_end();
}

void TcpStream::close() {
  if (state_ != State::Connecting && state_ != State::Shaking && state_ != State::Open &&
      state_ != State::Broken)
    return;
  handler_ = nullptr;
  if (state_ != State::Open) return gone();
  if (tls_) {
    tls_->end();
    tls_->take_encrypted(outgoing_);
  }
  flush_and_end();
}

// All was sent. Reading on until the peer closes keeps a late byte of it from turning into a reset, which
// would destroy what it has not read yet.
void TcpStream::shut_down() {
  state_ = State::Draining;
  ::shutdown(watch_->descriptor(), SHUT_WR);
  watch_->await_readable();
}

// From inside a call or while sending: the handler hears of it on a later turn.
void TcpStream::break_off(std::string_view why) {
  watch_.reset();
  if (!handler_ || is_unknown()) return gone();
  state_ = State::Broken;
  why_ = why;
  context_.core.timers().arm(timer_, context_.core.now());
}

void TcpStream::gone() {
  state_ = State::Gone;
  timer_.cancel();
  watch_.reset();
  context_.owner.stream_gone(*this);
}

// The close that follows is a reset: the system would keep what a peer does not read for minutes.
void TcpStream::drop_unsent() {
  const linger at_once{1, 0};
  if (watch_) ::setsockopt(watch_->descriptor(), SOL_SOCKET, SO_LINGER, &at_once, sizeof(at_once));
}

void TcpStream::tell_closed(std::string_view why) {
  StreamHandler* handler = std::exchange(handler_, nullptr);
  gone();
  if (handler) handler->on_closed(id_, why);
}

void TcpStream::on_timer() {
  switch (state_) {
    case State::Connecting:
      return tell_closed("the peer does not answer");
    case State::Broken:
      return tell_closed(why_);
    case State::Shaking:
      ++context_.counters.streams_insecure;
      if (is_ours()) return tell_closed("the peer does not finish the TLS handshake");
      return abandon();
    case State::Flushing:
      drop_unsent();
      return gone();
    case State::Draining:
      return gone();
    case State::Open:
    case State::Gone:
      return;  // no timer runs
  }
}

}  // namespace handset::io
