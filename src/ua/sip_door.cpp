#include "ua/sip_door.h"

#include <utility>

#include "ua/stun_message.h"

namespace handset::ua {
namespace {

constexpr int further_ports = 15;

// SIP begins with a letter, and what keeps a way open with a line break: one look at the first byte tells
// them from STUN (RFC 7983 7).
bool begins_as_stun(std::string_view bytes) {
  constexpr unsigned char last_first_byte = 3;
  return !bytes.empty() && static_cast<unsigned char>(bytes.front()) <= last_first_byte;
}

}  // namespace

// The network outlives us and must not call what is gone.
SipDoor::~SipDoor() {
  for (const auto& [key, listener] : listeners_) network_.close(listener.socket);
  for (const auto& [stream, connection] : connections_) {
    network_.close(stream);
    for (StreamShare* share : connection.shares) share->door_ = nullptr;
  }
}

void StreamShare::leave() {
  if (door_ != nullptr) door_->leave(*this);
}

void StreamShare::ping_every(Duration time) {
  if (door_ != nullptr) door_->ping_every(*this, time);
}

void StreamShare::send(std::string_view bytes) {
  if (door_ != nullptr) door_->send_by(*this, bytes);
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
  secured_ = *streams;
  secured_at_ = bound;
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

// --- Connections of ours

Result<void> SipDoor::share(const StreamPlan& plan, StreamShare& share) {
  share.leave();
  auto found = ours_.find(plan);
  if (found == ours_.end()) {
    const auto stream = connect_stream(network_, plan, *this);
    if (!stream) return tl::unexpected(stream.error());
    const Origin origin{plan.remote, {}, *stream, true, plan.transport == SipTransport::Tls};
    Connection& made = connections_.try_emplace(*stream, *this, origin).first->second;
    made.plan = plan;
    made.ping = limits_.ping;
    found = ours_.emplace(plan, *stream).first;
  }
  Connection& connection = connections_.at(found->second);
  connection.shares.push_back(&share);
  share.door_ = this;
  share.stream_ = found->second;
  if (!connection.in_message) clock_.arm(connection.patience, quiet_time(connection));
  return {};
}

void SipDoor::leave(StreamShare& share) {
  share.door_ = nullptr;
  const auto found = connections_.find(share.stream_);
  if (found == connections_.end()) return;
  Connection& connection = found->second;
  std::erase(connection.shares, &share);
  if (connection.shares.empty() && !connection.in_message)
    clock_.arm(connection.patience, quiet_time(connection));
}

void SipDoor::ping_every(const StreamShare& share, Duration time) {
  const auto found = connections_.find(share.stream_);
  if (found == connections_.end() || time >= found->second.ping) return;
  found->second.ping = time;
  if (!found->second.in_message) clock_.arm(found->second.patience, time);
}

// --- What comes in

void SipDoor::receive(std::string_view bytes, const Origin& origin) {
  ++traffic_.messages_received;
  traffic_.bytes_received += bytes.size();
  handler_.on_message(bytes, origin);
}

void SipDoor::on_datagrams(SocketId socket, std::span<const Datagram> batch) {
  for (const Datagram& datagram : batch) {
    const Origin origin{datagram.source, socket, {}, false};
    if (begins_as_stun(datagram.bytes) && is_stun(datagram.bytes))
      handler_.on_stun(datagram.bytes, origin);
    else
      receive(datagram.bytes, origin);
  }
}

void SipDoor::on_accepted(SocketId listener, StreamId stream, const Endpoint& remote) {
  const Origin origin{remote, {}, stream, true, listener == secured_};
  Connection& connection = connections_.try_emplace(stream, *this, origin).first->second;
  clock_.arm(connection.patience, quiet_time(connection));
}

Duration SipDoor::quiet_time(const Connection& connection) const {
  if (!connection.plan) return limits_.idle;
  return connection.shares.empty() ? limits_.unshared : connection.ping;
}

// A message has its time from its first byte on, whatever trickles in; between messages each sign of life
// starts the time again.
void SipDoor::limit_time(Connection& connection) {
  const bool before = std::exchange(connection.in_message, connection.framer.in_message());
  if (!connection.in_message) {
    clock_.arm(connection.patience, quiet_time(connection));
  } else if (!before) {
    clock_.arm(connection.patience, limits_.message);
  }
}

void SipDoor::on_silence(Connection& connection) {
  const StreamId stream = connection.origin.stream;
  if (connection.in_message) return close(stream, "the peer does not finish a message");
  if (connection.shares.empty()) return close(stream, "nobody needs it");
  if (connection.awaits_pong && connection.answers_pings)
    return close(stream, "the peer gives no sign of life");
  network_.send(stream, sip::keep_alive_ping);
  connection.awaits_pong = true;
  clock_.arm(connection.patience, connection.answers_pings ? limits_.pong : connection.ping);
}

void SipDoor::close(StreamId stream, std::string_view why) {
  network_.close(stream);
  lose(stream, why);
}

// Who is told may take others along, and ask for a new connection.
void SipDoor::lose(StreamId stream, std::string_view why) {
  const auto found = connections_.find(stream);
  if (found == connections_.end()) return;
  Connection& connection = found->second;
  connection.patience.cancel();
  if (connection.plan) ours_.erase(*connection.plan);
  while (!connection.shares.empty()) {
    StreamShare* share = connection.shares.back();
    connection.shares.pop_back();
    share->door_ = nullptr;
    share->user_.on_stream_lost(why);
  }
  connections_.erase(found);
}

void SipDoor::on_bytes(StreamId stream, std::string_view bytes) {
  const auto found = connections_.find(stream);
  if (found == connections_.end()) return;
  Connection& connection = found->second;
  const Origin origin = connection.origin;
  const bool awaited_pong = std::exchange(connection.awaits_pong, false);
  connection.framer.feed(bytes);
  for (;;) {
    const auto frame = connection.framer.next();
    if (!frame) {
      if (frame.error().code == Errc::Incomplete) {
        if (awaited_pong && connection.framer.take_pong()) connection.answers_pings = true;
        return limit_time(connection);
      }
      // Where the next message begins is unknown: say what was wrong, if that can be said, and hang up.
      handler_.on_broken(connection.framer.broken(), frame.error(), origin);
      return close(stream, "what it sends is no SIP");
    }
    if (frame->kind == sip::StreamFramer::Frame::Kind::Ping) {
      network_.send(stream, sip::keep_alive_pong);
    } else {
      connection.in_message = false;  // the next one has its own time
      receive(frame->bytes, origin);
    }
  }
}

void SipDoor::on_closed(StreamId stream, std::string_view why) {
  lose(stream, why);
}

}  // namespace handset::ua
