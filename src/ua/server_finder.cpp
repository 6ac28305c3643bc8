#include "ua/server_finder.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include "base/text.h"
#include "ua/srv_order.h"

namespace handset::ua {
namespace {

constexpr std::size_t most_records = 256;
constexpr std::size_t most_servers = 16;
constexpr std::size_t most_targets = 32;
constexpr Duration longest_ttl = seconds(86400);

constexpr Error not_there{Errc::NotFound, 0, "the DNS says that this service is not there"};
constexpr Error too_many{Errc::TooLarge, 0, "this name has more records than can be used"};

// RFC 3263 4.1. In the order in which they are tried where the DNS has no preference.
struct KnownService {
  SipTransport transport;
  std::string_view naptr;
  std::string_view prefix;
};
constexpr std::array<KnownService, 3> known_services{{{SipTransport::Udp, "SIP+D2U", "_sip._udp."},
                                                      {SipTransport::Tcp, "SIP+D2T", "_sip._tcp."},
                                                      {SipTransport::Tls, "SIPS+D2T", "_sips._tcp."}}};

const KnownService& service_of(SipTransport transport) {
  return *std::find_if(known_services.begin(), known_services.end(),
                       [transport](const KnownService& known) { return known.transport == transport; });
}

// The one whose prefix the name has already.
const KnownService* service_in(std::string_view name) {
  const auto found = std::find_if(
      known_services.begin(), known_services.end(),
      [name](const KnownService& known) { return starts_with_ignoring_case(name, known.prefix); });
  return found == known_services.end() ? nullptr : &*found;
}

// A name without records is looked at in the next way, and so is one whose server does not answer this
// question: some answer for addresses alone. What is broken is not passed over.
bool may_go_on(const Error& error) {
  return error.code == Errc::NotFound || error.code == Errc::Unavailable;
}

}  // namespace

ServerFinder::ServerFinder(Clock& clock, Resolver& resolver, const Network& network, Random& random,
                           Handler& handler)
    : clock_(clock), resolver_(resolver), network_(network), random_(random), handler_(handler) {}

void ServerFinder::find(const ServerQuestion& question) {
  cancel();
  question_ = question;
  under_way_ = true;
  begin();
}

void ServerFinder::cancel() {
  turn_.cancel();
  if (lookup_) resolver_.cancel(*std::exchange(lookup_, std::nullopt));
  for (const Server& server : servers_)
    if (server.lookup) resolver_.cancel(*server.lookup);
  servers_.clear();
  services_.clear();
  answer_.reset();
  error_.reset();
  waiting_ = 0;
  refused_ = false;
  under_way_ = false;
}

void ServerFinder::begin() {
  ttl_ = longest_ttl;
  const ServerSetting& server = question_.server;
  if (server.host.empty() && server.list.empty()) return fail_later({Errc::Malformed, 0, "no host is given"});
  if (!server.list.empty()) {
    std::vector<SrvRecord> records;
    records.reserve(server.list.size());
    const SipTransport transport = question_.transport.value_or(SipTransport::Udp);
    for (const ListedServer& listed : server.list)
      records.push_back({listed.priority, listed.weight,
                         listed.port != 0 ? listed.port : default_port(transport), listed.host});
    return use_records({transport, {}}, std::move(records));
  }
  // RFC 3263 4.1 and 4.2: an address, or a port, says it all.
  if (!question_.use_srv || server.port != 0 || IpAddress::parse(server.host)) return use_host();
  if (!question_.transport && service_in(server.host) == nullptr) {
    lookup_ = resolver_.resolve_naptr(server.host, *this);
    return;
  }
  choose_services();
  try_next_service();
}

// --- The transport (RFC 3263 4.1)

void ServerFinder::on_naptr(LookupId, const Result<NaptrRecords>& records) {
  lookup_.reset();
  if (!records) {
    if (!may_go_on(records.error())) return finish(tl::unexpected(records.error()));
  } else if (records->records.size() > most_records) {
    return finish(tl::unexpected(too_many));
  } else {
    keep_for(records->ttl);
    for (Service& service : services_of(records->records)) services_.push_back(std::move(service));
  }
  if (services_.empty()) choose_services();
  try_next_service();
}

// Those that we speak, the preferred one first. What leads to another NAPTR, or to anything but SRV, is not
// for SIP.
std::vector<ServerFinder::Service> ServerFinder::services_of(std::vector<NaptrRecord> records) const {
  std::stable_sort(records.begin(), records.end(), [](const NaptrRecord& a, const NaptrRecord& b) {
    return std::tie(a.order, a.preference) < std::tie(b.order, b.preference);
  });
  std::vector<Service> services;
  for (const NaptrRecord& record : records) {
    if (!equal_ignoring_case(record.flags, "s") || record.replacement == ".") continue;
    for (const KnownService& known : known_services)
      if (equal_ignoring_case(record.service, known.naptr) && services.size() < known_services.size() &&
          (question_.can_tls || known.transport != SipTransport::Tls))
        services.push_back({known.transport, record.replacement});
  }
  return services;
}

void ServerFinder::choose_services() {
  const std::string& host = question_.server.host;
  if (const KnownService* named = service_in(host)) {
    services_.push_back({question_.transport.value_or(named->transport), host});
  } else if (question_.transport) {
    const std::string prefix(question_.auto_prefix ? service_of(*question_.transport).prefix : "");
    services_.push_back({*question_.transport, prefix + host});
  } else {
    for (const KnownService& known : known_services)
      if (question_.can_tls || known.transport != SipTransport::Tls)
        services_.push_back({known.transport, std::string(known.prefix) + host});
  }
}

// --- The servers (RFC 3263 4.2)

void ServerFinder::try_next_service() {
  if (services_.empty()) return use_host();
  lookup_ = resolver_.resolve_srv(services_.front().name, *this);
}

void ServerFinder::on_srv(LookupId, const Result<SrvRecords>& records) {
  lookup_.reset();
  const Service service = std::move(services_.front());
  services_.pop_front();
  if (!records) {
    if (!may_go_on(records.error())) return finish(tl::unexpected(records.error()));
    return try_next_service();
  }
  if (records->records.size() > most_records) return finish(tl::unexpected(too_many));
  keep_for(records->ttl);
  std::vector<SrvRecord> usable = records->records;
  std::erase_if(usable, [](const SrvRecord& record) { return record.target == "." || record.port == 0; });
  if (!usable.empty()) return use_records(service, std::move(usable));
  refused_ = true;
  try_next_service();
}

void ServerFinder::use_records(const Service& service, std::vector<SrvRecord> records) {
  services_.clear();
  records = in_srv_order(std::move(records), random_);
  if (question_.same_port)
    std::erase_if(records,
                  [port = records.front().port](const SrvRecord& record) { return record.port != port; });
  if (records.size() > most_servers) records.resize(most_servers);
  for (SrvRecord& record : records)
    servers_.push_back({service.transport, std::move(record.target), record.port, record.priority});
  look_up_servers();
}

// RFC 3263 4.2: without SRV records the host itself is the server, unless the DNS says that there is none.
void ServerFinder::use_host() {
  if (refused_) return finish(tl::unexpected(not_there));
  const ServerSetting& server = question_.server;
  const SipTransport transport = question_.transport.value_or(SipTransport::Udp);
  std::string host = server.host;
  if (const KnownService* named = service_in(host)) host.erase(0, named->prefix.size());
  servers_.push_back(
      {transport, std::move(host), server.port != 0 ? server.port : default_port(transport), 0});
  look_up_servers();
}

// --- Their addresses

void ServerFinder::look_up_servers() {
  waiting_ = servers_.size();
  for (Server& server : servers_) server.lookup = resolver_.resolve(server.host, *this);
}

void ServerFinder::on_resolved(LookupId lookup, const Result<Addresses>& addresses) {
  const auto server = std::find_if(servers_.begin(), servers_.end(),
                                   [lookup](const Server& asked) { return asked.lookup == lookup; });
  if (server == servers_.end()) return;
  server->lookup.reset();
  if (addresses) {
    keep_for(addresses->ttl);
    server->addresses = addresses->records;
    // Those that there is no way to come last.
    std::stable_partition(
        server->addresses.begin(), server->addresses.end(),
        [this](const IpAddress& address) { return !network_.source_for(address).is_unspecified(); });
  } else if (!error_ || addresses.error().code == Errc::Unavailable) {
    error_ = addresses.error();
  }
  if (--waiting_ == 0) finish_found();
}

std::string ServerFinder::tls_name_of(const Server& server) const {
  if (server.transport != SipTransport::Tls) return {};
  if (!question_.server.list.empty()) return server.host;
  std::string name = question_.server.host;
  if (const KnownService* named = service_in(name)) name.erase(0, named->prefix.size());
  return name;
}

void ServerFinder::finish_found() {
  FoundServers found{{}, clock_.now() + ttl_};
  for (const Server& server : servers_)
    for (const IpAddress& address : server.addresses) {
      const Endpoint endpoint{address, server.port};
      const bool known =
          std::any_of(found.targets.begin(), found.targets.end(), [&](const ServerTarget& target) {
            return target.endpoint == endpoint && target.transport == server.transport;
          });
      if (!known && found.targets.size() < most_targets)
        found.targets.push_back(
            {server.transport, endpoint, server.host, server.priority, tls_name_of(server)});
    }
  if (found.targets.empty()) return finish(tl::unexpected(*error_));
  finish(found);
}

// --- The answer

void ServerFinder::fail_later(const Error& error) {
  answer_ = tl::unexpected(error);
  clock_.arm(turn_, Duration{});
}

void ServerFinder::answer_later() {
  finish(*std::exchange(answer_, std::nullopt));
}

void ServerFinder::finish(const Result<FoundServers>& servers) {
  cancel();
  handler_.on_found(servers);
}

}  // namespace handset::ua
