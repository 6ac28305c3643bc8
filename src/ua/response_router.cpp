#include "ua/response_router.h"

#include "sip/validate.h"
#include "sip/via.h"

namespace handset::ua {

ResponseRouter::~ResponseRouter() {
  for (const auto& [key, channel] : channels_) channel->abandon();
}

bool ResponseRouter::route(const sip::Message& response) {
  const auto& via = response.via();
  if (!via || !via->has_magic_cookie() || !sip::check_response(response)) return false;
  constexpr std::size_t key_length = RequestChannel::key_length;
  const auto found = channels_.find(via->branch.substr(sip::magic_cookie.size(), key_length));
  if (found == channels_.end()) return false;
  found->second->take(response);
  return true;
}

}  // namespace handset::ua
