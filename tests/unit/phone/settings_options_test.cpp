#include "phone/settings_options.h"

#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace handset::phone {
namespace {

settings::SnapshotPtr settings_of(const std::vector<settings::Assignment>& assignments) {
  auto applied = settings::Snapshot{}.with(assignments, {settings::Origin::CommandLine, WallTime{}});
  EXPECT_TRUE(applied);
  return applied->snapshot;
}

PhoneOptions options_of(const std::vector<settings::Assignment>& assignments,
                        const Model& model = default_model()) {
  return options_from(*settings_of(assignments), model, nullptr);
}

TEST(SettingsOptions, the_model_decides_the_number_of_lines) {
  EXPECT_EQ(options_of({}).lines.size(), 5U);
  EXPECT_EQ(options_of({}, *find_model("SPA509G")).lines.size(), 12U);
  EXPECT_EQ(options_of({{"User_ID_12_", "112"}}, *find_model("SPA509G")).lines.back().user_id, "112");
}

TEST(SettingsOptions, a_line_is_what_its_extension_says) {
  const auto line = options_of({{"User_ID_2_", "102"},
                                {"Password_2_", "secret"},
                                {"Display_Name_2_", "Desk"},
                                {"Proxy_2_", "pbx.example.com:5070"},
                                {"Line_Enable_2_", "No"}})
                        .lines.at(1);
  EXPECT_EQ(line.user_id, "102");
  EXPECT_EQ(line.password, "secret");
  EXPECT_EQ(line.display_name, "Desk");
  EXPECT_EQ(line.realm, "pbx.example.com");
  EXPECT_FALSE(line.enabled);
}

TEST(SettingsOptions, a_reversed_auth_realm_goes_before_the_proxy) {
  const auto line =
      options_of({{"Proxy_1_", "pbx.example.com"}, {"Reversed_Auth_Realm_1_", "office"}}).lines.front();
  EXPECT_EQ(line.realm, "office");
}

TEST(SettingsOptions, an_auth_id_counts_only_when_it_is_used) {
  EXPECT_EQ(options_of({{"Auth_ID_1_", "alice"}}).lines.front().auth_id, "");
  EXPECT_EQ(options_of({{"Auth_ID_1_", "alice"}, {"Use_Auth_ID_1_", "Yes"}}).lines.front().auth_id, "alice");
}

TEST(SettingsOptions, challenges_offer_the_algorithms_in_their_order) {
  const auto digest = options_of({{"Digest_Algorithms", "SHA-256,MD5"}, {"Nonce_Lifetime", "90"}}).digest;
  EXPECT_EQ(std::vector<DigestAlgorithm>(digest.algorithms.begin(), digest.algorithms.end()),
            (std::vector{DigestAlgorithm::Sha256, DigestAlgorithm::Md5}));
  EXPECT_EQ(digest.nonce_lifetime, seconds(90));
}

TEST(SettingsOptions, xml_in_a_push_and_strictness_are_asked_for) {
  EXPECT_FALSE(options_of({}).notify.inline_xml);
  EXPECT_EQ(options_of({}).notify.mode, xml::Mode::Friendly);
  const auto notify = options_of({{"XML_NOTIFY_Body", "url+xml"}, {"XML_Mode", "strict"}}).notify;
  EXPECT_TRUE(notify.inline_xml);
  EXPECT_EQ(notify.mode, xml::Mode::Strict);
}

}  // namespace
}  // namespace handset::phone
