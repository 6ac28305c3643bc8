// The key that is held down, one at a time as on a keypad: it repeats while its window wants that, and counts
// as released after ten seconds, since whoever released it may have lost the link. Owned by the Phone;
// shard's thread.
#pragma once

#include <optional>

#include "base/world.h"
#include "phone/key.h"

namespace handset::phone {

inline constexpr Duration first_repeat = milliseconds(500);
inline constexpr Duration next_repeat = milliseconds(100);
inline constexpr Duration longest_hold = seconds(10);

struct HeldKey {
  Key key{};
  KeySource source{};
};

class KeyHoldHandler {
 public:
  // As if pressed again. False: it has no further effect, and is not to repeat any more.
  virtual bool on_repeat(Key key) = 0;
  // The hold has ended by itself.
  virtual void on_let_go(const HeldKey& held) = 0;

 protected:
  ~KeyHoldHandler() = default;
};

class KeyHold final {
 public:
  // Both outlive the hold.
  KeyHold(Clock& clock, KeyHoldHandler& handler) : clock_(clock), handler_(handler) {}
  KeyHold(const KeyHold&) = delete;
  KeyHold& operator=(const KeyHold&) = delete;

  // In the place of what was held; that is for the caller to have released.
  void begin(const HeldKey& held, bool repeats);
  // Nothing is held any more; what was.
  std::optional<HeldKey> end();
  [[nodiscard]] const std::optional<HeldKey>& held() const { return held_; }

 private:
  void tick();
  void wait(Duration pause);

  Clock& clock_;
  KeyHoldHandler& handler_;
  std::optional<HeldKey> held_;
  SteadyTime ends_at_{};
  bool repeats_ = false;
  Timer timer_ = Timer::calling<&KeyHold::tick>(*this);
};

}  // namespace handset::phone
