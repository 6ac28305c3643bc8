#include <algorithm>
#include <map>
#include <set>

#include "settings/row_words.h"
#include "settings_rig.h"

namespace handset::settings {
namespace {

template <class Predicate>
std::size_t count_rows(Predicate predicate) {
  return static_cast<std::size_t>(std::count_if(rows().begin(), rows().end(), predicate));
}

TEST(Table, HoldsTheReferencesRowsAndThoseOfHandset) {
  const auto own = count_rows([](const Row& row) { return row.section == "Handset"; });
  EXPECT_GE(own, 9U);
  EXPECT_EQ(rows().size() - own, 746U);
  EXPECT_EQ(count_rows([](const Row& row) { return !row.settable(); }), 77U);
}

TEST(Table, OffersTwoThousandFieldsWithTwelveExtensions) {
  std::size_t fields = 0;
  for (const Row& row : rows())
    if (row.settable() && row.section != "Handset") fields += row.instances();
  EXPECT_EQ(fields, 2031U);
}

TEST(Table, ATagStandsInItsGroupOnce) {
  std::set<std::pair<std::string, std::string_view>> seen;
  for (const Row& row : rows())
    EXPECT_TRUE(seen.emplace(std::string(row.tab) + "/" + std::string(row.section), row.tag).second)
        << row.tag;
}

TEST(Table, ASettableTagStandsThereOnce) {
  std::set<std::string_view> seen;
  for (const Row& row : rows()) {
    if (row.settable()) {
      EXPECT_TRUE(seen.insert(row.tag).second) << row.tag;
    }
  }
}

TEST(Table, TabsAndSectionsStandTogether) {
  std::vector<std::string_view> tabs;
  for (const Row& row : rows())
    if (tabs.empty() || tabs.back() != row.tab) tabs.push_back(row.tab);
  EXPECT_EQ(tabs, (std::vector<std::string_view>{"Info", "System", "SIP", "Provisioning", "Regional", "Phone",
                                                 "Ext", "User", "Attendant Console", "TR-069"}));
  std::set<std::string> sections;
  std::string last;
  for (const Row& row : rows()) {
    const std::string section = std::string(row.tab) + "/" + std::string(row.section);
    if (section != last) {
      EXPECT_TRUE(sections.insert(section).second) << section << " stands in two places";
    }
    last = section;
  }
}

TEST(Table, EveryDefaultIsRightForItsType) {
  for (RowId id = 0; id < rows().size(); ++id) {
    const Row& row = rows()[id];
    if (!row.settable()) continue;
    for (unsigned index = 1; index <= row.instances(); ++index) {
      const auto place = static_cast<std::uint8_t>(row.scope == Scope::Phone ? 0 : index);
      const std::string_view preset = default_of({id, place});
      const auto checked = check_value(row, preset);
      EXPECT_TRUE(checked) << row.tag << ": " << (checked ? "" : refusal(row, preset, checked.error()));
    }
  }
}

TEST(Table, TheKeptFormOfADefaultIsKept) {
  for (const Row& row : rows()) {
    if (!row.settable()) continue;
    const std::string once = check_value(row, row.default_value).value_or("");
    EXPECT_EQ(check_value(row, once).value_or("refused"), once) << row.tag;
  }
}

TEST(Table, ASecretHasNoDefault) {
  for (const Row& row : rows()) {
    if (row.secret()) {
      EXPECT_TRUE(row.default_value.empty()) << row.tag;
    }
  }
}

TEST(Table, EveryRowSaysWhatItIsFor) {
  for (const Row& row : rows()) {
    EXPECT_GT(row.help.size(), 10U) << row.tag;
    EXPECT_TRUE(row.help.ends_with('.')) << row.tag << ": " << row.help;
    if (row.settable()) {
      EXPECT_FALSE(expectation(row).empty()) << row.tag;
    }
  }
}

TEST(Table, HardwareRowsSayWhyAndNoOthers) {
  for (const Row& row : rows()) EXPECT_EQ(row.state == State::Hardware, !row.reason.empty()) << row.tag;
}

TEST(Table, ListeningAddressesWaitForARestart) {
  std::set<std::string_view> restarts;
  for (const Row& row : rows())
    if (row.restart) restarts.insert(row.tag);
  EXPECT_EQ(restarts, (std::set<std::string_view>{"Web_Server_Port", "SIP_Port_<n>_", "SIP_Transport_<n>_"}));
}

TEST(Table, ThePasswordsOfTheWebAccountsAreAKindOfTheirOwn) {
  std::set<std::string_view> passwords;
  for (const Row& row : rows())
    if (row.type == Type::Password) passwords.insert(row.tag);
  EXPECT_EQ(passwords, (std::set<std::string_view>{"Admin_Passwd", "User_Password"}));
}

TEST(Table, TheUserAccountMayChangeWhatTheRealPhoneLetsItChange) {
  EXPECT_EQ(count_rows([](const Row& row) { return row.access == Access::User; }), 49U);
  EXPECT_EQ(row_of("User_Password").access, Access::User);
  EXPECT_EQ(row_of("Admin_Passwd").access, Access::Admin);
  EXPECT_TRUE(row_of("DND_Setting").basic);
  EXPECT_FALSE(row_of("CTI_Enable").basic);
}

TEST(Table, ExtensionsHavePortsOfTheirOwn) {
  EXPECT_EQ(default_of(address_of("SIP_Port_1_")), "5060");
  EXPECT_EQ(default_of(address_of("SIP_Port_12_")), "5071");
}

TEST(Table, RowsByTagAreInOrderAndSettableOnesFirst) {
  const auto ids = rows_by_tag();
  ASSERT_EQ(ids.size(), rows().size());
  for (std::size_t i = 1; i < ids.size(); ++i) {
    const Row& before = rows()[ids[i - 1]];
    const Row& after = rows()[ids[i]];
    EXPECT_LE(before.tag, after.tag);
    if (before.tag == after.tag) {
      EXPECT_GE(before.settable(), after.settable()) << before.tag;
    }
  }
}

}  // namespace
}  // namespace handset::settings
