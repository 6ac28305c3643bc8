#include "base/recorded_network.h"

#include <utility>

#include "base/record_names.h"
#include "base/record_values.h"

namespace handset {
namespace names = record_names;

namespace {

// What may fail was answered with an id or an error.
template <class Id>
RecordFields with_answer(FieldWriter fields, const Result<Id>& answer) {
  if (answer) return fields.text(names::ok).id(*answer).take();
  return fields.text(names::error).error(answer.error()).take();
}

template <class Id, class Handler>
Handler* handler_of(const std::map<Id, Handler*>& handlers, Id id) {
  const auto found = handlers.find(id);
  return found == handlers.end() ? nullptr : found->second;
}

}  // namespace

// --- What the phone does

Result<SocketId> RecordedNetwork::open_datagrams(const Endpoint& local, DatagramHandler& handler) {
  const auto socket = real_.open_datagrams(local, *this);
  if (socket) sockets_[*socket] = &handler;
  turns_.note(RecordWay::Answer, names::open_datagrams, with_answer(FieldWriter().endpoint(local), socket));
  return socket;
}

void RecordedNetwork::send(SocketId socket, const Endpoint& to, std::string_view bytes) {
  turns_.note(RecordWay::Out, names::send_datagram, FieldWriter().id(socket).endpoint(to).mark(bytes).take());
  real_.send(socket, to, bytes);
}

Result<SocketId> RecordedNetwork::listen(const Endpoint& local, StreamHandler& handler) {
  const auto socket = real_.listen(local, *this);
  if (socket) listeners_[*socket] = &handler;
  turns_.note(RecordWay::Answer, names::listen, with_answer(FieldWriter().endpoint(local), socket));
  return socket;
}

StreamId RecordedNetwork::connect(const Endpoint& to, StreamHandler& handler) {
  const StreamId stream = real_.connect(to, *this);
  streams_[stream] = &handler;
  turns_.note(RecordWay::Answer, names::connect, FieldWriter().endpoint(to).id(stream).take());
  return stream;
}

Result<StreamId> RecordedNetwork::connect_from(const Endpoint& local, const Endpoint& to,
                                               StreamHandler& handler) {
  const auto stream = real_.connect_from(local, to, *this);
  if (stream) streams_[*stream] = &handler;
  turns_.note(RecordWay::Answer, names::connect_from,
              with_answer(FieldWriter().endpoint(local).endpoint(to), stream));
  return stream;
}

Result<StreamId> RecordedNetwork::connect_secured(const Endpoint& local, const Endpoint& to,
                                                  std::string_view name, StreamHandler& handler) {
  const auto stream = real_.connect_secured(local, to, name, *this);
  if (stream) streams_[*stream] = &handler;
  turns_.note(RecordWay::Answer, names::connect_secured,
              with_answer(FieldWriter().endpoint(local).endpoint(to).text(name), stream));
  return stream;
}

void RecordedNetwork::send(StreamId stream, std::string_view bytes) {
  turns_.note(RecordWay::Out, names::send, FieldWriter().id(stream).mark(bytes).take());
  real_.send(stream, bytes);
}

void RecordedNetwork::close(StreamId stream) {
  streams_.erase(stream);
  turns_.note(RecordWay::Out, names::close_stream, FieldWriter().id(stream).take());
  real_.close(stream);
}

void RecordedNetwork::close(SocketId socket) {
  sockets_.erase(socket);
  listeners_.erase(socket);
  turns_.note(RecordWay::Out, names::close_socket, FieldWriter().id(socket).take());
  real_.close(socket);
}

Endpoint RecordedNetwork::local_endpoint(SocketId socket) const {
  const Endpoint local = real_.local_endpoint(socket);
  if (turns_.in_turn())
    turns_.note(RecordWay::Answer, names::local_endpoint, FieldWriter().id(socket).endpoint(local).take());
  return local;
}

IpAddress RecordedNetwork::source_for(const IpAddress& to) const {
  const IpAddress source = real_.source_for(to);
  if (turns_.in_turn())
    turns_.note(RecordWay::Answer, names::source_for, FieldWriter().address(to).address(source).take());
  return source;
}

// --- What happens to it

void RecordedNetwork::on_datagrams(SocketId socket, std::span<const Datagram> batch) {
  DatagramHandler* handler = handler_of(sockets_, socket);
  if (handler == nullptr) return;
  FieldWriter fields;
  fields.id(socket);
  for (const Datagram& datagram : batch) fields.endpoint(datagram.source).text(datagram.bytes);
  turns_.begin_input(names::datagrams, fields.take());
  handler->on_datagrams(socket, batch);
  turns_.end_input();
}

void RecordedNetwork::on_accepted(SocketId listener, StreamId stream, const Endpoint& remote) {
  StreamHandler* handler = handler_of(listeners_, listener);
  if (handler == nullptr) return;
  streams_[stream] = handler;
  turns_.begin_input(names::accepted, FieldWriter().id(listener).id(stream).endpoint(remote).take());
  handler->on_accepted(listener, stream, remote);
  turns_.end_input();
}

void RecordedNetwork::on_connected(StreamId stream) {
  StreamHandler* handler = handler_of(streams_, stream);
  if (handler == nullptr) return;
  turns_.begin_input(names::connected, FieldWriter().id(stream).take());
  handler->on_connected(stream);
  turns_.end_input();
}

void RecordedNetwork::on_bytes(StreamId stream, std::string_view bytes) {
  StreamHandler* handler = handler_of(streams_, stream);
  if (handler == nullptr) return;
  turns_.begin_input(names::bytes, FieldWriter().id(stream).text(bytes).take());
  handler->on_bytes(stream, bytes);
  turns_.end_input();
}

void RecordedNetwork::on_closed(StreamId stream, std::string_view why) {
  StreamHandler* handler = handler_of(streams_, stream);
  if (handler == nullptr) return;
  streams_.erase(stream);
  turns_.begin_input(names::closed, FieldWriter().id(stream).text(why).take());
  handler->on_closed(stream, why);
  turns_.end_input();
}

}  // namespace handset
