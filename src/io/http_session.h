// One connection of the HTTP server: reads a request, waits for its answer, writes it, and again. Inside io
// only; on the server's thread.
//
// Pending operations keep the session alive; the server knows it by a number until it has ended.
#pragma once

#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "base/time.h"
#include "io/http_request.h"
#include "io/http_server.h"
#include "io/http_stream.h"

namespace handset::io {

class HttpSession;

class HttpSessionOwner {
 public:
  // The answer comes by HttpSession::answer() with the same number of the request.
  virtual void requested(HttpSession& session, std::uint64_t request, const HttpRequest& content) = 0;
  // The session has ended, and its connection goes on as a WebSocket, as the handler answered.
  virtual void upgraded(HttpSession& session, std::unique_ptr<HttpStream> stream, const HttpRequest& request,
                        HttpResponse response) = 0;
  virtual void ended(HttpSession& session) = 0;

 protected:
  ~HttpSessionOwner() = default;
};

class HttpSession : public std::enable_shared_from_this<HttpSession> {
 public:
  // `tls`: null for none.
  HttpSession(HttpStream::Socket socket, boost::asio::ssl::context* tls, std::uint64_t id,
              HttpSessionOwner& owner, const HttpServerLimits& limits, const Endpoint& local,
              const Endpoint& remote);

  void start();
  // Answers without reading anything, and closes.
  void turn_away(int status);
  // Ignored unless it is the answer to the request that waits for one.
  void answer(std::uint64_t request, HttpResponse response);
  // At once; the owner is not told.
  void close();

  [[nodiscard]] std::uint64_t id() const { return id_; }

 private:
  // What the session does, and so which limit of time it is under.
  enum class Phase : std::uint8_t {
    Handshake,
    Idle,
    Head,
    Continuing,
    Body,
    Handling,
    Writing,
    Draining,
    Ended
  };

  void shake_hands();
  void begin();
  void next_request();
  void feed();
  void read();
  void read_done(std::size_t size, bool failed);
  void refuse(int status);
  void write_continue();
  void upgrade(HttpResponse response);
  void write(const HttpResponse& response, bool head_only, bool keep_alive);
  void write_done(bool failed);
  void drain();
  void end();
  void limit(Duration time);
  void timed_out();

  std::unique_ptr<HttpStream> stream_;  // null once it is a WebSocket's
  std::uint64_t id_;
  HttpSessionOwner& owner_;
  const HttpServerLimits& limits_;
  Endpoint local_;
  Endpoint remote_;
  boost::asio::steady_timer timer_;
  Phase phase_ = Phase::Idle;
  std::unique_ptr<HttpRequestReader> reader_;
  std::uint64_t request_ = 0;
  std::array<char, 8192> piece_;
  std::string input_;
  std::string output_;
  std::size_t drained_ = 0;
  bool reading_ = false;
  bool keep_alive_ = false;
};

}  // namespace handset::io
