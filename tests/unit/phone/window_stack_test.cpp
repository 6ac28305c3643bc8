#include "phone/window_stack.h"

#include <gtest/gtest.h>

#include "phone/menu_window.h"
#include "phone/progress_window.h"
#include "phone/text_window.h"

namespace handset::phone {
namespace {

std::unique_ptr<Window> page(std::string title, std::string url = {}) {
  PageHead head{std::move(title), "", SoftKeyBar::of({SoftKeyFunction::Update, SoftKeyFunction::Exit})};
  return std::make_unique<TextWindow>(default_model(), PageSource{std::move(url)}, std::move(head), "text");
}

std::unique_ptr<Window> ten_rows() {
  std::vector<MenuRow> rows;
  for (int i = 1; i <= 10; ++i) rows.push_back({std::to_string(i), "u" + std::to_string(i)});
  return std::make_unique<MenuWindow>(default_model(), PageSource{}, PageHead{}, std::move(rows));
}

std::unique_ptr<Window> progress() {
  return std::make_unique<ProgressWindow>(default_model(), "Progress", "");
}

class Stack : public testing::Test {
 protected:
  Stack() { stack.set_idle({"Handset", "15:30", "", {{1, "Alice", "registered"}}}); }
  std::string title() { return stack.screen().title; }

  WindowStack stack{default_model()};
};

TEST_F(Stack, AtTheBottomIsIdle) {
  EXPECT_TRUE(stack.is_idle());
  EXPECT_EQ(stack.top(), WindowId{});
  EXPECT_EQ(title(), "Handset");
  EXPECT_EQ(stack.screen().columns, default_model().columns);
}

TEST_F(Stack, TheTopIsSeenAndGetsTheKeys) {
  stack.push(page("One"));
  const WindowId two = stack.push(page("Two", "http://x/two"));
  EXPECT_EQ(title(), "Two");
  EXPECT_EQ(stack.top(), two);
  const KeyResult result = stack.on_key(Key::Soft1);
  ASSERT_TRUE(result.action);
  EXPECT_EQ(result.action->kind, Action::Kind::Reload);
  EXPECT_EQ(result.action->uri, "http://x/two");
  EXPECT_EQ(result.action->window, two);
}

TEST_F(Stack, BackGoesOnePageBackDownToIdle) {
  stack.push(page("One"));
  stack.push(page("Two"));
  EXPECT_TRUE(stack.on_key(Key::NavBack).handled);
  EXPECT_EQ(title(), "One");
  EXPECT_TRUE(stack.on_soft_key(SoftKeyFunction::Back).handled);
  EXPECT_TRUE(stack.is_idle());
  EXPECT_EQ(stack.on_key(Key::NavBack), KeyResult::declined());
}

TEST_F(Stack, TheExitKeyLeavesAllPages) {
  stack.push(page("One"));
  stack.push(page("Two"));
  EXPECT_TRUE(stack.on_key(Key::Exit).handled);
  EXPECT_TRUE(stack.is_idle());
}

TEST_F(Stack, ExitGoesBackToTheLastPageThatHadNotExpiredWhenItCame) {
  const auto expired = [](std::string title) {
    PageSource source{"http://x/expired"};
    source.came_expired = true;
    return std::make_unique<TextWindow>(default_model(), std::move(source),
                                        PageHead{std::move(title), "", {}}, "text");
  };
  stack.push(page("One"));
  stack.push(expired("Two"));
  stack.push(expired("Three"));
  stack.push(page("Four"));
  stack.on_soft_key(SoftKeyFunction::Exit);
  EXPECT_EQ(title(), "One");
  stack.on_soft_key(SoftKeyFunction::Exit);
  EXPECT_TRUE(stack.is_idle());
}

TEST_F(Stack, BackNamesThePageThatIsSeenAgain) {
  const WindowId one = stack.push(page("One", "http://x/one"));
  stack.push(page("Two"));
  const KeyResult result = stack.on_key(Key::NavBack);
  ASSERT_TRUE(result.action);
  EXPECT_EQ(result.action->kind, Action::Kind::Back);
  EXPECT_EQ(result.action->window, one);
  ASSERT_NE(stack.source(), nullptr);
  EXPECT_EQ(stack.source()->url, "http://x/one");
}

TEST_F(Stack, APageLoadedAgainKeepsTheCursor) {
  const WindowId menu = stack.push(ten_rows());
  stack.on_key(Key::NavDown);
  stack.replace(menu, ten_rows());
  EXPECT_TRUE(stack.screen().rows.at(1).selected);
}

TEST_F(Stack, BackFindsTheCursorWhereItWas) {
  stack.push(ten_rows());
  stack.on_key(Key::NavDown);
  stack.push(page("On top"));
  stack.on_key(Key::NavBack);
  EXPECT_TRUE(stack.screen().rows.at(1).selected);
}

TEST_F(Stack, ReplaceKeepsThePlaceInTheHistory) {
  stack.push(page("One"));
  const WindowId waiting = stack.push(progress());
  stack.push(page("Pushed over it"));
  EXPECT_TRUE(stack.replace(waiting, page("Answer")));
  EXPECT_EQ(title(), "Pushed over it");
  stack.on_key(Key::NavBack);
  EXPECT_EQ(title(), "Answer");
}

TEST_F(Stack, AClosedWindowIsNotReplaced) {
  const WindowId waiting = stack.push(progress());
  stack.close_services();
  EXPECT_FALSE(stack.is_open(waiting));
  EXPECT_FALSE(stack.replace(waiting, page("Too late")));
  EXPECT_TRUE(stack.is_idle());
}

TEST_F(Stack, CloseTakesOneOutOfTheMiddle) {
  stack.push(page("One"));
  const WindowId two = stack.push(page("Two"));
  stack.push(page("Three"));
  EXPECT_TRUE(stack.close(two));
  EXPECT_FALSE(stack.close(two));
  stack.on_key(Key::NavBack);
  EXPECT_EQ(title(), "One");
}

TEST_F(Stack, CancelClosesTheProgressAndNamesIt) {
  stack.push(page("One"));
  const WindowId waiting = stack.push(progress());
  const KeyResult result = stack.on_key(Key::Soft1);
  ASSERT_TRUE(result.action);
  EXPECT_EQ(result.action->kind, Action::Kind::Cancel);
  EXPECT_EQ(result.action->window, waiting);
  EXPECT_FALSE(stack.is_open(waiting));
  EXPECT_EQ(title(), "One");
}

TEST_F(Stack, DeclinedKeysAreForThePhone) {
  stack.push(page("One"));
  EXPECT_FALSE(stack.on_key(Key::VolUp).handled);
  EXPECT_FALSE(stack.on_key(Key::Line1).handled);
}

TEST_F(Stack, IdsAreNeverReused) {
  const WindowId first = stack.push(page("One"));
  stack.close(first);
  EXPECT_NE(stack.push(page("Two")), first);
}

TEST_F(Stack, TheOldestPageIsForgottenBeyondTheLimit) {
  const WindowId first = stack.push(page("0"));
  for (std::size_t i = 1; i <= history_limit; ++i) stack.push(page(std::to_string(i)));
  EXPECT_FALSE(stack.is_open(first));
  EXPECT_EQ(title(), std::to_string(history_limit));
}

TEST_F(Stack, ThePauseRunsTheTypedRow) {
  stack.push(ten_rows());
  EXPECT_FALSE(stack.awaits_digit());
  stack.on_key(Key::KeyPad1);
  EXPECT_TRUE(stack.awaits_digit());
  const KeyResult result = stack.on_pause();
  ASSERT_TRUE(result.action);
  EXPECT_EQ(result.action->uri, "u1");
  EXPECT_FALSE(stack.awaits_digit());
}

TEST_F(Stack, ANewWindowForgetsTheTypedDigit) {
  stack.push(ten_rows());
  stack.on_key(Key::KeyPad1);
  stack.push(page("Over it"));
  stack.on_key(Key::NavBack);
  EXPECT_FALSE(stack.awaits_digit());
}

TEST_F(Stack, TheVersionRisesWithEveryVisibleChange) {
  std::uint64_t before = stack.version();
  const auto rises = [&] { return stack.version() > std::exchange(before, stack.version()); };
  stack.push(ten_rows());
  EXPECT_TRUE(rises());
  stack.on_key(Key::NavDown);
  EXPECT_TRUE(rises());
  stack.note("No calls yet");
  EXPECT_TRUE(rises());
  stack.close_services();
  EXPECT_TRUE(rises());
  stack.set_idle({"Handset", "15:31", "", {}});
  EXPECT_TRUE(rises());
}

TEST_F(Stack, TheVersionRestsWhenNothingIsToBeSeen) {
  std::uint64_t before = stack.version();
  stack.set_idle({"Handset", "15:30", "", {{1, "Alice", "registered"}}});
  stack.on_key(Key::VolUp);
  stack.close_services();
  EXPECT_EQ(stack.version(), before);
  stack.push(page("Over idle"));
  before = stack.version();
  stack.set_idle({"Handset", "15:31", "", {}});
  EXPECT_EQ(stack.version(), before);
}

TEST_F(Stack, TheClockAloneIsShownAndIsNoChange) {
  const std::uint64_t before = stack.version();
  stack.set_idle({"Handset", "15:31", "", {{1, "Alice", "registered"}}});
  EXPECT_EQ(stack.screen().clock, "15:31");
  EXPECT_EQ(stack.version(), before);
}

TEST_F(Stack, ANoteLiesOnThePromptLineUntilTheNextKey) {
  stack.push(page("One"));
  stack.note("Calls are not built yet");
  EXPECT_EQ(stack.screen().prompt, "Calls are not built yet");
  stack.on_key(Key::VolUp);
  EXPECT_EQ(stack.screen().prompt, "");
}

TEST_F(Stack, ANoteEndsWithTheNextWindow) {
  stack.note("Calls are not built yet");
  stack.push(page("One"));
  EXPECT_EQ(stack.screen().prompt, "");
}

TEST_F(Stack, TitleAndPromptAreCutToTheGrid) {
  stack.push(page(std::string(80, 't')));
  stack.note(std::string(80, 'n'));
  EXPECT_EQ(title(), std::string(35, 't') + "…");
  EXPECT_EQ(stack.screen().prompt, std::string(35, 'n') + "…");
}

TEST(StackWithoutScreen, KeepsPagesAndShowsNoRows) {
  const Model& model = *find_model("SPA501G");
  WindowStack stack(model);
  stack.set_idle({"Handset", "15:30", "", {{1, "Alice", "registered"}}});
  EXPECT_TRUE(stack.screen().rows.empty());
  std::vector<MenuRow> rows{{"One", "u"}, {"Two", "v"}};
  stack.push(std::make_unique<MenuWindow>(model, PageSource{}, PageHead{"Menu", "", {}}, rows));
  EXPECT_TRUE(stack.screen().rows.empty());
  EXPECT_EQ(stack.on_key(Key::KeyPad2).action->uri, "v");
}

}  // namespace
}  // namespace handset::phone
