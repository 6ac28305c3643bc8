// A recorded run is played again: to the same screens, whatever happened in it; and a record that was
// tampered with is found out at its place. Each run is its seed.
#include "sim/replay.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <string>
#include <vector>

#include "base/text.h"
#include "sim/record_rig.h"
#include "sim/recorded_desk.h"

namespace handset {
namespace {

class Player final : public sim::ReplayPlayer {
 public:
  explicit Player(sim::Replay& replay) : phone_(replay.world(), [&replay] { return replay.next(); }) {}
  Result<void> play(const RecordEntry& input) override { return phone_.play(input); }
  std::optional<std::string> look() override { return phone_.look(); }

 private:
  phone::StationPlayer phone_;
};

struct Screens final : sim::ReplayWatcher {
  void on_event(const RecordEntry&) override {}
  void on_screen(Duration, std::string_view text) override { all.emplace_back(text); }
  std::vector<std::string> all;
};

struct Outcome {
  sim::ReplayReport report;
  std::vector<std::string> screens;
};

Outcome replay(const std::vector<std::string>& lines) {
  Outcome outcome;
  LineSource source(lines);
  Screens screens;
  sim::ReplayOptions options;
  options.watcher = &screens;
  auto opened = sim::Replay::open(source, options);
  if (!opened) {
    outcome.report.end = sim::ReplayReport::End::Broken;
    return outcome;
  }
  Player player(**opened);
  outcome.report = (*opened)->run(player);
  outcome.screens = screens.all;
  return outcome;
}

std::string words_of(const sim::ReplayReport& report) {
  if (report.broken) return "line " + std::to_string(report.broken->entry) + ": " + report.broken->why;
  if (!report.divergence) return "the end";
  const sim::Divergence& found = *report.divergence;
  return "line " + std::to_string(found.entry) + "\n recorded " +
         (found.recorded ? describe(*found.recorded) : "nothing") + "\n came     " +
         (found.came ? describe(*found.came) : "nothing") + "\n" + found.bytes;
}

std::vector<std::string> screens_in(const std::vector<std::string>& lines) {
  std::vector<std::string> out;
  LineSource source(lines);
  while (true) {
    const auto entry = source.next();
    if (!entry || !*entry) return out;
    if ((*entry)->way == RecordWay::Screen) out.push_back((*entry)->fields.at(0).text);
  }
}

std::vector<std::string> record(std::uint64_t seed, unsigned deeds) {
  RecordedDesk desk(seed);
  desk.live(deeds);
  return desk.finish();
}

bool has(const std::vector<std::string>& lines, std::string_view what) {
  return std::any_of(lines.begin(), lines.end(),
                     [what](const std::string& line) { return line.find(what) != std::string::npos; });
}

TEST(Replay, AnyRunIsPlayedAgainToTheSameScreens) {
  std::size_t screens = 0;
  std::vector<std::string> all;
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    const auto lines = record(seed, 30);
    const Outcome again = replay(lines);
    ASSERT_EQ(again.report.end, sim::ReplayReport::End::Whole)
        << "seed " << seed << ": " << words_of(again.report);
    ASSERT_EQ(again.screens, screens_in(lines)) << "seed " << seed;
    screens += again.report.screens;
    all.insert(all.end(), lines.begin(), lines.end());
  }
  EXPECT_GT(screens, 700U);
  // It was life indeed.
  for (const std::string_view what :
       {"> timers",           "> datagrams ", "> accepted ",       "> bytes ",         "> closed ",
        "> fetched ",         "> resolved ",  "> date ",           "> connected ",     "> press ",
        "> key_down ",        "> type ",      "> settings ",       "+ listeners ",     "> restart",
        "> check_line ",      "> resync ",    "> resync_done yes", "+ resync_done no", "> settings_answer ",
        "+ settings_answer ", "= connect",    "= source_for",      "= resolve ",       "< cancel_fetch ",
        "< close_socket ",    "< send ",      " error unavailable"})
    EXPECT_TRUE(has(all, what)) << what;
}

TEST(Replay, ARecordThatIsCutIsPlayedAsFarAsItGoes) {
  const auto lines = record(3, 20);
  for (std::size_t kept = 1; kept < lines.size(); kept += 7) {
    const std::vector<std::string> part(lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(kept));
    const Outcome again = replay(part);
    ASSERT_EQ(again.report.end, sim::ReplayReport::End::CutShort) << kept << ": " << words_of(again.report);
  }
}

TEST(Replay, WhatThePhoneDidOtherwiseIsFoundAtItsEntry) {
  const auto lines = record(5, 100);
  std::size_t tried = 0;
  for (std::size_t at = 1; at < lines.size(); ++at) {
    OpenSeal seal;
    auto entry = read_entry(lines[at], seal);
    ASSERT_TRUE(entry);
    const bool compared = entry->way == RecordWay::Out || entry->way == RecordWay::Screen;
    if (!compared || tried++ % 5 != 0) continue;
    // The last field is a hash, a number or the screen's text.
    entry->fields.back().text += "0";
    auto tampered = lines;
    tampered[at].clear();
    ASSERT_TRUE(write_entry(tampered[at], *entry, seal));
    tampered[at].pop_back();
    const Outcome again = replay(tampered);
    ASSERT_EQ(again.report.end, sim::ReplayReport::End::Diverged) << lines[at];
    ASSERT_EQ(again.report.divergence->entry, at + 1) << lines[at];
  }
  EXPECT_GT(tried, 50U);
}

TEST(Replay, WhatIsMissingIsFoundWhereItIsMissed) {
  const auto lines = record(6, 30);
  for (std::size_t at = 1; at + 1 < lines.size(); ++at) {
    OpenSeal seal;
    const auto entry = read_entry(lines[at], seal);
    // Of several keys in a row the next one would do.
    if (entry->way != RecordWay::Answer || entry->name == "random") continue;
    auto tampered = lines;
    tampered.erase(tampered.begin() + static_cast<std::ptrdiff_t>(at));
    const Outcome again = replay(tampered);
    ASSERT_EQ(again.report.end, sim::ReplayReport::End::Diverged) << lines[at];
    ASSERT_EQ(again.report.divergence->entry, at + 1) << lines[at];
    ASSERT_TRUE(again.report.divergence->came);
    EXPECT_EQ(again.report.divergence->came->name, entry->name);
  }
}

TEST(Replay, AnotherPasswordIsNoticed) {
  auto lines = record(7, 30);
  ASSERT_TRUE(has(lines, base64_encode("secret")));
  for (std::string& line : lines)
    for (std::size_t at; (at = line.find("~" + base64_encode("secret"))) != std::string::npos;)
      line.replace(at, base64_encode("secret").size() + 1, "~" + base64_encode("guess!"));
  EXPECT_EQ(replay(lines).report.end, sim::ReplayReport::End::Diverged);
}

TEST(Replay, GarbageNeverGetsFurtherThanItsLine) {
  const auto lines = record(8, 15);
  sim::SeededRandom chance(8, "garbage");
  for (int round = 0; round < 400; ++round) {
    auto tampered = lines;
    const std::size_t at = 1 + chance.below(lines.size() - 1);
    std::string& line = tampered[at];
    switch (chance.below(4)) {
      case 0:
        line[chance.below(line.size())] = static_cast<char>(' ' + chance.below(95));
        break;
      case 1:
        line.erase(chance.below(line.size()));
        break;
      case 2:
        line += " 4711";
        break;
      default:
        std::swap(line, tampered[chance.below(lines.size())]);
    }
    const Outcome again = replay(tampered);
    const std::uint64_t entry = again.report.divergence ? again.report.divergence->entry : 0;
    EXPECT_LE(entry, lines.size());
  }
}

}  // namespace
}  // namespace handset
