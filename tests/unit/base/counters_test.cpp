// What components count, and how it is read.
#include "base/counters.h"

#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace handset {
namespace {

struct Doors : CounterGroup {
  Counter opened{*this, {"doors_opened", "Doors that were opened."}};
  CounterFamily refused{*this, {"doors_refused", "Who was not let in.", "reason"}};
  Reading open{*this, {"doors_open", "Doors that are open."}, Reading::Kind::Gauge, [this] { return now; }};
  std::uint64_t now = 0;
};

struct Lines final : FigureReader {
  void take(const FigureValue& figure) override {
    std::string line(figure.text.name);
    if (!figure.member.empty())
      line += "{" + std::string(figure.text.label) + "=" + std::string(figure.member) + "}";
    all.push_back(line + (figure.gauge ? " is " : " ") + std::to_string(figure.value));
  }
  std::vector<std::string> all;
};

std::vector<std::string> lines_of(const CounterGroup& group) {
  Lines lines;
  group.read(lines);
  return lines.all;
}

TEST(Counters, AreReadInTheOrderOfTheirDeclaration) {
  Doors doors;
  ++doors.opened;
  doors.opened += 2;
  doors.refused.count("no key");
  doors.refused.count("late");
  doors.refused.count("no key");
  doors.now = 7;
  EXPECT_EQ(lines_of(doors), (std::vector<std::string>{"doors_opened 3", "doors_refused{reason=no key} 2",
                                                       "doors_refused{reason=late} 1", "doors_open is 7"}));
  EXPECT_EQ(doors.opened, 3U);
  EXPECT_EQ(doors.refused.of("late"), 1U);
  EXPECT_EQ(doors.refused.of("never"), 0U);
}

TEST(Counters, AFamilyHasRoomForSoManyReasonsAndThenForOthers) {
  std::vector<std::string> reasons;
  for (std::size_t i = 0; i < 1000; ++i) reasons.push_back("reason " + std::to_string(i));
  Doors doors;
  for (const std::string& reason : reasons) doors.refused.count(reason);
  EXPECT_EQ(doors.refused.of("reason 0"), 1U);
  EXPECT_EQ(doors.refused.of("other"), 1000 - (CounterFamily::most_members - 1));
  EXPECT_EQ(lines_of(doors).size(), CounterFamily::most_members + 2);
}

}  // namespace
}  // namespace handset
