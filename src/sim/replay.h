// Plays a recorded run again, in no time: the phone is built and used as the record says, meets what the
// recorded one met, and must do and show the same. The other half of base/recorder.h.
//
// The replay owns the World; what is built in it by the player dies before it. One thread.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/record.h"
#include "base/record_turns.h"
#include "base/world.h"
#include "sim/replay_script.h"
#include "sim/replay_world.h"

namespace handset::sim {

// Who builds the phone and does to it what people and programs did; also what can be seen of it.
class ReplayPlayer : public ScreenSource {
 public:
  // Does what that entry says, which the phone's InputScope then finds in the record. Errors: Malformed,
  // Unsupported; the replay ends there.
  virtual Result<void> play(const RecordEntry& input) = 0;

 protected:
  ~ReplayPlayer() = default;
};

// Whoever wants to watch.
class ReplayWatcher {
 public:
  virtual void on_event(const RecordEntry& event) = 0;
  virtual void on_screen(Duration at, std::string_view text) = 0;

 protected:
  ~ReplayWatcher() = default;
};

struct ReplayOptions {
  Log* log = nullptr;  // gets the phone's log; null: nobody does
  Trace* trace = nullptr;
  ReplayWatcher* watcher = nullptr;
};

struct ReplayReport {
  enum class End : std::uint8_t {
    Whole,     // all of the record, to its last entry
    CutShort,  // all that there is: the recorded process ended without a farewell
    Diverged,
    Broken,
  };
  End end = End::Whole;
  std::uint64_t events = 0;
  std::uint64_t screens = 0;  // that were compared
  Duration length{};          // of the run
  std::optional<Divergence> divergence{};
  std::optional<BrokenRecord> broken{};
};

class Replay final {
 public:
  // Reads the first entry. Errors: those of the source; Malformed, Unsupported (a format of another time).
  static Result<std::unique_ptr<Replay>> open(RecordSource& source, const ReplayOptions& options = {});
  Replay(const Replay&) = delete;
  Replay& operator=(const Replay&) = delete;

  // Time, network and documents; what else comes in, people and programs do.
  [[nodiscard]] static bool is_of_world(const RecordEntry& event);

  // Of the program that recorded.
  [[nodiscard]] const std::string& version() const { return start_.version; }
  [[nodiscard]] World world();
  // What the record has next, for a player that is called within an event; null at the end.
  [[nodiscard]] const RecordEntry* next() { return script_.next(); }

  // Once.
  ReplayReport run(ReplayPlayer& player);

 private:
  struct Start {
    std::string version;
    SteadyTime steady;
    WallTime date;
    LogLevel log_level = LogLevel::Info;
  };

  Replay(RecordSource& source, const ReplayOptions& options, Start start);
  static Result<Start> read_start(RecordSource& source);

  bool deliver_next(ReplayPlayer& player);
  void deliver(RecordEntry event, ReplayPlayer& player);
  void come_to_rest(ReplayPlayer& player);
  [[nodiscard]] ReplayReport::End end() const;

  ReplayOptions options_;
  Start start_;
  ReplayScript script_;
  ReplayReport report_;
  bool at_end_ = false;
  std::string shown_;
  ReplayClock clock_;
  ReplayNetwork network_{script_};
  ReplayFetcher fetcher_{script_};
  ReplayResolver resolver_{script_};
  ReplayRandom random_{script_};
  ReplayStore store_;
  ReplayLog log_;
  ReplayInputs inputs_{script_};
};

}  // namespace handset::sim
