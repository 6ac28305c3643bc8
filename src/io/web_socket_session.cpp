#include "io/web_socket_session.h"

#include <algorithm>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/websocket/rfc6455.hpp>
#include <utility>

#include "base/text.h"
#include "io/http_response.h"

namespace handset::io {
namespace {

namespace http = boost::beast::http;
namespace websocket = boost::beast::websocket;

constexpr std::size_t most_reason_bytes = 123;  // RFC 6455, 5.5: 125 with the code

http::request<http::empty_body> handshake_of(const HttpRequest& request) {
  http::request<http::empty_body> out{http::verb::get, request.target, 11};
  for (const HttpField& field : request.fields) out.insert(field.name, field.value);
  return out;
}

}  // namespace

bool is_web_socket_request(const HttpRequest& request) {
  if (request.method != "GET" || !request.body.empty()) return false;
  const auto handshake = handshake_of(request);
  if (!websocket::is_upgrade(handshake)) return false;
  const auto key = base64_decode(request.field("Sec-WebSocket-Key"));
  return key && key->size() == 16 && request.field("Sec-WebSocket-Version") == "13";
}

WebSocketSession::WebSocketSession(std::unique_ptr<HttpStream> stream, std::uint64_t id,
                                   WebSocketSessionOwner& owner, const WebSocketLimits& limits,
                                   std::shared_ptr<WebSocketUser> user)
    : stream_(std::move(stream)),
      socket_(std::make_unique<Stream>(*stream_)),
      id_(id),
      owner_(owner),
      limits_(limits),
      user_(std::move(user)),
      closing_timer_(stream_->get_executor()) {}

WebSocketSession::~WebSocketSession() = default;

void WebSocketSession::accept(const HttpRequest& request, const HttpResponse& response) {
  socket_->set_option(websocket::stream_base::timeout{limits_.close_timeout, limits_.silence, true});
  socket_->set_option(websocket::stream_base::decorator([fields = response.fields](auto& answer) {
    for (const HttpField& field : fields)
      if (may_be_sent(field)) answer.set(field.name, field.value);
    answer.set(http::field::server, "Handset");  // or Beast would tell its version
  }));
  socket_->read_message_max(limits_.message);
  socket_->auto_fragment(false);
  socket_->text(true);
  socket_->async_accept(handshake_of(request), [self = shared_from_this()](boost::system::error_code error) {
    self->opened(error);
  });
}

void WebSocketSession::opened(boost::system::error_code error) {
  if (ended_) return;
  if (error) return end();
  open_ = true;
  read();
  user_->on_open(owner_.way_to(*this));
}

// Pings, pongs and closes are answered by Beast while a read is under way.
void WebSocketSession::read() {
  socket_->async_read(input_, [self = shared_from_this()](boost::system::error_code error, std::size_t) {
    if (self->ended_) return;
    if (error) return self->end();
    self->input_.clear();
    self->read();
  });
}

void WebSocketSession::obey(WebSocket::Command command) {
  if (!open_ || closing_ || ended_) return;
  if (!command.text) return begin_close(command.code, std::move(command.reason));
  if (waiting_.size() >= limits_.waiting || waiting_bytes_ + command.text->size() > limits_.waiting_bytes) {
    waiting_.resize(std::min<std::size_t>(waiting_.size(), 1));  // that one is being written
    return begin_close(web_socket_code::try_again_later, "This link is too slow.");
  }
  waiting_bytes_ += command.text->size();
  waiting_.push_back(std::move(command.text));
  write();
}

void WebSocketSession::write() {
  if (writing_ || waiting_.empty()) return;
  writing_ = true;
  const std::string& text = *waiting_.front();
  socket_->async_write(boost::asio::buffer(text),
                       [self = shared_from_this()](boost::system::error_code error, std::size_t) {
                         self->writing_ = false;
                         if (self->ended_) return;
                         if (error) return self->end();
                         self->waiting_bytes_ -= self->waiting_.front()->size();
                         self->waiting_.pop_front();
                         self->waiting_.empty() && self->closing_ ? self->send_close() : self->write();
                       });
}

// A client that does not even read what is under way gets no more time than one that does not answer.
void WebSocketSession::begin_close(std::uint16_t code, std::string reason) {
  closing_ = true;
  reason.resize(std::min(reason.size(), most_reason_bytes));
  reason_ = {static_cast<websocket::close_code>(code), reason};
  closing_timer_.expires_after(limits_.close_timeout);
  closing_timer_.async_wait([self = shared_from_this()](boost::system::error_code error) {
    if (!error && !self->ended_) self->give_up();
  });
  if (waiting_.empty()) send_close();
}

void WebSocketSession::send_close() {
  socket_->async_close(reason_, [self = shared_from_this()](boost::system::error_code) {
    if (!self->ended_) self->end();
  });
}

void WebSocketSession::give_up() {
  stream_->drop_unsent();
  end();
}

void WebSocketSession::end() {
  const auto self = shared_from_this();
  close_now();
  owner_.ended(*this);
}

void WebSocketSession::close_now() {
  if (std::exchange(ended_, true)) return;
  closing_timer_.cancel();
  stream_->close();
  if (std::exchange(open_, false)) user_->on_closed();
  user_.reset();
}

}  // namespace handset::io
