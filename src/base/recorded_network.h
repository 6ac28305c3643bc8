// The Network of a recorded World. Part of a Recorder.
#pragma once

#include <map>

#include "base/record_turns.h"
#include "base/world.h"

namespace handset {

class RecordedNetwork final : public Network, private DatagramHandler, private StreamHandler {
 public:
  RecordedNetwork(RecordTurns& turns, Network& real) : turns_(turns), real_(real) {}

  Result<SocketId> open_datagrams(const Endpoint& local, DatagramHandler& handler) override;
  void send(SocketId socket, const Endpoint& to, std::string_view bytes) override;
  Result<SocketId> listen(const Endpoint& local, StreamHandler& handler) override;
  StreamId connect(const Endpoint& to, StreamHandler& handler) override;
  Result<StreamId> connect_from(const Endpoint& local, const Endpoint& to, StreamHandler& handler) override;
  Result<StreamId> connect_secured(const Endpoint& local, const Endpoint& to, std::string_view name,
                                   StreamHandler& handler) override;
  void send(StreamId stream, std::string_view bytes) override;
  void close(StreamId stream) override;
  void close(SocketId socket) override;
  [[nodiscard]] Endpoint local_endpoint(SocketId socket) const override;
  [[nodiscard]] IpAddress source_for(const IpAddress& to) const override;

 private:
  void on_datagrams(SocketId socket, std::span<const Datagram> batch) override;
  void on_accepted(SocketId listener, StreamId stream, const Endpoint& remote) override;
  void on_connected(StreamId stream) override;
  void on_bytes(StreamId stream, std::string_view bytes) override;
  void on_closed(StreamId stream, std::string_view why) override;

  RecordTurns& turns_;
  Network& real_;
  std::map<SocketId, DatagramHandler*> sockets_;
  std::map<SocketId, StreamHandler*> listeners_;
  std::map<StreamId, StreamHandler*> streams_;
};

}  // namespace handset
