#include "phone/settings_watches.h"

#include <string>
#include <string_view>
#include <utility>

#include "base/text.h"
#include "phone/key_function.h"
#include "phone/led_script.h"
#include "ua/address_text.h"
#include "ua/feature_state.h"

namespace handset::phone {
namespace {

seconds whole_seconds(Duration time) {
  return std::chrono::duration_cast<seconds>(time);
}

bool in_use(const settings::ExtReaders& ext) {
  return ext.line_enable() && !ext.user_id().empty();
}

unsigned line_of(const KeyFunction& function, const settings::Snapshot& settings, const Model& model) {
  if (const auto named = parse_decimal(function.line, model.lines); named && *named > 0)
    return static_cast<unsigned>(*named);
  for (unsigned number = 1; number <= model.lines; ++number)
    if (in_use(settings.ext(number))) return number;
  return 1;
}

// Proxy without a list of servers.
std::string_view domain_of(const settings::ExtReaders& ext) {
  const std::string_view proxy = trim(ext.proxy());
  return proxy.substr(0, proxy.find(":SRV="));
}

// "sip:user@host" of "user@host", "user" or a URI; empty: it is none.
std::string uri_of(std::string_view address, std::string_view domain, ua::EscapeUser escape) {
  for (const std::string_view scheme : {"sip:", "sips:"})
    if (starts_with_ignoring_case(address, scheme)) address.remove_prefix(scheme.size());
  const auto at = address.rfind('@');
  const std::string_view user = address.substr(0, at);
  const std::string_view host = at == std::string_view::npos ? domain : address.substr(at + 1);
  if (user.empty() || host.empty()) return {};
  return "sip:" + ua::escape_user(user, escape) + "@" + std::string(host);
}

WatchLabel label_from(const settings::Snapshot& settings) {
  switch (settings.blf_label_display_mode()) {
    case settings::BlfLabelDisplayMode::Name:
      break;
    case settings::BlfLabelDisplayMode::Ext:
      return WatchLabel::Extension;
    case settings::BlfLabelDisplayMode::Both:
      return WatchLabel::Both;
  }
  return WatchLabel::Name;
}

std::string label_of(const KeyFunction& function, WatchLabel label, const MacroValues& macros) {
  const std::string whole =
      expand_macros(function.extension.empty() ? (function.user.empty() ? function.subscribe : function.user)
                                               : function.extension,
                    macros);
  return watch_label(label, expand_macros(function.name, macros), std::string(split_once(whole, '@').before));
}

ua::EscapeUser escape_from(const settings::Snapshot& settings) {
  return settings.escape_special_character() ? ua::EscapeUser::All : ua::EscapeUser::Needed;
}

ua::SubscriptionOptions subscription_from(const settings::Snapshot& settings) {
  return {.min_expires = whole_seconds(settings.sub_min_expires()),
          .max_expires = whole_seconds(settings.sub_max_expires()),
          .retry = settings.sub_retry_intvl(),
          .long_retry = settings.reg_retry_long_intvl(),
          .notify_wait = 64 * settings.sip_t1()};
}

}  // namespace

std::vector<WatchOptions> watches_from(const settings::Snapshot& settings, const Model& model,
                                       const MacroValues& macros) {
  std::vector<WatchOptions> out(model.lines);
  for (unsigned number = 1; number <= model.lines; ++number) {
    if (in_use(settings.ext(number))) continue;
    const auto function = KeyFunction::parse(settings.line_key(number).extended_function());
    if (!function.has("blf")) continue;
    WatchOptions& watch = out[number - 1];
    watch.line = line_of(function, settings, model);
    const settings::ExtReaders ext = settings.ext(watch.line);
    const MacroValues values = line_macros(macros, ext);
    std::string_view whom = function.subscribe;
    if (whom.empty()) whom = function.user.empty() ? function.extension : function.user;
    watch.uri = uri_of(expand_macros(whom, values), domain_of(ext), escape_from(settings));
    watch.label = label_of(function, label_from(settings), values);
  }
  return out;
}

WatchListOptions watch_list_from(const settings::Snapshot& settings, const Model& model,
                                 const MacroValues& macros) {
  WatchListOptions out;
  const std::string_view list = trim(settings.blf_list_uri());
  if (list.empty() || !settings.use_line_keys_for_blf_list()) return out;
  for (unsigned number = 1; number <= model.lines; ++number)
    if (!in_use(settings.ext(number)) && trim(settings.line_key(number).extended_function()).empty())
      out.keys.push_back(number - 1);
  if (out.keys.empty()) return out;
  out.line = line_of({}, settings, model);
  const settings::ExtReaders ext = settings.ext(out.line);
  out.uri = uri_of(expand_macros(list, line_macros(macros, ext)), domain_of(ext), escape_from(settings));
  out.label = label_from(settings);
  return out;
}

ua::SubscriptionOptions watch_subscription_from(const settings::Snapshot& settings) {
  ua::SubscriptionOptions out = subscription_from(settings);
  out.event = "dialog";
  out.expires = whole_seconds(settings.subscribe_expires());
  out.retry = settings.subscribe_retry_interval();
  // Not all keys at once, nor all phones.
  out.delay = settings.subscribe_delay();
  out.spread = settings.subscribe_delay();
  return out;
}

WatchLamps watch_lamps_from(const settings::Snapshot& settings) {
  WatchLamps lamps;
  lamps.subscribing = lamp_from(settings.serv_subscribing_led(), lamps.subscribing);
  lamps.failed = lamp_from(settings.serv_subscribe_failed_led(), lamps.failed);
  lamps.idle = lamp_from(settings.blf_idle_led(), lamps.idle);
  lamps.ringing = lamp_from(settings.blf_ringing_led(), lamps.ringing);
  lamps.busy = lamp_from(settings.blf_busy_led(), lamps.busy);
  lamps.held = lamp_from(settings.blf_held_led(), lamps.held);
  return lamps;
}

SubscriptionTarget mailbox_from(const settings::Snapshot& settings, const settings::ExtReaders& ext) {
  SubscriptionTarget out;
  const std::string_view server = trim(ext.voice_mail_server());
  if (server.empty()) return out;
  const std::string_view owner = ext.mailbox_id().empty() ? ext.user_id() : ext.mailbox_id();
  const bool whole = server.find('@') != std::string_view::npos;
  out.uri = whole ? uri_of(server, {}, escape_from(settings)) : uri_of(owner, server, escape_from(settings));
  out.subscription = subscription_from(settings);
  out.subscription.event = "message-summary";
  out.subscription.expires = whole_seconds(ext.voice_mail_subscribe_interval());
  return out;
}

std::shared_ptr<const SubscriptionTarget> feature_sync_from(const settings::Snapshot& settings,
                                                            unsigned extension) {
  const settings::ExtReaders ext = settings.ext(extension);
  if (!in_use(ext)) return nullptr;
  // Its members are the extensions in their order, and Disabled behind them.
  const bool named = static_cast<unsigned>(settings.call_feature_sync_ext()) + 1 == extension;
  if (!named && !ext.feature_key_sync()) return nullptr;
  SubscriptionTarget out{.uri = uri_of(ext.user_id(), domain_of(ext), escape_from(settings)),
                         .subscription = subscription_from(settings)};
  if (out.uri.empty()) return nullptr;
  out.subscription.event = ua::feature_event;
  return std::make_shared<const SubscriptionTarget>(std::move(out));
}

}  // namespace handset::phone
