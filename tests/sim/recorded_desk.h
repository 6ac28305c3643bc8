// A phone whose run is recorded, and everything that may happen to it, by chance: pushes good and bad over
// UDP and TCP, keys, typed text, settings, restarts, checks, resyncs, pages that come, fail or never come,
// datagrams lost and doubled, calls of the World that fail, a date that jumps.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/recorder.h"
#include "pbx/push_sender.h"
#include "phone/key.h"
#include "phone/station_inputs.h"
#include "phone/station_player.h"
#include "sim/inbox.h"
#include "sim/record_rig.h"
#include "sim/simulation.h"

namespace handset {

class RecordedDesk final : private phone::StationHandler {
 public:
  explicit RecordedDesk(std::uint64_t seed);
  ~RecordedDesk() { recorder_.finish(); }

  void live(unsigned deeds);
  // All that was written; nothing is from now on.
  std::vector<std::string> finish();

 private:
  void fill_web();
  void build();
  void act();
  void push();
  void press_keys();
  void walk_menus();
  void change_settings();
  void resync();
  void meddle_with_streams();
  void on_settings_chosen(phone::Station& station, phone::SettingsChoice choice) override;
  void on_restarted(phone::Station& station) override;

  [[nodiscard]] std::string pick(const std::vector<std::string>& from) {
    return from[chance_.below(from.size())];
  }

  sim::Simulation simulation_;
  sim::Host& host_;
  sim::Host& peer_;
  sim::SeededRandom chance_;
  RecordLines lines_;
  Recorder recorder_;
  std::unique_ptr<phone::Switchboard> switchboard_;
  std::unique_ptr<phone::Station> station_;
  std::unique_ptr<phone::StationScreen> screen_;
  std::vector<std::unique_ptr<pbx::PushSender>> senders_;
  sim::StreamInbox streams_;
  std::vector<StreamId> open_streams_;
  std::vector<Endpoint> listeners_;
};

}  // namespace handset
