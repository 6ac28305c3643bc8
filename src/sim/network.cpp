#include "sim/network.h"

#include <algorithm>
#include <utility>

namespace handset::sim {
namespace {

constexpr std::size_t longest_datagram = 65507;

// Whether a socket bound to `local` takes what comes to `to`.
bool takes(const Endpoint& local, const Endpoint& to) {
  if (local.port != to.port || local.address.family() != to.address.family()) return false;
  return local.address == to.address || local.address.is_unspecified();
}

bool collide(const Endpoint& one, const Endpoint& other) {
  return takes(one, other) || takes(other, one);
}

// The socket bound to exactly this endpoint goes before one bound to all addresses.
template <class Sockets>
auto socket_taking(Sockets& sockets, const Endpoint& to) {
  auto best = sockets.end();
  for (auto at = sockets.begin(); at != sockets.end(); ++at) {
    if (at->second.local == to) return at;
    if (takes(at->second.local, to)) best = at;
  }
  return best;
}

}  // namespace

HostNetwork::HostNetwork(HostId id, const IpAddress& address, Wire& wire, Streams& streams, Faults& faults,
                         Boundary& boundary)
    : id_(id), address_(address), wire_(wire), streams_(streams), faults_(faults), boundary_(boundary) {
  wire_.attach(address, *this);
}

bool HostNetwork::is_mine(const IpAddress& address) const {
  return address == address_ || address.is_loopback() || address.is_unspecified();
}

IpAddress HostNetwork::source_for(const IpAddress& to) const {
  if (to.is_loopback()) return to;
  return to.family() == address_.family() ? address_ : IpAddress{};
}

template <class Sockets>
Result<Endpoint> HostNetwork::bind(const Endpoint& local, const Sockets& sockets) {
  if (faults_.strikes(Fault::OpenSocket)) return fail(Errc::Unavailable, "no more sockets can be opened");
  if (!is_mine(local.address)) return fail(Errc::Unavailable, "this address is not ours");
  const auto is_free = [&](const Endpoint& wanted) {
    return std::none_of(sockets.begin(), sockets.end(),
                        [&](const auto& socket) { return collide(socket.second.local, wanted); });
  };
  if (local.port != 0) {
    if (!is_free(local)) return fail(Errc::Unavailable, "this address and port are in use");
    return local;
  }
  for (unsigned tries = 0; tries < ephemeral_ports; ++tries) {
    const Endpoint wanted{local.address, next_ephemeral_port()};
    if (is_free(wanted)) return wanted;
  }
  return fail(Errc::Unavailable, "no port is free");
}

std::uint16_t HostNetwork::next_ephemeral_port() {
  const auto port = static_cast<std::uint16_t>(first_ephemeral_port + ports_handed_out_ % ephemeral_ports);
  ++ports_handed_out_;
  return port;
}

Result<SocketId> HostNetwork::open_datagrams(const Endpoint& local, DatagramHandler& handler) {
  const auto bound = bind(local, datagram_sockets_);
  if (!bound) return tl::unexpected(bound.error());
  const SocketId id{++last_socket_};
  datagram_sockets_.emplace(id, DatagramSocket{*bound, &handler});
  return id;
}

void HostNetwork::send(SocketId socket, const Endpoint& to, std::string_view bytes) {
  const auto found = datagram_sockets_.find(socket);
  if (found == datagram_sockets_.end()) return;
  Endpoint from = found->second.local;
  if (from.address.is_unspecified()) from.address = source_for(to.address);
  const bool fails = faults_.strikes(Fault::SendDatagram) || bytes.size() > longest_datagram ||
                     to.port == 0 || to.address.family() != from.address.family();
  wire_.carry(*this, from, to, bytes, fails);
}

Result<SocketId> HostNetwork::listen(const Endpoint& local, StreamHandler& handler) {
  const auto bound = bind(local, listeners_);
  if (!bound) return tl::unexpected(bound.error());
  const SocketId id{++last_socket_};
  listeners_.emplace(id, ListenerSocket{*bound, {id, &handler}});
  return id;
}

StreamId HostNetwork::connect(const Endpoint& to, StreamHandler& handler) {
  const Endpoint local{source_for(to.address), next_ephemeral_port()};
  return streams_.connect(*this, {local, to, {}}, handler, faults_.strikes(Fault::Connect));
}

Result<StreamId> HostNetwork::connect_from(const Endpoint& local, const Endpoint& to,
                                           StreamHandler& handler) {
  return connect_as(local, to, {}, handler);
}

Result<StreamId> HostNetwork::connect_secured(const Endpoint& local, const Endpoint& to,
                                              std::string_view name, StreamHandler& handler) {
  return connect_as(local, to, name, handler);
}

// Two streams of ours leave from one port only when they go to different peers.
Result<StreamId> HostNetwork::connect_as(const Endpoint& local, const Endpoint& to, std::string_view name,
                                         StreamHandler& handler) {
  if (faults_.strikes(Fault::Connect)) return fail(Errc::Unavailable, "no more sockets can be opened");
  if (!is_mine(local.address)) return fail(Errc::Unavailable, "this address is not ours");
  Endpoint from{local.address.is_unspecified() ? source_for(to.address) : local.address, local.port};
  if (from.port == 0) from.port = next_ephemeral_port();
  if (listener_at(from) != nullptr || streams_.connects(from, to))
    return fail(Errc::Unavailable, "this address and port are in use");
  return streams_.connect(*this, {from, to, name}, handler, false);
}

std::string_view HostNetwork::why_insecure(const Endpoint& local, std::string_view name) const {
  const auto found = secured_.find(local);
  if (found == secured_.end()) return name.empty() ? "" : "the peer does not speak TLS";
  if (name.empty()) return "closed by the peer";  // what comes in clear is no handshake
  const auto& names = found->second;
  const bool named = std::find(names.begin(), names.end(), name) != names.end();
  return named ? "" : "the peer's certificate is for another name";
}

void HostNetwork::send(StreamId stream, std::string_view bytes) {
  if (!streams_.belongs_to(stream, *this)) return;
  if (faults_.strikes(Fault::SendStream))
    streams_.break_stream(stream, "the connection broke");
  else
    streams_.send(stream, bytes);
}

void HostNetwork::close(StreamId stream) {
  if (streams_.belongs_to(stream, *this)) streams_.close(stream);
}

void HostNetwork::close(SocketId socket) {
  datagram_sockets_.erase(socket);
  listeners_.erase(socket);
}

Endpoint HostNetwork::local_endpoint(SocketId socket) const {
  if (const auto found = datagram_sockets_.find(socket); found != datagram_sockets_.end())
    return found->second.local;
  const auto found = listeners_.find(socket);
  return found == listeners_.end() ? Endpoint{} : found->second.local;
}

const HostNetwork::Listener* HostNetwork::listener_at(const Endpoint& local) const {
  const auto found = socket_taking(listeners_, local);
  return found == listeners_.end() ? nullptr : &found->second.listener;
}

void HostNetwork::arrive(const Endpoint& from, const Endpoint& to, std::string bytes) {
  arrivals_.push_back({from, to, std::move(bytes)});
}

void HostNetwork::hand_over_batches() {
  const auto arrivals = std::exchange(arrivals_, {});
  std::vector<std::pair<SocketId, std::vector<Datagram>>> batches;  // by the first arrival of each
  for (const auto& arrival : arrivals) {
    const auto socket = socket_taking(datagram_sockets_, arrival.to);
    const bool claimed = socket != datagram_sockets_.end();
    wire_.report_arrival(claimed, arrival.from, arrival.to, arrival.bytes);
    if (!claimed) continue;
    auto batch = std::find_if(batches.begin(), batches.end(),
                              [&](const auto& known) { return known.first == socket->first; });
    if (batch == batches.end()) batch = batches.insert(batch, {socket->first, {}});
    batch->second.push_back({arrival.from, arrival.bytes});
  }
  for (const auto& batch : batches) {
    // What took an earlier batch may have closed this socket.
    const auto socket = datagram_sockets_.find(batch.first);
    if (socket == datagram_sockets_.end()) continue;
    DatagramHandler& handler = *socket->second.handler;
    boundary_.run([&] { handler.on_datagrams(batch.first, batch.second); });
  }
}

}  // namespace handset::sim
