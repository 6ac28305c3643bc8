#include "io/http_server.h"

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cstring>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <unistd.h>
#include <utility>

#include "base/text.h"
#include "io/http_response.h"
#include "io/http_session.h"
#include "io/sockaddr.h"
#include "io/tls_context.h"
#include "io/web_socket_session.h"

namespace handset::io {
namespace {

using Tcp = boost::asio::ip::tcp;

// When the process is out of descriptors; the connection stays in the system's queue.
constexpr auto accept_pause = std::chrono::milliseconds(100);

Endpoint endpoint_of(const Tcp::endpoint& from) {
  SocketAddress address{};
  std::memcpy(&address, from.data(), std::min(from.size(), sizeof(address)));
  return from_socket_address(address);
}

}  // namespace

Responder::~Responder() {
  if (send_) (*this)(plain_response(500));
}

Responder& Responder::operator=(Responder&& other) noexcept {
  if (this != &other) {
    Responder dropped(std::move(*this));
    send_ = std::exchange(other.send_, nullptr);
  }
  return *this;
}

void Responder::operator()(HttpResponse response) {
  if (const auto send = std::exchange(send_, nullptr)) send(std::move(response));
}

class HttpServer::Impl final : private HttpSessionOwner, private WebSocketSessionOwner {
 public:
  Impl(int listener, const Endpoint& local, HttpHandler handler, const HttpServerLimits& limits,
       std::optional<boost::asio::ssl::context> tls)
      : limits_(limits),
        handler_(std::move(handler)),
        tls_(std::move(tls)),
        acceptor_(context_, local.address.is_v4() ? Tcp::v4() : Tcp::v6(), listener),
        pause_(context_),
        endpoint_(bound_endpoint(listener)),
        mailbox_(std::make_shared<Mailbox>(*this)) {
    accept();
    thread_ = std::thread([this] { context_.run(); });
  }
  ~Impl() {
    mailbox_->shut();
    context_.stop();
    thread_.join();
    for (auto& [id, session] : sessions_) session->close();
    for (auto& [id, socket] : sockets_) socket->close_now();
  }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  [[nodiscard]] Endpoint endpoint() const { return endpoint_; }

 private:
  // The way in for answers from any thread; it outlives the server, and then leads nowhere.
  class Mailbox {
   public:
    explicit Mailbox(Impl& server) : server_(&server) {}

    void answer(std::uint64_t session, std::uint64_t request, HttpResponse response) {
      const std::lock_guard lock(mutex_);
      if (!server_) return;
      boost::asio::post(server_->context_,
                        [server = server_, session, request, response = std::move(response)]() mutable {
                          const auto found = server->sessions_.find(session);
                          if (found == server->sessions_.end()) return;
                          const auto kept = found->second;
                          kept->answer(request, std::move(response));
                        });
    }
    void command(std::uint64_t socket, WebSocket::Command command) {
      const std::lock_guard lock(mutex_);
      if (!server_) return;
      boost::asio::post(server_->context_,
                        [server = server_, socket, command = std::move(command)]() mutable {
                          const auto found = server->sockets_.find(socket);
                          if (found == server->sockets_.end()) return;
                          const auto kept = found->second;
                          kept->obey(std::move(command));
                        });
    }
    void shut() {
      const std::lock_guard lock(mutex_);
      server_ = nullptr;
    }

   private:
    std::mutex mutex_;  // guards server_
    Impl* server_;
  };

  void accept();
  void accepted(Tcp::socket socket);
  void requested(HttpSession& session, std::uint64_t request, const HttpRequest& content) override;
  void upgraded(HttpSession& session, std::unique_ptr<HttpStream> stream, const HttpRequest& request,
                HttpResponse response) override;
  void ended(HttpSession& session) override { sessions_.erase(session.id()); }
  void ended(WebSocketSession& socket) override { sockets_.erase(socket.id()); }
  WebSocket way_to(WebSocketSession& socket) override;

  const HttpServerLimits limits_;
  const HttpHandler handler_;
  std::optional<boost::asio::ssl::context> tls_;
  boost::asio::io_context context_{1};
  Tcp::acceptor acceptor_;
  boost::asio::steady_timer pause_;
  const Endpoint endpoint_;
  const std::shared_ptr<Mailbox> mailbox_;
  std::uint64_t last_session_ = 0;
  std::map<std::uint64_t, std::shared_ptr<HttpSession>> sessions_;
  std::map<std::uint64_t, std::shared_ptr<WebSocketSession>> sockets_;  // with the numbers of their sessions
  std::thread thread_;
};

void HttpServer::Impl::accept() {
  acceptor_.async_accept([this](boost::system::error_code error, Tcp::socket socket) {
    if (!error) {
      accepted(std::move(socket));
      accept();
    } else if (error != boost::asio::error::operation_aborted) {
      pause_.expires_after(accept_pause);
      pause_.async_wait([this](boost::system::error_code stopped) {
        if (!stopped) accept();
      });
    }
  });
}

void HttpServer::Impl::accepted(Tcp::socket socket) {
  boost::system::error_code error;
  const Endpoint remote = endpoint_of(socket.remote_endpoint(error));
  if (error) return;  // gone already
  const Endpoint local = endpoint_of(socket.local_endpoint(error));
  socket.set_option(Tcp::no_delay(true), error);
  const std::size_t open = sessions_.size() + sockets_.size();
  const bool full = open >= limits_.connections;
  // Those that are turned away count too; a few more are let in to be told, the others are just closed.
  if (open >= limits_.connections + limits_.connections / 4 + 1) return;
  if (full && tls_) return;  // a handshake is more than there is to say
  const auto session =
      std::make_shared<HttpSession>(std::move(socket), tls_ ? &*tls_ : nullptr, ++last_session_,
                                    static_cast<HttpSessionOwner&>(*this), limits_, local, remote);
  sessions_.emplace(session->id(), session);
  full ? session->turn_away(503) : session->start();
}

void HttpServer::Impl::requested(HttpSession& session, std::uint64_t request, const HttpRequest& content) {
  Responder responder([mailbox = mailbox_, id = session.id(), request](HttpResponse response) {
    mailbox->answer(id, request, std::move(response));
  });
  try {
    handler_(content, std::move(responder));
  } catch (...) {  // NOLINT(bugprone-empty-catch): the responder answered 500 on its way out
  }
}

void HttpServer::Impl::upgraded(HttpSession& session, std::unique_ptr<HttpStream> stream,
                                const HttpRequest& request, HttpResponse response) {
  const auto socket = std::make_shared<WebSocketSession>(std::move(stream), session.id(),
                                                         static_cast<WebSocketSessionOwner&>(*this),
                                                         limits_.web_socket, std::move(response.user));
  sockets_.emplace(socket->id(), socket);
  socket->accept(request, response);
  sessions_.erase(session.id());
}

WebSocket HttpServer::Impl::way_to(WebSocketSession& socket) {
  return WebSocket([mailbox = mailbox_, id = socket.id()](WebSocket::Command command) {
    mailbox->command(id, std::move(command));
  });
}

Result<std::unique_ptr<HttpServer>> HttpServer::start(const Endpoint& local, HttpHandler handler,
                                                      const HttpServerLimits& limits,
                                                      const Identity* identity) {
  std::optional<boost::asio::ssl::context> tls;
  if (identity != nullptr) {
    auto context = tls_server_context(*identity);
    if (!context) return tl::unexpected(context.error());
    tls = *std::move(context);
  }
  const auto listener = bound_socket(SOCK_STREAM, local);
  if (!listener) return tl::unexpected(listener.error());
  if (::listen(*listener, SOMAXCONN) < 0) {
    ::close(*listener);
    return fail(Errc::Unavailable, "the address is in use");
  }
  return std::unique_ptr<HttpServer>(
      new HttpServer(std::make_unique<Impl>(*listener, local, std::move(handler), limits, std::move(tls))));
}

HttpServer::HttpServer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
HttpServer::~HttpServer() = default;

Endpoint HttpServer::endpoint() const {
  return impl_->endpoint();
}

}  // namespace handset::io
