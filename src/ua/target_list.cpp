#include "ua/target_list.h"

#include <algorithm>
#include <utility>

namespace handset::ua {
namespace {

bool is_same(const ServerTarget& a, const ServerTarget& b) {
  return a.transport == b.transport && a.endpoint == b.endpoint;
}

}  // namespace

void TargetList::update(const std::vector<ServerTarget>& found, SteadyTime now) {
  if (found.empty()) return;
  const bool works = !empty() && current().state == TargetEntry::State::Working;
  const std::optional<ServerTarget> left = empty() ? std::nullopt : std::optional(current().target);
  std::vector<TargetEntry> entries;
  std::vector<bool> tried;
  std::optional<std::size_t> stays;
  for (const ServerTarget& target : found) {
    const auto known = std::find_if(entries_.begin(), entries_.end(),
                                    [&](const TargetEntry& entry) { return is_same(entry.target, target); });
    if (left && is_same(*left, target)) stays = entries.size();
    const bool is_new = known == entries_.end();
    entries.push_back(is_new ? TargetEntry{target, TargetEntry::State::Untried, now, {}} : *known);
    entries.back().target = target;  // its host or priority may be another one
    tried.push_back(!is_new && tried_[static_cast<std::size_t>(known - entries_.begin())]);
  }
  entries_ = std::move(entries);
  tried_ = std::move(tried);
  if (works && stays) {
    current_ = *stays;
    if (current_ == 0) why_.clear();
    if (!is_away()) away_since_.reset();
    if (is_away() && !away_since_) away_since_ = now;
    return;
  }
  const auto best = next();
  move_to(best.value_or(0), left && works ? left->words() + " is no longer one of the servers" : "", now);
}

// Those that have not failed come first.
std::optional<std::size_t> TargetList::next() const {
  for (const bool failed : {false, true})
    for (std::size_t i = 0; i < entries_.size(); ++i)
      if (!tried_[i] && (entries_[i].state == TargetEntry::State::Failed) == failed) return i;
  return std::nullopt;
}

bool TargetList::is_away() const {
  const auto better = [this](const TargetEntry& entry) {
    return entry.target.priority < current().target.priority;
  };
  return std::any_of(entries_.begin(), entries_.end(), better);
}

void TargetList::move_to(std::size_t index, std::string why, SteadyTime now) {
  current_ = index;
  why_ = index == 0 ? std::string() : std::move(why);
  away_since_ = is_away() ? std::optional(now) : std::nullopt;
}

void TargetList::worked(SteadyTime now) {
  TargetEntry& entry = entries_[current_];
  if (entry.state != TargetEntry::State::Working)
    entry = {entry.target, TargetEntry::State::Working, now, {}};
  tried_.assign(entries_.size(), false);
}

bool TargetList::failed(std::string why, SteadyTime now) {
  TargetEntry& entry = entries_[current_];
  const std::string words = entry.target.words() + " " + why;
  entry = {entry.target, TargetEntry::State::Failed, now, std::move(why)};
  tried_[current_] = true;
  if (const auto other = next()) {
    move_to(*other, words, now);
    return true;
  }
  tried_.assign(entries_.size(), false);
  move_to(0, {}, now);
  return false;
}

std::optional<SteadyTime> TargetList::fall_back_at() const {
  if (!away_since_ || fallback_ == Duration{}) return std::nullopt;
  return *away_since_ + fallback_;
}

bool TargetList::fall_back(SteadyTime now) {
  const auto at = fall_back_at();
  if (!at || now < *at) return false;
  tried_.assign(entries_.size(), false);
  move_to(0, {}, now);
  return true;
}

}  // namespace handset::ua
