// One listening socket of a SocketNetwork: accepts and hands on. Inside io only.
#pragma once

#include <cstddef>
#include <memory>

#include "base/world.h"
#include "io/loop_core.h"
#include "io/network.h"

struct ssl_ctx_st;

namespace handset::io {

class TcpListener;

// Takes what a listener accepted: the descriptor is the taker's.
class TcpAcceptor {
 public:
  virtual void accepted(TcpListener& listener, int descriptor, const Endpoint& remote) = 0;

 protected:
  ~TcpAcceptor() = default;
};

class TcpListener final : private WatchOwner {
 public:
  TcpListener(LoopCore& core, int descriptor, SocketId id, StreamHandler& handler, TcpAcceptor& acceptor,
              const NetworkLimits& limits, NetworkCounters& counters, ssl_ctx_st* tls);

  // Null: in clear.
  [[nodiscard]] ssl_ctx_st* tls() const { return tls_; }
  [[nodiscard]] SocketId id() const { return id_; }
  [[nodiscard]] StreamHandler& handler() const { return handler_; }
  [[nodiscard]] int descriptor() const { return watch_->descriptor(); }
  // Accepts no more, and the port is free.
  void close() { watch_.reset(); }

  std::size_t streams = 0;  // accepted and not gone yet; kept by the acceptor

 private:
  void on_readable() override;
  void on_writable() override {}
  void on_cut_short() override;
  void resume() { watch_->await_readable(); }

  LoopCore& core_;
  std::unique_ptr<Watch> watch_;  // none once closed
  SocketId id_;
  StreamHandler& handler_;
  TcpAcceptor& acceptor_;
  const NetworkLimits& limits_;
  NetworkCounters& counters_;
  ssl_ctx_st* tls_;
  Timer pause_ = Timer::calling<&TcpListener::resume>(*this);
};

}  // namespace handset::io
