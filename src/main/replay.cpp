// handset replay: runs a recorded phone again, in no time, and says whether it did and showed the same.
#include "sim/replay.h"

#include <optional>
#include <string>

#include "base/record_names.h"
#include "io/record_file.h"
#include "main/commands.h"
#include "main/terminal.h"
#include "phone/station_player.h"

namespace handset::program {
namespace {

std::string seconds_text(Duration time) {
  std::string text;
  append_record_time(text, time);
  return text;
}

std::string counted(std::uint64_t count, const std::string& what) {
  return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

class Player final : public sim::ReplayPlayer {
 public:
  explicit Player(sim::Replay& replay) : phone_(replay.world(), [&replay] { return replay.next(); }) {}
  Result<void> play(const RecordEntry& input) override { return phone_.play(input); }
  std::optional<std::string> look() override { return phone_.look(); }

 private:
  phone::StationPlayer phone_;
};

// What people and programs did, and the screens that followed.
class ScreenTeller final : public sim::ReplayWatcher {
 public:
  void on_event(const RecordEntry& event) override {
    if (!sim::Replay::is_of_world(event)) say(seconds_text(event.at) + " " + describe(event) + "\n");
  }
  void on_screen(Duration at, std::string_view text) override {
    say(seconds_text(at) + "\n" + std::string(text));
  }
};

// --- What became of it

// One side of a difference: a screen as a screen, all else as its line.
std::string side(const char* title, const std::optional<RecordEntry>& entry) {
  std::string words = std::string(title) + " ";
  if (!entry) return words + "nothing more\n";
  if (entry->way != RecordWay::Screen || entry->fields.empty()) return words + describe(*entry) + "\n";
  return words + "\n" + entry->fields.front().text;
}

std::string words_of(const sim::Divergence& found) {
  std::string words = side("  in the record:", found.recorded) + side("  the phone now:", found.came);
  if (!found.bytes.empty()) words += "What it sends now:\n" + found.bytes + "\n";
  return words;
}

std::string other_version(const std::string& version) {
  if (version == HANDSET_VERSION) return {};
  return "It was recorded by handset " + version +
         ", and this is " HANDSET_VERSION ": the difference may be a change of the program.\n";
}

ExitStatus tell(const std::string& file, const sim::Replay& replay, const sim::ReplayReport& report) {
  using End = sim::ReplayReport::End;
  const std::string length = counted(report.events, "event") + " in " + seconds_text(report.length) + " s, " +
                             counted(report.screens, "screen");
  switch (report.end) {
    case End::Whole:
      say("The same: " + length + ".\n");
      return ExitStatus::Done;
    case End::CutShort:
      say("The same as far as the record goes: " + length +
          ". It has no end, so the process that wrote it came to a sudden one, or its disk was full.\n");
      return ExitStatus::Done;
    case End::Diverged:
      failed("replay", file + ":" + std::to_string(report.divergence->entry) + ": at " +
                           seconds_text(report.divergence->at) + " s, after " + length +
                           ", the phone does otherwise.\n" + words_of(*report.divergence) +
                           other_version(replay.version()));
      break;
    case End::Broken:
      failed("replay", file + ":" + std::to_string(report.broken->entry) + ": " + report.broken->why + ".\n" +
                           other_version(replay.version()));
      break;
  }
  return ExitStatus::Failed;
}

}  // namespace

ExitStatus replay(const ReplayOptions& options) {
  auto source = io::RecordFileReader::open(options.file);
  if (!source)
    return failed("replay", options.file + " cannot be replayed: " + std::string(source.error().what) + ".");
  ScreenTeller teller;
  lab::Ladder ladder = make_ladder();
  sim::ReplayOptions surroundings;
  if (options.screens) surroundings.watcher = &teller;
  if (options.trace) surroundings.trace = &ladder;
  const auto replay = sim::Replay::open(**source, surroundings);
  if (!replay)
    return failed("replay", options.file + " cannot be replayed: " + std::string(replay.error().what) + ".");
  Player player(**replay);
  const sim::ReplayReport report = (*replay)->run(player);
  return tell(options.file, **replay, report);
}

}  // namespace handset::program
