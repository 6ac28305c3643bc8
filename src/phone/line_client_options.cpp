#include "phone/line_client_options.h"

#include <string_view>
#include <utility>

#include "base/text.h"
#include "phone/settings_options.h"
#include "phone/settings_watches.h"
#include "sip/uri.h"

namespace handset::phone {
namespace {

std::string in_uri(std::string_view host) {
  const auto address = IpAddress::parse(host);
  return address && !address->is_v4() ? "[" + std::string(host) + "]" : std::string(host);
}

std::string with_port(std::string_view host, std::uint16_t port) {
  std::string out(host);
  if (port != 0) out += ":" + std::to_string(port);
  return out;
}

// The settings let nothing but codes through.
ua::StatusCodes status_codes(const std::vector<std::string_view>& codes) {
  std::string list;
  for (const std::string_view code : codes) list.append(code).append(",");
  return ua::StatusCodes::parse(list).value_or(ua::StatusCodes());
}

seconds whole_seconds(Duration time) {
  return std::chrono::duration_cast<seconds>(time);
}

ua::RegistrationOptions registration_options(const settings::Snapshot& settings,
                                             const settings::ExtReaders& ext) {
  constexpr Duration none{};
  return {.expires = ext.register_() ? whole_seconds(ext.register_expires()) : seconds(0),
          .min_expires = whole_seconds(settings.reg_min_expires()),
          .max_expires = whole_seconds(settings.reg_max_expires()),
          .retry = settings.reg_retry_intvl(),
          .retry_random = settings.reg_retry_random_delay().value_or(none),
          .retry_cap = settings.reg_retry_intvl_cap().value_or(none),
          .long_retry = settings.reg_retry_long_intvl(),
          .long_retry_random = settings.reg_retry_long_random_delay().value_or(none),
          .retry_codes = status_codes(settings.retry_reg_rsc())};
}

// What is no host was refused when it was set.
ua::StunOptions stun_options(const settings::Snapshot& settings) {
  if (!settings.stun_enable()) return {};
  const auto server = ua::ServerSetting::parse(settings.stun_server());
  if (!server) return {};
  return {.host = server->host, .port = server->port, .test = settings.stun_test_enable()};
}

template <class Value>
bool same_value(const std::shared_ptr<const Value>& a, const std::shared_ptr<const Value>& b) {
  return a == b || (a && b && *a == *b);
}

KeepAliveOptions keep_alive_options(const settings::Snapshot& settings, const settings::ExtReaders& ext) {
  if (!ext.nat_keep_alive_enable()) return {};
  return {.interval = settings.nat_keep_alive_intvl(),
          .message = std::string(ext.nat_keep_alive_msg()),
          .destination = std::string(ext.nat_keep_alive_dest()),
          .follows_redirects = settings.redirect_keep_alive()};
}

}  // namespace

Result<LineTarget> line_target(const LineClientOptions& options, std::optional<ua::SipTransport> transport,
                               ProxyRole role) {
  const bool main = role == ProxyRole::Main;
  const std::string_view outbound = trim(main ? options.outbound_proxy : options.alternate_outbound_proxy);
  const auto proxy = ua::ServerSetting::parse(main ? options.proxy : options.alternate_proxy);
  if (!proxy) return fail(proxy.error().code, main ? "Proxy names no host" : "Alternate Proxy names no host");
  LineTarget target;
  target.domain = in_uri(proxy->host);
  target.authority = with_port(target.domain, proxy->port);
  target.servers = {.server = *proxy,
                    .transport = transport,
                    .can_tls = true,
                    .use_srv = options.use_srv,
                    .auto_prefix = options.srv_prefix,
                    .same_port = options.same_port};
  if (outbound.empty()) return target;
  const auto first_hop = ua::ServerSetting::parse(outbound);
  if (!first_hop)
    return fail(first_hop.error().code,
                main ? "Outbound Proxy names no host" : "Alternate Outbound Proxy names no host");
  target.route = with_port(in_uri(first_hop->host), first_hop->port);
  target.servers.server = *first_hop;
  return target;
}

bool operator==(const LineClientOptions& a, const LineClientOptions& b) {
  return same_value(a.phone, b.phone) && a.proxy == b.proxy && a.outbound_proxy == b.outbound_proxy &&
         a.proxy_require == b.proxy_require && a.alternate_proxy == b.alternate_proxy &&
         a.alternate_outbound_proxy == b.alternate_outbound_proxy && a.use_srv == b.use_srv &&
         a.srv_prefix == b.srv_prefix && a.same_port == b.same_port && a.fallback == b.fallback &&
         a.try_backup == b.try_backup && a.register_at_failover == b.register_at_failover &&
         a.remove_last_contact == b.remove_last_contact && a.registration == b.registration &&
         a.keep_alive == b.keep_alive && a.mailbox == b.mailbox &&
         same_value(a.feature_sync, b.feature_sync) && a.nat_mapping == b.nat_mapping &&
         a.external_port == b.external_port;
}

bool redirect(LineTarget& target, const std::string& uri) {
  const auto to = sip::Uri::parse(uri);
  if (!to || to->scheme != sip::Scheme::Sip || to->host.empty()) return false;
  target.foreign = !equal_ignoring_case(in_uri(to->host), target.domain);
  target.servers.server = {std::string(to->host), to->port, {}};
  target.route.clear();
  target.uri = uri;
  return true;
}

std::shared_ptr<const PhoneClientOptions> phone_client_options(const settings::Snapshot& settings,
                                                               const MacroValues& macros) {
  auto options = std::make_shared<PhoneClientOptions>();
  options->style = {.user_agent = expand_macros(settings.sip_user_agent_name(), macros),
                    .accept_language = std::string(settings.sip_accept_language()),
                    .max_forwards = settings.max_forward(),
                    .max_auth = settings.max_auth(),
                    .compact_names = settings.use_compact_header()};
  options->register_user_agent = expand_macros(settings.sip_reg_user_agent_name(), macros);
  options->display_name = settings.escape_display_name() ? ua::DisplayName::Quoted : ua::DisplayName::Plain;
  options->escape_user = settings.escape_special_character() ? ua::EscapeUser::All : ua::EscapeUser::Needed;
  options->timers = timer_values_from(settings);
  if (const std::string* mac = macros.find("MA"); mac != nullptr && !mac->empty())
    options->instance = "urn:uuid:00000000-0000-1000-8000-" + *mac;
  options->tcp_ports = {settings.sip_tcp_port_min(), settings.sip_tcp_port_max()};
  options->external_ip = IpAddress::parse(settings.ext_ip());
  options->stun = stun_options(settings);
  options->learn_address = settings.handle_via_received();
  options->learn_port = settings.handle_via_rport();
  options->substitute_via = settings.substitute_via_addr();
  if (settings.minimum_digest_algorithm() != settings::MinimumDigestAlgorithm::Md5)
    options->minimum_digest = DigestAlgorithm::Sha256;
  return options;
}

LineClientOptions line_client_options(const settings::Snapshot& settings, const settings::ExtReaders& ext,
                                      std::shared_ptr<const PhoneClientOptions> phone) {
  const bool dual = ext.dual_registration();
  const bool outbound = ext.use_outbound_proxy();
  return {.phone = std::move(phone),
          .proxy = std::string(ext.proxy()),
          .outbound_proxy = std::string(outbound ? ext.outbound_proxy() : ""),
          .alternate_proxy = std::string(dual ? ext.alternate_proxy() : ""),
          .alternate_outbound_proxy = std::string(dual && outbound ? ext.alternate_outbound_proxy() : ""),
          .use_srv = ext.use_dns_srv(),
          .srv_prefix = ext.dns_srv_auto_prefix(),
          .same_port = ext.proxy_redundancy_method() == settings::ProxyRedundancyMethod::BasedOnSrvPort,
          .fallback = ext.proxy_fallback_intvl(),
          .try_backup = status_codes(settings.try_backup_rsc()),
          .register_at_failover = ext.auto_register_when_failover(),
          .remove_last_contact = settings.remove_last_reg(),
          .proxy_require = std::string(ext.sip_proxy_require()),
          .registration = registration_options(settings, ext),
          .keep_alive = keep_alive_options(settings, ext),
          .mailbox = mailbox_from(settings, ext),
          .nat_mapping = ext.nat_mapping_enable(),
          .external_port = ext.ext_sip_port().value_or(0)};
}

}  // namespace handset::phone
