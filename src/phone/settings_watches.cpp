#include "phone/settings_watches.h"

#include <string>
#include <string_view>
#include <utility>

#include "base/text.h"
#include "phone/function_key.h"
#include "phone/led_script.h"
#include "phone/settings_addresses.h"
#include "ua/feature_state.h"

namespace handset::phone {
namespace {

seconds whole_seconds(Duration time) {
  return std::chrono::duration_cast<seconds>(time);
}

ua::SubscriptionOptions subscription_from(const settings::Snapshot& settings) {
  return {.min_expires = whole_seconds(settings.sub_min_expires()),
          .max_expires = whole_seconds(settings.sub_max_expires()),
          .retry = settings.sub_retry_intvl(),
          .long_retry = settings.reg_retry_long_intvl(),
          .notify_wait = 64 * settings.sip_t1()};
}

}  // namespace

WatchLabel watch_label_from(const settings::Snapshot& settings) {
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

WatchListOptions watch_list_from(const settings::Snapshot& settings, const Model& model,
                                 const MacroValues& macros) {
  WatchListOptions out;
  const std::string_view list = trim(settings.blf_list_uri());
  if (list.empty()) return out;
  if (settings.use_line_keys_for_blf_list())
    for (unsigned number = 1; number <= model.lines; ++number)
      if (!in_use(settings.ext(number)) && trim(settings.line_key(number).extended_function()).empty())
        out.keys.push_back(number - 1);
  for (unsigned unit = 1; unit <= model.consoles; ++unit)
    for (unsigned key = 1; key <= console_keys && settings.unit(unit).unit_enable(); ++key)
      if (trim(settings.unit_key(unit, key).unit_key()).empty())
        out.keys.push_back(console_place(model, unit, key));
  if (out.keys.empty()) return out;
  out.line = line_of({}, settings, model);
  const settings::ExtReaders ext = settings.ext(out.line);
  out.uri = KeyAddress::parse(expand_macros(list, line_macros(macros, ext)))
                .uri(domain_of(ext), escape_from(settings));
  out.label = watch_label_from(settings);
  out.domain = domain_of(ext);
  out.pickup_code = settings.attendant_console_call_pickup_code();
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
  lamps.lot_idle = lamp_from(settings.parking_lot_idle_led(), lamps.lot_idle);
  lamps.lot_busy = lamp_from(settings.parking_lot_busy_led(), lamps.lot_busy);
  return lamps;
}

SubscriptionTarget mailbox_from(const settings::Snapshot& settings, const settings::ExtReaders& ext) {
  SubscriptionTarget out;
  const std::string_view server = trim(ext.voice_mail_server());
  if (server.empty()) return out;
  const std::string_view owner = ext.mailbox_id().empty() ? ext.user_id() : ext.mailbox_id();
  const bool whole = server.find('@') != std::string_view::npos;
  out.uri = KeyAddress::parse(whole ? server : owner).uri(whole ? "" : server, escape_from(settings));
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
  SubscriptionTarget out{.uri = KeyAddress::parse(ext.user_id()).uri(domain_of(ext), escape_from(settings)),
                         .subscription = subscription_from(settings)};
  if (out.uri.empty()) return nullptr;
  out.subscription.event = ua::feature_event;
  return std::make_shared<const SubscriptionTarget>(std::move(out));
}

}  // namespace handset::phone
