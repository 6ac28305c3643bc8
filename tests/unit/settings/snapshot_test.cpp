#include "settings_rig.h"

namespace handset::settings {
namespace {

constexpr WallTime noon{std::chrono::hours(12)};
constexpr WallTime evening{std::chrono::hours(18)};

SnapshotPtr defaults() {
  return std::make_shared<const Snapshot>();
}

// The snapshot after a change that must succeed.
Applied applied(const SnapshotPtr& base, const std::vector<Assignment>& assignments,
                Origin origin = Origin::Page, WallTime at = noon) {
  auto result = base->with(assignments, {origin, at});
  EXPECT_TRUE(result) << (result ? "" : result.error().front().message);
  return result ? *result : Applied{base, {}};
}

SnapshotPtr after(const SnapshotPtr& base, const std::vector<Assignment>& assignments,
                  Origin origin = Origin::Page, WallTime at = noon) {
  return applied(base, assignments, origin, at).snapshot;
}

Issues refused(const SnapshotPtr& base, const std::vector<Assignment>& assignments,
               Origin origin = Origin::Page) {
  auto result = base->with(assignments, {origin, noon});
  EXPECT_FALSE(result);
  return result ? Issues(1) : result.error();
}

std::string text(const SnapshotPtr& snapshot, std::string_view tag) {
  return std::string(snapshot->text(address_of(tag)));
}

using Tags = std::vector<std::string>;

TEST(Snapshot, BeginsWithTheDefaults) {
  const SnapshotPtr snapshot = defaults();
  EXPECT_EQ(text(snapshot, "SIP_T1"), ".5");
  EXPECT_EQ(text(snapshot, "SIP_Port_3_"), "5062");
  EXPECT_TRUE(snapshot->changed().empty());
  EXPECT_EQ(snapshot->origin(address_of("SIP_T1")), Origin::Default);
}

TEST(Snapshot, AChangeMakesANewOneAndLeavesTheOld) {
  const SnapshotPtr before = defaults();
  const Applied change = applied(before, {{"User_ID_1_", "101"}, {"CTI_Enable", "yes"}});
  EXPECT_EQ(tags_of(change.changed), (Tags{"CTI_Enable", "User_ID_1_"}));
  EXPECT_EQ(text(change.snapshot, "User_ID_1_"), "101");
  EXPECT_EQ(text(change.snapshot, "User_ID_2_"), "");
  EXPECT_EQ(text(change.snapshot, "CTI_Enable"), "Yes");
  EXPECT_EQ(text(before, "User_ID_1_"), "");
}

TEST(Snapshot, AllOrNothingAndEveryFaultIsTold) {
  const SnapshotPtr base = defaults();
  const Issues issues =
      refused(base, {{"User_ID_1_", "101"}, {"SIP_T1", "0"}, {"Usr_ID_2_", "x"}, {"CTI_Enable", "maybe"}});
  ASSERT_EQ(issues.size(), 3U);
  EXPECT_EQ(issues[0].tag, "Usr_ID_2_");
  EXPECT_NE(issues[0].message.find("did you mean User_ID_2_?"), std::string::npos);
  EXPECT_EQ(issues[1].tag, "CTI_Enable");
  EXPECT_EQ(issues[1].message, "CTI_Enable: \"maybe\" is refused: neither yes nor no; give Yes or No");
  EXPECT_EQ(issues[2].tag, "SIP_T1");
  EXPECT_EQ(text(base, "User_ID_1_"), "");
}

TEST(Snapshot, OfATagGivenTwiceTheLastOneCounts) {
  EXPECT_EQ(text(after(defaults(), {{"User_ID_1_", "101"}, {"User_ID_1_", "102"}}), "User_ID_1_"), "102");
  EXPECT_EQ(text(after(defaults(), {{"SIP_T1", "wrong"}, {"SIP_T1", "1"}}), "SIP_T1"), "1");
}

TEST(Snapshot, AStatusValueCannotBeSet) {
  EXPECT_EQ(refused(defaults(), {{"Product_Name", "x"}}).front().message,
            "Product_Name shows the status of the phone and cannot be set");
}

TEST(Snapshot, AValueThatMeansTheDefaultTakesNoRoom) {
  const SnapshotPtr base = defaults();
  const Applied change =
      applied(base, {{"SIP_T1", "0.50"}, {"CTI_Enable", "no"}, {"RTP_Packet_Size", ".03"}});
  EXPECT_TRUE(change.changed.empty());
  EXPECT_TRUE(change.snapshot->changed().empty());
  EXPECT_EQ(change.snapshot->memory(), base->memory());
}

TEST(Snapshot, BackToTheDefaultIsAChangeToo) {
  const SnapshotPtr base = after(defaults(), {{"CTI_Enable", "Yes"}});
  const Applied change = applied(base, {{"CTI_Enable", "No"}});
  EXPECT_EQ(tags_of(change.changed), Tags{"CTI_Enable"});
  EXPECT_TRUE(change.snapshot->changed().empty());
  EXPECT_EQ(change.snapshot->origin(address_of("CTI_Enable")), Origin::Default);
}

TEST(Snapshot, ASubmitOfEverythingChangesOnlyWhatDiffers) {
  const SnapshotPtr base = after(defaults(), {{"User_ID_1_", "101"}}, Origin::Profile);
  std::vector<Assignment> form;
  for (RowId id = 0; id < rows().size(); ++id) {
    const bool once = rows()[id].scope == Scope::Phone;
    if (!rows()[id].settable()) continue;
    for (unsigned index = once ? 0 : 1; index <= (once ? 0 : rows()[id].instances()); ++index) {
      const Address address{id, static_cast<std::uint8_t>(index)};
      form.push_back({tag_of(address), std::string(base->shown_text(address))});
    }
  }
  EXPECT_GT(form.size(), 2'000U);
  form.push_back({"CTI_Enable", "Yes"});
  const Applied change = applied(base, form, Origin::Page, evening);
  EXPECT_EQ(tags_of(change.changed), Tags{"CTI_Enable"});
  EXPECT_EQ(change.snapshot->origin(address_of("User_ID_1_")), Origin::Profile);
  EXPECT_EQ(change.snapshot->set_at(address_of("User_ID_1_")), noon);
  EXPECT_EQ(change.snapshot->set_at(address_of("CTI_Enable")), evening);
}

TEST(Snapshot, KnowsWhoSetAValueLast) {
  SnapshotPtr snapshot = after(defaults(), {{"User_ID_1_", "101"}}, Origin::Profile);
  EXPECT_EQ(snapshot->origin(address_of("User_ID_1_")), Origin::Profile);
  snapshot = after(snapshot, {{"User_ID_1_", "102"}}, Origin::Api, evening);
  EXPECT_EQ(snapshot->origin(address_of("User_ID_1_")), Origin::Api);
  EXPECT_EQ(snapshot->set_at(address_of("User_ID_1_")), evening);
  EXPECT_EQ(origin_name(Origin::CommandLine), "command line");
}

TEST(Snapshot, TheCommandLineLocksWhatItSets) {
  const SnapshotPtr locked = after(defaults(), {{"User_ID_1_", "101"}}, Origin::CommandLine);
  EXPECT_TRUE(locked->locked(address_of("User_ID_1_")));
  EXPECT_FALSE(locked->locked(address_of("User_ID_2_")));
  const Issues issues = refused(locked, {{"User_ID_1_", "102"}});
  ASSERT_EQ(issues.size(), 1U);
  EXPECT_EQ(issues[0].message, "User_ID_1_ is locked: the command line of the phone sets it");
}

TEST(Snapshot, ALockedValueSentBackUnchangedIsNoFault) {
  const SnapshotPtr locked =
      after(defaults(), {{"User_ID_1_", "101"}, {"Password_1_", "pw"}}, Origin::CommandLine);
  const Applied change = applied(
      locked, {{"User_ID_1_", "101"}, {"Password_1_", std::string(secret_mask)}, {"CTI_Enable", "Yes"}});
  EXPECT_EQ(tags_of(change.changed), Tags{"CTI_Enable"});
  EXPECT_EQ(text(change.snapshot, "Password_1_"), "pw");
}

TEST(Snapshot, AProfileStoresBeneathTheCommandLine) {
  const SnapshotPtr locked = after(defaults(), {{"User_ID_1_", "101"}}, Origin::CommandLine);
  const Applied change = applied(locked, {{"User_ID_1_", "200"}}, Origin::Profile);
  EXPECT_TRUE(change.changed.empty());
  EXPECT_EQ(text(change.snapshot, "User_ID_1_"), "101");
  EXPECT_EQ(change.snapshot->stored_text(address_of("User_ID_1_")), "200");
  EXPECT_EQ(tags_of(change.snapshot->changed()), Tags{"User_ID_1_"});
}

TEST(Snapshot, TheCommandLineMayLockADefault) {
  const SnapshotPtr stored = after(defaults(), {{"CTI_Enable", "Yes"}});
  const SnapshotPtr locked = after(stored, {{"CTI_Enable", "No"}}, Origin::CommandLine);
  EXPECT_EQ(text(locked, "CTI_Enable"), "No");
  EXPECT_TRUE(locked->locked(address_of("CTI_Enable")));
  EXPECT_EQ(locked->stored_text(address_of("CTI_Enable")), "Yes");
}

TEST(Snapshot, ASecretIsShownAsAMask) {
  const SnapshotPtr snapshot = after(defaults(), {{"Password_1_", "geheim"}});
  EXPECT_EQ(snapshot->shown_text(address_of("Password_1_")), secret_mask);
  EXPECT_EQ(snapshot->shown_text(address_of("Password_2_")), "");
  EXPECT_EQ(snapshot->text(address_of("Password_1_")), "geheim");
}

TEST(Snapshot, AMaskLeavesTheSecretAsItIs) {
  const SnapshotPtr base = after(defaults(), {{"Password_1_", "geheim"}});
  for (const Origin origin : {Origin::Page, Origin::Api, Origin::Profile})
    EXPECT_EQ(text(after(base, {{"Password_1_", "*************"}}, origin), "Password_1_"), "geheim");
}

TEST(Snapshot, AnEmptySecretClearsItExceptInAProfile) {
  const SnapshotPtr base = after(defaults(), {{"Password_1_", "geheim"}});
  EXPECT_EQ(text(after(base, {{"Password_1_", ""}}, Origin::Profile), "Password_1_"), "geheim");
  EXPECT_EQ(text(after(base, {{"Password_1_", ""}}, Origin::Page), "Password_1_"), "");
}

TEST(Snapshot, AMinimumAboveItsMaximumIsRefused) {
  const Issues issues = refused(defaults(), {{"RTP_Port_Min", "20000"}});
  ASSERT_EQ(issues.size(), 1U);
  EXPECT_EQ(issues[0].tag, "RTP_Port_Min");
  EXPECT_EQ(issues[0].message, "RTP_Port_Min (20000) is above RTP_Port_Max (16538); it must not be greater");
  after(defaults(), {{"RTP_Port_Min", "20000"}, {"RTP_Port_Max", "20100"}});
  EXPECT_EQ(refused(defaults(), {{"SIP_T1", "5"}}).front().tag, "SIP_T1");
  EXPECT_EQ(refused(defaults(), {{"SIP_TCP_Port_Max", "5059"}}).front().tag, "SIP_TCP_Port_Min");
  EXPECT_EQ(refused(defaults(), {{"Reg_Min_Expires", "8000"}}).front().tag, "Reg_Min_Expires");
  EXPECT_EQ(refused(defaults(), {{"Sub_Max_Expires", "9"}}).front().tag, "Sub_Min_Expires");
}

TEST(Snapshot, TenEvenPortsAreLeft) {
  const auto range = [](std::string low, std::string high) {
    return std::vector<Assignment>{{"RTP_Port_Min", std::move(low)}, {"RTP_Port_Max", std::move(high)}};
  };
  after(defaults(), range("20000", "20018"));
  after(defaults(), range("20001", "20020"));
  EXPECT_EQ(refused(defaults(), range("20000", "20017")).front().tag, "RTP_Port_Max");
  EXPECT_EQ(refused(defaults(), range("20001", "20019")).front().tag, "RTP_Port_Max");
}

TEST(Snapshot, TwentyChangedValuesCostLessThanTwoKilobytes) {
  std::vector<Assignment> changes;
  for (const std::string n : {"1", "2"}) {
    changes.push_back({"User_ID_" + n + "_", "10" + n});
    changes.push_back({"Password_" + n + "_", "kZ7-qqP2mN9x-" + n});
    changes.push_back({"Display_Name_" + n + "_", "Reception desk " + n});
    changes.push_back({"Proxy_" + n + "_", "pbx.example.com"});
    changes.push_back({"Outbound_Proxy_" + n + "_", "sbc.example.com:5080"});
    changes.push_back({"Use_Outbound_Proxy_" + n + "_", "Yes"});
    changes.push_back({"Mailbox_ID_" + n + "_", "80" + n});
  }
  changes.insert(changes.end(), {{"XML_Password", "correct-horse-battery"},
                                 {"LDAP_Password", "staple"},
                                 {"Profile_Rule", "https://prov.example.com/phones/$MA.xml"},
                                 {"Station_Name", "Lobby"},
                                 {"Syslog_Server", "log.example.com:514"},
                                 {"XML_Application_Service_URL", "http://pbx.example.com/menu?mac=$MA"}});
  Change change{changes, {}};
  for (const Assignment& assignment : changes) change.rights.push_back({assignment.tag, UserRight::ReadOnly});
  const auto applied = Snapshot{}.with(change, {Origin::Profile, noon});
  ASSERT_TRUE(applied);
  const SnapshotPtr snapshot = applied->snapshot;
  ASSERT_EQ(snapshot->changed().size(), 20U);
  ASSERT_EQ(snapshot->changed_rights().size(), 20U);
  EXPECT_LT(snapshot->memory(), 2048U);
  RecordProperty("bytes", static_cast<int>(snapshot->memory()));
}

TEST(Differences, AreSymmetricAndInTheOrderOfThePages) {
  const SnapshotPtr left = after(defaults(), {{"User_ID_1_", "101"}, {"CTI_Enable", "Yes"}});
  const SnapshotPtr right =
      after(defaults(), {{"User_ID_1_", "102"}, {"Ring1", "n=A;w=1;c=1"}, {"CTI_Enable", "Yes"}});
  EXPECT_EQ(tags_of(differences(*left, *right)), (Tags{"Ring1", "User_ID_1_"}));
  EXPECT_EQ(differences(*left, *right), differences(*right, *left));
  EXPECT_TRUE(differences(*left, *left).empty());
}

TEST(Differences, ARestoringChangeTurnsOneStateIntoTheOther) {
  const SnapshotPtr before = after(defaults(), {{"User_ID_1_", "101"}, {"Password_1_", "geheim"}});
  const SnapshotPtr now =
      after(before, {{"User_ID_1_", "102"}, {"Password_1_", ""}, {"CTI_Enable", "Yes"}}, Origin::Api);
  const Change undo = restoring_change(*now, *before);
  EXPECT_EQ(undo.values.size(), 3U);
  EXPECT_TRUE(undo.rights.empty());
  const auto undone = now->with(undo, {Origin::Page, evening});
  ASSERT_TRUE(undone);
  EXPECT_TRUE(differences(*undone->snapshot, *before).empty());
  EXPECT_EQ(text(undone->snapshot, "Password_1_"), "geheim");
  EXPECT_EQ(tags_of(undone->changed), (Tags{"CTI_Enable", "User_ID_1_", "Password_1_"}));
  EXPECT_TRUE(restoring_change(*now, *now).empty());
}

TEST(Differences, AnUndoRestoresWhatLiesBeneathALockToo) {
  const SnapshotPtr before = after(defaults(), {{"User_ID_1_", "101"}});
  const SnapshotPtr now =
      after(after(before, {{"User_ID_1_", "102"}}), {{"User_ID_1_", "7"}}, Origin::CommandLine);
  const Change undo = restoring_change(*now, *before);
  EXPECT_FALSE(now->with(undo, {Origin::Page, evening}));
  const auto undone = now->with(undo, {Origin::Page, evening, true});
  ASSERT_TRUE(undone);
  EXPECT_TRUE(undone->changed.empty());
  EXPECT_EQ(text(undone->snapshot, "User_ID_1_"), "7");
  EXPECT_EQ(undone->snapshot->stored_text(address_of("User_ID_1_")), "101");
}

TEST(Differences, AnUndoTakesRightsBack) {
  const auto now = Snapshot{}.with({{}, {{"CTI_Enable", UserRight::ReadWrite}}}, {Origin::Profile, noon});
  ASSERT_TRUE(now);
  const Change undo = restoring_change(*now->snapshot, Snapshot{});
  EXPECT_EQ(undo.rights, (std::vector<RightAssignment>{{"CTI_Enable", UserRight::Hidden}}));
  const auto undone = now->snapshot->with(undo, {Origin::Page, evening});
  ASSERT_TRUE(undone);
  EXPECT_TRUE(undone->snapshot->changed_rights().empty());
}

TEST(Restore, BringsTheStoredLayerBackWithItsStamps) {
  SnapshotPtr snapshot =
      after(defaults(), {{"User_ID_1_", "101"}, {"Password_1_", "geheim"}}, Origin::Profile);
  snapshot = after(snapshot, {{"CTI_Enable", "Yes"}}, Origin::Api, evening);
  snapshot = after(snapshot, {{"CTI_Enable", "No"}}, Origin::CommandLine);
  const auto rights = snapshot->with({{}, {{"User_ID_1_", UserRight::ReadWrite}}}, {Origin::Profile, noon});
  ASSERT_TRUE(rights);
  snapshot = rights->snapshot;

  const Restored restored = Snapshot::restore(snapshot->stored(), snapshot->stored_rights());
  EXPECT_TRUE(restored.issues.empty());
  EXPECT_EQ(text(restored.snapshot, "User_ID_1_"), "101");
  EXPECT_EQ(text(restored.snapshot, "Password_1_"), "geheim");
  EXPECT_EQ(restored.snapshot->origin(address_of("User_ID_1_")), Origin::Profile);
  EXPECT_EQ(restored.snapshot->set_at(address_of("User_ID_1_")), noon);
  EXPECT_EQ(restored.snapshot->origin(address_of("CTI_Enable")), Origin::Api);
  EXPECT_EQ(restored.snapshot->set_at(address_of("CTI_Enable")), evening);
  EXPECT_EQ(text(restored.snapshot, "CTI_Enable"), "Yes");
  EXPECT_EQ(restored.snapshot->right(address_of("User_ID_1_")), UserRight::ReadWrite);
}

TEST(Restore, LeavesOutWhatTheTableDoesNotTakeAnyMoreAndSaysSo) {
  const std::vector<StoredValue> kept{{"User_ID_1_", "101", Origin::Page, noon},
                                      {"Gone_Parameter", "x", Origin::Page, noon},
                                      {"SIP_T1", "0", Origin::Page, noon},
                                      {"Admin_Passwd", "secret", Origin::Page, noon},
                                      {"RTP_Port_Min", "20000", Origin::Page, noon}};
  const Restored restored = Snapshot::restore(kept, {});
  EXPECT_EQ(tags_of(restored.snapshot->changed()), Tags{"User_ID_1_"});
  std::vector<std::string> told;
  for (const Issue& issue : restored.issues) {
    told.push_back(issue.tag);
    EXPECT_EQ(issue.message.find("secret"), std::string::npos);
  }
  EXPECT_EQ(told, (Tags{"Gone_Parameter", "SIP_T1", "Admin_Passwd", "RTP_Port_Min"}));
}

TEST(Password, IsAValueOnTheCommandLineAlone) {
  const SnapshotPtr locked = after(defaults(), {{"Admin_Passwd", "geheim"}}, Origin::CommandLine);
  EXPECT_EQ(locked->admin_passwd(), "geheim");
  EXPECT_EQ(locked->shown_text(address_of("Admin_Passwd")), secret_mask);
  for (const Origin origin : {Origin::Page, Origin::Api, Origin::Profile}) {
    const Issues issues = refused(defaults(), {{"User_Password", "geheim"}}, origin);
    ASSERT_EQ(issues.size(), 1U);
    EXPECT_EQ(issues[0].message,
              "User_Password is a password of the web pages: their accounts keep it, not the settings");
  }
}

TEST(Password, UnchangedIsNoFault) {
  const SnapshotPtr locked = after(defaults(), {{"Admin_Passwd", "geheim"}}, Origin::CommandLine);
  EXPECT_TRUE(
      applied(locked, {{"Admin_Passwd", std::string(secret_mask)}, {"User_Password", ""}}).changed.empty());
}

TEST(Password, HasAtMost256Bytes) {
  EXPECT_TRUE(accepts("Admin_Passwd", std::string(256, 'x')));
  EXPECT_FALSE(accepts("Admin_Passwd", std::string(257, 'x')));
  EXPECT_EQ(
      said_of("Admin_Passwd", "a\tb"),
      "the value is refused: a control character; give a password of at most 256 bytes, without control "
      "characters");
}

}  // namespace
}  // namespace handset::settings
