// Which of the servers of a line is the current one, and why: the first of the list until it fails, then the
// next ones, and after a while the best one again (Proxy Fallback Intvl).
//
// A failure is whatever its owner takes for one: no answer, a broken transport, a status code of Try Backup
// RSC. A round ends when a target works or all have failed; in a round each is tried once, first those that
// have not failed and then the others, in the order of the list.
//
// A value without clock or timer; its owner's thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/time.h"
#include "ua/sip_server.h"

namespace handset::ua {

struct TargetEntry {
  enum class State : std::uint8_t { Untried, Working, Failed };

  ServerTarget target;
  State state = State::Untried;
  SteadyTime since{};  // that it is so; of an untried one, when it was found
  std::string why{};   // of a failed one: "did not answer for 16 s", "answered 503"
};

class TargetList {
 public:
  // `fallback`: how long after it was left the best target is tried again; zero: never. Only a current one of
  // a worse priority is left for it.
  explicit TargetList(Duration fallback) : fallback_(fallback) {}

  // What was found, in the order to try it, or found anew: what is known of targets that stay is kept, and a
  // current one that works stays the current one. Of none: nothing changes, since servers that were found
  // once are better than none.
  void update(const std::vector<ServerTarget>& found, SteadyTime now);

  [[nodiscard]] bool empty() const { return entries_.empty(); }
  [[nodiscard]] std::span<const TargetEntry> entries() const { return entries_; }
  // There is one unless the list is empty.
  [[nodiscard]] const TargetEntry& current() const { return entries_[current_]; }
  // Why the current one is that, a sentence without a full stop; empty for the first of the list.
  [[nodiscard]] const std::string& why() const { return why_; }

  // Of the current one, when the list is not empty.
  void worked(SteadyTime now);
  // `why` is what TargetEntry says. False when all of this round have failed: the current one is then the
  // first again, in a round that is for later.
  bool failed(std::string why, SteadyTime now);

  // When fall_back() is to be called; nothing while the current one is as good as the best.
  [[nodiscard]] std::optional<SteadyTime> fall_back_at() const;
  // Makes the first one current when it is time for that; true when it did.
  bool fall_back(SteadyTime now);

 private:
  [[nodiscard]] std::optional<std::size_t> next() const;
  [[nodiscard]] bool is_away() const;
  void move_to(std::size_t index, std::string why, SteadyTime now);

  Duration fallback_;
  std::vector<TargetEntry> entries_;
  std::vector<bool> tried_;  // in this round
  std::size_t current_ = 0;
  std::optional<SteadyTime> away_since_;  // while the current one is worse than the best
  std::string why_;
};

}  // namespace handset::ua
