#include "io/web_socket.h"

#include <atomic>
#include <condition_variable>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <mutex>
#include <optional>

#include "io/http_server.h"
#include "web_socket_client.h"

namespace handset::io {
namespace {

using testing::any_port;
using testing::Connection;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::opening_handshake;
using ::testing::StartsWith;
using testing::WebSocketClient;

// Remembers what a socket told it.
class User final : public WebSocketUser {
 public:
  void on_open(WebSocket socket) override {
    const std::lock_guard lock(mutex_);
    socket_ = std::move(socket);
    changed_.notify_all();
  }
  void on_closed() override {
    const std::lock_guard lock(mutex_);
    ++closed_;
    changed_.notify_all();
  }
  WebSocket socket() {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, std::chrono::seconds(30), [&] { return socket_.has_value(); });
    return socket_.value_or(WebSocket());
  }
  int closed_after_a_while() {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, std::chrono::seconds(30), [&] { return closed_ > 0; });
    return closed_;
  }
  [[nodiscard]] bool was_opened() {
    const std::lock_guard lock(mutex_);
    return socket_.has_value();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::optional<WebSocket> socket_;
  int closed_ = 0;
};

WebSocket::Text text(std::string words) {
  return std::make_shared<const std::string>(std::move(words));
}

struct WebSocketTest : ::testing::Test {
  void start(const HttpServerLimits& limits = {}) {
    server = HttpServer::start(
                 any_port(),
                 [this](const HttpRequest& request, Responder respond) {
                   if (request.path == "/page") return respond({200, {}, "page"});
                   respond({101, {{"X-Field", "value"}, {"X-Broken", "a\r\nb"}}, {}, user});
                 },
                 limits)
                 .value();
  }
  WebSocketTest() { start(); }
  WebSocketClient open(int receive_buffer = 0) const {
    return WebSocketClient::to(server->endpoint(), "/", {}, receive_buffer);
  }
  std::string ask(std::string_view request) const {
    Connection client = Connection::to(server->endpoint());
    client.send(request);
    client.finish_sending();
    return client.receive_all();
  }

  std::shared_ptr<User> user = std::make_shared<User>();
  std::unique_ptr<HttpServer> server;
};

TEST_F(WebSocketTest, AHandshakeIsAnsweredAsTheRfcCalculatesIt) {
  const WebSocketClient client = open();
  EXPECT_THAT(client.answer, StartsWith("HTTP/1.1 101 "));
  EXPECT_THAT(client.answer, HasSubstr("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"));
  EXPECT_THAT(client.answer, HasSubstr("X-Field: value\r\n"));
  EXPECT_THAT(client.answer, Not(HasSubstr("X-Broken")));
  EXPECT_THAT(client.answer, Not(HasSubstr("Beast")));
}

TEST_F(WebSocketTest, NothingIsCompressed) {
  const auto client =
      WebSocketClient::to(server->endpoint(), "/", "Sec-WebSocket-Extensions: permessage-deflate\r\n");
  EXPECT_TRUE(client.is_open());
  EXPECT_THAT(client.answer, Not(HasSubstr("Extensions")));
}

TEST_F(WebSocketTest, TextsArriveInTheirOrder) {
  WebSocketClient client = open();
  const WebSocket socket = user->socket();
  const std::string large(100'000, 'x');
  socket.send(text("one"));
  socket.send(text(large));
  socket.send(text("three"));
  EXPECT_EQ(client.receive_text(), "one");
  EXPECT_EQ(client.receive_text(), large);
  EXPECT_EQ(client.receive_text(), "three");
}

TEST_F(WebSocketTest, WhatIsNoHandshakeIsToldToUpgrade) {
  const auto without = [](const std::string& field) {
    std::string request = opening_handshake("/");
    const auto at = request.find(field);
    request.erase(at, request.find("\r\n", at) + 2 - at);
    return request;
  };
  for (const char* field : {"Upgrade:", "Connection:", "Sec-WebSocket-Key:", "Sec-WebSocket-Version:"}) {
    const std::string answer = ask(without(field));
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 426 ")) << field;
    EXPECT_THAT(answer, HasSubstr("Upgrade: websocket\r\n")) << field;
  }
  std::string old = opening_handshake("/");
  old.replace(old.find("Version: 13"), 11, "Version: 8 ");
  EXPECT_THAT(ask(old), StartsWith("HTTP/1.1 426 "));
  EXPECT_FALSE(user->was_opened());
}

TEST_F(WebSocketTest, WhoSpeaksBeforeTheHandshakeIsAnsweredIsRefused) {
  EXPECT_THAT(ask(opening_handshake("/") + "early"), StartsWith("HTTP/1.1 400 "));
  EXPECT_FALSE(user->was_opened());
}

TEST_F(WebSocketTest, AConnectionMayAskForPagesFirst) {
  Connection connection = Connection::to(server->endpoint());
  connection.send("GET /page HTTP/1.1\r\nHost: a\r\n\r\n");
  connection.receive_until("page");
  connection.send(opening_handshake("/"));
  EXPECT_THAT(connection.receive_until("\r\n\r\n"), StartsWith("HTTP/1.1 101 "));
  WebSocketClient client(std::move(connection));
  user->socket().send(text("hello"));
  EXPECT_EQ(client.receive_text(), "hello");
}

TEST_F(WebSocketTest, WhatTheClientSaysIsDropped) {
  WebSocketClient client = open();
  client.send(1, "hello");
  client.send(1, std::string(1024, 'x'));
  client.send(9, "ping");
  const auto pong = client.receive();
  ASSERT_TRUE(pong);
  EXPECT_EQ(pong->opcode, 10U);
  EXPECT_EQ(pong->payload, "ping");
}

TEST_F(WebSocketTest, AMessageOverItsLimitCloses) {
  WebSocketClient client = open();
  client.send(1, std::string(1025, 'x'));
  EXPECT_EQ(client.receive_close().code(), web_socket_code::too_big);
  EXPECT_EQ(user->closed_after_a_while(), 1);
}

TEST_F(WebSocketTest, PartsOfAMessageCountTogether) {
  WebSocketClient client = open();
  client.send(1, std::string(1000, 'x'), false);
  client.send(0, std::string(25, 'x'));
  EXPECT_EQ(client.receive_close().code(), web_socket_code::too_big);
}

TEST_F(WebSocketTest, BrokenFramesCloseAsAProtocolError) {
  WebSocketClient unmasked = open();
  unmasked.send(1, "hello", true, false);
  EXPECT_EQ(unmasked.receive_close().code(), 1002U);
  WebSocketClient unknown = open();
  unknown.send(3, "hello");
  EXPECT_EQ(unknown.receive_close().code(), 1002U);
  WebSocketClient not_utf8 = open();
  not_utf8.send(1, "\xFF\xFE");
  EXPECT_EQ(not_utf8.receive_close().code(), 1007U);
}

TEST_F(WebSocketTest, ACloseOfTheClientIsReturned) {
  WebSocketClient client = open();
  client.send(8, "\x03\xE8");
  EXPECT_EQ(client.receive_close().code(), 1000U);
  client.connection().finish_sending();
  EXPECT_EQ(user->closed_after_a_while(), 1);
}

TEST_F(WebSocketTest, ACloseOfTheServerGoesBehindWhatItSaid) {
  WebSocketClient client = open();
  const WebSocket socket = user->socket();
  socket.send(text("last words"));
  socket.close(web_socket_code::logged_out, "The login has ended.");
  socket.send(text("too late"));
  EXPECT_EQ(client.receive_text(), "last words");
  const auto close = client.receive_close();
  EXPECT_EQ(close.code(), 4401U);
  EXPECT_EQ(close.reason(), "The login has ended.");
  client.send(8, "\x11\x31");
  client.connection().finish_sending();
  EXPECT_FALSE(client.receive());
  EXPECT_EQ(user->closed_after_a_while(), 1);
}

TEST_F(WebSocketTest, AClientThatDoesNotAnswerACloseIsDropped) {
  HttpServerLimits limits;
  limits.web_socket.close_timeout = milliseconds(50);
  start(limits);
  WebSocketClient client = open();
  user->socket().close(web_socket_code::going_away, {});
  EXPECT_EQ(client.receive_close().code(), 1001U);
  EXPECT_FALSE(client.receive());
  EXPECT_EQ(user->closed_after_a_while(), 1);
}

TEST_F(WebSocketTest, AClientThatGoesIsMissed) {
  WebSocketClient client = open();
  const WebSocket socket = user->socket();
  client.connection().reset();
  EXPECT_EQ(user->closed_after_a_while(), 1);
  socket.send(text("nobody hears it"));
}

TEST_F(WebSocketTest, ASlowReaderIsClosedInsteadOfItsTextsBeingKept) {
  HttpServerLimits limits;
  limits.web_socket.waiting_bytes = 300'000;
  limits.web_socket.close_timeout = milliseconds(50);
  start(limits);
  WebSocketClient client = open(4096);
  const WebSocket socket = user->socket();
  const auto large = text(std::string(100'000, 'x'));
  for (int i = 0; i < 200; ++i) socket.send(large);  // far more than the system takes
  EXPECT_EQ(user->closed_after_a_while(), 1);
}

TEST_F(WebSocketTest, AReaderThatIsSlowButReadsIsToldWhy) {
  HttpServerLimits limits;
  limits.web_socket.waiting_bytes = 3'000'000;
  start(limits);
  WebSocketClient client = open(4096);
  const WebSocket socket = user->socket();
  const auto large = text(std::string(1'000'000, 'x'));
  for (int i = 0; i < 20; ++i) socket.send(large);
  EXPECT_EQ(client.receive_close().code(), web_socket_code::try_again_later);
}

TEST_F(WebSocketTest, MessagesThatWaitAreCounted) {
  HttpServerLimits limits;
  limits.web_socket.waiting = 4;
  start(limits);
  WebSocketClient client = open();
  const WebSocket socket = user->socket();
  const auto large = text(std::string(1'000'000, 'x'));
  for (int i = 0; i < 20; ++i) socket.send(text("x")), socket.send(large);
  EXPECT_EQ(client.receive_close().code(), web_socket_code::try_again_later);
}

TEST_F(WebSocketTest, AQuietClientIsPingedAndThenDropped) {
  HttpServerLimits limits;
  limits.web_socket.silence = milliseconds(200);
  start(limits);
  WebSocketClient client = open();
  const auto ping = client.receive();
  ASSERT_TRUE(ping);
  EXPECT_EQ(ping->opcode, 9U);
  EXPECT_FALSE(client.receive());
  EXPECT_EQ(user->closed_after_a_while(), 1);
}

TEST_F(WebSocketTest, AClientThatAnswersPingsStays) {
  HttpServerLimits limits;
  limits.web_socket.silence = milliseconds(200);
  start(limits);
  WebSocketClient client = open();
  for (int i = 0; i < 4; ++i) {
    const auto ping = client.receive();
    ASSERT_TRUE(ping);
    ASSERT_EQ(ping->opcode, 9U);
    client.send(10, ping->payload);
  }
  user->socket().send(text("still there"));
  EXPECT_EQ(client.receive_text(), "still there");
}

TEST_F(WebSocketTest, SocketsCountAmongTheConnections) {
  HttpServerLimits limits;
  limits.connections = 2;
  start(limits);
  const WebSocketClient first = open();
  const WebSocketClient second = open();
  EXPECT_TRUE(second.is_open());
  EXPECT_THAT(ask("GET /page HTTP/1.1\r\nHost: a\r\n\r\n"), StartsWith("HTTP/1.1 503 "));
}

TEST_F(WebSocketTest, TheEndOfTheServerIsTold) {
  WebSocketClient client = open();
  const WebSocket socket = user->socket();
  server.reset();
  EXPECT_EQ(user->closed_after_a_while(), 1);
  socket.send(text("nobody hears it"));
  socket.close(web_socket_code::normal, {});
  EXPECT_FALSE(client.receive());
}

}  // namespace
}  // namespace handset::io
