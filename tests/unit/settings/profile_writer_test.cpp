#include <algorithm>
#include <gmock/gmock.h>
#include <random>
#include <set>

#include "profile_rig.h"

namespace handset::settings {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

SnapshotPtr with(const Snapshot& base, const Change& change) {
  const auto applied = base.with(change, {Origin::Page, {}});
  EXPECT_TRUE(applied) << (applied ? "" : applied.error().front().message);
  return applied ? applied->snapshot : nullptr;
}

AppliedProfile read_back(const Snapshot& onto, const std::string& document) {
  return onto.with_profile(profile_of(document), resync_stamp);
}

std::string default_document() {
  return write_profile(Snapshot{});
}

// Values that fit a row and are not its default, whatever they mean.
std::string another_value(const Row& row, std::mt19937& random) {
  switch (row.type) {
    case Type::Bool:
      return row.default_value == "Yes" ? "No" : "Yes";
    case Type::Unsigned:
    case Type::Integer:
    case Type::Port: {
      const std::int64_t steps =
          std::min<std::int64_t>((row.range.max - row.range.min) / row.range.step, 5000);
      return std::to_string(row.range.min +
                            row.range.step *
                                static_cast<std::int64_t>(random() % static_cast<unsigned>(steps + 1)));
    }
    case Type::Enum:
      return std::string(row.members[random() % row.members.size()]);
    case Type::Text:
      return std::array{"<b>\"Tom\" & 'Jerry'</b>", "Grüße, 東京 😀", "]]>", "a  b", "&amp;"}[random() % 5];
    case Type::Secret:
      return "geheim";
    default:
      return std::string(row.default_value);
  }
}

Change random_change(std::mt19937& random) {
  Change change;
  for (RowId id = 0; id < rows().size(); ++id) {
    const Row& row = rows()[id];
    if (!row.settable() || row.type == Type::Password) continue;
    for (unsigned i = 1; i <= row.instances(); ++i) {
      const Address address{id, static_cast<std::uint8_t>(row.scope == Scope::Phone ? 0 : i)};
      if (random() % 4 == 0) change.rights.push_back({tag_of(address), static_cast<UserRight>(random() % 3)});
      if (random() % 2 == 0 && (row.range.max == 0 || row.range.max > 40))
        change.values.push_back({tag_of(address), another_value(row, random)});
    }
  }
  // Pairs that would be refused together.
  std::erase_if(change.values, [](const Assignment& assignment) {
    return assignment.tag.ends_with("_Min") || assignment.tag.ends_with("_Max") ||
           assignment.tag.find("_Expires") != std::string::npos;
  });
  return change;
}

TEST(Export, HoldsEverySettingOnceWithItsGroup) {
  const std::string document = default_document();
  EXPECT_THAT(document, HasSubstr("<CTI_Enable group=\"SIP/SIP_Parameters\">No</CTI_Enable>\n"));
  EXPECT_THAT(document, HasSubstr("<SIP_T1 group=\"SIP/SIP_Timer_Values__sec_\">.5</SIP_T1>\n"));
  EXPECT_THAT(document, HasSubstr("<SIP_Port_12_ group=\"Ext_12/SIP_Settings\">5071</SIP_Port_12_>\n"));
  EXPECT_THAT(document, HasSubstr("<Extension_2_ group=\"Phone/Line_Key_2\">"));
  EXPECT_THAT(document, HasSubstr("<Unit_2_Key_32 group=\"Attendant_Console/Unit_2\">"));
  std::multiset<std::string> tags;
  for (const Assignment& assignment : profile_of(document).change.values) tags.insert(assignment.tag);
  std::size_t expected = 0;
  for (RowId id = 0; id < rows().size(); ++id) {
    const Row& row = rows()[id];
    if (!row.settable() || row.secret()) continue;
    expected += row.instances();
    for (unsigned i = 1; i <= row.instances(); ++i)
      EXPECT_EQ(tags.count(tag_of({id, static_cast<std::uint8_t>(row.scope == Scope::Phone ? 0 : i)})), 1U);
  }
  EXPECT_EQ(tags.size(), expected);
}

TEST(Export, PutsOneExtensionBehindTheOther) {
  const std::string document = default_document();
  EXPECT_LT(document.find("<Dial_Plan_1_"), document.find("<Line_Enable_2_"));
  EXPECT_LT(document.find("<Extension_1_"), document.find("<Extension_2_"));
  EXPECT_LT(document.find("<Line_Enable_12_"), document.find("<Cfwd_Setting"));
}

TEST(Export, SaysWhatTheUserMayDo) {
  EXPECT_THAT(default_document(), HasSubstr("<DND_Setting ua=\"rw\" group=\"User/"));
  EXPECT_THAT(default_document(), Not(HasSubstr("ua=\"na\"")));
  const SnapshotPtr changed =
      with({}, {{}, {{"CTI_Enable", UserRight::ReadOnly}, {"DND_Setting", UserRight::Hidden}}});
  EXPECT_THAT(write_profile(*changed), HasSubstr("<CTI_Enable ua=\"ro\" group="));
  EXPECT_THAT(write_profile(*changed), HasSubstr("<DND_Setting ua=\"na\" group="));
}

TEST(Export, LeavesSecretsOut) {
  const std::vector<Assignment> passwords{{"Admin_Passwd", "kept-by-command-line"}};
  const SnapshotPtr snapshot = with({}, {{{"Password_1_", "geheim"}, {"GPP_SA", "auch geheim"}}, {}});
  const auto locked = snapshot->with(passwords, {Origin::CommandLine, {}});
  ASSERT_TRUE(locked);
  const std::string document = write_profile(*locked->snapshot);
  for (const std::string_view hidden :
       {"geheim", "kept-by-command-line", "Password_1_", "GPP_SA", "Admin_Passwd", "User_Password", "****"})
    EXPECT_EQ(document.find(hidden), std::string::npos) << hidden;
}

TEST(Export, BeginsWithTheStatusAndTellsItApart) {
  const std::vector<StatusValue> status{{"System Information", "Connection_Type", "DHCP"},
                                        {"Ext 1 Status", "Registration_State", "<Registered> & \"sound\""},
                                        {"Ext 2 Status", "Registration_State", ""}};
  const std::string document = write_profile(Snapshot{}, status);
  EXPECT_THAT(document,
              HasSubstr("<Connection_Type group=\"Info/System_Information\">DHCP</Connection_Type>\n"));
  EXPECT_THAT(document,
              HasSubstr("<Registration_State group=\"Info/Ext_1_Status\">&lt;Registered&gt; &amp; "));
  EXPECT_LT(document.find("Ext_2_Status"), document.find("System/"));
  const AppliedProfile applied = read_back({}, document);
  EXPECT_THAT(told(applied.issues), IsEmpty());
  EXPECT_THAT(applied.changed, IsEmpty());
}

TEST(Export, IsTheSameForTheSameSettings) {
  std::mt19937 random(1);
  const SnapshotPtr snapshot = with({}, random_change(random));
  EXPECT_EQ(write_profile(*snapshot),
            write_profile(*Snapshot::restore(snapshot->stored(), snapshot->stored_rights()).snapshot));
}

TEST(Export, ReadBackOntoTheSamePhoneChangesNothing) {
  std::mt19937 random(2);
  for (int round = 0; round < 20; ++round) {
    const SnapshotPtr snapshot = with({}, random_change(random));
    const AppliedProfile applied = read_back(*snapshot, write_profile(*snapshot));
    EXPECT_THAT(told(applied.issues), IsEmpty());
    EXPECT_THAT(tags_of(applied.changed), IsEmpty());
    EXPECT_THAT(tags_of(applied.changed_rights), IsEmpty());
    EXPECT_TRUE(restoring_change(*snapshot, *applied.snapshot).empty());
    for (const Address address : snapshot->changed())
      ASSERT_EQ(applied.snapshot->origin(address), Origin::Page) << "what stays the same keeps its stamp";
  }
}

TEST(Export, ReadOntoAFreshPhoneGivesTheSameSettingsButForSecrets) {
  std::mt19937 random(3);
  for (int round = 0; round < 20; ++round) {
    const SnapshotPtr snapshot = with({}, random_change(random));
    const AppliedProfile applied = read_back({}, write_profile(*snapshot));
    EXPECT_THAT(told(applied.issues), IsEmpty());
    for (const Address address : differences(*snapshot, *applied.snapshot))
      EXPECT_TRUE(rows()[address.row].secret()) << tag_of(address);
    for (const Address address : right_differences(*snapshot, *applied.snapshot))
      EXPECT_TRUE(rows()[address.row].secret()) << tag_of(address);
  }
}

}  // namespace
}  // namespace handset::settings
