// Does to a phone what the inputs of a record say, in the World of a replay; and, while a phone is recorded
// as in a replay, tells what can be seen of it. One for each replay; one thread.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "base/record.h"
#include "base/record_turns.h"
#include "base/record_values.h"
#include "base/world.h"
#include "phone/station.h"
#include "phone/switchboard.h"

namespace handset::phone {

// The screen's text and the lamps that are on, when either may have changed.
class StationScreen final : public ScreenSource {
 public:
  explicit StationScreen(Station& station) : station_(station) {}
  std::optional<std::string> look() override;

 private:
  Station& station_;
  std::optional<std::pair<std::uint64_t, std::uint64_t>> versions_;  // of screen and lamps
};

class StationPlayer final : private StationHandler {
 public:
  // `next`: the entry that the record has behind the one that is played, or null. It tells what the
  // surroundings of the phone did while it was at work.
  StationPlayer(const World& world, std::function<const RecordEntry*()> next)
      : world_(world), next_(std::move(next)) {}
  StationPlayer(const StationPlayer&) = delete;
  StationPlayer& operator=(const StationPlayer&) = delete;

  // Errors: Malformed, Unsupported (nothing that this version knows, or can do now).
  Result<void> play(const RecordEntry& input);
  // Nothing while there is no phone.
  std::optional<std::string> look() { return screen_ ? screen_->look() : std::nullopt; }
  [[nodiscard]] Station* station() { return station_.get(); }

 private:
  using Step = Result<void> (StationPlayer::*)(FieldReader&);
  static Step step_of(std::string_view name);

  Result<void> make_switchboard(FieldReader& fields);
  Result<void> listen(FieldReader& fields);
  Result<void> listen_secured(FieldReader& fields);
  Result<void> make_station(FieldReader& fields);
  Result<void> settings(FieldReader& fields);
  Result<void> settings_answer(FieldReader& fields);
  Result<void> listeners(FieldReader& fields);
  Result<void> press(FieldReader& fields);
  Result<void> touch(FieldReader& fields);
  Result<void> key_down(FieldReader& fields);
  Result<void> key_up(FieldReader& fields);
  Result<void> type(FieldReader& fields);
  Result<void> restart(FieldReader& fields);
  Result<void> unregister(FieldReader& fields);
  Result<void> check_line(FieldReader& fields);
  Result<void> post(FieldReader& fields);
  Result<void> repeat_push(FieldReader& fields);
  Result<void> resync(FieldReader& fields);
  Result<void> finish_resync(FieldReader& fields);
  Result<void> set_taker(FieldReader& fields);
  [[nodiscard]] Resync::Taker taker();

  [[nodiscard]] bool next_is(std::string_view name) const;
  void play_next(std::string_view name);
  void on_settings_chosen(Station& station, SettingsChoice choice) override;
  void on_restarted(Station& station) override;

  World world_;
  std::function<const RecordEntry*()> next_;
  RecordWords words_;
  std::unique_ptr<Switchboard> switchboard_;
  std::unique_ptr<Station> station_;
  std::optional<StationScreen> screen_;
};

}  // namespace handset::phone
