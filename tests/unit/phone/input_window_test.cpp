#include "phone/input_window.h"

#include <gtest/gtest.h>

#include "phone/dial_window.h"
#include "phone/text_render.h"
#include "phone/window_stack.h"

namespace handset::phone {
namespace {

using Kind = TextField::Kind;

InputWindow form(std::vector<InputField> fields, const Model& model = default_model()) {
  using enum SoftKeyFunction;
  return {model,
          {},
          {"Form", "Fill in", SoftKeyBar::of({Submit, Backspace, Cancel})},
          "http://x/form?a=1",
          std::move(fields)};
}

InputWindow login(const Model& model = default_model()) {
  return form({{"User", "user", TextField(Kind::Small)}, {"PIN", "pin", TextField(Kind::Number, true)}},
              model);
}

Screen seen(const Window& window) {
  Screen screen;
  window.show(screen);
  return screen;
}

TEST(InputWindow, HasShortLabelsBesideTheirFields) {
  InputWindow window = login();
  const Screen screen = seen(window);
  EXPECT_EQ(screen.kind, WindowKind::Input);
  ASSERT_EQ(screen.rows.size(), 2U);
  EXPECT_EQ(screen.rows[0].text, "User");
  EXPECT_TRUE(screen.rows[0].selected);
  EXPECT_EQ(screen.rows[0].field, (ScreenField{5, "", 0}));
  EXPECT_EQ(screen.rows[1].field, (ScreenField{5, "", std::nullopt}));
  EXPECT_EQ(screen.clock, "abc");
}

TEST(InputWindow, HasLongLabelsAboveTheirFields) {
  const Model& small = *find_model("504G");
  InputWindow window = form(
      {{"Name of the guest", "a", TextField(Kind::Any)}, {"Room", "b", TextField(Kind::Number, false, "12")}},
      small);
  Screen screen = seen(window);
  ASSERT_EQ(screen.rows.size(), 3U);
  EXPECT_EQ(screen.rows[0].text, "Name of the guest");
  EXPECT_FALSE(screen.rows[0].field);
  EXPECT_EQ(screen.rows[1].field, (ScreenField{0, "", 0}));
  EXPECT_EQ(screen.total_rows, 4U);
  window.on_key(Key::NavDown);
  screen = seen(window);
  EXPECT_EQ(screen.rows.back().field, (ScreenField{0, "12", 2}));
}

TEST(InputWindow, UpAndDownGoBetweenFieldsAndRound) {
  InputWindow window = login();
  window.on_key(Key::NavDown);
  EXPECT_TRUE(seen(window).rows[1].selected);
  EXPECT_EQ(seen(window).clock, "");
  window.on_key(Key::NavDown);
  EXPECT_TRUE(seen(window).rows[0].selected);
  window.on_key(Key::NavUp);
  EXPECT_TRUE(seen(window).rows[1].selected);
}

TEST(InputWindow, SelectGoesOnAndSubmitsFromTheLastField) {
  InputWindow window = login();
  window.on_text("eva");
  EXPECT_EQ(window.on_key(Key::NavSelect), KeyResult::done());
  for (const Key key : {Key::KeyPad4, Key::KeyPad7, Key::KeyPad1, Key::KeyPad1}) window.on_key(key);
  const KeyResult result = window.on_key(Key::NavSelect);
  ASSERT_TRUE(result.action);
  EXPECT_EQ(result.action->uri, "http://x/form?a=1&user=eva&pin=4711");
  EXPECT_EQ(window.on_key(Key::Soft1), result);
  EXPECT_EQ(window.on_soft_key(SoftKeyFunction::Search), result);
}

TEST(InputWindow, TellsNobodyAMaskedValue) {
  InputWindow window = login();
  window.on_key(Key::NavDown);
  window.on_text("4711");
  EXPECT_EQ(seen(window).rows[1].field, (ScreenField{5, "****", 4}));
  EXPECT_EQ(window.on_key(Key::Soft1).action->shown, "http://x/form?a=1&user=&pin=hidden");
  EXPECT_EQ(window.on_key(Key::Soft1).action->typed, Typed::Secret);
}

TEST(InputWindow, BackspaceAndThePauseAreForTheField) {
  InputWindow window = login();
  window.on_key(Key::KeyPad2);
  EXPECT_TRUE(window.awaits_digit());
  EXPECT_EQ(window.pause(), tap_pause);
  window.on_pause();
  EXPECT_FALSE(window.awaits_digit());
  window.on_key(Key::KeyPad2);
  EXPECT_EQ(seen(window).rows[0].field->text, "aa");
  window.on_key(Key::Soft2);
  EXPECT_EQ(seen(window).rows[0].field->text, "a");
}

TEST(InputWindow, ACoveredFormForgetsAHalfTap) {
  InputWindow window = login();
  window.on_key(Key::KeyPad2);
  window.on_covered();
  window.on_key(Key::KeyPad2);
  EXPECT_EQ(seen(window).rows[0].field->text, "aa");
}

TEST(InputWindow, CancelGoesBack) {
  InputWindow window = login();
  EXPECT_EQ(window.on_key(Key::Soft3), KeyResult::act(Action::Kind::Back));
}

TEST(InputWindow, WithoutFieldsSubmitsAllTheSame) {
  InputWindow window = form({});
  for (const Key key : {Key::NavUp, Key::NavDown, Key::KeyPad1, Key::Soft2, Key::NavLeft})
    EXPECT_EQ(window.on_key(key), KeyResult::done());
  EXPECT_EQ(window.on_text("x"), KeyResult::done());
  EXPECT_EQ(window.on_key(Key::NavSelect).action->uri, "http://x/form?a=1");
}

TEST(InputWindow, TheAnswerHasTheNameOfTheRowThatLedToTheForm) {
  InputWindow window(default_model(), {"http://x/page", {}, "Sign in"}, {"Form", "", {}}, "http://x/form",
                     {{"User", "user", TextField(Kind::Any)}});
  KeyResult submits = KeyResult::open("http://x/form?user=", "Sign in");
  submits.action->typed = Typed::Words;
  EXPECT_EQ(window.on_key(Key::NavSelect), submits);
}

TEST(InputWindow, IsDrawnInCharacters) {
  WindowStack stack(*find_model("504G"));
  stack.push(std::make_unique<InputWindow>(login(*find_model("504G"))));
  stack.on_text("eva");
  EXPECT_EQ(to_text(stack.screen()),
            "╭───────────────────────────────╮\n"
            "│ Form                      abc │\n"
            "├───────────────────────────────┤\n"
            "│▸User eva▏____________________ │\n"
            "│ PIN  ________________________ │\n"
            "│                               │\n"
            "│ Fill in                       │\n"
            "├───────┬───────┬───────┬───────┤\n"
            "│Submit │  <<   │Cancel │       │\n"
            "╰───────┴───────┴───────┴───────╯\n");
}

TEST(DialWindow, EditsANumberAndDialsIt) {
  DialWindow window(default_model(), "Ann", "204");
  EXPECT_EQ(seen(window).kind, WindowKind::Dial);
  EXPECT_EQ(seen(window).title, "Ann");
  window.on_key(Key::Soft2);
  window.on_key(Key::KeyPad5);
  window.on_text("+#");
  EXPECT_EQ(seen(window).rows[0].field, (ScreenField{0, "205+#", 5}));
  EXPECT_EQ(window.on_key(Key::Soft1), KeyResult::open("Dial:205+#", "Ann"));
  EXPECT_EQ(window.on_key(Key::NavSelect), KeyResult::open("Dial:205+#", "Ann"));
  EXPECT_EQ(window.on_key(Key::Soft3), KeyResult::act(Action::Kind::Back));
}

TEST(DialWindow, WithoutANumberDialsNothing) {
  DialWindow window(default_model(), "", "");
  EXPECT_EQ(seen(window).title, "Dial");
  EXPECT_EQ(window.on_key(Key::Soft1), KeyResult::done());
}

}  // namespace
}  // namespace handset::phone
