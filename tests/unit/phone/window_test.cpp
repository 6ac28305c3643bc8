// The windows one by one: what they show and what they make of the keys.
#include "phone/window.h"

#include <gmock/gmock.h>

#include "phone/idle_window.h"
#include "phone/menu_window.h"
#include "phone/message_window.h"
#include "phone/progress_window.h"
#include "phone/text_window.h"

namespace handset::phone {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

Screen seen(const Window& window) {
  Screen screen;
  window.show(screen);
  return screen;
}

std::vector<MenuRow> numbered(std::size_t count) {
  std::vector<MenuRow> rows;
  for (std::size_t i = 1; i <= count; ++i) {
    rows.push_back({"Row " + std::to_string(i), "http://x/" + std::to_string(i)});
  }
  return rows;
}

MenuWindow menu(std::size_t count, const Model& model = default_model()) {
  PageHead head{"Menu", "Choose", SoftKeyBar::of({SoftKeyFunction::Select, SoftKeyFunction::Exit})};
  return MenuWindow(model, {"http://x/menu"}, std::move(head), numbered(count));
}

KeyResult opens(int row) {
  return KeyResult::open("http://x/" + std::to_string(row), "Row " + std::to_string(row));
}

// --- menu

TEST(MenuWindow, NumbersItsRowsAndPointsAtTheFirst) {
  const Screen screen = seen(menu(2));
  EXPECT_EQ(screen.kind, WindowKind::Menu);
  EXPECT_EQ(screen.title, "Menu");
  EXPECT_EQ(screen.prompt, "Choose");
  EXPECT_THAT(screen.rows,
              ElementsAre(ScreenRow{"Row 1", "1", "", 2, true}, ScreenRow{"Row 2", "2", "", 2, false}));
  EXPECT_THAT(screen.soft_keys, ElementsAre("Select", "Exit", "", ""));
}

TEST(MenuWindow, SelectOpensTheRowUnderTheCursor) {
  MenuWindow window = menu(5);
  window.on_key(Key::NavDown);
  EXPECT_EQ(window.on_key(Key::Soft1), opens(2));
  EXPECT_EQ(window.on_key(Key::NavSelect), opens(2));
  EXPECT_EQ(window.on_soft_key(SoftKeyFunction::Select), opens(2));
}

TEST(MenuWindow, TheCursorGoesRoundAtBothEnds) {
  MenuWindow window = menu(3);
  window.on_key(Key::NavUp);
  EXPECT_EQ(window.cursor(), 2u);
  window.on_key(Key::NavDown);
  EXPECT_EQ(window.cursor(), 0u);
}

TEST(MenuWindow, TheViewFollowsTheCursor) {
  MenuWindow window = menu(100);
  for (int i = 0; i < 9; ++i) window.on_key(Key::NavDown);
  const Screen screen = seen(window);
  EXPECT_EQ(screen.first_row, 3u);
  EXPECT_EQ(screen.total_rows, 100u);
  EXPECT_THAT(screen.rows, SizeIs(7));
  EXPECT_TRUE(screen.rows.back().selected);
}

TEST(MenuWindow, LeftAndRightMoveByAScreenful) {
  MenuWindow window = menu(10);
  window.on_key(Key::NavRight);
  EXPECT_EQ(window.cursor(), 7u);
  window.on_key(Key::NavRight);
  EXPECT_EQ(window.cursor(), 9u);
  window.on_key(Key::NavLeft);
  EXPECT_EQ(window.cursor(), 2u);
}

TEST(MenuWindow, WithOneRowADigitOpensIt) {
  MenuWindow window = menu(1);
  EXPECT_EQ(window.on_key(Key::KeyPad1), opens(1));
}

TEST(MenuWindow, WithNineRowsADigitOpensAtOnceAndMovesTheCursor) {
  MenuWindow window = menu(9);
  EXPECT_EQ(window.on_key(Key::KeyPad9), opens(9));
  EXPECT_EQ(window.cursor(), 8u);
  EXPECT_FALSE(window.awaits_digit());
}

TEST(MenuWindow, DigitsWithoutARowDoNothing) {
  MenuWindow window = menu(3);
  EXPECT_EQ(window.on_key(Key::KeyPad4), KeyResult::done());
  EXPECT_EQ(window.on_key(Key::KeyPad0), KeyResult::done());
  EXPECT_EQ(window.cursor(), 0u);
}

TEST(MenuWindow, WithTenRowsOnlyTheOneWaitsForASecondDigit) {
  MenuWindow window = menu(10);
  EXPECT_EQ(window.on_key(Key::KeyPad2), opens(2));
  EXPECT_EQ(window.on_key(Key::KeyPad1), KeyResult::done());
  EXPECT_TRUE(window.awaits_digit());
  EXPECT_EQ(window.on_key(Key::KeyPad0), opens(10));
  EXPECT_FALSE(window.awaits_digit());
}

TEST(MenuWindow, ThePauseOpensWhatWasTyped) {
  MenuWindow window = menu(10);
  window.on_key(Key::KeyPad1);
  EXPECT_EQ(seen(window).prompt, "1_");
  EXPECT_EQ(window.on_pause(), opens(1));
  EXPECT_FALSE(window.awaits_digit());
  EXPECT_EQ(window.on_pause(), KeyResult::declined());
}

TEST(MenuWindow, ANumberAboveTheRowsIsForgotten) {
  MenuWindow window = menu(15);
  window.on_key(Key::KeyPad1);
  EXPECT_EQ(window.on_key(Key::KeyPad9), KeyResult::done());
  EXPECT_FALSE(window.awaits_digit());
}

TEST(MenuWindow, ALeadingZeroIsAllowed) {
  MenuWindow window = menu(12);
  EXPECT_EQ(window.on_key(Key::KeyPad0), KeyResult::done());
  EXPECT_EQ(window.on_key(Key::KeyPad1), opens(1));
  window.on_key(Key::KeyPad0);
  EXPECT_EQ(window.on_key(Key::KeyPad0), KeyResult::done());
  EXPECT_FALSE(window.awaits_digit());
}

TEST(MenuWindow, AZeroAloneOpensNothing) {
  MenuWindow window = menu(12);
  window.on_key(Key::KeyPad0);
  EXPECT_EQ(window.on_pause(), KeyResult::done());
}

TEST(MenuWindow, AHundredRowsTakeUpToThreeDigits) {
  MenuWindow window = menu(100);
  window.on_key(Key::KeyPad1);
  EXPECT_EQ(window.on_key(Key::KeyPad1), opens(11));
  window.on_key(Key::KeyPad1);
  EXPECT_EQ(window.on_key(Key::KeyPad0), KeyResult::done());
  EXPECT_TRUE(window.awaits_digit());
  EXPECT_EQ(window.on_key(Key::KeyPad0), opens(100));
  window.on_key(Key::KeyPad1);
  window.on_key(Key::KeyPad0);
  EXPECT_EQ(window.on_pause(), opens(10));
}

TEST(MenuWindow, AnotherKeyEndsTheTyping) {
  MenuWindow window = menu(20);
  window.on_key(Key::KeyPad1);
  window.on_key(Key::NavDown);
  EXPECT_FALSE(window.awaits_digit());
  EXPECT_EQ(window.cursor(), 1u);
}

TEST(MenuWindow, AWindowOnTopEndsTheTyping) {
  MenuWindow window = menu(20);
  window.on_key(Key::KeyPad1);
  window.on_covered();
  EXPECT_FALSE(window.awaits_digit());
}

TEST(MenuWindow, ARowWithoutUriIsOnlyPointedAt) {
  MenuWindow window(default_model(), {}, {}, {{"One", "u"}, {"Heading", ""}});
  EXPECT_EQ(window.on_key(Key::KeyPad2), KeyResult::done());
  EXPECT_EQ(window.cursor(), 1u);
  EXPECT_EQ(window.on_key(Key::NavSelect), KeyResult::done());
}

TEST(MenuWindow, ALongNameWrapsUnderItselfAndIsSelectedWhole) {
  MenuWindow window(*find_model("SPA504G"), {}, {}, {{"Weather forecast for tomorrow", "u"}, {"B", "u"}});
  const Screen screen = seen(window);
  EXPECT_THAT(screen.rows,
              ElementsAre(ScreenRow{"Weather forecast", "1", "", 2, true},
                          ScreenRow{"for tomorrow", "", "", 2, true}, ScreenRow{"B", "2", "", 2, false}));
  EXPECT_EQ(screen.total_rows, 3u);
}

TEST(MenuWindow, ANameTakesThreeRowsAtMost) {
  MenuWindow window(default_model(), {}, {}, {{"a\nb\nc\nd", "u"}});
  const Screen screen = seen(window);
  EXPECT_THAT(screen.rows, SizeIs(3));
  EXPECT_EQ(screen.rows.back().text, "c d");
}

TEST(MenuWindow, ScrollsToTheWholeOfATallRow) {
  MenuWindow window(*find_model("SPA504G"), {}, {}, {{"One", "u"}, {"a\nb\nc", "u"}});
  window.on_key(Key::NavDown);
  const Screen screen = seen(window);
  EXPECT_EQ(screen.first_row, 1u);
  EXPECT_EQ(screen.rows.front().number, "2");
  EXPECT_THAT(screen.rows, SizeIs(3));
}

TEST(MenuWindow, ATallRowThatIsHalfInViewKeepsItsNumberOutOfIt) {
  MenuWindow window(*find_model("SPA504G"), {}, {}, {{"a\nb", "u"}, {"c\nd", "u"}});
  window.on_key(Key::NavDown);
  const Screen screen = seen(window);
  EXPECT_EQ(screen.first_row, 1u);
  EXPECT_EQ(screen.rows.front(), (ScreenRow{"b", "", "", 2, false}));
}

TEST(MenuWindow, AMenuWithoutRowsIsQuiet) {
  MenuWindow window(default_model(), {}, {}, {});
  EXPECT_THAT(seen(window).rows, SizeIs(0));
  EXPECT_EQ(window.on_key(Key::NavDown), KeyResult::done());
  EXPECT_EQ(window.on_key(Key::NavSelect), KeyResult::done());
  EXPECT_EQ(window.on_key(Key::KeyPad1), KeyResult::done());
}

TEST(MenuWindow, KeysOfThePhoneAreDeclined) {
  MenuWindow window = menu(3);
  EXPECT_EQ(window.on_key(Key::VolUp), KeyResult::declined());
  EXPECT_EQ(window.on_key(Key::Line1), KeyResult::declined());
  EXPECT_EQ(window.on_key(Key::Services), KeyResult::declined());
}

// --- what all services windows share

TEST(ServicesWindow, WithoutATitleItTakesTheNameOfTheRowThatLedHere) {
  const TextWindow window(default_model(), {"http://x/", {}, "Weather"}, {}, "Rain");
  EXPECT_EQ(seen(window).title, "Weather");
}

TEST(ServicesWindow, ExitAndBackAreActions) {
  MenuWindow window = menu(3);
  EXPECT_EQ(window.on_key(Key::Soft2), KeyResult::act(Action::Kind::Exit));
  EXPECT_EQ(window.on_key(Key::Exit), KeyResult::act(Action::Kind::Leave));
  EXPECT_EQ(window.on_key(Key::NavBack), KeyResult::act(Action::Kind::Back));
  EXPECT_EQ(window.on_soft_key(SoftKeyFunction::Back), KeyResult::act(Action::Kind::Back));
}

TEST(ServicesWindow, ASoftKeyOpensItsUri) {
  TextWindow window(default_model(), {}, {"T", "", SoftKeyBar({{"Call", 3, "Dial:204"}})}, "x");
  EXPECT_EQ(window.on_key(Key::Soft3), KeyResult::open("Dial:204", ""));
  EXPECT_EQ(window.on_key(Key::Soft1), KeyResult::done());
}

TEST(ServicesWindow, TheSchemeOfASoftKeyIsReadWithoutCase) {
  TextWindow window(default_model(), {}, {"T", "", SoftKeyBar({{"Zurück", 1, "Softkey:back"}})}, "x");
  EXPECT_EQ(window.on_key(Key::Soft1), KeyResult::act(Action::Kind::Back));
}

TEST(ServicesWindow, UpdateReloadsThePage) {
  TextWindow window(default_model(), {"http://x/page", {}, "Name"}, {}, "x");
  const KeyResult expected{true, Action{Action::Kind::Reload, "http://x/page", "Name", {}, {}}};
  EXPECT_EQ(window.on_soft_key(SoftKeyFunction::Update), expected);
}

TEST(ServicesWindow, NextLoadsTheRefreshUrl) {
  TextWindow window(default_model(), {"http://x/page", "http://x/2", ""}, {}, "x");
  const KeyResult expected{true, Action{Action::Kind::Reload, "http://x/2", "", {}, {}}};
  EXPECT_EQ(window.on_soft_key(SoftKeyFunction::Next), expected);
}

TEST(ServicesWindow, APageThatWasPushedInlineHasNothingToUpdateFrom) {
  TextWindow window(default_model(), {}, {}, "x");
  EXPECT_EQ(window.on_soft_key(SoftKeyFunction::Update), KeyResult::declined());
}

TEST(ServicesWindow, MoreTurnsTheSoftKeys) {
  TextWindow window(default_model(), {}, {"T", "", SoftKeyBar({{"A", 1, "a"}, {"F", 6, "f"}})}, "x");
  EXPECT_EQ(window.on_key(Key::Soft4), KeyResult::done());
  EXPECT_THAT(seen(window).soft_keys, ElementsAre("", "", "F", "more"));
  EXPECT_EQ(window.on_key(Key::Soft3), KeyResult::open("f", ""));
}

// --- text

TextWindow hundred_lines() {
  std::string text;
  for (int i = 1; i <= 100; ++i) text += "line " + std::to_string(i) + "\n";
  return TextWindow(default_model(), {}, {"Text", "Read", {}}, text);
}

TEST(TextWindow, ShowsTheFirstRowsOfTheWrappedText) {
  const TextWindow window(*find_model("SPA504G"), {}, {"T", "P", {}}, "The quick brown fox jumps over it.");
  const Screen screen = seen(window);
  EXPECT_EQ(screen.kind, WindowKind::Text);
  EXPECT_THAT(screen.rows, ElementsAre(ScreenRow{"The quick brown fox", "", "", 0, false},
                                       ScreenRow{"jumps over it.", "", "", 0, false}));
  EXPECT_EQ(screen.total_rows, 2u);
}

TEST(TextWindow, ScrollsByRowsAndByPages) {
  TextWindow window = hundred_lines();
  window.on_key(Key::NavDown);
  EXPECT_EQ(seen(window).rows.front().text, "line 2");
  window.on_key(Key::NavRight);
  EXPECT_EQ(seen(window).rows.front().text, "line 9");
  window.on_key(Key::NavLeft);
  window.on_key(Key::NavUp);
  EXPECT_EQ(seen(window).first_row, 0u);
}

TEST(TextWindow, StopsAtTheLastPage) {
  TextWindow window = hundred_lines();
  for (int i = 0; i < 50; ++i) window.on_key(Key::NavRight);
  const Screen screen = seen(window);
  EXPECT_EQ(screen.first_row, 93u);
  EXPECT_EQ(screen.rows.back().text, "line 100");
}

TEST(TextWindow, ADigitJumpsToThatRow) {
  TextWindow window = hundred_lines();
  window.on_key(Key::KeyPad9);
  EXPECT_EQ(seen(window).rows.front().text, "line 9");
}

TEST(TextWindow, ArrowsAndTheKeyThatDeletesLettersRepeatWhileTheyAreHeld) {
  const SoftKeyBar bar = SoftKeyBar::of({SoftKeyFunction::Exit, SoftKeyFunction::Backspace});
  const TextWindow window(default_model(), {}, {"T", "P", bar}, "text");
  EXPECT_TRUE(window.repeats(Key::NavDown));
  EXPECT_TRUE(window.repeats(Key::Soft2));
  for (const Key key : {Key::Soft1, Key::Soft3, Key::NavSelect, Key::NavBack, Key::KeyPad1})
    EXPECT_FALSE(window.repeats(key)) << key_name(key);
}

// --- idle

TEST(IdleWindow, ShowsLinesWithNameAndState) {
  IdleWindow window(default_model());
  EXPECT_TRUE(window.set({"Handset", "15:30", "", {{1, "Alice", "registered"}, {2, "102", ""}}}));
  const Screen screen = seen(window);
  EXPECT_EQ(screen.title, "Handset");
  EXPECT_EQ(screen.clock, "15:30");
  EXPECT_THAT(screen.rows, ElementsAre(ScreenRow{"Alice", "1", "registered", 2, false},
                                       ScreenRow{"102", "2", "", 2, false}));
  EXPECT_THAT(screen.soft_keys, ElementsAre("", "", "", ""));
}

TEST(IdleWindow, TheSameStateIsNoChange) {
  IdleWindow window(default_model());
  window.set({"Handset", "15:30", "", {}});
  EXPECT_FALSE(window.set({"Handset", "15:30", "", {}}));
}

TEST(IdleWindow, ALongNameLeavesRoomForTheState) {
  IdleWindow window(*find_model("SPA504G"));
  window.set({"", "", "", {{1, "Alexandra Longname", "off"}}});
  EXPECT_EQ(seen(window).rows.front().text, "Alexandra Long…");
}

TEST(IdleWindow, ScrollsOnlyWhereThereIsMore) {
  IdleWindow window(*find_model("SPA504G"));
  window.set({"", "", "", {{1, "1", ""}, {2, "2", ""}, {3, "3", ""}, {4, "4", ""}}});
  EXPECT_EQ(window.on_key(Key::NavUp), KeyResult::declined());
  EXPECT_EQ(window.on_key(Key::NavDown), KeyResult::done());
  EXPECT_EQ(window.on_key(Key::NavDown), KeyResult::declined());
  EXPECT_EQ(seen(window).rows.back().text, "4");
}

// --- progress and messages

TEST(ProgressWindow, SaysWhatItWaitsForAndCanBeCancelled) {
  ProgressWindow window(default_model(), "Weather", "192.0.2.7");
  const Screen screen = seen(window);
  EXPECT_EQ(screen.kind, WindowKind::Progress);
  EXPECT_EQ(screen.title, "Weather");
  EXPECT_THAT(screen.rows, ElementsAre(ScreenRow{"Requesting ...", "", "", 0, false},
                                       ScreenRow{"192.0.2.7", "", "", 0, false}));
  EXPECT_THAT(screen.soft_keys, ElementsAre("Cancel", "", "", ""));
  EXPECT_EQ(window.on_key(Key::Soft1), KeyResult::act(Action::Kind::Cancel));
  EXPECT_EQ(window.on_key(Key::NavBack), KeyResult::act(Action::Kind::Cancel));
  EXPECT_EQ(window.on_soft_key(SoftKeyFunction::Exit), KeyResult::act(Action::Kind::Cancel));
}

TEST(ProgressWindow, DigitsAreForThePhone) {
  ProgressWindow window(default_model(), "", "");
  EXPECT_EQ(window.on_key(Key::KeyPad1), KeyResult::declined());
  EXPECT_EQ(window.on_key(Key::Soft2), KeyResult::done());
}

TEST(MessageWindow, HasTheReasonOnThePromptLine) {
  MessageWindow window(default_model(), "Weather", "Host Not Found", "example.invalid is not known.");
  const Screen screen = seen(window);
  EXPECT_EQ(screen.kind, WindowKind::Message);
  EXPECT_EQ(screen.prompt, "Host Not Found");
  EXPECT_EQ(screen.rows.front().text, "example.invalid is not known.");
  EXPECT_THAT(screen.soft_keys, ElementsAre("Exit", "Back", "", ""));
}

}  // namespace
}  // namespace handset::phone
