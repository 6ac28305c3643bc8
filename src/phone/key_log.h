// The last keys of a phone and who pressed them, so that whoever shows the phone can tell. Kept by the
// Station over restarts; shard's thread. What is typed into a window as text is not in it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "phone/key.h"

namespace handset::phone {

struct KeyEvent {
  std::uint64_t number = 0;  // from 1, without gaps
  Key key{};
  KeySource source{};
  bool down = false;

  friend bool operator==(const KeyEvent&, const KeyEvent&) = default;
};

inline constexpr std::size_t key_log_size = 64;

class KeyLog {
 public:
  // The oldest event makes room.
  void add(Key key, KeySource source, bool down);
  // The number of the newest event; 0: there was none yet.
  [[nodiscard]] std::uint64_t last() const { return last_; }
  // What came after that number and is still known, the oldest first.
  [[nodiscard]] std::vector<KeyEvent> since(std::uint64_t number) const;

 private:
  std::vector<KeyEvent> events_;  // a ring once it is full: number n stands at (n - 1) % key_log_size
  std::uint64_t last_ = 0;
};

}  // namespace handset::phone
