// The list of all routes, and what their handlers may use.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "base/address.h"
#include "base/counters.h"
#include "base/log.h"
#include "base/time.h"
#include "phone/model.h"
#include "web/accounts.h"
#include "web/assets.h"
#include "web/live_hub.h"
#include "web/login_links.h"
#include "web/logins.h"
#include "web/route.h"
#include "web/sessions.h"
#include "web/shard_door.h"

namespace handset::io {
class SettingsKeeper;
}

namespace handset::web {

// All of it may be used from any thread. What is referred to outlives the routes.
struct RouteParts {
  Accounts& accounts;
  std::shared_ptr<Sessions> sessions;  // an answer that comes late may still need them
  Logins& logins;
  std::shared_ptr<ShardDoor> shard;
  std::shared_ptr<LiveHub> live{};
  std::shared_ptr<LoginLinks> links{};
  const phone::Model& model;
  std::function<SteadyTime()> now;
  std::span<const Asset> assets{};
  io::SettingsKeeper* keeper = nullptr;  // without one there are no routes of settings
  Log* log = nullptr;
  std::vector<const CounterGroup*> counters{};  // read on the shard
  // The port of the listener with TLS on this address of ours.
  std::function<std::optional<std::uint16_t>(const IpAddress& local)> https_port{};
};

[[nodiscard]] std::vector<Route> make_routes(const RouteParts& parts);

}  // namespace handset::web
