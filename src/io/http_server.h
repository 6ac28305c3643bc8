// A small HTTP/1.1 server on a thread of its own, plain or over TLS (RFC 9110, RFC 9112): framing, limits and
// timeouts are its job; routes, logins and the meaning of a path are the handler's.
//
// Refused without asking the handler: a head over 16 KiB (431) or a body over 256 KiB (413), both
// Content-Length and Transfer-Encoding, two Content-Lengths, a request without exactly one Host (400),
// transfer codings but chunked (501), other HTTP versions (505), heads and bodies that come too slowly (408).
// Every answer carries Date, Content-Length and X-Content-Type-Options: nosniff.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/address.h"
#include "base/fetch.h"
#include "base/result.h"
#include "base/time.h"
#include "io/web_socket.h"

namespace handset::io {

struct HttpRequest {
  std::string method;  // as sent: "GET", "HEAD", "POST"
  std::string target;  // as sent: "/a%20b?x=1"
  std::string path;    // decoded once: "/a b"; begins with '/', except "*" of OPTIONS
  std::string query;   // as sent, without '?': "x=1"
  std::vector<HttpField> fields;
  std::string body;
  Endpoint remote;
  Endpoint local;
  bool tls = false;

  // The value of the first field of that name, any case; empty when there is none.
  [[nodiscard]] std::string_view field(std::string_view name) const;
};

struct HttpResponse {
  int status = 200;
  // Content-Type and the like; the server adds its own and leaves out a field with a control character.
  std::vector<HttpField> fields;
  std::string body;  // not sent in answer to HEAD, only its length
  // With 101: the connection becomes a WebSocket, and this is told of it.
  std::shared_ptr<WebSocketUser> user{};
};

// Answers one request, from any thread, once. Destroyed without an answer, it answers 500. It may outlive
// the server; answering then does nothing.
class Responder {
 public:
  // `send` takes the one answer.
  explicit Responder(std::function<void(HttpResponse)> send) : send_(std::move(send)) {}
  ~Responder();
  Responder(Responder&& other) noexcept : send_(std::exchange(other.send_, nullptr)) {}
  Responder& operator=(Responder&& other) noexcept;
  Responder(const Responder&) = delete;
  Responder& operator=(const Responder&) = delete;

  // Does nothing when it was answered before.
  void operator()(HttpResponse response);

 private:
  std::function<void(HttpResponse)> send_;  // empty once answered
};

// On the server's thread; one request after the other on a connection. One that throws answers 500.
using HttpHandler = std::function<void(const HttpRequest&, Responder)>;

struct HttpServerLimits {
  std::size_t head = std::size_t{16} * 1024;
  std::size_t body = std::size_t{256} * 1024;
  std::size_t connections = 256;  // WebSockets among them; more are answered 503
  Duration head_timeout = seconds(10);
  Duration body_timeout = seconds(30);
  Duration idle_timeout = seconds(60);   // between requests
  Duration write_timeout = seconds(30);  // for an answer that the client does not read
  WebSocketLimits web_socket{};
};

struct Identity;  // io/certificate.h

class HttpServer {
 public:
  // Listens and starts its thread. Port 0 lets the system choose. With an identity it speaks TLS alone.
  // Errors: Unavailable (the address), Malformed (the identity).
  static Result<std::unique_ptr<HttpServer>> start(const Endpoint& local, HttpHandler handler,
                                                   const HttpServerLimits& limits = {},
                                                   const Identity* identity = nullptr);
  // Closes all connections and joins the thread. The handler is not called afterwards.
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  // The bound address, with the port that the system chose.
  [[nodiscard]] Endpoint endpoint() const;

 private:
  class Impl;
  explicit HttpServer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace handset::io
