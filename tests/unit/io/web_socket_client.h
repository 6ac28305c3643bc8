// A WebSocket client for tests, on a plain blocking socket: frames by hand, so that broken ones can be sent.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "support.h"

namespace handset::io::testing {

struct Frame {
  unsigned opcode = 0;  // 1 text, 8 close, 9 ping, 10 pong
  bool last = true;
  std::string payload{};

  // Of a close.
  [[nodiscard]] unsigned code() const {
    if (opcode != 8 || payload.size() < 2) return 0;
    return static_cast<unsigned char>(payload[0]) * 256U + static_cast<unsigned char>(payload[1]);
  }
  [[nodiscard]] std::string reason() const { return payload.size() < 2 ? std::string() : payload.substr(2); }
};

inline std::string opening_handshake(std::string_view target, std::string_view fields = {}) {
  return "GET " + std::string(target) +
         " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
         "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n" +
         std::string(fields) + "\r\n";
}

class WebSocketClient {
 public:
  explicit WebSocketClient(Connection connection) : connection_(std::move(connection)) {}

  static WebSocketClient to(const Endpoint& server, std::string_view target = "/",
                            std::string_view fields = {}, int receive_buffer = 0) {
    WebSocketClient client(Connection::to(server, receive_buffer));
    client.connection().send(opening_handshake(target, fields));
    client.answer = client.connection().receive_until("\r\n\r\n");
    return client;
  }
  [[nodiscard]] bool is_open() const { return answer.starts_with("HTTP/1.1 101 "); }
  [[nodiscard]] Connection& connection() { return connection_; }

  void send(unsigned opcode, std::string_view payload, bool last = true, bool masked = true) {
    std::string frame(1, static_cast<char>((last ? 0x80 : 0) | opcode));
    const int mask = masked ? 0x80 : 0;
    if (payload.size() < 126) {
      frame += static_cast<char>(mask | static_cast<int>(payload.size()));
    } else {
      frame += static_cast<char>(mask | 126);
      frame += static_cast<char>(payload.size() >> 8);
      frame += static_cast<char>(payload.size() & 0xFF);
    }
    if (masked) frame.append(4, '\0');
    connection_.send(frame.append(payload));
  }

  // The next frame; nothing at the end of the stream or of patience.
  std::optional<Frame> receive() {
    const std::string head = connection_.receive_exactly(2);
    if (head.size() < 2) return std::nullopt;
    Frame frame{static_cast<unsigned>(head[0]) & 0x0FU, (head[0] & 0x80) != 0};
    std::uint64_t size = static_cast<unsigned char>(head[1]) & 0x7FU;
    const std::size_t more = size == 126 ? 2 : size == 127 ? 8 : 0;
    if (more > 0) size = 0;
    for (const char byte : connection_.receive_exactly(more))
      size = size * 256 + static_cast<unsigned char>(byte);
    frame.payload = connection_.receive_exactly(size);
    return frame;
  }
  // The next text; empty when something else comes.
  std::string receive_text() {
    const auto frame = receive();
    return frame && frame->opcode == 1 ? frame->payload : std::string();
  }
  // The close that comes behind whatever else; of code 0 when none does.
  Frame receive_close() {
    while (const auto frame = receive())
      if (frame->opcode == 8) return *frame;
    return {};
  }

  std::string answer;  // the head of the server's

 private:
  Connection connection_;
};

}  // namespace handset::io::testing
