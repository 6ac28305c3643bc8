// One phone of this process, on the network: its settings and who keeps them, its two web accounts, the
// station that obeys the settings, and the web server. Made before the loop runs and destroyed after it.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/address.h"
#include "io/settings_keeper.h"
#include "io/world.h"
#include "main/attempt.h"
#include "main/recording.h"
#include "phone/model.h"
#include "phone/station.h"
#include "phone/switchboard.h"
#include "web/accounts.h"
#include "web/server.h"

namespace handset::program {

struct DeviceOptions {
  const phone::Model* model = &phone::default_model();
  std::string version{};         // of this software
  std::filesystem::path data{};  // where settings are kept; empty: nowhere
  std::vector<settings::Assignment> command_line{};
  std::string profile{};  // a file to apply at the start; empty: none
  Endpoint sip{};
  std::optional<Endpoint> sips{};
  std::string tls_authorities{};  // PEM; trusted beside the system's
  Endpoint http{};
  std::optional<Endpoint> https{};
  std::string advertise{};  // a name or address by which others reach this phone; empty: the one it has
  bool any_port = false;    // a port that is taken gives way to any free one
  std::string record{};     // a file to keep the run in; empty: none
  web::ScryptCost password_cost{};
  Trace* trace = nullptr;
};

class Device final : private phone::StationHandler {
 public:
  static Attempt<std::unique_ptr<Device>> start(io::IoWorld& io, const DeviceOptions& options);
  ~Device();

  [[nodiscard]] const Endpoint& sip() const { return sip_; }
  [[nodiscard]] const Endpoint& http() const { return http_; }
  [[nodiscard]] const std::optional<Endpoint>& https() const { return https_; }
  [[nodiscard]] const std::optional<Endpoint>& sips() const { return sips_; }
  // Of the certificate that HTTPS and SIP over TLS show, as browsers show it.
  [[nodiscard]] const std::string& fingerprint() const { return fingerprint_; }
  // A new address that logs one browser in as admin, once: for a terminal and for nothing that is kept.
  [[nodiscard]] std::string login_link();
  [[nodiscard]] phone::Station& station() { return *station_; }
  [[nodiscard]] phone::Phone& phone() { return station_->phone(); }
  [[nodiscard]] const web::Accounts& accounts() const { return *accounts_; }
  // What was left out of the profile and of what an earlier version had stored.
  [[nodiscard]] const settings::Issues& left_out() const { return left_out_; }

 private:
  Device(io::IoWorld& io, const DeviceOptions& options) : io_(io), options_(options) {}

  // That of the operating system, or one that is recorded.
  Attempt<World> make_world();
  Attempt<void> open_settings();
  Attempt<void> listen_sip(const World& world);
  Attempt<void> listen_sips(const World& world);
  Attempt<void> enter_service(const World& world);
  Attempt<void> serve_web();
  Attempt<void> serve_https();
  Attempt<void> open_certificate();
  Attempt<void> choose_trust();
  void follow(const io::SettingsStatePtr& state);
  void follow_web_settings();
  void on_settings_chosen(phone::Station& station, phone::SettingsChoice choice) override;
  void on_restarted(phone::Station& station) override;

  // Of this phone's pages, without a path.
  [[nodiscard]] std::string page_address() const;

  [[nodiscard]] bool loopback_only() const;
  [[nodiscard]] std::vector<std::string> names() const;
  [[nodiscard]] std::vector<Endpoint> listeners() const;

  io::IoWorld& io_;
  DeviceOptions options_;
  phone::PhoneIdentity identity_;
  Endpoint sip_;
  std::optional<Endpoint> sips_;
  Endpoint http_;
  std::optional<Endpoint> https_;
  std::optional<Endpoint> own_web_port_;             // of Web_Server_Port, beside the command line's
  std::shared_ptr<const io::Identity> certificate_;  // none where nothing speaks TLS
  std::string fingerprint_;
  settings::Issues left_out_;
  std::unique_ptr<web::Accounts> accounts_;
  std::unique_ptr<io::SettingsKeeper> keeper_;
  std::unique_ptr<Recording> recording_;
  std::unique_ptr<phone::Switchboard> switchboard_;
  std::unique_ptr<phone::Station> station_;
  std::unique_ptr<web::Server> server_;
};

}  // namespace handset::program
