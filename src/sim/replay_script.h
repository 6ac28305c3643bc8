// A record as the script of a replay: what comes next in it, and the comparison of what the phone does with
// what it had done. The first difference ends a replay; from then on the phone's calls find nothing.
//
// Part of a Replay; one thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/record.h"
#include "base/record_values.h"

namespace handset::sim {

// Where a replay is another run than the recorded one.
struct Divergence {
  std::uint64_t entry = 0;  // of the record, counted from 1: its line in the file
  Duration at{};
  std::optional<RecordEntry> recorded;  // nothing: the phone had come to rest
  std::optional<RecordEntry> came;      // likewise
  std::string bytes;                    // that the phone sent now, where they differ
};

// A record that is none.
struct BrokenRecord {
  std::uint64_t entry = 0;
  std::string why;  // a sentence without its full stop
};

class ReplayScript {
 public:
  // `read`: how many entries of the source were read before.
  ReplayScript(RecordSource& source, std::uint64_t read) : source_(source), read_(read) {}
  ReplayScript(const ReplayScript&) = delete;
  ReplayScript& operator=(const ReplayScript&) = delete;

  // The next entry; null when there is none, or the replay is over.
  const RecordEntry* next();
  // Goes on to the one behind it; what take() returned before is gone.
  const RecordEntry& take();
  // The fields of an entry.
  [[nodiscard]] FieldReader reader(const RecordEntry& entry) { return {entry.fields, words_}; }

  // The phone does this: the next entry must begin with the same. Its further fields, which are the answer,
  // or nothing when the replay is over. `bytes`: those that `fields` has the mark of.
  std::optional<FieldReader> expect(RecordWay way, std::string_view name, RecordFields fields,
                                    std::string_view bytes = {});
  // The same where no answer follows.
  void expect_all(RecordWay way, std::string_view name, RecordFields fields, std::string_view bytes = {});
  // The phone does nothing more, and the next entry says that it had.
  void diverge_at_rest();
  // The entry that was taken last, or is next, cannot be.
  void break_off(std::string why);

  [[nodiscard]] bool over() const { return ended_ || divergence_ || broken_; }
  // The record has no entry left.
  [[nodiscard]] bool ended() const { return ended_; }
  [[nodiscard]] const std::optional<Divergence>& divergence() const { return divergence_; }
  [[nodiscard]] const std::optional<BrokenRecord>& broken() const { return broken_; }
  // How many entries were taken.
  [[nodiscard]] std::uint64_t taken() const { return taken_count_; }
  [[nodiscard]] Duration at() const { return at_; }

 private:
  RecordSource& source_;
  RecordWords words_;
  std::optional<RecordEntry> next_;
  RecordEntry taken_;
  std::uint64_t read_;
  std::uint64_t taken_count_ = 0;
  Duration at_{};  // of the last one that was taken
  bool ended_ = false;
  std::optional<Divergence> divergence_;
  std::optional<BrokenRecord> broken_;
};

}  // namespace handset::sim
