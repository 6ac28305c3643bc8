#include "ua/sip_door.h"

#include <utility>

namespace handset::ua {
namespace {

constexpr int further_ports = 15;

}  // namespace

// The network outlives us and must not call what is gone.
SipDoor::~SipDoor() {
  for (const auto& [key, listener] : listeners_) network_.close(listener.socket);
  for (const auto& [stream, connection] : connections_) network_.close(stream);
}

// Where any port will do, one that is free for datagrams may be taken for streams: then another.
Result<Endpoint> SipDoor::listen(const Endpoint& local) {
  Result<Endpoint> bound = listen_for_both(local);
  for (int more = local.port == 0 ? further_ports : 0; !bound && more > 0; --more)
    bound = listen_for_both(local);
  return bound;
}

Result<Endpoint> SipDoor::listen_for_both(const Endpoint& local) {
  const auto datagrams = network_.open_datagrams(local, *this);
  if (!datagrams) return tl::unexpected(datagrams.error());
  const Endpoint bound = network_.local_endpoint(*datagrams);
  const auto streams = network_.listen(bound, *this);
  if (!streams) {
    network_.close(*datagrams);
    return tl::unexpected(streams.error());
  }
  listeners_[{bound, SipTransport::Udp}] = {*datagrams, 1};
  listeners_[{bound, SipTransport::Tcp}] = {*streams, 1};
  if (main_.port == 0) main_ = bound;
  return bound;
}

Result<Endpoint> SipDoor::listen_secured(const Endpoint& local) {
  const auto streams = network_.listen(local, *this);
  if (!streams) return tl::unexpected(streams.error());
  const Endpoint bound = network_.local_endpoint(*streams);
  listeners_[{bound, SipTransport::Tls}] = {*streams, 1};
  return bound;
}

Result<void> SipDoor::open(const Endpoint& local, SipTransport transport) {
  const auto found = listeners_.find({local, transport});
  if (found != listeners_.end()) {
    ++found->second.users;
    return {};
  }
  const auto socket =
      transport == SipTransport::Udp ? network_.open_datagrams(local, *this) : network_.listen(local, *this);
  if (!socket) return tl::unexpected(socket.error());
  listeners_[{local, transport}] = {*socket, 1};
  return {};
}

void SipDoor::close(const Endpoint& local, SipTransport transport) {
  const auto found = listeners_.find({local, transport});
  if (found == listeners_.end() || --found->second.users != 0) return;
  network_.close(found->second.socket);
  listeners_.erase(found);
}

std::optional<SocketId> SipDoor::udp_socket(const Endpoint& local) const {
  const auto found = listeners_.find({local, SipTransport::Udp});
  return found == listeners_.end() ? std::nullopt : std::optional(found->second.socket);
}

void SipDoor::count_sent(std::size_t bytes) {
  ++traffic_.messages_sent;
  traffic_.bytes_sent += bytes;
}

void SipDoor::send(const Origin& origin, const Endpoint& target, std::string_view bytes) {
  count_sent(bytes.size());
  if (origin.is_stream) {
    network_.send(origin.stream, bytes);
  } else {
    network_.send(origin.socket, target, bytes);
  }
}

void SipDoor::receive(std::string_view bytes, const Origin& origin) {
  ++traffic_.messages_received;
  traffic_.bytes_received += bytes.size();
  handler_.on_message(bytes, origin);
}

void SipDoor::on_datagrams(SocketId socket, std::span<const Datagram> batch) {
  for (const Datagram& datagram : batch) receive(datagram.bytes, {datagram.source, socket, {}, false});
}

void SipDoor::on_accepted(SocketId, StreamId stream, const Endpoint& remote) {
  Connection& connection = connections_.try_emplace(stream, *this, stream, remote).first->second;
  clock_.arm(connection.patience, limits_.idle);
}

// A message has its time from its first byte on, whatever trickles in; between messages each sign of life
// starts the time again.
void SipDoor::limit_time(Connection& connection) {
  const bool before = std::exchange(connection.in_message, connection.framer.in_message());
  if (!connection.in_message) {
    clock_.arm(connection.patience, limits_.idle);
  } else if (!before) {
    clock_.arm(connection.patience, limits_.message);
  }
}

void SipDoor::close(StreamId stream) {
  network_.close(stream);
  connections_.erase(stream);
}

void SipDoor::on_bytes(StreamId stream, std::string_view bytes) {
  const auto found = connections_.find(stream);
  if (found == connections_.end()) return;
  Connection& connection = found->second;
  const Origin origin{connection.remote, {}, stream, true};
  connection.framer.feed(bytes);
  for (;;) {
    const auto frame = connection.framer.next();
    if (!frame) {
      if (frame.error().code == Errc::Incomplete) return limit_time(connection);
      // Where the next message begins is unknown: say what was wrong, if that can be said, and hang up.
      handler_.on_broken(connection.framer.broken(), frame.error(), origin);
      return close(stream);
    }
    if (frame->kind == sip::StreamFramer::Frame::Kind::Ping) {
      network_.send(stream, sip::keep_alive_pong);
    } else {
      connection.in_message = false;  // the next one has its own time
      receive(frame->bytes, origin);
    }
  }
}

void SipDoor::on_closed(StreamId stream, std::string_view) {
  connections_.erase(stream);
}

}  // namespace handset::ua
