#include "phone/watched_keys.h"

#include <algorithm>
#include <string>
#include <utility>

#include "base/text.h"

namespace handset::phone {
namespace {

// "102" of "sip:102@example.org"; of what has no such part, all of it.
std::string extension_of(const std::string& uri) {
  const Split scheme = split_once(uri, ':');
  const std::string_view address = scheme.found ? scheme.after : scheme.before;
  std::string user = percent_decode(address.substr(0, address.rfind('@')));
  return user.empty() ? uri : user;
}

}  // namespace

void WatchedKeys::forget() {
  known_.clear();
  listed_.clear();
  left_out_ = 0;
}

bool WatchedKeys::take(unsigned key, const WatchStatus& status) {
  const WatchStatus before = std::exchange(known_[key], status);
  return before != status;
}

bool WatchedKeys::take(const std::vector<ListedWatch>& listed) {
  const WatchListOptions& list = options_.watch_list;
  std::map<unsigned, WatchOptions> now;
  bool changed = false;
  const std::size_t fitting = std::min(listed.size(), list.keys.size());
  for (std::size_t i = 0; i < fitting; ++i) {
    const ListedWatch& one = listed[i];
    now[list.keys[i]] = {one.uri, watch_label(list.label, one.name, extension_of(one.uri)), list.line};
    changed = take(list.keys[i], one.status) || changed;
  }
  left_out_ = listed.size() - fitting;
  changed = now != listed_ || changed;
  listed_ = std::move(now);
  return changed;
}

const WatchOptions* WatchedKeys::watch_of(unsigned key) const {
  if (key < options_.watches.size() && !options_.watches[key].label.empty()) return &options_.watches[key];
  const auto found = listed_.find(key);
  return found == listed_.end() ? nullptr : &found->second;
}

WatchStatus WatchedKeys::status_of(unsigned key) const {
  const auto found = known_.find(key);
  return found == known_.end() ? WatchStatus() : found->second;
}

}  // namespace handset::phone
