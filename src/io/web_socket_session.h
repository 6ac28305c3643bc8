// One connection of the HTTP server that has become a WebSocket. Inside io only; on the server's thread.
//
// Pending operations keep the session alive; the server knows it by a number until it has ended. Its owner
// is told when it ends by itself; close_now() tells only the user.
#pragma once

#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>

#include "io/http_server.h"
#include "io/http_stream.h"
#include "io/web_socket.h"

namespace handset::io {

class WebSocketSession;

class WebSocketSessionOwner {
 public:
  virtual void ended(WebSocketSession& session) = 0;
  // The way back to the session, from any thread.
  virtual WebSocket way_to(WebSocketSession& session) = 0;

 protected:
  ~WebSocketSessionOwner() = default;
};

class WebSocketSession : public std::enable_shared_from_this<WebSocketSession> {
 public:
  WebSocketSession(std::unique_ptr<HttpStream> stream, std::uint64_t id, WebSocketSessionOwner& owner,
                   const WebSocketLimits& limits, std::shared_ptr<WebSocketUser> user);
  ~WebSocketSession();
  WebSocketSession(const WebSocketSession&) = delete;
  WebSocketSession& operator=(const WebSocketSession&) = delete;

  // Answers the opening handshake, with the fields of `response` beside its own.
  void accept(const HttpRequest& request, const HttpResponse& response);
  void obey(WebSocket::Command command);
  // At once, without a word to the client; the owner is not told.
  void close_now();

  [[nodiscard]] std::uint64_t id() const { return id_; }

 private:
  using Stream = boost::beast::websocket::stream<HttpStream&, false>;

  void opened(boost::system::error_code error);
  void read();
  void write();
  void begin_close(std::uint16_t code, std::string reason);
  void send_close();
  void give_up();
  void end();

  std::unique_ptr<HttpStream> stream_;
  std::unique_ptr<Stream> socket_;
  std::uint64_t id_;
  WebSocketSessionOwner& owner_;
  const WebSocketLimits& limits_;
  std::shared_ptr<WebSocketUser> user_;
  boost::asio::steady_timer closing_timer_;
  boost::beast::flat_buffer input_;
  std::deque<WebSocket::Text> waiting_;  // the first one is being written
  std::size_t waiting_bytes_ = 0;
  boost::beast::websocket::close_reason reason_;
  bool writing_ = false;
  bool open_ = false;
  bool closing_ = false;
  bool ended_ = false;
};

}  // namespace handset::io
