#include "phone/directory_window.h"

#include <gtest/gtest.h>

namespace handset::phone {
namespace {

DirectoryWindow window(const Model& model, std::vector<DirectoryRow> rows) {
  using enum SoftKeyFunction;
  return {model, {}, {"Staff", "", SoftKeyBar::of({Dial, EditDial, Exit})}, std::move(rows)};
}

Screen shown(const Window& window) {
  Screen screen;
  window.show(screen);
  return screen;
}

TEST(DirectoryWindow, ShowsNamesAndNumbers) {
  const DirectoryWindow staff = window(default_model(), {{"Ann", "204"}, {"", "205"}});
  const Screen screen = shown(staff);
  EXPECT_EQ(screen.kind, WindowKind::Directory);
  ASSERT_EQ(screen.rows.size(), 2U);
  EXPECT_EQ(screen.rows[0].text, "Ann");
  EXPECT_EQ(screen.rows[0].right, "204");
  EXPECT_EQ(screen.rows[1].text, "");
  EXPECT_EQ(screen.rows[1].right, "205");
}

TEST(DirectoryWindow, ShowsALongNumberOnThePromptLineOfASmallScreen) {
  DirectoryWindow staff =
      window(*find_model("504G"), {{"Somebody with a long name", "+49 30 1234567"}, {"Ann", "2"}});
  EXPECT_EQ(shown(staff).rows[0].right, "");
  EXPECT_EQ(shown(staff).prompt, "+49 30 1234567");
  staff.on_key(Key::NavDown);
  EXPECT_EQ(shown(staff).prompt, "");
  EXPECT_EQ(shown(staff).rows[1].right, "2");
}

TEST(DirectoryWindow, DialsTheEntryThatIsChosen) {
  DirectoryWindow staff = window(default_model(), {{"Ann", "(030) 12-34"}, {"Bob", "205"}});
  EXPECT_EQ(staff.on_soft_key(SoftKeyFunction::Dial), KeyResult::open("Dial:0301234", "Ann"));
  EXPECT_EQ(staff.on_key(Key::KeyPad2), KeyResult::open("Dial:205", "Bob"));
  // Some servers make a Dial key of Select.
  EXPECT_EQ(staff.on_soft_key(SoftKeyFunction::Select), KeyResult::open("Dial:205", "Bob"));
  EXPECT_EQ(staff.on_key(Key::NavSelect), KeyResult::open("Dial:205", "Bob"));
}

TEST(DirectoryWindow, OpensTheEditorOnRequest) {
  DirectoryWindow staff = window(default_model(), {{"Ann", "204"}});
  EXPECT_EQ(staff.on_key(Key::Soft2), KeyResult::open("EditDial:204", "Ann"));
}

TEST(DirectoryWindow, WithoutEntriesOrNumbersDialDoesNothing) {
  DirectoryWindow empty = window(default_model(), {});
  EXPECT_EQ(empty.on_key(Key::Soft1), KeyResult::done());
  EXPECT_EQ(empty.on_key(Key::Soft2), KeyResult::done());
  DirectoryWindow staff = window(default_model(), {{"Ann", "on leave"}});
  EXPECT_EQ(staff.on_key(Key::Soft1), KeyResult::done());
  EXPECT_EQ(staff.on_key(Key::Soft2), KeyResult::done());
}

TEST(Dialled, LeavesOutWhatIsForPeople) {
  EXPECT_EQ(dialled("+49 (30) 12-34/5.6"), "+4930123456");
  EXPECT_EQ(dialled("*72#"), "*72#");
  EXPECT_EQ(dialled("sip:ann@pbx.example"), "sip:ann@pbx.example");
  EXPECT_EQ(dialled("ann@pbx.example"), "sip:ann@pbx.example");
  EXPECT_EQ(dialled("ext. 12"), "");
  EXPECT_EQ(dialled(""), "");
}

}  // namespace
}  // namespace handset::phone
