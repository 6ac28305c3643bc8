// Conflicts, history and undo of the settings' keeper.
#include "keeper_rig.h"

namespace handset::io {
namespace {

using settings::Origin;
using namespace testing;

TEST_F(KeeperTest, OverwritesNothingThatWasChangedSinceItWasLoaded) {
  set("SIP_T1", "1");
  set("SIP_T1", "2", script());
  const WallTime at = keeper->current()->snapshot->set_at(address_of("SIP_T1"));
  const Outcome outcome = submit(*keeper, wish({{"SIP_T1", "3"}, {"SIP_T2", "5"}}, admin(), 1));
  const auto& conflicts = std::get<ChangeConflicts>(outcome);
  EXPECT_EQ(conflicts.revision, 2U);
  ASSERT_EQ(conflicts.settings.size(), 1U);
  EXPECT_EQ(conflicts.settings[0].address, address_of("SIP_T1"));
  EXPECT_EQ(conflicts.settings[0].yours, "3");
  EXPECT_EQ(conflicts.settings[0].theirs, "2");
  EXPECT_EQ(conflicts.settings[0].by, script());
  EXPECT_EQ(conflicts.settings[0].at, at);
  EXPECT_EQ(value("SIP_T2"), "4");
  EXPECT_EQ(revision(), 2U);
}

TEST_F(KeeperTest, TakesTheSameSubmitWithTheRevisionOfTheConflict) {
  set("SIP_T1", "1");
  set("SIP_T1", "2", script());
  EXPECT_TRUE(std::holds_alternative<ChangeApplied>(submit(*keeper, wish({{"SIP_T1", "3"}}, admin(), 2))));
  EXPECT_EQ(value("SIP_T1"), "3");
}

TEST_F(KeeperTest, HasNoConflictWhereBothWantTheSameOrOtherSettings) {
  set("SIP_T1", "1");
  submit(*keeper, wish({{"SIP_T1", "2"}, {"Station_Name", "a"}}, script()));
  const Outcome outcome = submit(*keeper, wish({{"SIP_T1", "2.0"}, {"SIP_T2", "5"}}, admin(), 1));
  EXPECT_EQ(std::get<ChangeApplied>(outcome).changed.size(), 1U);
}

TEST_F(KeeperTest, FindsAConflictWithAValueThatWentBackToItsDefault) {
  set("SIP_T1", "1");
  set("SIP_T1", ".5", script());
  const Outcome outcome = submit(*keeper, wish({{"SIP_T1", "1"}}, admin(), 1));
  EXPECT_EQ(std::get<ChangeConflicts>(outcome).settings.at(0).theirs, ".5");
}

TEST_F(KeeperTest, ShowsNoSecretInAConflict) {
  set("Password_1_", "one");
  set("Password_1_", "two", script());
  const Outcome outcome = submit(*keeper, wish({{"Password_1_", "three"}}, admin(), 1));
  EXPECT_EQ(std::get<ChangeConflicts>(outcome).settings.at(0).yours, "********");
  EXPECT_EQ(std::get<ChangeConflicts>(outcome).settings.at(0).theirs, "********");
}

TEST_F(KeeperTest, OverwritesNothingWhenTheHistoryNoLongerKnowsWhatChanged) {
  KeeperOptions with = options();
  with.history = 2;
  open(with);
  set("SIP_T1", "1", script());
  for (const char* name : {"a", "b", "c"}) set("Station_Name", name);
  const Outcome outcome = submit(*keeper, wish({{"SIP_T1", "2"}}, admin(), 0));
  EXPECT_EQ(std::get<ChangeConflicts>(outcome).settings.at(0).by, script());
  EXPECT_TRUE(std::holds_alternative<ChangeApplied>(submit(*keeper, wish({{"SIP_T1", "2"}}, admin(), 2))));
}

TEST_F(KeeperTest, OverwritesNothingForAnEditorOfAnEarlierFile) {
  set("SIP_T1", "1");
  EXPECT_TRUE(std::holds_alternative<ChangeConflicts>(submit(*keeper, wish({{"SIP_T1", "2"}}, admin(), 99))));
}

TEST_F(KeeperTest, TellsTheHistoryFromTheNewestOn) {
  set("SIP_T1", "1");
  submit(*keeper, wish({{"SIP_T1", "2"}, {"Station_Name", "a"}}, script()));
  const auto entries = history(*keeper).value();
  ASSERT_EQ(entries.size(), 2U);
  EXPECT_EQ(entries[0].revision, 2U);
  EXPECT_EQ(entries[0].actor, script());
  EXPECT_GT(entries[0].at, entries[1].at);
  ASSERT_EQ(entries[0].items.size(), 2U);
  EXPECT_EQ(entries[0].items[0].tag, "SIP_T1");
  EXPECT_EQ(entries[0].items[0].before, "1");
  EXPECT_EQ(entries[0].items[0].after, "2");
  EXPECT_EQ(entries[1].items[0].before, ".5");
}

TEST_F(KeeperTest, TellsTheHistoryPageByPage) {
  for (const char* name : {"a", "b", "c", "d", "e"}) set("Station_Name", name);
  EXPECT_EQ(history(*keeper, {}, 2).value().at(1).revision, 4U);
  const auto page = history(*keeper, 4, 2).value();
  ASSERT_EQ(page.size(), 2U);
  EXPECT_EQ(page[0].revision, 3U);
  EXPECT_TRUE(history(*keeper, 1, 2).value().empty());
}

TEST_F(KeeperTest, ForgetsTheOldestOfTheHistory) {
  KeeperOptions with = options();
  with.history = 3;
  open(with);
  for (const char* name : {"a", "b", "c", "d", "e"}) set("Station_Name", name);
  const auto entries = history(*keeper).value();
  ASSERT_EQ(entries.size(), 3U);
  EXPECT_EQ(entries.back().revision, 3U);
  EXPECT_EQ(std::get<Error>(undo(*keeper, {1, admin(), {}, false})).code, Errc::NotFound);
  EXPECT_TRUE(std::holds_alternative<ChangeApplied>(undo(*keeper, {2, admin(), {}, false})));
  EXPECT_EQ(value("Station_Name"), "b");
}

TEST_F(KeeperTest, UndoesToAnyEarlierState) {
  set("SIP_T1", "1");
  submit(*keeper, wish({{"SIP_T1", "2"}, {"Password_1_", "one"}}));
  submit(*keeper, wish({{"Password_1_", "two"}, {"Station_Name", "a"}}, script()));
  Outcome outcome = undo(*keeper, {2, script(), {}, false});
  EXPECT_EQ(std::get<ChangeApplied>(outcome).changed.size(), 2U);
  EXPECT_EQ(value("SIP_T1"), "2");
  EXPECT_EQ(value("Password_1_"), "one");
  EXPECT_EQ(value("Station_Name"), "");
  EXPECT_EQ(revision(), 4U);

  outcome = undo(*keeper, {0, admin(), {}, false});
  EXPECT_TRUE(keeper->current()->snapshot->changed().empty());
  // An undo is a change, and can be undone.
  undo(*keeper, {3, admin(), {}, false});
  EXPECT_EQ(value("Password_1_"), "two");
  EXPECT_EQ(value("Station_Name"), "a");
  open();
  EXPECT_EQ(value("Password_1_"), "two");
  const auto entries = history(*keeper).value();
  EXPECT_EQ(entries.at(0).undone_to, Revision{3});
  EXPECT_FALSE(entries.at(4).undone_to.has_value());
}

TEST_F(KeeperTest, UndoesRights) {
  submit(*keeper,
         {.wanted = settings::Change{{}, {{"SIP_T1", settings::UserRight::ReadWrite}}}, .actor = script()});
  submit(*keeper,
         {.wanted = settings::Change{{}, {{"SIP_T1", settings::UserRight::ReadOnly}}}, .actor = script()});
  const auto right = [this] { return keeper->current()->snapshot->right(address_of("SIP_T1")); };
  undo(*keeper, {1, admin(), {}, false});
  EXPECT_EQ(right(), settings::UserRight::ReadWrite);
  undo(*keeper, {0, admin(), {}, false});
  EXPECT_EQ(right(), settings::UserRight::Hidden);
  const auto items = history(*keeper).value().at(0).items;
  ASSERT_EQ(items.size(), 1U);
  EXPECT_EQ(items[0].kind, HistoryKind::Right);
  EXPECT_EQ(items[0].before, "rw");
  EXPECT_EQ(items[0].after, "na");
}

TEST_F(KeeperTest, UndoesBeneathTheCommandLine) {
  set("SIP_T1", "1");
  KeeperOptions locked = options();
  locked.command_line = {{"SIP_T1", "2"}};
  open(locked);
  undo(*keeper, {0, admin(), {}, false});
  EXPECT_EQ(value("SIP_T1"), "2");
  open();
  EXPECT_EQ(value("SIP_T1"), ".5");
}

TEST_F(KeeperTest, LeavesPasswordsOfThePagesInAnUndo) {
  Submission password = wish({{"SIP_T1", "1"}});
  password.records = {{"accounts", "hash"}};
  password.elsewhere = {"Admin_Passwd"};
  submit(*keeper, password);
  const Outcome outcome = undo(*keeper, {0, admin(), {}, false});
  EXPECT_EQ(std::get<ChangeApplied>(outcome).issues.at(0).tag, "Admin_Passwd");
  EXPECT_EQ(value("SIP_T1"), ".5");
  EXPECT_EQ(keeper->read_record("accounts").value(), "hash");
}

TEST_F(KeeperTest, SaysOfAnUndoWhatItWouldDo) {
  set("SIP_T1", "1");
  const Outcome outcome = undo(*keeper, {0, admin(), {}, true});
  EXPECT_EQ(std::get<ChangeApplied>(outcome).changed.at(0).after, ".5");
  EXPECT_EQ(value("SIP_T1"), "1");
  EXPECT_EQ(revision(), 1U);
}

TEST_F(KeeperTest, UndoesNothingOfOthersThatItsEditorHadNotSeen) {
  set("SIP_T1", "1");
  set("SIP_T1", "2");
  set("SIP_T1", "3", script());
  EXPECT_TRUE(std::holds_alternative<ChangeConflicts>(undo(*keeper, {1, admin(), 2, false})));
  EXPECT_EQ(value("SIP_T1"), "3");
}

TEST_F(KeeperTest, RefusesAnUndoToTheFutureAndDoesNothingForTheLastRevision) {
  set("SIP_T1", "1");
  EXPECT_EQ(std::get<Error>(undo(*keeper, {2, admin(), {}, false})).code, Errc::NotFound);
  EXPECT_TRUE(std::holds_alternative<ChangeUnchanged>(undo(*keeper, {1, admin(), {}, false})));
  EXPECT_EQ(std::get<Error>(undo(*keeper, {0, {Origin::Profile, "", ""}, {}, false})).code, Errc::Refused);
}

}  // namespace
}  // namespace handset::io
