#include "sim/streams.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "sim/network.h"
#include "sim/wire.h"

namespace handset::sim {
namespace {

constexpr Duration try_again = seconds(1);  // over a cut way
constexpr unsigned most_resends = 8;
constexpr std::string_view out_of_memory = "memory ran out";

}  // namespace

Streams::Side* Streams::find(StreamId stream) {
  const auto found = sides_.find(stream);
  return found == sides_.end() ? nullptr : &found->second;
}

StreamId Streams::add(Side side) {
  const StreamId id{++last_id_};
  sides_.emplace(id, std::move(side));
  return id;
}

bool Streams::belongs_to(StreamId stream, const HostNetwork& host) const {
  const auto found = sides_.find(stream);
  return found != sides_.end() && found->second.host == &host;
}

bool Streams::connects(const Endpoint& local, const Endpoint& remote) const {
  return std::any_of(sides_.begin(), sides_.end(), [&](const auto& entry) {
    return entry.second.local == local && entry.second.remote == remote;
  });
}

std::size_t Streams::count() const {
  return static_cast<std::size_t>(std::count_if(sides_.begin(), sides_.end(), [](const auto& entry) {
    return entry.second.state == State::Connecting || entry.second.state == State::Open;
  }));
}

StreamId Streams::connect(HostNetwork& host, const Way& way, StreamHandler& handler, bool fails) {
  const StreamId id =
      add({&host, &handler, way.local, way.to, StreamId{}, State::Connecting, std::string(way.name)});
  if (fails)
    break_stream(id, "the connection failed");
  else
    transmit(id, Kind::Connect);
  return id;
}

void Streams::send(StreamId stream, std::string_view bytes) {
  Side* side = find(stream);
  if (side == nullptr || bytes.empty()) return;
  if (side->state != State::Connecting && side->state != State::Open) return;
  side->waiting += bytes.size();
  if (side->waiting > most_waiting)
    break_stream(stream, "the peer does not read");
  else if (side->state == State::Connecting)
    side->early.append(bytes);
  else
    transmit_pieces(stream, bytes);
}

void Streams::close(StreamId stream) {
  Side* side = find(stream);
  if (side == nullptr) return;
  if (side->state == State::Broken) {
    sides_.erase(stream);
  } else if (side->state == State::Connecting) {
    side->state = State::Closing;  // what was sent early still goes out, once it is connected
  } else if (side->state == State::Open) {
    side->state = State::Closing;
    transmit(stream, Kind::End);
  }
}

void Streams::break_stream(StreamId stream, std::string_view why) {
  Side* side = find(stream);
  if (side == nullptr || side->state == State::Broken) return;
  if (find(side->peer) != nullptr) send_reset(side->peer);
  fall(stream, why);
}

// Nothing more is sent or taken; the owner hears of it in a turn of its own.
void Streams::fall(StreamId stream, std::string_view why) {
  Side& side = sides_.at(stream);
  if (side.state == State::Closing) {
    sides_.erase(stream);
    return;
  }
  side.state = State::Broken;
  side.under_way.clear();
  timeline_.schedule_in(Duration(1), side.host->id(), [this, stream, why] { arrive_close(stream, why); });
}

void Streams::break_between(const IpAddress& one, const IpAddress& other) {
  std::vector<StreamId> found;
  for (const auto& [id, side] : sides_) {
    const auto ends = std::pair(side.local.address, side.remote.address);
    if (side.state != State::Broken && (ends == std::pair(one, other) || ends == std::pair(other, one)))
      found.push_back(id);
  }
  for (const StreamId id : found) fall(id, "the connection broke");
}

void Streams::transmit(StreamId stream, Kind kind, std::string_view bytes, bool apart) {
  Side& side = sides_.at(stream);
  const LinkModel& model = wire_.link(side.local.address, side.remote.address);
  Duration delay = wire_.random().between(model.min_delay, model.max_delay);
  for (unsigned resends = 0; resends < most_resends && wire_.random().chance(model.loss); ++resends)
    delay += model.resend;
  SteadyTime due = timeline_.now() + delay;
  if (side.under_way.empty())
    side.progress = timeline_.now();
  else
    due = std::max(due, side.under_way.back().due + Duration(apart ? 1 : 0));
  side.under_way.push_back({kind, due, std::string(bytes)});
  if (!side.pumping) schedule_pump(stream, due);
}

void Streams::transmit_pieces(StreamId stream, std::string_view bytes) {
  const Side& side = sides_.at(stream);
  auto& random = wire_.random();
  bool apart = false;
  if (random.chance(wire_.link(side.local.address, side.remote.address).split)) {
    for (std::uint64_t cuts = 1 + random.below(3); cuts > 0 && bytes.size() > 1; --cuts, apart = true) {
      const auto size = static_cast<std::size_t>(1 + random.below(bytes.size() - 1));
      transmit(stream, Kind::Bytes, bytes.substr(0, size), apart);
      bytes.remove_prefix(size);
    }
  }
  transmit(stream, Kind::Bytes, bytes, apart);
}

// Segments arrive in the turn of the host that they are for.
void Streams::schedule_pump(StreamId stream, SteadyTime at) {
  Side& side = sides_.at(stream);
  side.pumping = true;
  const HostNetwork* receiver = receiver_of(side);
  timeline_.schedule(at, receiver == nullptr ? script : receiver->id(), [this, stream] { pump(stream); });
}

HostNetwork* Streams::receiver_of(const Side& side) const {
  return side.remote.address.is_loopback() ? side.host : wire_.host_at(side.remote.address);
}

// Hands over what is due, or waits for the way to be mended.
void Streams::pump(StreamId stream) {
  Side* side = find(stream);
  if (side == nullptr) return;
  if (!wire_.passes(side->local.address, side->remote.address)) {
    if (timeline_.now() - side->progress >= patience)
      fall(stream, "the peer did not answer in time");  // no reset: it would not arrive either
    else
      schedule_pump(stream, timeline_.now() + try_again);
    return;
  }
  side->progress = timeline_.now();
  while (side != nullptr && !side->under_way.empty() && side->under_way.front().due <= timeline_.now()) {
    arrive(stream, take_due(*side));
    side = find(stream);  // what it caused may have closed it
  }
  if (side == nullptr) return;
  side->pumping = false;
  if (!side->under_way.empty()) schedule_pump(stream, side->under_way.front().due);
}

// The first segment, with all bytes that are due behind it.
Streams::Segment Streams::take_due(Side& side) {
  auto& queue = side.under_way;
  Segment segment = std::move(queue.front());
  queue.pop_front();
  while (segment.kind == Kind::Bytes && !queue.empty() && queue.front().kind == Kind::Bytes &&
         queue.front().due <= timeline_.now()) {
    segment.bytes += queue.front().bytes;
    queue.pop_front();
  }
  side.waiting -= segment.bytes.size();
  return segment;
}

void Streams::arrive(StreamId sender, const Segment& segment) {
  const StreamId receiver = sides_.at(sender).peer;
  switch (segment.kind) {
    case Kind::Connect:
      arrive_connect(sender);
      break;
    case Kind::Accept:
      arrive_accept(receiver);
      break;
    case Kind::Bytes:
      arrive_bytes(sender, segment.bytes);
      break;
    case Kind::End:
      sides_.erase(sender);
      arrive_close(receiver, "closed by the peer");
      break;
    case Kind::Reset: {
      sides_.erase(sender);
      const Side* side = find(receiver);
      const bool refused = side != nullptr && side->state == State::Connecting;
      arrive_close(receiver, refused ? "the connection was refused" : "reset by the peer");
      break;
    }
  }
}

void Streams::arrive_connect(StreamId sender) {
  const Side& from = sides_.at(sender);
  HostNetwork* host = receiver_of(from);
  const auto* found = host->listener_at(from.remote);
  if (found == nullptr) {
    send_reset(sender);
    return;
  }
  if (const auto why = host->why_insecure(from.remote, from.name); !why.empty()) {
    arrive_close(sender, why);
    return;
  }
  const HostNetwork::Listener listener = *found;
  const Endpoint remote = from.local;
  const StreamId id = add({host, listener.handler, from.remote, remote, sender, State::Open});
  sides_.at(sender).peer = id;
  transmit(id, Kind::Accept);
  const bool taken = host->boundary().run([&] { listener.handler->on_accepted(listener.id, id, remote); });
  if (!taken) break_stream(id, out_of_memory);
}

void Streams::arrive_accept(StreamId receiver) {
  Side* side = find(receiver);
  if (side == nullptr || side->state == State::Broken) return;
  const bool closing = side->state == State::Closing;
  if (!closing) side->state = State::Open;
  const std::string early = std::exchange(side->early, {});
  if (!early.empty()) transmit_pieces(receiver, early);
  if (closing)
    transmit(receiver, Kind::End);
  else if (!side->host->boundary().run([&] { side->handler->on_connected(receiver); }))
    break_stream(receiver, out_of_memory);
}

void Streams::arrive_bytes(StreamId sender, std::string_view bytes) {
  const StreamId receiver = sides_.at(sender).peer;
  const Side* side = find(receiver);
  if (side == nullptr)
    send_reset(sender);
  else if (side->state == State::Open &&
           !side->host->boundary().run([&] { side->handler->on_bytes(receiver, bytes); }))
    break_stream(receiver, out_of_memory);  // what came is gone, and a stream has no gaps
}

void Streams::arrive_close(StreamId receiver, std::string_view why) {
  const auto found = sides_.find(receiver);
  if (found == sides_.end()) return;
  StreamHandler* handler = found->second.state == State::Closing ? nullptr : found->second.handler;
  Boundary& boundary = found->second.host->boundary();
  sides_.erase(found);
  if (handler != nullptr) boundary.run([&] { handler->on_closed(receiver, why); });
}

// From where there is no stream any more, or never was: a side that only says so.
void Streams::send_reset(StreamId to) {
  const Side& side = sides_.at(to);
  HostNetwork* host = receiver_of(side);
  transmit(add({host, nullptr, side.remote, side.local, to, State::Closing}), Kind::Reset);
}

}  // namespace handset::sim
