// Network on the operating system's sockets, for one shard; on the loop's thread only.
//
// Datagrams are read in batches and sent in batches at the end of the turn; when the system's buffer is full
// they wait, up to a limit, and are dropped beyond it. Streams are capped in number and in bytes that wait,
// and closing one still sends what was said (and reads on for a moment, so that no reset destroys it). Which
// addresses speak TLS is told here: the floors below see streams.
// IPv6 sockets are for IPv6 alone. Link-local IPv6 peers get no answer: an Endpoint has no zone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "base/address.h"
#include "base/time.h"
#include "base/world.h"
#include "io/certificate.h"
#include "io/loop.h"

namespace handset::io {

struct NetworkLimits {
  std::size_t streams_per_listener = 1024;
  std::size_t streams_per_address = 128;  // accepted from one source address, on all listeners
  std::size_t stream_backlog = std::size_t{1} << 20;
  std::size_t datagram_backlog = 4096;  // waiting for one socket
  int datagram_buffer = 4 << 20;        // of the system, asked for each way
  Duration connect_timeout = seconds(10);
  Duration handshake_timeout = seconds(10);  // of TLS, on an accepted stream
  Duration linger = seconds(5);              // for what a closed stream still has to send
  Duration accept_pause = seconds(1);        // when the process is out of descriptors
};

// Plain counters of the shard; they only grow.
struct NetworkCounters {
  std::uint64_t datagrams_received = 0;
  std::uint64_t datagram_batches_received = 0;
  std::uint64_t datagrams_sent = 0;
  std::uint64_t datagram_batches_sent = 0;
  std::uint64_t datagrams_dropped = 0;
  std::uint64_t streams_accepted = 0;
  std::uint64_t streams_turned_away = 0;  // by a cap
  std::uint64_t streams_insecure = 0;     // TLS that never was, or broke
  std::uint64_t streams_overflowed = 0;   // closed because the peer does not read
  std::uint64_t accept_pauses = 0;
};

class SocketNetwork final : public Network {
 public:
  explicit SocketNetwork(Loop& loop, const NetworkLimits& limits = {});
  ~SocketNetwork() override;
  SocketNetwork(const SocketNetwork&) = delete;
  SocketNetwork& operator=(const SocketNetwork&) = delete;

  // Who listens on that address from now on speaks TLS 1.2 or above, and its handler hears of a stream when
  // the handshake is done. Errors: Malformed (the identity), Exists.
  Result<void> secure(const Endpoint& local, const Identity& identity);

  Result<SocketId> open_datagrams(const Endpoint& local, DatagramHandler& handler) override;
  void send(SocketId socket, const Endpoint& to, std::string_view bytes) override;

  Result<SocketId> listen(const Endpoint& local, StreamHandler& handler) override;
  StreamId connect(const Endpoint& to, StreamHandler& handler) override;
  Result<StreamId> connect_from(const Endpoint& local, const Endpoint& to, StreamHandler& handler) override;
  void send(StreamId stream, std::string_view bytes) override;
  void close(StreamId stream) override;

  void close(SocketId socket) override;
  [[nodiscard]] Endpoint local_endpoint(SocketId socket) const override;
  [[nodiscard]] IpAddress source_for(const IpAddress& to) const override;

  [[nodiscard]] const NetworkCounters& counters() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace handset::io
