#include "settings_rig.h"

namespace handset::settings {
namespace {

SnapshotPtr with(const std::vector<Assignment>& assignments) {
  auto result = Snapshot().with(assignments, {Origin::Api, WallTime{}});
  EXPECT_TRUE(result) << (result ? "" : result.error().front().message);
  return result ? result->snapshot : std::make_shared<const Snapshot>();
}

TEST(Readers, GiveTheDefaultsInTheirTypes) {
  const Snapshot snapshot;
  EXPECT_EQ(snapshot.xml_mode(), XmlMode::Friendly);
  EXPECT_EQ(snapshot.xml_notify_body(), XmlNotifyBody::Url);
  EXPECT_EQ(snapshot.nonce_lifetime(), seconds(60));
  EXPECT_EQ(snapshot.sip_timer_j(), seconds(16));
  EXPECT_EQ(snapshot.digest_algorithms(), std::vector<std::string_view>{"MD5"});
  EXPECT_EQ(snapshot.fetch_allowed(), "");
  EXPECT_TRUE(snapshot.ext(1).line_enable());
  EXPECT_FALSE(snapshot.ext(12).use_auth_id());
}

TEST(Readers, GiveTheValuesOfTheirExtension) {
  const SnapshotPtr snapshot = with({{"User_ID_2_", "102"}, {"Line_Enable_2_", "No"}, {"Password_2_", "pw"}});
  EXPECT_EQ(snapshot->ext(2).user_id(), "102");
  EXPECT_EQ(snapshot->ext(2).password(), "pw");
  EXPECT_FALSE(snapshot->ext(2).line_enable());
  EXPECT_EQ(snapshot->ext(1).user_id(), "");
  EXPECT_TRUE(snapshot->ext(1).line_enable());
}

TEST(Readers, GiveEnumsListsAndFractions) {
  const SnapshotPtr snapshot = with({{"XML_Mode", "STRICT"},
                                     {"XML_NOTIFY_Body", "url+xml"},
                                     {"Digest_Algorithms", "sha-256, md5"},
                                     {"SIP_Timer_J", "1.25"}});
  EXPECT_EQ(snapshot->xml_mode(), XmlMode::Strict);
  EXPECT_EQ(snapshot->xml_notify_body(), XmlNotifyBody::UrlXml);
  EXPECT_EQ(snapshot->digest_algorithms(), (std::vector<std::string_view>{"SHA-256", "MD5"}));
  EXPECT_EQ(snapshot->sip_timer_j(), milliseconds(1250));
}

template <class T>
concept ReadsDialPlan = requires(const T& readers) { readers.dial_plan(); };
template <class T>
concept ReadsUserId = requires(const T& readers) { readers.user_id(); };
template <class T>
concept ReadsHardware = requires(const T& readers) { readers.static_ip(); };

TEST(Readers, ExistForActiveRowsAlone) {
  EXPECT_TRUE(ReadsUserId<ExtReaders>);
  EXPECT_FALSE(ReadsDialPlan<ExtReaders>);
  EXPECT_FALSE(ReadsHardware<Snapshot>);
}

}  // namespace
}  // namespace handset::settings
