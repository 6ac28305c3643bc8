#include "sim/inbox.h"

namespace handset::sim {

void Inbox::on_datagrams(SocketId socket, std::span<const Datagram> batch) {
  batch_sizes_.push_back(batch.size());
  for (const auto& datagram : batch)
    letters_.push_back({socket, datagram.source, std::string(datagram.bytes)});
}

void Inbox::clear() {
  letters_.clear();
  batch_sizes_.clear();
}

void StreamInbox::on_accepted(SocketId, StreamId stream, const Endpoint& remote) {
  accepted_.push_back(stream);
  of(stream).remote = remote;
}

void StreamInbox::on_connected(StreamId stream) {
  of(stream).connected = true;
}

void StreamInbox::on_bytes(StreamId stream, std::string_view bytes) {
  of(stream).bytes += bytes;
  ++of(stream).pieces;
}

void StreamInbox::on_closed(StreamId stream, std::string_view why) {
  of(stream).closed = why;
}

}  // namespace handset::sim
