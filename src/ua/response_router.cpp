#include "ua/response_router.h"

#include "sip/validate.h"
#include "sip/via.h"

namespace handset::ua {

ResponseRouter::~ResponseRouter() {
  for (const auto& [key, channel] : channels_)
    if (channel != nullptr) channel->abandon();
}

void ResponseRouter::remove(RequestChannel& channel, Duration absorb) {
  const auto found = channels_.find(channel.key());
  if (found == channels_.end()) return;
  found->second = nullptr;
  absorbed_.emplace(clock_.now() + absorb, channel.key());
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
  constexpr std::size_t key_length = RequestChannel::key_length;
  const auto found = channels_.find(via->branch.substr(sip::magic_cookie.size(), key_length));
  if (found == channels_.end()) return false;
  if (found->second != nullptr) found->second->take(response);
  return true;
}

}  // namespace handset::ua
