#include "web/settings_schema.h"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <gtest/gtest.h>
#include <map>

#include "base/gzip.h"
#include "settings/row.h"
#include "unit/web/rig.h"

namespace handset::web {
namespace {

namespace json = boost::json;
using testing::field;
using testing::Rig;

std::map<std::string, json::object> rows_of_schema() {
  std::map<std::string, json::object> out;
  const json::value schema = json::parse(settings_schema_json());
  for (const auto& tab : schema.at("tabs").as_array())
    for (const auto& section : tab.at("sections").as_array())
      for (const auto& row : section.at("rows").as_array())
        out[std::string(row.at("access").as_string()) + " " + std::string(row.at("tag").as_string())] =
            row.as_object();
  return out;
}

TEST(SettingsSchema, HasEveryRowOfTheTable) {
  std::size_t count = 0;
  const json::value schema = json::parse(settings_schema_json());
  for (const auto& tab : schema.at("tabs").as_array())
    for (const auto& section : tab.at("sections").as_array()) count += section.at("rows").as_array().size();
  EXPECT_EQ(count, settings::rows().size());
}

TEST(SettingsSchema, SaysWhatIsKnownOfARowAndLeavesOutWhatIsFalse) {
  const auto rows = rows_of_schema();
  const json::object& t1 = rows.at("admin SIP_T1");
  EXPECT_EQ(t1.at("label"), "SIP T1");
  EXPECT_EQ(t1.at("type"), "seconds");
  EXPECT_EQ(t1.at("scope"), "phone");
  EXPECT_EQ(t1.at("state"), "active");
  EXPECT_EQ(t1.at("default"), ".5");
  EXPECT_FALSE(t1.at("expects").as_string().empty());
  EXPECT_FALSE(t1.at("help").as_string().empty());
  for (const char* absent : {"secret", "blank", "members", "defaults", "reason", "restart", "basic"})
    EXPECT_FALSE(t1.contains(absent)) << absent;
  EXPECT_EQ(rows.at("admin Password_<n>_").at("secret"), true);
  EXPECT_EQ(rows.at("admin SIP_Port_<n>_").at("restart"), true);
  EXPECT_EQ(rows.at("admin SIP_Port_<n>_").at("defaults").as_array().size(), 12U);
}

TEST(SettingsSchema, TabsStandInTheOrderOfThePages) {
  const json::value schema = json::parse(settings_schema_json());
  std::string names;
  for (const auto& tab : schema.at("tabs").as_array()) names += std::string(tab.at("name").as_string()) + ",";
  EXPECT_EQ(names, "Info,System,SIP,Provisioning,Regional,Phone,Ext,User,Attendant Console,TR-069,");
}

TEST(SettingsSchema, IsSentPackedPlainOrNotAtAll) {
  const SettingsSchema schema;
  const auto plain = schema.answer(Rig::request("GET", "/"));
  EXPECT_EQ(plain.status, 200);
  EXPECT_EQ(plain.body, settings_schema_json());
  const auto packed = schema.answer(Rig::request("GET", "/", {{"Accept-Encoding", "gzip"}}));
  EXPECT_EQ(field(packed, "Content-Encoding"), "gzip");
  EXPECT_EQ(*gunzip(packed.body, 10'000'000), plain.body);
  EXPECT_NE(field(packed, "ETag"), field(plain, "ETag"));
  const auto known = schema.answer(Rig::request("GET", "/", {{"If-None-Match", field(plain, "ETag")}}));
  EXPECT_EQ(known.status, 304);
  EXPECT_TRUE(known.body.empty());
}

}  // namespace
}  // namespace handset::web
