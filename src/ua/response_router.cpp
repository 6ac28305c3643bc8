#include "ua/response_router.h"

#include "sip/validate.h"
#include "sip/via.h"

namespace handset::ua {

ResponseRouter::~ResponseRouter() {
  for (const auto& [key, channel] : channels_)
    if (channel != nullptr) channel->abandon();
}

void ResponseRouter::remove(RequestChannel& channel, Duration absorb) {
  const auto found = channels_.find(key_of(channel.key()));
  if (found == channels_.end()) return;
  found->second = nullptr;
  // Nearly always behind all others.
  absorbed_.emplace_hint(absorbed_.end(), clock_.now() + absorb, found->first);
  if (!forget_.armed()) clock_.timers().arm(forget_, absorbed_.begin()->first);
}

void ResponseRouter::forget_absorbed() {
  const auto over = absorbed_.upper_bound(clock_.now());
  for (auto it = absorbed_.begin(); it != over; ++it) channels_.erase(it->second);
  absorbed_.erase(absorbed_.begin(), over);
  if (!absorbed_.empty()) clock_.timers().arm(forget_, absorbed_.begin()->first);
}

bool ResponseRouter::route(const sip::Message& response) {
  const auto& via = response.via();
  if (!via || !via->has_magic_cookie() || !sip::check_response(response)) return false;
  const std::string_view letters = via->branch.substr(sip::magic_cookie.size());
  if (letters.size() < RequestChannel::key_length) return false;
  const auto found = channels_.find(key_of(letters));
  if (found == channels_.end()) return false;
  if (found->second != nullptr) found->second->take(response);
  return true;
}

}  // namespace handset::ua
