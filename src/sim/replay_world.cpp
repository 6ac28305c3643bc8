#include "sim/replay_world.h"

#include <algorithm>
#include <utility>

#include "base/record_names.h"
#include "base/record_values.h"

namespace handset::sim {
namespace names = record_names;

namespace {

constexpr std::string_view broken_answer = "its answer cannot be read";
constexpr std::string_view broken_event = "it cannot be read";
constexpr std::string_view nobodys = "nothing of this number is open in the phone";

// An id, or the error that was answered.
template <class Id>
Result<Id> read_answer(ReplayScript& script, std::optional<FieldReader> fields) {
  if (!fields) return fail(Errc::Unavailable, "the replay is over");
  Result<Id> answer;
  if (fields->text() == names::ok)
    answer = fields->template id<Id>();
  else
    answer = tl::unexpected(fields->error());
  if (!fields->done()) script.break_off(std::string(broken_answer));
  return answer;
}

// An id that is always answered.
template <class Id>
Id read_id(ReplayScript& script, std::optional<FieldReader> fields) {
  if (!fields) return Id{};
  const Id id = fields->template id<Id>();
  if (!fields->done()) script.break_off(std::string(broken_answer));
  return id;
}

// Who is told of an event, when its fields could be read; else null, and the script is broken.
template <class Id, class Handler>
Handler* find_handler(ReplayScript& script, const FieldReader& fields, const std::map<Id, Handler*>& handlers,
                      Id id) {
  if (!fields.done()) {
    script.break_off(std::string(broken_event));
    return nullptr;
  }
  const auto found = handlers.find(id);
  if (found != handlers.end()) return found->second;
  script.break_off(std::string(nobodys));
  return nullptr;
}

}  // namespace

// --- Network: what the phone does

Result<SocketId> ReplayNetwork::open_datagrams(const Endpoint& local, DatagramHandler& handler) {
  const auto socket = read_answer<SocketId>(script_, script_.expect(RecordWay::Answer, names::open_datagrams,
                                                                    FieldWriter().endpoint(local).take()));
  if (socket) sockets_[*socket] = &handler;
  return socket;
}

void ReplayNetwork::send(SocketId socket, const Endpoint& to, std::string_view bytes) {
  script_.expect_all(RecordWay::Out, names::send_datagram,
                     FieldWriter().id(socket).endpoint(to).mark(bytes).take(), bytes);
}

Result<SocketId> ReplayNetwork::listen(const Endpoint& local, StreamHandler& handler) {
  const auto socket = read_answer<SocketId>(
      script_, script_.expect(RecordWay::Answer, names::listen, FieldWriter().endpoint(local).take()));
  if (socket) listeners_[*socket] = &handler;
  return socket;
}

StreamId ReplayNetwork::connect(const Endpoint& to, StreamHandler& handler) {
  const auto stream = read_id<StreamId>(
      script_, script_.expect(RecordWay::Answer, names::connect, FieldWriter().endpoint(to).take()));
  streams_[stream] = &handler;
  return stream;
}

Result<StreamId> ReplayNetwork::connect_from(const Endpoint& local, const Endpoint& to,
                                             StreamHandler& handler) {
  const auto stream =
      read_answer<StreamId>(script_, script_.expect(RecordWay::Answer, names::connect_from,
                                                    FieldWriter().endpoint(local).endpoint(to).take()));
  if (stream) streams_[*stream] = &handler;
  return stream;
}

Result<StreamId> ReplayNetwork::connect_secured(const Endpoint& local, const Endpoint& to,
                                                std::string_view name, StreamHandler& handler) {
  const auto stream = read_answer<StreamId>(
      script_, script_.expect(RecordWay::Answer, names::connect_secured,
                              FieldWriter().endpoint(local).endpoint(to).text(name).take()));
  if (stream) streams_[*stream] = &handler;
  return stream;
}

void ReplayNetwork::send(StreamId stream, std::string_view bytes) {
  script_.expect_all(RecordWay::Out, names::send, FieldWriter().id(stream).mark(bytes).take(), bytes);
}

void ReplayNetwork::close(StreamId stream) {
  streams_.erase(stream);
  script_.expect_all(RecordWay::Out, names::close_stream, FieldWriter().id(stream).take());
}

void ReplayNetwork::close(SocketId socket) {
  sockets_.erase(socket);
  listeners_.erase(socket);
  script_.expect_all(RecordWay::Out, names::close_socket, FieldWriter().id(socket).take());
}

Endpoint ReplayNetwork::local_endpoint(SocketId socket) const {
  auto answer = script_.expect(RecordWay::Answer, names::local_endpoint, FieldWriter().id(socket).take());
  if (!answer) return {};
  const Endpoint local = answer->endpoint();
  if (!answer->done()) script_.break_off(std::string(broken_answer));
  return local;
}

IpAddress ReplayNetwork::source_for(const IpAddress& to) const {
  auto answer = script_.expect(RecordWay::Answer, names::source_for, FieldWriter().address(to).take());
  if (!answer) return {};
  const IpAddress source = answer->address();
  if (!answer->done()) script_.break_off(std::string(broken_answer));
  return source;
}

// --- Network: what happens to it. The fields are those of the entry that was taken, which a call of the
// phone replaces: what is needed of them is copied before.

bool ReplayNetwork::deliver(const RecordEntry& event) {
  FieldReader fields = script_.reader(event);
  if (event.name == names::datagrams) {
    deliver_datagrams(fields);
  } else if (event.name == names::accepted) {
    deliver_accepted(fields);
  } else if (event.name == names::connected) {
    const auto stream = fields.id<StreamId>();
    if (auto* handler = find_handler(script_, fields, streams_, stream)) handler->on_connected(stream);
  } else if (event.name == names::bytes) {
    const auto stream = fields.id<StreamId>();
    const std::string bytes(fields.text());
    if (auto* handler = find_handler(script_, fields, streams_, stream)) handler->on_bytes(stream, bytes);
  } else if (event.name == names::closed) {
    const auto stream = fields.id<StreamId>();
    const std::string_view why = fields.words();
    if (auto* handler = find_handler(script_, fields, streams_, stream)) {
      streams_.erase(stream);
      handler->on_closed(stream, why);
    }
  } else {
    return false;
  }
  return true;
}

void ReplayNetwork::deliver_datagrams(FieldReader fields) {
  struct Arrived {
    Endpoint source;
    std::string bytes;
  };
  const auto socket = fields.id<SocketId>();
  std::vector<Arrived> arrived;
  while (fields.left() >= 2) {
    const Endpoint source = fields.endpoint();
    arrived.push_back({source, std::string(fields.text())});
  }
  std::vector<Datagram> batch;
  batch.reserve(arrived.size());
  for (const Arrived& one : arrived) batch.push_back({one.source, one.bytes});
  if (auto* handler = find_handler(script_, fields, sockets_, socket)) handler->on_datagrams(socket, batch);
}

void ReplayNetwork::deliver_accepted(FieldReader fields) {
  const auto listener = fields.id<SocketId>();
  const auto stream = fields.id<StreamId>();
  const Endpoint remote = fields.endpoint();
  if (auto* handler = find_handler(script_, fields, listeners_, listener)) {
    streams_[stream] = handler;
    handler->on_accepted(listener, stream, remote);
  }
}

// --- Documents

FetchId ReplayFetcher::fetch(FetchRequest request, FetchHandler& handler) {
  const auto fetch = read_id<FetchId>(
      script_, script_.expect(RecordWay::Answer, names::fetch, FieldWriter().request(request).take()));
  running_[fetch] = &handler;
  return fetch;
}

void ReplayFetcher::cancel(FetchId fetch) {
  running_.erase(fetch);
  script_.expect_all(RecordWay::Out, names::cancel_fetch, FieldWriter().id(fetch).take());
}

bool ReplayFetcher::deliver(const RecordEntry& event) {
  if (event.name != names::fetched) return false;
  FieldReader fields = script_.reader(event);
  const auto fetch = fields.id<FetchId>();
  FetchResult result = fields.fetch_result();
  if (auto* handler = find_handler(script_, fields, running_, fetch)) {
    running_.erase(fetch);
    handler->on_fetched(fetch, std::move(result));
  }
  return true;
}

// --- Names

LookupId ReplayResolver::look_up(std::string_view entry, std::string_view asked, LookupHandler& handler) {
  const auto lookup =
      read_id<LookupId>(script_, script_.expect(RecordWay::Answer, entry, FieldWriter().text(asked).take()));
  waiting_[lookup] = &handler;
  return lookup;
}

LookupId ReplayResolver::resolve(std::string_view host, LookupHandler& handler) {
  return look_up(names::resolve, host, handler);
}

LookupId ReplayResolver::resolve_srv(std::string_view name, LookupHandler& handler) {
  return look_up(names::resolve_srv, name, handler);
}

LookupId ReplayResolver::resolve_naptr(std::string_view name, LookupHandler& handler) {
  return look_up(names::resolve_naptr, name, handler);
}

void ReplayResolver::cancel(LookupId lookup) {
  waiting_.erase(lookup);
  script_.expect_all(RecordWay::Out, names::cancel_lookup, FieldWriter().id(lookup).take());
}

template <class Record>
void ReplayResolver::pass_on(const RecordEntry& event,
                             void (LookupHandler::*tell)(LookupId, const Result<RecordSet<Record>>&)) {
  FieldReader fields = script_.reader(event);
  const auto lookup = fields.id<LookupId>();
  const auto answer = fields.answer<Record>();
  if (auto* handler = find_handler(script_, fields, waiting_, lookup)) {
    waiting_.erase(lookup);
    (handler->*tell)(lookup, answer);
  }
}

bool ReplayResolver::deliver(const RecordEntry& event) {
  if (event.name == names::resolved)
    pass_on(event, &LookupHandler::on_resolved);
  else if (event.name == names::resolved_srv)
    pass_on(event, &LookupHandler::on_srv);
  else if (event.name == names::resolved_naptr)
    pass_on(event, &LookupHandler::on_naptr);
  else
    return false;
  return true;
}

// --- The rest

void ReplayRandom::fill(std::span<std::byte> bytes) {
  std::fill(bytes.begin(), bytes.end(), std::byte{});
  auto answer = script_.expect(RecordWay::Answer, names::random, FieldWriter().number(bytes.size()).take());
  if (!answer) return;
  answer->bytes(bytes);
  if (!answer->done()) script_.break_off(std::string(broken_answer));
}

Result<std::string> ReplayStore::read(std::string_view) {
  return fail(Errc::NotFound, "a replay has no store");
}

Result<void> ReplayStore::write(std::string_view, std::string_view) {
  return fail(Errc::Unavailable, "a replay has no store");
}

}  // namespace handset::sim
