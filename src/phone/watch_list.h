// The subscription of a line to a list whose members fill keys of the phone: BLF List URI. Event lists of
// RFC 4662, for the package dialog. Owned by the line's LineSubscriptions; shard's thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "phone/line_subscription.h"
#include "phone/watch.h"
#include "ua/resource_table.h"

namespace handset::phone {

struct ListedWatch {
  std::string uri;
  std::string name;  // empty: the list gives none
  WatchStatus status;
};

class WatchListHandler {
 public:
  // All who are on the list, in its order. Before it was told that is nobody; of a subscription that was lost
  // it is who was on it, and nothing is known of them.
  virtual void on_watch_list(const std::vector<ListedWatch>& listed) = 0;

 protected:
  ~WatchListHandler() = default;
};

class WatchList final : private LineSubscriptionHandler {
 public:
  // What these refer to outlives it.
  WatchList(LineClient& client, const ua::SubscriptionOptions& options, const std::string& uri,
            WatchListHandler& handler);
  WatchList(const WatchList&) = delete;
  WatchList& operator=(const WatchList&) = delete;

  // The handler, of how it is now.
  void tell();
  [[nodiscard]] LineSubscription& subscription() { return subscription_; }

 private:
  ua::NotifyAnswer on_notified(LineSubscription& subscription, const sip::Message& notify) override;
  void on_subscription_changed(LineSubscription& subscription) override;
  ua::NotifyAnswer refuse(ua::NotifyAnswer answer, std::string_view why);

  LineClient& client_;
  WatchListHandler& handler_;
  ua::ResourceTable told_;
  LineSubscription subscription_;  // last: it uses the others
};

}  // namespace handset::phone
