#include "io/settings_schema.h"

#include <array>
#include <gtest/gtest.h>

#include "temporary_folder.h"

namespace handset::io {
namespace {

constexpr std::array<const char*, 3> three_steps{
    "CREATE TABLE a (x INTEGER) STRICT", "ALTER TABLE a ADD COLUMN y INTEGER NOT NULL DEFAULT 7",
    "CREATE TABLE b (z INTEGER) STRICT; INSERT INTO b SELECT x + y FROM a"};

std::span<const char* const> first_steps(std::size_t count) {
  return std::span(three_steps).first(count);
}

class SettingsSchema : public ::testing::Test {
 protected:
  [[nodiscard]] Sqlite open() const {
    return Sqlite::open((temporary.path() / "settings.db").string(), Duration(0)).value();
  }
  testing::TemporaryFolder temporary;
};

TEST_F(SettingsSchema, MakesAllTablesOfANewFile) {
  Sqlite sqlite = open();
  ASSERT_TRUE(upgrade_schema(sqlite, settings_schema()).has_value());
  EXPECT_EQ(sqlite.number("PRAGMA user_version").value(),
            static_cast<std::int64_t>(settings_schema().size()));
  EXPECT_EQ(sqlite.number("SELECT count(*) FROM sqlite_schema WHERE type = 'table'").value(), 7);
}

TEST_F(SettingsSchema, TakesAnOlderFileThroughTheStepsThatItLacks) {
  {
    Sqlite sqlite = open();
    ASSERT_TRUE(upgrade_schema(sqlite, first_steps(1)).has_value());
    ASSERT_TRUE(sqlite.run("INSERT INTO a VALUES (35)").has_value());
  }
  Sqlite sqlite = open();
  ASSERT_TRUE(upgrade_schema(sqlite, first_steps(3)).has_value());
  EXPECT_EQ(sqlite.number("SELECT z FROM b").value(), 42);
  EXPECT_EQ(sqlite.number("PRAGMA user_version").value(), 3);
}

TEST_F(SettingsSchema, DoesNothingToAFileOfTheSameVersion) {
  Sqlite sqlite = open();
  ASSERT_TRUE(upgrade_schema(sqlite, first_steps(1)).has_value());
  EXPECT_TRUE(upgrade_schema(sqlite, first_steps(1)).has_value());  // a second CREATE TABLE would fail
}

TEST_F(SettingsSchema, LeavesAFileAsItWasAfterTheLastStepThatSucceeded) {
  constexpr std::array<const char*, 2> broken{
      "CREATE TABLE a (x INTEGER) STRICT", "CREATE TABLE b (x INTEGER) STRICT; CREATE TABLE a (x INTEGER)"};
  Sqlite sqlite = open();
  EXPECT_FALSE(upgrade_schema(sqlite, broken).has_value());
  EXPECT_FALSE(sqlite.in_transaction());
  EXPECT_EQ(sqlite.number("PRAGMA user_version").value(), 1);
  EXPECT_EQ(sqlite.number("SELECT count(*) FROM sqlite_schema WHERE name = 'b'").value(), 0);
}

TEST_F(SettingsSchema, RefusesAFileOfANewerVersion) {
  Sqlite sqlite = open();
  ASSERT_TRUE(upgrade_schema(sqlite, first_steps(3)).has_value());
  const auto refused = upgrade_schema(sqlite, first_steps(2));
  EXPECT_EQ(refused.error().code, Errc::Unsupported);
  EXPECT_NE(refused.error().what.find("newer Handset"), std::string_view::npos);
}

TEST_F(SettingsSchema, RefusesAFileOfAnotherProgram) {
  Sqlite sqlite = open();
  ASSERT_TRUE(sqlite.run("CREATE TABLE bookmarks (url TEXT)").has_value());
  EXPECT_EQ(upgrade_schema(sqlite, settings_schema()).error().code, Errc::Malformed);
  EXPECT_EQ(sqlite.number("SELECT count(*) FROM sqlite_schema").value(), 1);
}

}  // namespace
}  // namespace handset::io
