// A host's Network: its sockets on the simulated wire. One host has one address, and its loopback.
//
// Datagrams that arrive at one instant on one socket are handed over as one batch.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/world.h"
#include "sim/boundary.h"
#include "sim/faults.h"
#include "sim/streams.h"
#include "sim/timeline.h"
#include "sim/wire.h"

namespace handset::sim {

class HostNetwork final : public Network {
 public:
  HostNetwork(HostId id, const IpAddress& address, Wire& wire, Streams& streams, Faults& faults,
              Boundary& boundary);

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

  // Who listens there from now on speaks TLS, with a certificate for these names that everybody trusts.
  void secure(const Endpoint& local, std::vector<std::string> names) { secured_[local] = std::move(names); }

  [[nodiscard]] HostId id() const { return id_; }
  [[nodiscard]] const IpAddress& address() const { return address_; }
  [[nodiscard]] std::size_t open_sockets() const { return datagram_sockets_.size() + listeners_.size(); }

  // For Wire, Streams and Simulation.
  [[nodiscard]] Boundary& boundary() { return boundary_; }
  struct Listener {
    SocketId id;
    StreamHandler* handler;
  };
  [[nodiscard]] const Listener* listener_at(const Endpoint& local) const;
  // Why somebody who wants that name there, or none and no TLS, gets no connection; empty: there is one.
  [[nodiscard]] std::string_view why_insecure(const Endpoint& local, std::string_view name) const;
  void arrive(const Endpoint& from, const Endpoint& to, std::string bytes);
  void hand_over_batches();

 private:
  struct DatagramSocket {
    Endpoint local;
    DatagramHandler* handler;
  };
  struct ListenerSocket {
    Endpoint local;
    Listener listener;
  };
  struct Arrival {
    Endpoint from;
    Endpoint to;
    std::string bytes;
  };

  static constexpr unsigned first_ephemeral_port = 49152;
  static constexpr unsigned ephemeral_ports = 65536 - first_ephemeral_port;

  template <class Sockets>
  Result<Endpoint> bind(const Endpoint& local, const Sockets& sockets);
  std::uint16_t next_ephemeral_port();
  [[nodiscard]] bool is_mine(const IpAddress& address) const;
  Result<StreamId> connect_as(const Endpoint& local, const Endpoint& to, std::string_view name,
                              StreamHandler& handler);

  HostId id_;
  IpAddress address_;
  Wire& wire_;
  Streams& streams_;
  Faults& faults_;
  Boundary& boundary_;
  std::uint32_t last_socket_ = 0;
  std::uint64_t ports_handed_out_ = 0;
  std::map<SocketId, DatagramSocket> datagram_sockets_;
  std::map<SocketId, ListenerSocket> listeners_;
  std::map<Endpoint, std::vector<std::string>> secured_;
  std::vector<Arrival> arrivals_;
};

}  // namespace handset::sim
