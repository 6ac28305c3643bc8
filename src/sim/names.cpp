#include "sim/names.h"

namespace handset::sim {
namespace {

std::optional<IpAddress> literal(std::string_view host) {
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
  return IpAddress::parse(host);
}

}  // namespace

void Names::set(std::string_view host, std::vector<IpAddress> addresses, Duration delay, Duration ttl) {
  hosts_.set(host, std::move(addresses), delay, ttl);
}

void Names::set_srv(std::string_view name, std::vector<SrvRecord> records, Duration delay, Duration ttl) {
  srv_.set(name, std::move(records), delay, ttl);
}

void Names::set_naptr(std::string_view name, std::vector<NaptrRecord> records, Duration delay, Duration ttl) {
  naptr_.set(name, std::move(records), delay, ttl);
}

void Names::set_failure(std::string_view name, const Error& error, Duration delay) {
  set_all(name, error, delay);
}

void Names::set_silent(std::string_view name) {
  set_all(name, unknown, std::nullopt);
}

void Names::set_all(std::string_view name, const Error& error, std::optional<Duration> delay) {
  hosts_.set(name, {tl::unexpected(error), delay});
  srv_.set(name, {tl::unexpected(error), delay});
  naptr_.set(name, {tl::unexpected(error), delay});
}

bool Names::knows(std::string_view host) const {
  return literal(host) || hosts_.has(host);
}

NameAnswer<IpAddress> Names::host(std::string_view host) const {
  if (const auto address = literal(host)) return {Addresses{{*address}, usual_ttl}, Duration{}};
  return hosts_.answer(host);
}

std::vector<IpAddress> Names::addresses(std::string_view host) const {
  const auto answer = this->host(host);
  return answer.records ? answer.records->records : std::vector<IpAddress>();
}

}  // namespace handset::sim
