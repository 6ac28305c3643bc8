// What the live link takes from the phone at once: a plain value, taken on the shard and told elsewhere.
#pragma once

#include <cstdint>
#include <vector>

#include "phone/key_log.h"
#include "web/snapshot.h"

namespace handset::web {

struct LiveSample {
  PhoneSnapshot phone;
  std::vector<phone::KeyEvent> keys;  // all that the phone remembers
  std::uint64_t pushes = 0;           // the version of its log of pushes
};

}  // namespace handset::web
