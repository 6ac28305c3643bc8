#include "phone/key_log.h"

#include <algorithm>

namespace handset::phone {

void KeyLog::add(Key key, KeySource source, bool down) {
  const KeyEvent event{++last_, key, source, down};
  if (events_.size() < key_log_size) {
    events_.push_back(event);
  } else {
    events_[(last_ - 1) % key_log_size] = event;
  }
}

std::vector<KeyEvent> KeyLog::since(std::uint64_t number) const {
  const std::uint64_t known = last_ - events_.size();
  std::vector<KeyEvent> out;
  for (std::uint64_t n = std::max(number, known); n < last_; ++n) out.push_back(events_[n % key_log_size]);
  return out;
}

}  // namespace handset::phone
