#include "io/network.h"

#include <cerrno>
#include <map>
#include <optional>
#include <string>
#include <unistd.h>
#include <unordered_map>
#include <utility>
#include <vector>

#include "io/loop_core.h"
#include "io/sockaddr.h"
#include "io/tcp_listener.h"
#include "io/tcp_stream.h"
#include "io/tls_context.h"
#include "io/udp_socket.h"

namespace handset::io {
namespace {

constexpr SocketId no_listener{0};
constexpr Duration source_is_good_for = seconds(1);

void enlarge_buffer(int socket, int forced, int asked, int size) {
  // The forced option goes beyond the system's limit, for processes that may.
  if (::setsockopt(socket, SOL_SOCKET, forced, &size, sizeof(size)) != 0)
    set_option(socket, SOL_SOCKET, asked, size);
}

// The system chooses the source of a datagram socket when it is connected, and sends nothing.
IpAddress chosen_source(const IpAddress& to) {
  const int family = to.is_v4() ? AF_INET : AF_INET6;
  const int socket = ::socket(family, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (socket < 0) return {};
  constexpr std::uint16_t any_port = 9;
  SocketAddress address;
  const socklen_t length = to_socket_address({to, any_port}, address);
  const bool found = ::connect(socket, &address.any, length) == 0;
  const IpAddress source = found ? bound_endpoint(socket).address : IpAddress{};
  ::close(socket);
  return source;
}

}  // namespace

class SocketNetwork::Impl final : private TcpStreamOwner, private TcpAcceptor, private TurnPart {
 public:
  Impl(LoopCore& core, const NetworkLimits& limits)
      : core_(core),
        limits_(limits),
        tcp_{core, *this, limits_, counters_, std::make_unique<char[]>(TcpContext::read_size)} {
    core_.add(*this);
  }
  ~Impl() { core_.remove(*this); }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  Result<SocketId> open_datagrams(const Endpoint& local, DatagramHandler& handler);
  void send(SocketId socket, const Endpoint& to, std::string_view bytes);
  Result<void> secure(const Endpoint& local, const Identity& identity);
  Result<SocketId> listen(const Endpoint& local, StreamHandler& handler);
  StreamId connect(const Endpoint& to, StreamHandler& handler);
  Result<StreamId> connect_from(const Endpoint& local, const Endpoint& to, StreamHandler& handler);
  Result<void> trust(const TlsTrust& trust);
  Result<StreamId> connect_secured(const Endpoint& local, const Endpoint& to, std::string_view name,
                                   StreamHandler& handler);
  void send(StreamId stream, std::string_view bytes);
  void close(StreamId stream);
  void close(SocketId socket);
  [[nodiscard]] Endpoint local_endpoint(SocketId socket) const;
  [[nodiscard]] IpAddress source_for(const IpAddress& to);
  [[nodiscard]] const NetworkCounters& counters() const { return counters_; }

 private:
  struct Source {
    IpAddress to;
    IpAddress from;
    SteadyTime until;
  };
  void accepted(TcpListener& listener, int descriptor, const Endpoint& remote) override;
  void stream_gone(TcpStream& stream) override;
  void stream_dirty(TcpStream& stream) override { dirty_streams_.push_back(&stream); }
  void end_of_turn() override;
  void abandon_shaking(SocketId listener);
  TcpStream& add_stream(StreamHandler& handler, const Endpoint& remote, SocketId listener);
  Result<StreamId> connect_as(const Endpoint& local, const Endpoint& to, std::unique_ptr<TlsSession> tls,
                              StreamHandler& handler);

  LoopCore& core_;
  NetworkLimits limits_;
  NetworkCounters counters_;
  ReceiveBatch batch_;
  TcpContext tcp_;
  std::uint32_t last_socket_ = 0;
  std::uint64_t last_stream_ = 0;
  std::unordered_map<SocketId, std::unique_ptr<UdpSocket>> sockets_;
  std::unordered_map<SocketId, std::unique_ptr<TcpListener>> listeners_;
  std::unordered_map<StreamId, std::unique_ptr<TcpStream>> streams_;
  std::map<IpAddress, std::size_t> accepted_from_;
  std::map<Endpoint, boost::asio::ssl::context> secured_;
  std::optional<boost::asio::ssl::context> trust_;
  std::optional<Source> source_;  // that was asked for last

  // Who has something to send at the end of the turn; and who is closed but may still be on the stack.
  std::vector<UdpSocket*> dirty_sockets_;
  std::vector<TcpStream*> dirty_streams_;
  std::vector<std::unique_ptr<UdpSocket>> closed_sockets_;
  std::vector<std::unique_ptr<TcpListener>> closed_listeners_;
  std::vector<std::unique_ptr<TcpStream>> closed_streams_;
};

Result<SocketId> SocketNetwork::Impl::open_datagrams(const Endpoint& local, DatagramHandler& handler) {
  const auto descriptor = bound_socket(SOCK_DGRAM, local);
  if (!descriptor) return tl::unexpected(descriptor.error());
  enlarge_buffer(*descriptor, SO_RCVBUFFORCE, SO_RCVBUF, limits_.datagram_buffer);
  enlarge_buffer(*descriptor, SO_SNDBUFFORCE, SO_SNDBUF, limits_.datagram_buffer);
  const SocketId id{++last_socket_};
  sockets_.emplace(id,
                   std::make_unique<UdpSocket>(core_, *descriptor, id, handler, batch_, limits_, counters_));
  return id;
}

void SocketNetwork::Impl::send(SocketId socket, const Endpoint& to, std::string_view bytes) {
  const auto found = sockets_.find(socket);
  if (found == sockets_.end()) return;
  UdpSocket& udp = *found->second;
  // With datagrams left from before, the socket's own retry is on its way.
  if (!udp.has_unsent()) dirty_sockets_.push_back(&udp);
  udp.send(to, bytes);
}

Result<void> SocketNetwork::Impl::secure(const Endpoint& local, const Identity& identity) {
  if (secured_.contains(local)) return fail(Errc::Exists, "the address is secured already");
  auto context = tls_server_context(identity);
  if (!context) return tl::unexpected(context.error());
  secured_.emplace(local, *std::move(context));
  return {};
}

Result<SocketId> SocketNetwork::Impl::listen(const Endpoint& local, StreamHandler& handler) {
  const auto descriptor = bound_socket(SOCK_STREAM, local);
  if (!descriptor) return tl::unexpected(descriptor.error());
  if (::listen(*descriptor, SOMAXCONN) < 0) {
    ::close(*descriptor);
    return fail(Errc::Unavailable, "the address is in use");
  }
  const SocketId id{++last_socket_};
  const auto secured = secured_.find(local);
  ssl_ctx_st* tls = secured == secured_.end() ? nullptr : secured->second.native_handle();
  listeners_.emplace(
      id, std::make_unique<TcpListener>(core_, *descriptor, id, handler, static_cast<TcpAcceptor&>(*this),
                                        limits_, counters_, tls));
  return id;
}

TcpStream& SocketNetwork::Impl::add_stream(StreamHandler& handler, const Endpoint& remote,
                                           SocketId listener) {
  const StreamId id{++last_stream_};
  return *streams_.emplace(id, std::make_unique<TcpStream>(tcp_, id, handler, remote, listener))
              .first->second;
}

StreamId SocketNetwork::Impl::connect(const Endpoint& to, StreamHandler& handler) {
  TcpStream& stream = add_stream(handler, to, no_listener);
  stream.connect();
  return stream.id();
}

Result<StreamId> SocketNetwork::Impl::connect_from(const Endpoint& local, const Endpoint& to,
                                                   StreamHandler& handler) {
  return connect_as(local, to, nullptr, handler);
}

// Sessions that were begun keep the context that they have.
Result<void> SocketNetwork::Impl::trust(const TlsTrust& trust) {
  auto context = tls_client_context(trust);
  if (!context) return tl::unexpected(context.error());
  trust_ = *std::move(context);
  return {};
}

Result<StreamId> SocketNetwork::Impl::connect_secured(const Endpoint& local, const Endpoint& to,
                                                      std::string_view name, StreamHandler& handler) {
  if (!trust_) {
    if (const auto set = trust({}); !set) return tl::unexpected(set.error());
  }
  return connect_as(local, to, std::make_unique<TlsSession>(trust_->native_handle(), std::string(name)),
                    handler);
}

Result<StreamId> SocketNetwork::Impl::connect_as(const Endpoint& local, const Endpoint& to,
                                                 std::unique_ptr<TlsSession> tls, StreamHandler& handler) {
  const bool anywhere = local.address.is_unspecified();
  const IpAddress family_any = to.address.is_v4() ? IpAddress{} : IpAddress::v6({});
  const auto descriptor = bound_socket(SOCK_STREAM, {anywhere ? family_any : local.address, local.port});
  if (!descriptor) return tl::unexpected(descriptor.error());
  SocketAddress address;
  const socklen_t length = to_socket_address(to, address);
  const bool failed = ::connect(*descriptor, &address.any, length) < 0 && errno != EINPROGRESS;
  // The port is bound, but its last connection to this very peer is not forgotten by the system yet.
  if (failed && errno == EADDRNOTAVAIL) {
    ::close(*descriptor);
    return fail(Errc::Unavailable, "the address is in use");
  }
  const int code = failed ? errno : 0;
  TcpStream& stream = add_stream(handler, to, no_listener);
  stream.connecting(*descriptor, code, std::move(tls));
  return stream.id();
}

void SocketNetwork::Impl::accepted(TcpListener& listener, int descriptor, const Endpoint& remote) {
  auto& from_there = accepted_from_[remote.address];
  if (listener.streams >= limits_.streams_per_listener || from_there >= limits_.streams_per_address) {
    if (from_there == 0) accepted_from_.erase(remote.address);
    ++counters_.streams_turned_away;
    ::close(descriptor);
    return;
  }
  ++from_there;
  ++listener.streams;
  ++counters_.streams_accepted;
  add_stream(listener.handler(), remote, listener.id()).open(descriptor, listener.tls());
}

void SocketNetwork::Impl::stream_gone(TcpStream& stream) {
  const auto found = streams_.find(stream.id());
  closed_streams_.push_back(std::move(found->second));
  streams_.erase(found);
  if (stream.listener() == no_listener) return;
  if (const auto listener = listeners_.find(stream.listener()); listener != listeners_.end())
    --listener->second->streams;
  const auto count = accepted_from_.find(stream.remote().address);
  if (--count->second == 0) accepted_from_.erase(count);
}

void SocketNetwork::Impl::send(StreamId stream, std::string_view bytes) {
  if (const auto found = streams_.find(stream); found != streams_.end()) found->second->send(bytes);
}

void SocketNetwork::Impl::close(StreamId stream) {
  if (const auto found = streams_.find(stream); found != streams_.end()) found->second->close();
}

void SocketNetwork::Impl::close(SocketId socket) {
  if (const auto udp = sockets_.find(socket); udp != sockets_.end()) {
    udp->second->close();
    closed_sockets_.push_back(std::move(udp->second));
    sockets_.erase(udp);
  } else if (const auto tcp = listeners_.find(socket); tcp != listeners_.end()) {
    tcp->second->close();
    abandon_shaking(socket);
    closed_listeners_.push_back(std::move(tcp->second));
    listeners_.erase(tcp);
  }
}

// Their handler may go with the listener, and has never heard of them.
void SocketNetwork::Impl::abandon_shaking(SocketId listener) {
  std::vector<TcpStream*> found;
  for (const auto& [id, stream] : streams_)
    if (stream->listener() == listener && stream->is_unknown()) found.push_back(stream.get());
  for (TcpStream* stream : found) stream->abandon();
}

Endpoint SocketNetwork::Impl::local_endpoint(SocketId socket) const {
  if (const auto udp = sockets_.find(socket); udp != sockets_.end())
    return bound_endpoint(udp->second->descriptor());
  if (const auto tcp = listeners_.find(socket); tcp != listeners_.end())
    return bound_endpoint(tcp->second->descriptor());
  return {};
}

void SocketNetwork::Impl::end_of_turn() {
  for (UdpSocket* socket : dirty_sockets_) socket->flush();
  dirty_sockets_.clear();
  for (TcpStream* stream : dirty_streams_) stream->flush();
  dirty_streams_.clear();
  closed_sockets_.clear();
  closed_listeners_.clear();
  closed_streams_.clear();
}

SocketNetwork::SocketNetwork(Loop& loop, const NetworkLimits& limits)
    : impl_(std::make_unique<Impl>(loop.core(), limits)) {}
SocketNetwork::~SocketNetwork() = default;

Result<void> SocketNetwork::secure(const Endpoint& local, const Identity& identity) {
  return impl_->secure(local, identity);
}

Result<void> SocketNetwork::trust(const TlsTrust& trust) {
  return impl_->trust(trust);
}

Result<SocketId> SocketNetwork::open_datagrams(const Endpoint& local, DatagramHandler& handler) {
  return impl_->open_datagrams(local, handler);
}

void SocketNetwork::send(SocketId socket, const Endpoint& to, std::string_view bytes) {
  impl_->send(socket, to, bytes);
}

Result<SocketId> SocketNetwork::listen(const Endpoint& local, StreamHandler& handler) {
  return impl_->listen(local, handler);
}

StreamId SocketNetwork::connect(const Endpoint& to, StreamHandler& handler) {
  return impl_->connect(to, handler);
}

Result<StreamId> SocketNetwork::connect_from(const Endpoint& local, const Endpoint& to,
                                             StreamHandler& handler) {
  return impl_->connect_from(local, to, handler);
}

Result<StreamId> SocketNetwork::connect_secured(const Endpoint& local, const Endpoint& to,
                                                std::string_view name, StreamHandler& handler) {
  return impl_->connect_secured(local, to, name, handler);
}

void SocketNetwork::send(StreamId stream, std::string_view bytes) {
  impl_->send(stream, bytes);
}

void SocketNetwork::close(StreamId stream) {
  impl_->close(stream);
}

void SocketNetwork::close(SocketId socket) {
  impl_->close(socket);
}

Endpoint SocketNetwork::local_endpoint(SocketId socket) const {
  return impl_->local_endpoint(socket);
}

IpAddress SocketNetwork::source_for(const IpAddress& to) const {
  return impl_->source_for(to);
}

// Many lines ask for the way to one server in a row, and ways change now and then.
IpAddress SocketNetwork::Impl::source_for(const IpAddress& to) {
  if (source_ && source_->to == to && core_.now() < source_->until) return source_->from;
  source_.reset();
  const IpAddress from = chosen_source(to);
  if (!from.is_unspecified()) source_ = {to, from, core_.now() + source_is_good_for};
  return from;
}

const NetworkCounters& SocketNetwork::counters() const {
  return impl_->counters();
}

}  // namespace handset::io
