// One datagram socket of a SocketNetwork: batches in, batches out. Inside io only.
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "base/world.h"
#include "io/loop_core.h"
#include "io/network.h"
#include "io/sockaddr.h"

namespace handset::io {

// Room for one batch; all sockets of a shard read into the same one, after each other.
class ReceiveBatch {
 public:
  static constexpr std::size_t size = 64;

  ReceiveBatch();

  // Reads what is there, up to `size` datagrams.
  [[nodiscard]] std::span<const Datagram> read(int descriptor);

 private:
  std::unique_ptr<char[]> bytes_;
  std::array<mmsghdr, size> headers_{};
  std::array<iovec, size> parts_{};
  std::array<SocketAddress, size> sources_{};
  std::array<Datagram, size> datagrams_{};
};

class UdpSocket final : private WatchOwner {
 public:
  UdpSocket(LoopCore& core, int descriptor, SocketId id, DatagramHandler& handler, ReceiveBatch& batch,
            const NetworkLimits& limits, NetworkCounters& counters);

  // Copies; flush() sends. Drops when too much waits already.
  void send(const Endpoint& to, std::string_view bytes);
  // Hands to the system what it takes.
  void flush();
  // No further call to the handler, and the port is free. What was sent leaves if the system takes it now.
  void close();

  [[nodiscard]] bool has_unsent() const { return first_unsent_ < outgoing_.size(); }
  [[nodiscard]] int descriptor() const { return watch_->descriptor(); }

 private:
  struct Outgoing {
    std::size_t offset;
    std::size_t length;
    SocketAddress to;
    socklen_t to_length;
  };

  void on_readable() override;
  void on_writable() override {}
  void on_cut_short() override;
  [[nodiscard]] int send_batch();
  void compact();

  LoopCore& core_;
  std::unique_ptr<Watch> watch_;  // none once closed
  SocketId id_;
  DatagramHandler* handler_;  // null once closed
  ReceiveBatch& batch_;
  const NetworkLimits& limits_;
  NetworkCounters& counters_;

  // The datagrams of this turn, and those for which the system had no room.
  std::vector<char> arena_;
  std::vector<Outgoing> outgoing_;
  std::size_t first_unsent_ = 0;
  Timer retry_ = Timer::calling<&UdpSocket::flush>(*this);
};

}  // namespace handset::io
