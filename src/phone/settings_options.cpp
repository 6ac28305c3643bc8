#include "phone/settings_options.h"

#include <algorithm>
#include <string>
#include <utility>

namespace handset::phone {
namespace {

LineOptions line_options(const settings::ExtReaders& ext) {
  return {
      .enabled = ext.line_enable(),
      .user_id = std::string(ext.user_id()),
      .auth_id = ext.use_auth_id() ? std::string(ext.auth_id()) : std::string(),
      .display_name = std::string(ext.display_name()),
      .password = std::string(ext.password()),
      .realm = challenge_realm(ext.reversed_auth_realm(), ext.proxy()),
  };
}

sip::DigestPolicy digest_policy(const settings::Snapshot& settings) {
  sip::DigestPolicy policy;
  policy.nonce_lifetime = settings.nonce_lifetime();
  std::string names;
  for (const std::string_view name : settings.digest_algorithms()) {
    if (!names.empty()) names += ",";
    names += name;
  }
  // The settings let known names through only; a blank list keeps the default.
  if (const auto offer = sip::DigestOffer::parse(names)) policy.algorithms = *offer;
  return policy;
}

xml::NotifyPolicy notify_policy(const settings::Snapshot& settings) {
  xml::NotifyPolicy policy;
  policy.mode = settings.xml_mode() == settings::XmlMode::Strict ? xml::Mode::Strict : xml::Mode::Friendly;
  policy.inline_xml = settings.xml_notify_body() == settings::XmlNotifyBody::UrlXml;
  return policy;
}

}  // namespace

PhoneOptions options_from(const settings::Snapshot& settings, const Model& model,
                          std::shared_ptr<const FetchPolicy> fetch) {
  PhoneOptions options;
  options.model = &model;
  for (unsigned number = 1; number <= model.lines; ++number)
    options.lines.push_back(line_options(settings.ext(number)));
  options.digest = digest_policy(settings);
  options.notify = notify_policy(settings);
  options.fetch = std::move(fetch);
  return options;
}

SwitchboardOptions switchboard_options_from(const settings::Snapshot& settings) {
  SwitchboardOptions options;
  // RFC 3261 17.1.2.2: a request may be repeated for 32 s, so an answer is remembered that long at least.
  options.timers.j = std::max(options.timers.j, settings.sip_timer_j());
  return options;
}

}  // namespace handset::phone
