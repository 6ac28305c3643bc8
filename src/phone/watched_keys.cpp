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

// It watches him, calls him, and picks up what rings at his phone.
FunctionKey key_of(const ListedWatch& one, const WatchListOptions& list) {
  FunctionKey key;
  const std::string extension = extension_of(one.uri);
  key.label = watch_label(list.label, one.name, extension);
  key.watch = WatchOptions{one.uri, key.label, list.line};
  const auto at = one.uri.rfind('@');
  if (at == std::string::npos) return key;
  const std::string_view host = std::string_view(one.uri).substr(at + 1);
  const auto target = [&](const std::string& user) {
    return dial_target(user, host, list.domain, ua::EscapeUser::Needed);
  };
  key.speed_dial = target(extension);
  if (!list.pickup_code.empty()) key.pickup = target(with_code(list.pickup_code, extension));
  return key;
}

const FunctionKey* key_at(const FunctionKeys& keys, unsigned place) {
  const auto found = keys.find(place);
  return found == keys.end() ? nullptr : &found->second;
}

bool any_between(const FunctionKeys& keys, unsigned first, unsigned end) {
  const auto found = keys.lower_bound(first);
  return found != keys.end() && found->first < end;
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
  FunctionKeys now;
  bool changed = false;
  const std::size_t fitting = std::min(listed.size(), list.keys.size());
  for (std::size_t i = 0; i < fitting; ++i) {
    const ListedWatch& one = listed[i];
    now.emplace(list.keys[i], key_of(one, list));
    changed = take(list.keys[i], one.status) || changed;
  }
  left_out_ = listed.size() - fitting;
  changed = now != listed_ || changed;
  listed_ = std::move(now);
  return changed;
}

const FunctionKey* WatchedKeys::find(unsigned key) const {
  const FunctionKey* own = key_at(options_.function_keys, key);
  return own != nullptr ? own : key_at(listed_, key);
}

const WatchOptions* WatchedKeys::watch_of(unsigned key) const {
  const FunctionKey* function = find(key);
  return function == nullptr || !function->watch ? nullptr : &*function->watch;
}

bool WatchedKeys::has_console(unsigned unit) const {
  const unsigned first = console_place(*options_.model, unit, 1);
  return any_between(options_.function_keys, first, first + console_keys) ||
         any_between(listed_, first, first + console_keys);
}

WatchStatus WatchedKeys::status_of(unsigned key) const {
  const auto found = known_.find(key);
  return found == known_.end() ? WatchStatus() : found->second;
}

}  // namespace handset::phone
