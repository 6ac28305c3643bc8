// The bytes of one HTTP connection, over TCP or over TLS on it: one of Asio's asynchronous streams, so that
// Beast's WebSocket runs on it as well. Inside io only; on the server's thread.
#pragma once

#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/websocket/ssl.hpp>
#include <boost/beast/websocket/teardown.hpp>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

namespace handset::io {

class HttpStream {
 public:
  using Socket = boost::asio::ip::tcp::socket;
  using executor_type = Socket::executor_type;

  // `tls`: null for none.
  HttpStream(Socket socket, boost::asio::ssl::context* tls) : socket_(std::move(socket)) {
    if (tls != nullptr) tls_.emplace(socket_, *tls);
  }
  HttpStream(const HttpStream&) = delete;
  HttpStream& operator=(const HttpStream&) = delete;

  [[nodiscard]] bool is_tls() const { return tls_.has_value(); }
  [[nodiscard]] executor_type get_executor() { return socket_.get_executor(); }

  // With TLS only, and first. `done` takes an error_code.
  template <class Done>
  void async_handshake(Done done) {
    tls_->async_handshake(boost::asio::ssl::stream_base::server, std::move(done));
  }
  // `done` takes an error_code and a size.
  template <class Buffers, class Done>
  void async_read_some(const Buffers& into, Done&& done) {
    if (tls_)
      tls_->async_read_some(into, std::forward<Done>(done));
    else
      socket_.async_read_some(into, std::forward<Done>(done));
  }
  template <class Buffers, class Done>
  void async_write_some(const Buffers& from, Done&& done) {
    if (tls_)
      tls_->async_write_some(from, std::forward<Done>(done));
    else
      socket_.async_write_some(from, std::forward<Done>(done));
  }
  template <class Done>
  void async_write(std::string_view bytes, Done done) {
    const boost::asio::const_buffer buffer(bytes.data(), bytes.size());
    if (tls_)
      boost::asio::async_write(*tls_, buffer, std::move(done));
    else
      boost::asio::async_write(socket_, buffer, std::move(done));
  }

  // With TLS: says that nothing more comes and waits for the same from the peer. `done` takes an error_code.
  template <class Done>
  void async_shutdown(Done done) {
    tls_->async_shutdown(std::move(done));
  }
  // Without TLS.
  void shutdown_send() {
    boost::system::error_code ignored;
    socket_.shutdown(Socket::shutdown_send, ignored);
  }
  // What was not sent yet is dropped at close(), also by the system.
  void drop_unsent() {
    boost::system::error_code ignored;
    socket_.set_option(boost::asio::socket_base::linger(true, 0), ignored);
  }
  void close() {
    boost::system::error_code ignored;
    socket_.close(ignored);
  }

  // What Beast asks of a stream under a WebSocket: its end in order, and at once.
  template <class Done>
  friend void async_teardown(boost::beast::role_type role, HttpStream& stream, Done&& done) {
    using boost::beast::websocket::async_teardown;
    if (stream.tls_)
      async_teardown(role, *stream.tls_, std::forward<Done>(done));
    else
      async_teardown(role, stream.socket_, std::forward<Done>(done));
  }
  friend void beast_close_socket(HttpStream& stream) { stream.close(); }

 private:
  Socket socket_;
  std::optional<boost::asio::ssl::stream<Socket&>> tls_;
};

}  // namespace handset::io
