// The record of a run, as --record asks for one: the file, and the World that writes it, between the phone
// and that of the operating system. Owned by the Device; the shard's thread.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/recorder.h"
#include "io/record_file.h"
#include "main/attempt.h"
#include "phone/station_player.h"

namespace handset::program {

class Recording final {
 public:
  // What `world` refers to outlives it. `version`: of this program.
  static Attempt<std::unique_ptr<Recording>> start(const std::string& path, const World& world,
                                                   std::string_view version);
  Recording(const Recording&) = delete;
  Recording& operator=(const Recording&) = delete;

  // For the phone and its switchboard, which it outlives.
  [[nodiscard]] World world() { return recorder_.world(); }
  // From now on this one's screen is noted, until finish().
  void watch(phone::Station& station);
  // The run has not begun: as if nobody had asked for a record.
  void discard() { file_->discard(); }
  // Nothing is written any more.
  void finish() { recorder_.finish(); }

 private:
  Recording(std::unique_ptr<io::RecordFile> file, const World& world, std::string_view version)
      : file_(std::move(file)), recorder_(world, *file_, version) {}

  std::unique_ptr<io::RecordFile> file_;
  Recorder recorder_;
  std::unique_ptr<phone::StationScreen> screen_;
};

}  // namespace handset::program
