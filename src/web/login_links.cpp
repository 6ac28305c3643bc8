#include "web/login_links.h"

#include <algorithm>

namespace handset::web {

LoginLinks::Key LoginLinks::key_of(std::string_view token) const {
  const auto hash = hash_.hash128({token});
  return {hash.high, hash.low};
}

std::string LoginLinks::make(SteadyTime now) {
  std::string token = random_.token(token_letters);
  const std::lock_guard lock(mutex_);
  if (made_.size() >= most)
    made_.erase(std::min_element(made_.begin(), made_.end(),
                                 [](const auto& a, const auto& b) { return a.second < b.second; }));
  made_.emplace(key_of(token), now);
  return token;
}

bool LoginLinks::take(std::string_view token, SteadyTime now) {
  const std::lock_guard lock(mutex_);
  const auto found = made_.find(key_of(token));
  if (found == made_.end()) return false;
  const bool in_time = now - found->second < lifetime;
  made_.erase(found);
  return in_time;
}

}  // namespace handset::web
