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
#include "base/counters.h"
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
  Duration handshake_timeout = seconds(10);  // of TLS, once there is a connection
  Duration linger = seconds(5);              // for what a closed stream still has to send
  Duration accept_pause = seconds(1);        // when the process is out of descriptors
};

struct NetworkCounters : CounterGroup {
  Counter datagrams_received{*this, {"udp_received_datagrams", "Datagrams that were read."}};
  Counter datagram_batches_received{*this, {"udp_receive_calls", "Calls that read datagrams."}};
  Counter datagrams_sent{*this, {"udp_sent_datagrams", "Datagrams that were sent."}};
  Counter datagram_batches_sent{*this, {"udp_send_calls", "Calls that sent datagrams."}};
  Counter datagrams_dropped{
      *this, {"udp_dropped_datagrams", "Datagrams that could not be sent, or had no room to wait for it."}};
  Counter streams_accepted{*this, {"tcp_accepted_connections", "Connections that were accepted."}};
  Counter streams_turned_away{
      *this, {"tcp_refused_connections", "Connections that a cap on their number turned away."}};
  Counter streams_insecure{*this,
                           {"tls_failed_connections", "Connections whose TLS never came about, or broke."}};
  Counter streams_overflowed{
      *this, {"tcp_overflowed_connections", "Connections that were closed because the peer did not read."}};
  Counter accept_pauses{
      *this, {"tcp_accept_pauses", "Times that nothing was accepted for want of file descriptors."}};
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

  // Whom connect_secured() trusts from now on, and who we are there; before, the system's authorities, and
  // nobody. Errors: Malformed (what is no certificate, or a key of another one).
  Result<void> trust(const TlsTrust& trust);

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

  [[nodiscard]] const NetworkCounters& counters() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace handset::io
