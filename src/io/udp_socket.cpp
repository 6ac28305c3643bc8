#include "io/udp_socket.h"

#include <algorithm>
#include <cerrno>

namespace handset::io {
namespace {

constexpr std::size_t longest_datagram = 65507;

// A little more than the longest datagram, and no multiple of a page: the heads of a batch would all fall
// into the same few lines of the processor's cache otherwise. Only pages that are written become real.
constexpr std::size_t stride = 65536 + 832;

// One socket may not hold up the turn for longer than this many batches.
constexpr int rounds_a_turn = 4;

constexpr std::size_t arena_limit = std::size_t{8} << 20;

constexpr Duration retry_after = milliseconds(1);

}  // namespace

ReceiveBatch::ReceiveBatch() : bytes_(new char[size * stride]) {
  for (std::size_t i = 0; i < size; ++i) {
    parts_[i] = {bytes_.get() + i * stride, stride};
    headers_[i].msg_hdr.msg_iov = &parts_[i];
    headers_[i].msg_hdr.msg_iovlen = 1;
    headers_[i].msg_hdr.msg_name = &sources_[i];
    headers_[i].msg_hdr.msg_namelen = sizeof(SocketAddress);
  }
}

std::span<const Datagram> ReceiveBatch::read(int descriptor) {
  const int got = ::recvmmsg(descriptor, headers_.data(), size, MSG_DONTWAIT, nullptr);
  if (got <= 0) return {};
  const auto count = static_cast<std::size_t>(got);
  for (std::size_t i = 0; i < count; ++i) {
    headers_[i].msg_hdr.msg_namelen = sizeof(SocketAddress);
    datagrams_[i] = {from_socket_address(sources_[i]),
                     {static_cast<const char*>(parts_[i].iov_base), headers_[i].msg_len}};
  }
  return std::span(datagrams_).first(count);
}

UdpSocket::UdpSocket(LoopCore& core, int descriptor, SocketId id, DatagramHandler& handler,
                     ReceiveBatch& batch, const NetworkLimits& limits, NetworkCounters& counters)
    : core_(core),
      watch_(std::make_unique<Watch>(core, descriptor, static_cast<WatchOwner&>(*this))),
      id_(id),
      handler_(&handler),
      batch_(batch),
      limits_(limits),
      counters_(counters) {
  watch_->await_readable();
}

void UdpSocket::on_readable() {
  for (int round = 0; round < rounds_a_turn; ++round) {
    const auto batch = batch_.read(watch_->descriptor());
    if (!batch.empty()) {
      counters_.datagrams_received += batch.size();
      ++counters_.datagram_batches_received;
      handler_->on_datagrams(id_, batch);
      if (!handler_) return;
    }
    // A batch that is not full took all there was.
    if (batch.size() < ReceiveBatch::size) {
      watch_->await_readable();
      return;
    }
  }
  watch_->read_again();
}

// The batch is lost, as datagrams may be.
void UdpSocket::on_cut_short() {
  watch_->read_again();
}

void UdpSocket::send(const Endpoint& to, std::string_view bytes) {
  const auto full = [&] {
    return outgoing_.size() - first_unsent_ >= limits_.datagram_backlog ||
           arena_.size() + bytes.size() > arena_limit;
  };
  if (full()) flush();
  if (full() || bytes.size() > longest_datagram) {
    ++counters_.datagrams_dropped;
    return;
  }
  auto& datagram = outgoing_.emplace_back();
  datagram.offset = arena_.size();
  datagram.length = bytes.size();
  datagram.to_length = to_socket_address(to, datagram.to);
  arena_.insert(arena_.end(), bytes.begin(), bytes.end());
}

void UdpSocket::flush() {
  while (has_unsent()) {
    const int sent = send_batch();
    if (sent > 0) {
      first_unsent_ += static_cast<std::size_t>(sent);
      counters_.datagrams_sent += static_cast<std::uint64_t>(sent);
      ++counters_.datagram_batches_sent;
    } else if (errno == EAGAIN || errno == ENOBUFS) {
      // The system's buffer drains within a millisecond or so. Waiting for writability instead would, with
      // the reactor's edge-triggered registration, wake the loop for every datagram sent from then on.
      compact();
      if (!retry_.armed()) core_.timers().arm(retry_, core_.now() + retry_after);
      return;
    } else if (errno != EINTR) {
      ++first_unsent_;  // this one cannot go: no route, too long for the network, forbidden
      ++counters_.datagrams_dropped;
    }
  }
  compact();
}

int UdpSocket::send_batch() {
  std::array<mmsghdr, ReceiveBatch::size> headers;
  std::array<iovec, ReceiveBatch::size> parts;
  const std::size_t count = std::min(headers.size(), outgoing_.size() - first_unsent_);
  for (std::size_t i = 0; i < count; ++i) {
    Outgoing& datagram = outgoing_[first_unsent_ + i];
    parts[i] = {arena_.data() + datagram.offset, datagram.length};
    headers[i] = {};
    headers[i].msg_hdr.msg_name = &datagram.to;
    headers[i].msg_hdr.msg_namelen = datagram.to_length;
    headers[i].msg_hdr.msg_iov = &parts[i];
    headers[i].msg_hdr.msg_iovlen = 1;
  }
  return ::sendmmsg(watch_->descriptor(), headers.data(), static_cast<unsigned>(count), MSG_DONTWAIT);
}

// Forgets what has left. The vectors keep their room for the next turn.
void UdpSocket::compact() {
  if (!has_unsent()) {
    outgoing_.clear();
    arena_.clear();
  } else if (first_unsent_ > 0) {
    const std::size_t gone = outgoing_[first_unsent_].offset;
    outgoing_.erase(outgoing_.begin(), outgoing_.begin() + static_cast<std::ptrdiff_t>(first_unsent_));
    arena_.erase(arena_.begin(), arena_.begin() + static_cast<std::ptrdiff_t>(gone));
    for (auto& datagram : outgoing_) datagram.offset -= gone;
  }
  first_unsent_ = 0;
}

void UdpSocket::close() {
  handler_ = nullptr;
  flush();
  outgoing_.clear();
  first_unsent_ = 0;
  retry_.cancel();
  watch_.reset();
}

}  // namespace handset::io
