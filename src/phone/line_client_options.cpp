#include "phone/line_client_options.h"

#include <string_view>
#include <utility>

#include "base/text.h"
#include "phone/settings_options.h"
#include "sip/uri.h"

namespace handset::phone {
namespace {

constexpr std::string_view list_mark = ":SRV=";
constexpr std::uint16_t default_port = 5060;

struct HostPort {
  std::string_view host;  // without brackets
  std::uint16_t port = 0;
};

// "host", "host:port", "[v6]", "[v6]:port", "v6".
HostPort split_host(std::string_view text) {
  HostPort out{text, 0};
  std::string_view port;
  if (text.starts_with('[')) {
    const Split parts = split_once(text.substr(1), ']');
    out.host = parts.before;
    port = parts.after;
  } else if (!IpAddress::parse(text)) {
    const Split parts = split_once(text, ':');
    out.host = parts.before;
    port = text.substr(parts.before.size());
  }
  if (!port.starts_with(':')) return out;
  const auto number = parse_decimal(split_once(port.substr(1), ':').before, 65535);
  if (number) out.port = static_cast<std::uint16_t>(*number);
  return out;
}

std::string in_uri(std::string_view host) {
  const auto address = IpAddress::parse(host);
  return address && !address->is_v4() ? "[" + std::string(host) + "]" : std::string(host);
}

std::string with_port(std::string_view host, std::uint16_t port) {
  std::string out(host);
  if (port != 0) out += ":" + std::to_string(port);
  return out;
}

// Of "name:SRV=host:port:p=0|...", and of a setting without a list.
std::string_view name_part(std::string_view setting) {
  return setting.substr(0, setting.find(list_mark));
}

HostPort first_host(std::string_view setting) {
  const std::size_t list = setting.find(list_mark);
  if (list == std::string_view::npos) return split_host(setting);
  return split_host(split_once(setting.substr(list + list_mark.size()), '|').before);
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

}  // namespace

std::optional<LineTarget> line_target(const LineClientOptions& options) {
  const std::string_view proxy = trim(options.proxy);
  const std::string_view outbound = trim(options.outbound_proxy);
  const HostPort domain = split_host(name_part(proxy));
  const HostPort first = first_host(outbound.empty() ? proxy : outbound);
  if (domain.host.empty() || first.host.empty()) return std::nullopt;
  LineTarget target;
  target.domain = in_uri(domain.host);
  target.authority = with_port(target.domain, domain.port);
  target.host = first.host;
  if (first.port != 0) target.port = first.port;
  if (!outbound.empty()) target.route = with_port(in_uri(first.host), first.port);
  return target;
}

bool operator==(const LineClientOptions& a, const LineClientOptions& b) {
  return (a.phone == b.phone || *a.phone == *b.phone) && a.proxy == b.proxy &&
         a.outbound_proxy == b.outbound_proxy && a.proxy_require == b.proxy_require &&
         a.registration == b.registration && a.nat_mapping == b.nat_mapping &&
         a.external_port == b.external_port;
}

bool redirect(LineTarget& target, const std::string& uri) {
  const auto to = sip::Uri::parse(uri);
  if (!to || to->scheme != sip::Scheme::Sip || to->host.empty()) return false;
  target.foreign = !equal_ignoring_case(in_uri(to->host), target.domain);
  target.host = to->host;
  target.port = to->port != 0 ? to->port : default_port;
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
  options->tcp_ports = {settings.sip_tcp_port_min(), settings.sip_tcp_port_max()};
  options->external_ip = IpAddress::parse(settings.ext_ip());
  options->learn_address = settings.handle_via_received();
  options->learn_port = settings.handle_via_rport();
  options->substitute_via = settings.substitute_via_addr();
  if (settings.minimum_digest_algorithm() != settings::MinimumDigestAlgorithm::Md5)
    options->minimum_digest = DigestAlgorithm::Sha256;
  return options;
}

LineClientOptions line_client_options(const settings::Snapshot& settings, const settings::ExtReaders& ext,
                                      std::shared_ptr<const PhoneClientOptions> phone) {
  return {.phone = std::move(phone),
          .proxy = std::string(ext.proxy()),
          .outbound_proxy = ext.use_outbound_proxy() ? std::string(ext.outbound_proxy()) : std::string(),
          .proxy_require = std::string(ext.sip_proxy_require()),
          .registration = registration_options(settings, ext),
          .nat_mapping = ext.nat_mapping_enable(),
          .external_port = ext.ext_sip_port().value_or(0)};
}

}  // namespace handset::phone
