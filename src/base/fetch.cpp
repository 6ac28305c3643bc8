#include "base/fetch.h"

#include <algorithm>
#include <optional>

#include "base/text.h"

namespace handset {
namespace {

bool is_separator(char c) {
  return c == ',' || is_space(c);
}

// A final dot is the DNS root and changes nothing.
std::string_view without_root(std::string_view host) {
  if (!host.empty() && host.back() == '.') host.remove_suffix(1);
  return host;
}

// "host", "sub.host" or "*.host"; letters, digits, '-' and '.', as host names have.
bool is_host_pattern(std::string_view item) {
  if (item.substr(0, 2) == "*.") item.remove_prefix(2);
  item = without_root(item);
  return !item.empty() && item.size() <= 253 &&
         std::all_of(item.begin(), item.end(), [](char c) { return is_alnum(c) || c == '-' || c == '.'; });
}

// Addresses that nobody may send a phone to unless they are listed.
std::string_view never_public(const IpAddress& address) {
  if (address.is_link_local()) return "link-local addresses are not allowed";
  if (address.is_multicast() || address.is_broadcast()) return "multicast addresses are not allowed";
  if (address.is_unspecified()) return "address 0.0.0.0/8 is not allowed";
  return {};
}

std::string status_words(int status) {
  switch (status) {
    case 401:
    case 407:
      return "Login required (HTTP " + std::to_string(status) + ")";
    case 403:
      return "Access denied (HTTP 403)";
    case 404:
      return "File Not Found";
    case 500:
      return "HTTP connection failed";
    case 503:
      return "Server Busy!";
    default:
      return "HTTP Error [8] (status " + std::to_string(status) + ")";
  }
}

}  // namespace

Result<FetchPolicy> FetchPolicy::parse(std::string_view fetch_allowed, bool loopback,
                                       std::vector<Endpoint> listeners) {
  FetchPolicy policy;
  policy.loopback_ = loopback;
  policy.listeners_ = std::move(listeners);
  std::size_t at = 0;
  while (at < fetch_allowed.size()) {
    if (is_separator(fetch_allowed[at])) {
      ++at;
      continue;
    }
    const std::size_t begin = at;
    while (at < fetch_allowed.size() && !is_separator(fetch_allowed[at])) ++at;
    const auto item = fetch_allowed.substr(begin, at - begin);
    if (const auto network = IpNetwork::parse(item)) {
      policy.networks_.push_back(*network);
    } else if (is_host_pattern(item)) {
      policy.names_.push_back(lower_case(without_root(item)));
    } else {
      return fail(Errc::Malformed, "expected host names, *.domain, addresses or networks such as 10.0.0.0/8",
                  begin);
    }
  }
  return policy;
}

bool FetchPolicy::lists_name(std::string_view host) const {
  host = without_root(host);
  return std::any_of(names_.begin(), names_.end(), [&](std::string_view name) {
    if (name.substr(0, 2) != "*.") return equal_ignoring_case(host, name);
    const auto suffix = name.substr(1);
    return host.size() > suffix.size() &&
           equal_ignoring_case(host.substr(host.size() - suffix.size()), suffix);
  });
}

bool FetchPolicy::lists_address(const IpAddress& address) const {
  return std::any_of(networks_.begin(), networks_.end(),
                     [&](const auto& network) { return network.contains(address); });
}

std::string_view FetchPolicy::refuse_host(std::string_view host) const {
  if (names_.empty() && networks_.empty()) return {};
  // A name that is not listed may still resolve to a listed address: that is seen at connect time.
  if (!networks_.empty() || lists_name(host)) return {};
  return "this host is not listed in Fetch_Allowed";
}

std::string_view FetchPolicy::refuse_address(std::string_view host, const Endpoint& remote) const {
  const auto embedded = remote.address.embedded_ipv4();
  const IpAddress& meant = embedded ? *embedded : remote.address;
  const bool listed = lists_address(remote.address) || (embedded && lists_address(*embedded));
  const bool own = std::any_of(listeners_.begin(), listeners_.end(), [&](const Endpoint& listener) {
    if (listener.port != remote.port) return false;
    return listener.address == meant || listener.address == remote.address || meant.is_unspecified() ||
           (listener.address.is_unspecified() && (meant.is_loopback() || meant == listener.address));
  });
  if (own) return "the phone's own address is not allowed";
  if (listed) return {};
  if (const auto refusal = never_public(meant); !refusal.empty()) return refusal;
  if (meant.is_loopback() && !loopback_) return "loopback addresses are not allowed";
  if (names_.empty() && networks_.empty()) return {};
  return lists_name(host) ? std::string_view{} : "this address is not listed in Fetch_Allowed";
}

std::string prompt_words(const FetchResult& result) {
  switch (result.error) {
    case FetchError::None:
      return result.status >= 300 ? status_words(result.status) : std::string();
    case FetchError::BadUrl:
      return "Invalid address";
    case FetchError::HostNotFound:
      return "Host Not Found";
    case FetchError::NotAllowed:
      return "Address not allowed";
    case FetchError::ConnectFailed:
      return "HTTP Error [10] (connection failed)";
    case FetchError::CertificateRejected:
      return "Certificate not trusted";
    case FetchError::TooManyRedirects:
      return "Too many redirects";
    case FetchError::InsecureRedirect:
      return "Redirect to http not allowed";
    case FetchError::TimedOut:
      return "Server did not answer";
    case FetchError::TooLarge:
      return "Data too large!";
    case FetchError::Broken:
      break;
  }
  return "HTTP Error [8] (no HTTP answer)";
}

std::string_view outcome_name(const FetchResult& result) {
  switch (result.error) {
    case FetchError::None:
      return result.status >= 300 ? "http_error" : "page";
    case FetchError::BadUrl:
      return "bad_url";
    case FetchError::HostNotFound:
      return "host_not_found";
    case FetchError::NotAllowed:
      return "not_allowed";
    case FetchError::ConnectFailed:
      return "connect_failed";
    case FetchError::CertificateRejected:
      return "certificate_rejected";
    case FetchError::TooManyRedirects:
      return "too_many_redirects";
    case FetchError::InsecureRedirect:
      return "insecure_redirect";
    case FetchError::TimedOut:
      return "timed_out";
    case FetchError::TooLarge:
      return "too_large";
    case FetchError::Broken:
      break;
  }
  return "broken";
}

}  // namespace handset
