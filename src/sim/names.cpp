#include "sim/names.h"

#include <utility>

#include "base/text.h"

namespace handset::sim {
namespace {

std::optional<IpAddress> literal(std::string_view host) {
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
  return IpAddress::parse(host);
}

constexpr Error unknown{Errc::NotFound, 0, "this host name is not known"};

}  // namespace

void Names::set(std::string_view host, std::vector<IpAddress> addresses, Duration delay) {
  if (addresses.empty()) return set_failure(host, unknown, delay);
  answers_.insert_or_assign(lower_case(host), Answer{std::move(addresses), delay});
}

void Names::set_failure(std::string_view host, const Error& error, Duration delay) {
  answers_.insert_or_assign(lower_case(host), Answer{tl::unexpected(error), delay});
}

void Names::set_silent(std::string_view host) {
  answers_.insert_or_assign(lower_case(host), Answer{tl::unexpected(unknown), std::nullopt});
}

bool Names::knows(std::string_view host) const {
  return literal(host) || answers_.contains(lower_case(host));
}

Names::Answer Names::answer(std::string_view host) const {
  if (const auto address = literal(host)) return {std::vector{*address}, Duration{}};
  const auto found = answers_.find(lower_case(host));
  return found == answers_.end() ? Answer{tl::unexpected(unknown), usual_delay} : found->second;
}

std::vector<IpAddress> Names::addresses(std::string_view host) const {
  return answer(host).addresses.value_or(std::vector<IpAddress>());
}

}  // namespace handset::sim
