#include "io/tcp_listener.h"

#include <cerrno>
#include <utility>

#include "io/sockaddr.h"

namespace handset::io {
namespace {

constexpr int accepts_a_turn = 64;

// The peer gave up before it was accepted, or a network error of its connection is reported here.
bool concerns_one_peer(int code) {
  return code == ECONNABORTED || code == EINTR || code == EPROTO || code == ENETDOWN ||
         code == EHOSTUNREACH || code == ENETUNREACH || code == EHOSTDOWN || code == ENOPROTOOPT;
}

}  // namespace

TcpListener::TcpListener(LoopCore& core, int descriptor, SocketId id, StreamHandler& handler,
                         TcpAcceptor& acceptor, const NetworkLimits& limits, NetworkCounters& counters,
                         ssl_ctx_st* tls)
    : core_(core),
      watch_(std::make_unique<Watch>(core, descriptor, static_cast<WatchOwner&>(*this))),
      id_(id),
      handler_(handler),
      acceptor_(acceptor),
      limits_(limits),
      counters_(counters),
      tls_(tls) {
  watch_->await_readable();
}

void TcpListener::on_readable() {
  for (int i = 0; i < accepts_a_turn && watch_; ++i) {
    SocketAddress address{};
    socklen_t length = sizeof(address);
    const int descriptor =
        ::accept4(watch_->descriptor(), &address.any, &length, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (descriptor >= 0) {
      acceptor_.accepted(*this, descriptor, from_socket_address(address));
    } else if (errno == EAGAIN) {
      break;
    } else if (!concerns_one_peer(errno)) {
      // Out of descriptors or memory. The connection stays in the system's queue; trying at once would spin.
      ++counters_.accept_pauses;
      core_.timers().arm(pause_, core_.now() + limits_.accept_pause);
      return;
    }
  }
  // Asking for readiness answers at once when connections are left.
  if (watch_) watch_->await_readable();
}

void TcpListener::on_cut_short() {
  watch_->read_again();
}

}  // namespace handset::io
