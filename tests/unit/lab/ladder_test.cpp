#include "lab/ladder.h"

#include <gtest/gtest.h>
#include <string>

#include "base/utf8.h"

namespace handset::lab {
namespace {

class LadderTest : public ::testing::Test {
 protected:
  void step(Duration at, std::string_view from, std::string_view to, std::string_view label,
            std::string_view detail = {}) {
    out_.clear();
    ladder_.step({SteadyTime{} + hours(1) + at, from, to, label, detail});
  }
  // Without the line of names.
  [[nodiscard]] std::string steps() const { return out_.substr(out_.find('\n') + 1); }

  std::string out_;
  Ladder ladder_{[this](std::string_view text) { out_ += text; }};
};

TEST_F(LadderTest, the_first_step_is_at_zero_below_the_names) {
  step(milliseconds(5), "PBX", "phone", "NOTIFY sip:101@127.0.0.1:5060");
  EXPECT_EQ(
      out_,
      "           PBX                              phone                             web server     screen\n"
      "   0.00 ms  │  NOTIFY sip:101@127.0.0.1:5060  │                                    │            │\n"
      "            │────────────────────────────────▶│                                    │            │\n");
}

TEST_F(LadderTest, an_answer_goes_to_the_left_with_its_time_since_the_first_step) {
  step(milliseconds(0), "PBX", "phone", "NOTIFY");
  step(Duration(12345), "phone", "PBX", "401 Unauthorized");
  EXPECT_EQ(
      out_,
      "  12.34 ms  │        401 Unauthorized         │                                    │            │\n"
      "            │◀────────────────────────────────│                                    │            │\n");
}

TEST_F(LadderTest, an_arrow_passes_the_lifelines_between_its_ends) {
  step(milliseconds(0), "phone", "screen", "page \"Menu\"");
  EXPECT_EQ(
      steps(),
      "   0.00 ms  │                                 │                   page \"Menu\"      │            │\n"
      "            │                                 │────────────────────────────────────────────────▶│\n");
}

TEST_F(LadderTest, long_words_take_a_second_line) {
  step(milliseconds(0), "PBX", "phone", "NOTIFY sip:101@127.0.0.1:5060 (with credentials)");
  EXPECT_EQ(
      steps(),
      "   0.00 ms  │  NOTIFY sip:101@127.0.0.1:5060  │                                    │            │\n"
      "            │       (with credentials)        │                                    │            │\n"
      "            │────────────────────────────────▶│                                    │            │\n");
}

TEST_F(LadderTest, words_that_fit_nowhere_are_cut) {
  step(milliseconds(0), "PBX", "phone", std::string(200, 'x'));
  EXPECT_NE(out_.find(std::string(30, 'x') + "…"), std::string::npos);
  EXPECT_EQ(out_.find(std::string(31, 'x')), std::string::npos);
}

TEST_F(LadderTest, what_happens_within_the_phone_is_a_point_on_its_lifeline) {
  step(milliseconds(0), "phone", "phone", "Key:Services: Success");
  EXPECT_EQ(
      steps(),
      "   0.00 ms  │                                 ● Key:Services: Success              │            │\n");
}

TEST_F(LadderTest, the_screen_is_shown_at_the_right_below_its_step) {
  step(milliseconds(0), "phone", "screen", "page \"A\"", "╭────╮\n│ Hé │\n╰────╯\n");
  const std::string margin(94, ' ');
  EXPECT_TRUE(out_.ends_with("▶│\n" + margin + "╭────╮\n" + margin + "│ Hé │\n" + margin + "╰────╯\n"))
      << out_;
}

TEST_F(LadderTest, no_line_is_wider_than_a_hundred_cells) {
  step(milliseconds(0), "PBX", "phone", std::string(300, 'w') + " " + std::string(300, 'w'));
  std::string all = out_;
  step(hours(20), "phone", "screen", std::string(300, 'w'));
  all += out_;
  step(hours(20), "screen", "screen", "a key");
  all += out_;
  while (!all.empty()) {
    const std::size_t end = all.find('\n');
    EXPECT_LE(cell_width(std::string_view(all).substr(0, end)), 100U) << all.substr(0, end);
    all.erase(0, end + 1);
  }
}

TEST_F(LadderTest, words_from_outside_cannot_steer_the_terminal) {
  step(milliseconds(0), "phone", "screen", "page \"\x1b[2J\"", "│\x1b]0;x\a│\n");
  for (const char c : out_) EXPECT_TRUE(c == '\n' || static_cast<unsigned char>(c) >= 0x20) << int{c};
  EXPECT_NE(out_.find("\\x1b[2J"), std::string::npos);
}

TEST_F(LadderTest, a_step_after_a_silence_begins_a_new_ladder) {
  step(milliseconds(0), "PBX", "phone", "NOTIFY");
  step(seconds(3), "PBX", "phone", "NOTIFY");
  EXPECT_TRUE(out_.starts_with("\n           PBX ")) << out_;
  EXPECT_NE(out_.find("   0.00 ms"), std::string::npos);
}

TEST(LadderColours, are_there_only_when_asked_for) {
  std::string plain;
  std::string coloured;
  Ladder on_file([&](std::string_view text) { plain += text; });
  Ladder on_terminal([&](std::string_view text) { coloured += text; }, {.colours = true});
  const TraceStep step{SteadyTime{}, "phone", "PBX", "200 OK", {}};
  on_file.step(step);
  on_terminal.step(step);
  EXPECT_EQ(plain.find('\x1b'), std::string::npos);
  EXPECT_NE(coloured.find("\x1b[1;32m200 OK\x1b[0m"), std::string::npos);
}

TEST(Visible, escapes_what_would_break_or_reorder_a_line) {
  EXPECT_EQ(visible("a\r\nb\x7f"), "a\\x0d\\x0ab\\x7f");
  EXPECT_EQ(visible("x\u202Ey\u0085"), "x\\u{202e}y\\x85");
  EXPECT_EQ(visible("Grüße 日本"), "Grüße 日本");
}

}  // namespace
}  // namespace handset::lab
