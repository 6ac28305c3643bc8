#include "phone/key_hold.h"

#include <algorithm>
#include <utility>

namespace handset::phone {

void KeyHold::begin(const HeldKey& held, bool repeats) {
  held_ = held;
  repeats_ = repeats;
  ends_at_ = clock_.now() + longest_hold;
  wait(first_repeat);
}

std::optional<HeldKey> KeyHold::end() {
  timer_.cancel();
  return std::exchange(held_, std::nullopt);
}

void KeyHold::wait(Duration pause) {
  const Duration left = ends_at_ - clock_.now();
  clock_.arm(timer_, repeats_ ? std::min(pause, left) : left);
}

void KeyHold::tick() {
  if (!held_) return;
  if (clock_.now() >= ends_at_) {
    handler_.on_let_go(*end());
    return;
  }
  repeats_ = handler_.on_repeat(held_->key);
  // What a key does may end the hold.
  if (held_) wait(next_repeat);
}

}  // namespace handset::phone
