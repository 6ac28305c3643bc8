#include "phone/options.h"

#include "base/text.h"

namespace handset::phone {
namespace {

// "host", "host:port", "[v6]:port", "name:SRV=host:port:p=0|...", "sip:host" -> the name alone.
std::string_view proxy_host(std::string_view proxy) {
  proxy = trim(proxy);
  for (const std::string_view scheme : {"sip:", "sips:"})
    if (starts_with_ignoring_case(proxy, scheme)) proxy.remove_prefix(scheme.size());
  if (!proxy.empty() && proxy.front() == '[') {
    const auto end = proxy.find(']');
    return end == std::string_view::npos ? std::string_view{} : proxy.substr(1, end - 1);
  }
  return trim(proxy.substr(0, proxy.find_first_of(":|;,")));
}

}  // namespace

std::string challenge_realm(std::string_view reversed_auth_realm, std::string_view proxy) {
  if (const auto realm = trim(reversed_auth_realm); !realm.empty()) return std::string(realm);
  if (const auto host = proxy_host(proxy); !host.empty()) return std::string(host);
  return "handset";
}

}  // namespace handset::phone
