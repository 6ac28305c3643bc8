#include "io/http_session.h"

#include <chrono>
#include <utility>

#include "io/http_response.h"

namespace handset::io {
namespace {

constexpr Duration drain_time = seconds(2);
constexpr std::size_t drain_bytes = std::size_t{1} << 20;

WallTime wall_now() {
  return std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
}

}  // namespace

HttpSession::HttpSession(HttpStream::Socket socket, boost::asio::ssl::context* tls, std::uint64_t id,
                         HttpSessionOwner& owner, const HttpServerLimits& limits, const Endpoint& local,
                         const Endpoint& remote)
    : stream_(std::make_unique<HttpStream>(std::move(socket), tls)),
      id_(id),
      owner_(owner),
      limits_(limits),
      local_(local),
      remote_(remote),
      timer_(stream_->get_executor()) {}

void HttpSession::start() {
  stream_->is_tls() ? shake_hands() : begin();
}

void HttpSession::shake_hands() {
  phase_ = Phase::Handshake;
  limit(limits_.head_timeout);
  stream_->async_handshake([self = shared_from_this()](boost::system::error_code error) {
    if (self->phase_ != Phase::Handshake) return;
    error ? self->end() : self->begin();
  });
}

void HttpSession::begin() {
  reader_ = std::make_unique<HttpRequestReader>(limits_);
  phase_ = Phase::Head;
  limit(limits_.head_timeout);
  read();
}

void HttpSession::turn_away(int status) {
  phase_ = Phase::Head;
  refuse(status);
}

void HttpSession::next_request() {
  reader_ = std::make_unique<HttpRequestReader>(limits_);
  if (input_.empty()) {
    phase_ = Phase::Idle;
    limit(limits_.idle_timeout);
    read();
  } else {
    phase_ = Phase::Head;
    limit(limits_.head_timeout);
    feed();
  }
}

void HttpSession::feed() {
  switch (reader_->feed(input_)) {
    case HttpRequestReader::State::Head:
      return read();
    case HttpRequestReader::State::Body:
      if (phase_ == Phase::Head) limit(limits_.body_timeout);
      phase_ = Phase::Body;
      return reader_->take_expectation() ? write_continue() : read();
    case HttpRequestReader::State::Refused:
      return refuse(reader_->refusal());
    case HttpRequestReader::State::Complete:
      break;
  }
  phase_ = Phase::Handling;
  timer_.cancel();
  HttpRequest& request = reader_->request();
  request.local = local_;
  request.remote = remote_;
  request.tls = stream_->is_tls();
  owner_.requested(*this, ++request_, request);
}

void HttpSession::read() {
  if (std::exchange(reading_, true)) return;
  stream_->async_read_some(boost::asio::buffer(piece_),
                           [self = shared_from_this()](boost::system::error_code error, std::size_t size) {
                             self->read_done(size, static_cast<bool>(error));
                           });
}

void HttpSession::read_done(std::size_t size, bool failed) {
  reading_ = false;
  switch (phase_) {
    case Phase::Idle:
      phase_ = Phase::Head;
      limit(limits_.head_timeout);
      break;
    case Phase::Draining:
      drained_ += size;
      return failed || drained_ > drain_bytes ? end() : read();
    case Phase::Head:
    case Phase::Body:
      break;
    default:
      return;  // a refusal is being written
  }
  if (failed) return end();
  input_.append(piece_.data(), size);
  feed();
}

void HttpSession::write_continue() {
  phase_ = Phase::Continuing;
  stream_->async_write("HTTP/1.1 100 Continue\r\n\r\n",
                       [self = shared_from_this()](boost::system::error_code error, std::size_t) {
                         if (self->phase_ != Phase::Continuing) return;
                         if (error) return self->end();
                         self->phase_ = Phase::Body;
                         self->read();
                       });
}

void HttpSession::refuse(int status) {
  const bool head_only = reader_ && reader_->request().method == "HEAD";
  write(plain_response(status), head_only, false);
}

void HttpSession::answer(std::uint64_t request, HttpResponse response) {
  if (phase_ != Phase::Handling || request != request_) return;
  if (response.user) return upgrade(std::move(response));
  write(response, reader_->request().method == "HEAD", reader_->keep_alive());
}

// A client says nothing before the handshake is answered (RFC 6455, 4.1).
void HttpSession::upgrade(HttpResponse response) {
  if (!is_web_socket_request(reader_->request())) {
    HttpResponse refusal = plain_response(426);
    refusal.fields.push_back({"Upgrade", "websocket"});
    return write(refusal, reader_->request().method == "HEAD", reader_->keep_alive());
  }
  if (!input_.empty()) return refuse(400);
  phase_ = Phase::Ended;
  const auto self = shared_from_this();
  owner_.upgraded(*this, std::move(stream_), reader_->request(), std::move(response));
}

void HttpSession::write(const HttpResponse& response, bool head_only, bool keep_alive) {
  phase_ = Phase::Writing;
  keep_alive_ = keep_alive;
  output_ = serialize(response, head_only, keep_alive, wall_now());
  limit(limits_.write_timeout);
  stream_->async_write(output_, [self = shared_from_this()](boost::system::error_code error, std::size_t) {
    if (self->phase_ == Phase::Writing) self->write_done(static_cast<bool>(error));
  });
}

void HttpSession::write_done(bool failed) {
  std::string().swap(output_);
  if (failed) return end();
  if (keep_alive_) return next_request();
  drain();
}

// A close with bytes unread would reset the connection, and the client might lose the answer.
void HttpSession::drain() {
  phase_ = Phase::Draining;
  limit(drain_time);
  if (stream_->is_tls())
    return stream_->async_shutdown([self = shared_from_this()](boost::system::error_code) { self->end(); });
  stream_->shutdown_send();
  read();
}

void HttpSession::limit(Duration time) {
  timer_.expires_after(time);
  timer_.async_wait([self = shared_from_this()](boost::system::error_code error) {
    // A wait that ended just before it was prolonged does not count.
    if (!error && self->timer_.expiry() <= boost::asio::steady_timer::clock_type::now()) self->timed_out();
  });
}

void HttpSession::timed_out() {
  // What waits for a client that does not read is dropped, also by the system.
  if (phase_ == Phase::Writing) stream_->drop_unsent();
  const bool request_begun = (phase_ == Phase::Head && !input_.empty()) || phase_ == Phase::Body;
  if (request_begun) return refuse(408);
  if (phase_ != Phase::Handling) end();
}

void HttpSession::end() {
  if (phase_ == Phase::Ended) return;
  const auto self = shared_from_this();
  close();
  owner_.ended(*this);
}

void HttpSession::close() {
  phase_ = Phase::Ended;
  timer_.cancel();
  if (stream_) stream_->close();
}

}  // namespace handset::io
