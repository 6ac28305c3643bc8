#include "phone/settings_options.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "phone/feature_settings.h"
#include "phone/settings_display.h"
#include "phone/settings_function_keys.h"
#include "phone/settings_watches.h"

namespace handset::phone {
namespace {

// none, then five of one line and five in full: all, without OPTIONS, NOTIFY, REGISTER, without all three.
SipLogOptions sip_log_options(settings::SipDebugOption option) {
  using sip::Method;
  constexpr unsigned choices = 5;
  const auto number = static_cast<unsigned>(option);
  if (number == 0 || number > 2 * choices) return {};
  constexpr std::array<sip::MethodSet, choices> excluded{
      sip::MethodSet{}, sip::MethodSet{Method::Options}, sip::MethodSet{Method::Notify},
      sip::MethodSet{Method::Register}, sip::MethodSet{Method::Options, Method::Notify, Method::Register}};
  const bool full = number > choices;
  return {full ? SipLogOptions::Detail::Full : SipLogOptions::Detail::FirstLine,
          excluded.at((number - 1) % choices)};
}

LineOptions line_options(const settings::Snapshot& settings, unsigned number) {
  const settings::ExtReaders ext = settings.ext(number);
  const LineAccess access = line_access_from(settings, number);
  return {
      .enabled = ext.line_enable(),
      .user_id = std::string(ext.user_id()),
      .auth_id = ext.use_auth_id() ? std::string(ext.auth_id()) : std::string(),
      .display_name = std::string(ext.display_name()),
      .password = std::string(ext.password()),
      .realm = challenge_realm(ext.reversed_auth_realm(), ext.proxy()),
      .transport = access.transport,
      .auth_orders = ext.auth_resync_reboot(),
      .own_port = access.own_port,
      .log = sip_log_options(ext.sip_debug_option()),
      .messages_waiting = ext.message_waiting(),
  };
}

sip::DigestPolicy digest_policy(const settings::Snapshot& settings) {
  sip::DigestPolicy policy;
  policy.nonce_lifetime = settings.nonce_lifetime();
  policy.offer_auth_int = settings.digest_auth_int();
  std::string names;
  for (const std::string_view name : settings.digest_algorithms()) {
    if (!names.empty()) names += ",";
    names += name;
  }
  // The settings let known names through only; a blank list keeps the default.
  if (const auto offer = sip::DigestOffer::parse(names)) policy.algorithms = *offer;
  return policy;
}

std::string name_or(std::string_view name, std::string_view otherwise) {
  return std::string(name.empty() ? otherwise : name);
}

xml::Profile xml_profile(settings::XmlProfile profile) {
  switch (profile) {
    case settings::XmlProfile::Spa:
      return xml::Profile::Spa;
    case settings::XmlProfile::Mpp:
      return xml::Profile::Mpp;
    case settings::XmlProfile::N79xx:
      break;
  }
  return xml::Profile::Series79;
}

xml::NotifyPolicy notify_policy(const settings::Snapshot& settings) {
  xml::NotifyPolicy policy;
  policy.mode = settings.xml_mode() == settings::XmlMode::Strict ? xml::Mode::Strict : xml::Mode::Friendly;
  policy.profile = xml_profile(settings.xml_profile());
  policy.other_makers = settings.xml_other_makers();
  policy.inline_xml = settings.xml_notify_body() == settings::XmlNotifyBody::UrlXml;
  return policy;
}

SipOptions sip_options(const settings::Snapshot& settings, const MacroValues& macros) {
  SipOptions sip;
  sip.timers = timer_values_from(settings);
  sip.server_name = expand_macros(settings.sip_server_name(), macros);
  sip.accept_language = settings.sip_accept_language();
  sip.compact = settings.use_compact_header();
  sip.insert_received = settings.insert_via_received();
  sip.insert_rport = settings.insert_via_rport();
  sip.answer_to_source_port = settings.send_resp_to_src_port();
  sip.gzip = settings.sip_accept_encoding() == settings::SipAcceptEncoding::Gzip;
  return sip;
}

// In the order of the setting's members.
std::string_view locale_name(settings::Locale locale) {
  constexpr std::array<std::string_view, 27> names{
      "en-US", "en-CA", "en-AU", "en-GB", "fr-FR", "fr-CA", "es-ES", "it-IT", "de-DE",
      "nn-NO", "pt-PT", "nl-NL", "sv-SE", "pt-BZ", "es-MX", "en-NZ", "da-DK", "he-IL",
      "ru-RU", "pl-PL", "tr-TR", "cs-CZ", "hu-HU", "fi-FI", "sk-SK", "bg-BG", "hr-HR"};
  static_assert(names.size() == static_cast<std::size_t>(settings::Locale::HrHr) + 1);
  const auto place = static_cast<std::size_t>(locale);
  return place < names.size() ? names.at(place) : names.front();
}

std::string phone_name(const settings::Snapshot& settings) {
  for (const std::string_view name : {settings.station_display_name(), settings.station_name()})
    if (!name.empty()) return std::string(name);
  return PhoneOptions{}.name;
}

}  // namespace

PhoneOptions options_from(const settings::Snapshot& settings, const Model& model,
                          std::shared_ptr<const FetchPolicy> fetch, const PhoneIdentity& identity) {
  const MacroValues macros = phone_macros(identity, settings);
  PhoneOptions options;
  options.model = &model;
  options.name = phone_name(settings);
  for (unsigned number = 1; number <= model.lines; ++number)
    options.lines.push_back(line_options(settings, number));
  const auto client = phone_client_options(settings, macros);
  for (unsigned number = 1; number <= model.lines; ++number) {
    LineClientOptions& line = options.lines[number - 1].client;
    line = line_client_options(settings, settings.ext(number), client);
    line.feature_sync = feature_sync_from(settings, number);
  }
  options.digest = digest_policy(settings);
  options.notify = notify_policy(settings);
  options.sip = sip_options(settings, macros);
  options.services = {name_or(settings.xml_application_service_name(), "Services"),
                      expand_url(settings.xml_application_service_url(), macros)};
  options.directories = {name_or(settings.xml_directory_service_name(), "Directory"),
                         expand_url(settings.xml_directory_service_url(), macros)};
  options.service_account = {std::string(settings.xml_user_name()), std::string(settings.xml_password())};
  options.idle_keys = idle_keys_from(settings, macros, options.directories);
  options.function_keys = function_keys_from(settings, model, macros);
  if (std::any_of(options.lines.begin(), options.lines.end(),
                  [](const LineOptions& line) { return line.client.feature_sync != nullptr; }))
    options.features = std::make_shared<const ua::FeatureState>(features_from(settings));
  options.watch_list = watch_list_from(settings, model, macros);
  options.watch_subscription = watch_subscription_from(settings);
  options.watch_lamps = watch_lamps_from(settings);
  options.push_may_open_microphone = settings.push_may_open_microphone();
  options.locale = locale_name(settings.locale());
  // As the phones of the 79xx call themselves.
  if (const std::string* mac = macros.find("MAU")) options.device_name = "SEP" + *mac;
  options.voice_mail_number = settings.voice_mail_number();
  options.lamps = line_lamps_from(settings);
  options.time = local_time_from(settings);
  options.contrast = settings.lcd_contrast();
  options.fetch = std::move(fetch);
  return options;
}

sip::TimerValues timer_values_from(const settings::Snapshot& settings) {
  sip::TimerValues timers;
  timers.t1 = settings.sip_t1();
  timers.t2 = settings.sip_t2();
  timers.t4 = settings.sip_t4();
  timers.b = settings.sip_timer_b();
  timers.d = settings.sip_timer_d();
  timers.f = settings.sip_timer_f();
  timers.j = settings.sip_timer_j();
  timers.l = timers.m = 64 * timers.t1;  // no parameters of their own
  return timers;
}

LineAccess line_access_from(const settings::Snapshot& settings, unsigned extension) {
  constexpr std::uint16_t port_before_first = 5059;
  const settings::ExtReaders ext = settings.ext(extension);
  LineAccess access;
  switch (ext.sip_transport()) {
    case settings::SipTransport::Udp:
      break;
    case settings::SipTransport::Tcp:
      access.transport = ua::SipTransport::Tcp;
      break;
    case settings::SipTransport::Tls:
      access.transport = ua::SipTransport::Tls;
      break;
    case settings::SipTransport::Auto:
      access.transport.reset();
      break;
  }
  if (ext.sip_port() != port_before_first + extension) access.own_port = ext.sip_port();
  return access;
}

SyslogOptions syslog_options_from(const settings::Snapshot& settings, std::string_view host_name) {
  return {std::string(settings.syslog_server()), std::string(settings.debug_server()),
          static_cast<unsigned>(settings.debug_level()), std::string(host_name)};
}

}  // namespace handset::phone
