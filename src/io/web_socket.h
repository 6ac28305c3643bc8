// A WebSocket (RFC 6455) of the HTTP server, one way: what a handler says is text, and what the client sends
// is read, held to its limits and dropped. A handler accepts one by answering 101 with a WebSocketUser
// (HttpResponse::user); the connection has then left HTTP. No compression (RFC 7692): what it may carry
// beside secrets is not to be guessed from its length.
//
// A client that does not answer pings is dropped; so is one that reads too slowly, instead of what it has
// not read being kept without end.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/time.h"

namespace handset::io {

struct HttpRequest;

struct WebSocketLimits {
  std::size_t message = 1024;                        // of the client; a longer one closes with 1009
  std::size_t waiting = 512;                         // messages that wait for the client to read, and
  std::size_t waiting_bytes = std::size_t{2} << 20;  // their bytes; more closes with 1013
  Duration silence = seconds(30);                    // without a sign of life; a ping goes out half-way
  Duration close_timeout = seconds(5);               // for the client's part of the closing handshake
};

// RFC 6455, 7.4.1; 4000 and above are the application's own.
namespace web_socket_code {
inline constexpr std::uint16_t normal = 1000;
inline constexpr std::uint16_t going_away = 1001;
inline constexpr std::uint16_t policy = 1008;
inline constexpr std::uint16_t too_big = 1009;
inline constexpr std::uint16_t try_again_later = 1013;
inline constexpr std::uint16_t logged_out = 4401;
}  // namespace web_socket_code

// The way to a socket that is open, from any thread. It may outlive the socket and the server, and then
// leads nowhere.
class WebSocket {
 public:
  using Text = std::shared_ptr<const std::string>;  // UTF-8; one text may go to many sockets
  struct Command {
    Text text;               // null: close
    std::uint16_t code = 0;  // of the close
    std::string reason{};    // at most 123 bytes
  };

  WebSocket() = default;
  // `tell` hands a command over to the thread of the socket.
  explicit WebSocket(std::function<void(Command)> tell) : tell_(std::move(tell)) {}

  void send(Text text) const {
    if (tell_) tell_({std::move(text)});
  }
  // What was sent before goes out first, unless the client does not read it.
  void close(std::uint16_t code, std::string_view reason) const {
    if (tell_) tell_({nullptr, code, std::string(reason)});
  }

 private:
  std::function<void(Command)> tell_;
};

// Whom a socket tells of its life, on the server's thread.
class WebSocketUser {
 public:
  virtual ~WebSocketUser() = default;
  // Once, if the handshake succeeds.
  virtual void on_open(WebSocket socket) = 0;
  // Once, behind on_open(); from the thread that destroys the server if the server goes first.
  virtual void on_closed() = 0;
};

// Whether the request is a whole opening handshake (RFC 6455, 4.2.1). Others are answered 426.
[[nodiscard]] bool is_web_socket_request(const HttpRequest& request);

}  // namespace handset::io
