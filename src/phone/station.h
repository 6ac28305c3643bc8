// One phone in service with its settings: makes what the settings say into the Phone, its lines on the
// switchboard, the ports of its own and its syslog, and keeps them so when the settings change.
//
// What can act at once does, and nothing that runs is dropped for it: windows, queued pushes and the nonces
// of lines whose account stays. Rows whose change needs a restart (Row::restart) wait until the phone is
// idle; then the Phone and its listeners are built anew, in place. So hold the Station, never its Phone.
//
// All that people and programs do to a phone comes through here, and each such call opens an InputScope, so
// that a record of the run has it (base/inputs.h, station_inputs.h).
//
// Lives on a shard, beside others on the same switchboard; the shard's thread.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/counters.h"
#include "base/fetch.h"
#include "base/limited_log.h"
#include "base/world.h"
#include "phone/config_report.h"
#include "phone/information.h"
#include "phone/key_log.h"
#include "phone/macros.h"
#include "phone/menu_host.h"
#include "phone/phone.h"
#include "phone/resync.h"
#include "phone/status.h"
#include "phone/switchboard.h"
#include "phone/syslog.h"
#include "settings/snapshot.h"

namespace handset::phone {

class Station;

struct StationCounters : CounterGroup {
  Counter restarts{*this, {"phone_restarts", "Times that the phone was built anew for its settings."}};
};

class StationHandler {
 public:
  // Somebody at the phone's keys wants that of the settings, as the user account. The answer goes to
  // Station::answer_settings(), within the call or later.
  virtual void on_settings_chosen(Station& station, SettingsChoice choice) = 0;
  // The phone was built anew, with all its settings: phone() is another one now, and whoever listens for it
  // (Web_Server_Port) may have to move. On a turn of its own.
  virtual void on_restarted(Station& station) = 0;

 protected:
  ~StationHandler() = default;
};

struct StationOptions {
  const Model* model = &default_model();
  PhoneIdentity identity;
  std::string host_name;
  // Where the switchboard listens; ports of the phone's own are opened on the same address.
  Endpoint sip;
  // All that this phone is reached at, SIP and HTTP: a push may not send it there.
  std::vector<Endpoint> listeners;
  // It listens on loopback only, so a push may send it there: only this machine can push.
  bool loopback = false;
  // Keeps the story of the last pushes, for push_log().
  bool keeps_pushes = false;
  // Of the phone, over all restarts; null: it has none. They outlive the station.
  CallControl* calls = nullptr;
  SoundControl* sound = nullptr;
};

class Station final : private MenuHost, private ServerOrders {
 public:
  // In service from now on. What is referred to outlives the station; `handler` may be null, `settings` not.
  Station(const World& world, Switchboard& switchboard, StationOptions options,
          settings::SnapshotPtr settings, StationHandler* handler = nullptr);
  ~Station();
  Station(const Station&) = delete;
  Station& operator=(const Station&) = delete;

  // Another one after each restart: ask each time.
  [[nodiscard]] Phone& phone() { return *phone_; }
  // The newest ones, of which some may wait for the restart.
  [[nodiscard]] const settings::SnapshotPtr& settings() const { return settings_; }
  [[nodiscard]] const StationOptions& options() const { return options_; }
  // As given, but its log also reaches the phone's syslog and debug servers.
  [[nodiscard]] const World& world() const { return world_; }
  // Where this phone may fetch from: as Fetch_Allowed says, and never from itself.
  [[nodiscard]] const std::shared_ptr<const FetchPolicy>& fetch_policy() const {
    return phone_->options().fetch;
  }

  // From now on these are the settings.
  void apply(settings::SnapshotPtr settings);
  // What became of a choice: StationHandler::on_settings_chosen(). New settings come by apply(), before it.
  void answer_settings(std::uint64_t choice, const SettingsAnswer& answer);
  // The phone's addresses have become others. `page`: where browsers find it; empty: not known.
  void set_listeners(std::vector<Endpoint> listeners, bool loopback, std::string page = {});

  // --- What comes to the phone from outside, whoever it comes from: as Phone has it.
  bool press(Key key, KeySource source);
  bool key_down(Key key, KeySource source);
  void key_up(Key key, KeySource source);
  std::string type(std::string_view utf8, KeySource source);
  // Nothing at all, where that is no pixel of the screen.
  bool touch(int x, int y);

  // Who pressed what, over all restarts.
  [[nodiscard]] const KeyLog& key_log() const { return key_log_; }

  // Null unless the options ask for it.
  [[nodiscard]] const PushLog* push_log() const { return push_log_.get(); }
  // A client posts a document by HTTP, and has the right to: Phone::post(), with an entry in the log of
  // pushes.
  HttpPushAnswer post(const HttpPush& push);
  // Does once more what a push of the log asked for, as an entry of its own. Errors: NotFound (not in the
  // log, or its line is gone), Refused (its digest was not right).
  Result<PushId> repeat_push(PushId id);

  // Fetches profiles from where an administrator says.
  [[nodiscard]] Resync& resync() { return resync_; }

  // Asks the proxy of that line how it is: LineClient::check(). Error: NotFound (no such line).
  Result<void> check_line(unsigned number, LineClient::CheckHandler handler);
  // Takes the registrations of its lines back, before the process ends.
  void unregister();
  // A line is registered, or on its way there or back.
  [[nodiscard]] bool registered() const;
  // Builds the phone anew as soon as it is idle.
  void request_restart();
  [[nodiscard]] bool restart_pending() const { return restart_check_.armed(); }
  // Rises with each restart, from 1.
  [[nodiscard]] std::uint64_t generation() const { return generation_; }
  // What a viewer compares: they rise, over all restarts, whenever the screen or the lamps may have changed,
  // and with each event of the key log.
  [[nodiscard]] std::uint64_t screen_version() const { return screens_before_ + phone_->screen_version(); }
  [[nodiscard]] std::uint64_t lamps_version() const { return lamps_before_ + phone_->lamps_version(); }
  [[nodiscard]] std::uint64_t keys_version() const { return key_log_.last(); }
  [[nodiscard]] Lamps lamps() const { return phone_->lamps(); }

  // Of all phones of the process the sum is of interest; see also Switchboard::counters().
  [[nodiscard]] const StationCounters& counters() const { return counters_; }
  [[nodiscard]] const LogCounters& log_counters() const { return limited_log_.counters(); }

  // What of the settings cannot be obeyed at present, a sentence each: a user ID that is taken, a port that
  // cannot be opened.
  [[nodiscard]] std::vector<std::string> troubles() const;
  // The Info tab.
  [[nodiscard]] std::vector<StatusSection> status() const;
  // What programs that take stock of phones ask for.
  [[nodiscard]] InformationValues information() const;

 private:
  struct OwnPort {
    Endpoint local;
    ua::SipTransport transport;
    bool open;
  };

  void start();
  void stop();
  void configure();
  void sync_ports();
  void close(const OwnPort& port);
  void report_troubles();
  HttpPushAnswer run_posted(const HttpPush& push, PushId id);
  [[nodiscard]] bool needs_restart() const;
  void wait_for_restart();
  void check_restart();
  void restart();

  [[nodiscard]] settings::SnapshotPtr menu_settings() const override { return settings_; }
  [[nodiscard]] std::vector<StatusSection> menu_status() const override { return status(); }
  [[nodiscard]] std::vector<NamedValue> menu_network() const override;
  std::uint64_t next_choice() override { return ++last_choice_; }
  void choose_settings(SettingsChoice choice) override;
  void restart_phone() override { request_restart(); }
  void store_here(const SettingsChoice& choice);

  PushAnswer obey(ServerOrder order, const IpAddress& server, bool authentic) override;
  PushAnswer resync_as_ordered(const IpAddress& server, bool authentic);
  void watch_ordered_resync();

  [[nodiscard]] PhoneOptions phone_options() const;
  [[nodiscard]] std::shared_ptr<const FetchPolicy> make_fetch_policy(const PhoneOptions& options) const;
  [[nodiscard]] std::string host_name() const;
  [[nodiscard]] std::string time_words() const;
  [[nodiscard]] RegistrationWords registration_words(const Line& line) const;
  // The public address, as far as any line knows it; empty: none does.
  [[nodiscard]] std::string external_ip() const;

  StationOptions options_;
  std::string page_;  // where browsers find the phone
  Switchboard& switchboard_;
  StationHandler* handler_;
  Syslog syslog_;
  LimitedLog limited_log_;  // before the syslog: neither it nor the process's log can be flooded
  World world_;
  settings::SnapshotPtr settings_;
  settings::SnapshotPtr started_with_;  // whose rows that need a restart are in force
  KeyLog key_log_;
  std::unique_ptr<PushLog> push_log_;
  std::unique_ptr<Phone> phone_;
  StationCounters counters_;
  Reading queued_pushes_{counters_,
                         {"push_queue_length", "Pushes that wait for the phone to get round to them."},
                         Reading::Kind::Gauge,
                         [this] { return phone_->push_queue().size(); }};
  std::vector<OwnPort> ports_;
  std::vector<std::string> reported_;  // troubles that the log knows of
  SteadyTime started_at_{};
  std::uint64_t generation_ = 1;
  std::uint64_t last_choice_ = 0;
  std::uint64_t screens_before_ = 0;
  std::uint64_t lamps_before_ = 0;
  std::uint64_t quiet_screen_ = 0;  // the screen's version when the check for idleness last saw it change
  SteadyTime quiet_since_{};
  bool restart_requested_ = false;
  bool restarts_at_once_ = false;
  Timer restart_check_ = Timer::calling<&Station::check_restart>(*this);
  Timer ordered_resync_ = Timer::calling<&Station::watch_ordered_resync>(*this);
  Resync resync_{*this};
  ConfigReport report_{*this};
};

}  // namespace handset::phone
