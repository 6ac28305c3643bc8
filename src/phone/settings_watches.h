// What the settings say of subscriptions: the keys that watch somebody (Extended Function with blf, BLF List
// URI), how long and how often, their lamps, and the mailboxes and features of lines. Pure; any thread.
#pragma once

#include <memory>
#include <vector>

#include "phone/line_client_options.h"
#include "phone/macros.h"
#include "phone/model.h"
#include "phone/watch.h"
#include "settings/snapshot.h"
#include "ua/subscription.h"

namespace handset::phone {

// One a line key; of lines that are in use the key is theirs. $PROXY and $USER are those of the extension
// that subscribes: the one that vid= names, else the first in use.
[[nodiscard]] std::vector<WatchOptions> watches_from(const settings::Snapshot& settings, const Model& model,
                                                     const MacroValues& macros);
// The keys that BLF List URI fills: of lines that are not in use, and without a function of their own.
// Without such keys there is no list.
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
