// Faults on purpose: every n-th call of a kind fails, so that a storm test meets each error path.
//
// A counter, not chance: a failing run says which call it was. One for each host; all off at first.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace handset::sim {

enum class Fault : std::uint8_t {
  SendDatagram,  // lost before it reaches the wire
  SendStream,    // the stream breaks
  OpenSocket,    // open_datagrams() and listen(): Unavailable
  Connect,       // on_closed instead of on_connected; connect_from(): Unavailable
  Fetch,         // ConnectFailed
  ReadStore,     // Unavailable
  WriteStore,    // Unavailable, and the old value stays
  Resolve,       // Unavailable
};

class Faults {
 public:
  // Every n-th call of this kind fails, counted from now; 0 means none.
  void every(Fault kind, std::uint64_t n) { counters_[index(kind)] = {n, 0}; }
  // Every n-th call of any kind fails, counted over all kinds.
  void every_call(std::uint64_t n) { any_ = {n, 0}; }
  // The n-th call from now, of whatever kind, fails, and none after it; 0: none.
  void only_call(std::uint64_t n) { left_ = n; }

  // Counts one call; true when it is to fail.
  bool strikes(Fault kind);
  // How many calls of this kind have failed.
  [[nodiscard]] std::uint64_t count(Fault kind) const { return struck_[index(kind)]; }

 private:
  static constexpr std::size_t kinds = 8;
  struct Counter {
    std::uint64_t every = 0;
    std::uint64_t seen = 0;
    bool strikes() { return every != 0 && ++seen % every == 0; }
  };
  static std::size_t index(Fault kind) { return static_cast<std::size_t>(kind); }

  std::array<Counter, kinds> counters_{};
  std::array<std::uint64_t, kinds> struck_{};
  Counter any_;
  std::uint64_t left_ = 0;
};

}  // namespace handset::sim
