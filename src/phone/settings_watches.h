// What the settings say of subscriptions: whom a list has (BLF List URI), how long and how often, the lamps
// of keys that watch somebody, and the mailboxes and features of lines. Pure; any thread.
#pragma once

#include <memory>

#include "phone/line_client_options.h"
#include "phone/macros.h"
#include "phone/model.h"
#include "phone/watch.h"
#include "settings/snapshot.h"
#include "ua/subscription.h"

namespace handset::phone {

[[nodiscard]] WatchLabel watch_label_from(const settings::Snapshot& settings);
// The keys that BLF List URI fills: of consoles, and before them of lines that are not in use where the
// settings let it; all without a function of their own. Without such keys there is no list.
[[nodiscard]] WatchListOptions watch_list_from(const settings::Snapshot& settings, const Model& model,
                                               const MacroValues& macros);
[[nodiscard]] ua::SubscriptionOptions watch_subscription_from(const settings::Snapshot& settings);
[[nodiscard]] WatchLamps watch_lamps_from(const settings::Snapshot& settings);

// Without a voice mail server, or a lifetime, there is none.
[[nodiscard]] SubscriptionTarget mailbox_from(const settings::Snapshot& settings,
                                              const settings::ExtReaders& ext);
// Null unless Feature Key Sync of the extension, or Call Feature Sync Ext of the phone, is on.
[[nodiscard]] std::shared_ptr<const SubscriptionTarget> feature_sync_from(const settings::Snapshot& settings,
                                                                          unsigned extension);

}  // namespace handset::phone
