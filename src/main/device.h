// One phone of this process, on the network: listening for SIP, its API and pages on HTTP, its two accounts,
// and the fetch policy that fits where it listens. Made before the loop runs and destroyed after it.
#pragma once

#include <memory>

#include "base/address.h"
#include "io/world.h"
#include "main/attempt.h"
#include "phone/model.h"
#include "phone/phone.h"
#include "phone/switchboard.h"
#include "settings/snapshot.h"
#include "web/accounts.h"
#include "web/server.h"

namespace handset::program {

struct DeviceOptions {
  const phone::Model* model = &phone::default_model();
  settings::SnapshotPtr settings;  // never null
  Endpoint sip;
  Endpoint http;
  bool any_port = false;  // a port that is taken gives way to any free one
  web::ScryptCost password_cost;
  Trace* trace = nullptr;
};

class Device {
 public:
  static Attempt<std::unique_ptr<Device>> start(io::IoWorld& io, const DeviceOptions& options);

  [[nodiscard]] const Endpoint& sip() const { return sip_; }
  [[nodiscard]] const Endpoint& http() const { return http_; }
  [[nodiscard]] phone::Phone& phone() { return *phone_; }
  [[nodiscard]] const web::Accounts& accounts() const { return *accounts_; }

 private:
  Device() = default;
  Attempt<void> open_accounts(const World& world, const DeviceOptions& options);
  Attempt<void> listen_sip(const World& world, const DeviceOptions& options);
  Attempt<void> serve_http(io::IoWorld& io, const DeviceOptions& options);

  Endpoint sip_;
  Endpoint http_;
  std::unique_ptr<web::Accounts> accounts_;
  std::unique_ptr<phone::Phone> phone_;  // outlives the switchboard
  std::unique_ptr<phone::Switchboard> switchboard_;
  std::unique_ptr<web::Server> server_;
};

}  // namespace handset::program
