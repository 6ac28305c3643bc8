// What stands on the disk of the settings' keeper, and what happens when it is not as it should be.
#include <filesystem>
#include <sys/stat.h>

#include "io/sqlite.h"
#include "keeper_rig.h"

namespace handset::io {
namespace {

using namespace testing;

mode_t mode_of(const std::filesystem::path& path) {
  struct stat status{};
  EXPECT_EQ(::stat(path.c_str(), &status), 0);
  return status.st_mode & 0777U;
}

class KeeperFileTest : public KeeperTest {
 protected:
  [[nodiscard]] std::filesystem::path file(std::string_view name) const { return folder / "data" / name; }

  // As an administrator with a tool would, while nobody has the file open.
  void alter(const std::string& sql) {
    close();
    auto sqlite = Sqlite::open(file("settings.db").string(), Duration(0)).value();
    ASSERT_TRUE(sqlite.run(sql).has_value());
  }
  void fill_with_secrets() {
    Submission all = wish({{"Password_1_", "correct horse"}, {"XML_Password", "battery staple"}});
    all.records = {{"accounts", "hash of a password"}};
    submit(*keeper, all);
    set("Password_1_", "another secret");
    undo(*keeper, {1, admin(), {}, false});
  }
};

TEST_F(KeeperFileTest, IsForTheOwnerAlone) {
  set("SIP_T1", "1");
  EXPECT_EQ(mode_of(folder / "data"), 0700U);
  for (const auto& entry : std::filesystem::directory_iterator(folder / "data"))
    EXPECT_EQ(mode_of(entry.path()), 0600U) << entry.path();
  EXPECT_TRUE(std::filesystem::exists(file("settings.db-wal")));
  close();
  using std::filesystem::perms;
  std::filesystem::permissions(file("settings.db"), perms::group_read | perms::others_read,
                               std::filesystem::perm_options::add);
  open();
  EXPECT_EQ(mode_of(file("settings.db")), 0600U);
}

TEST_F(KeeperFileTest, HasNoSecretInPlainBytes) {
  fill_with_secrets();
  const auto look = [this] {
    std::string all;
    for (const auto& entry : std::filesystem::directory_iterator(folder / "data"))
      all += bytes_of(entry.path());
    EXPECT_NE(all.find("XML_Password"), std::string::npos);
    for (const char* secret : {"correct horse", "battery staple", "another secret", "hash of a password"})
      EXPECT_EQ(all.find(secret), std::string::npos) << secret;
  };
  look();  // the log of the transactions
  close();
  look();  // the file that it was put into
}

TEST_F(KeeperFileTest, IsOpenInOneKeeperAtATime) {
  const Error error = fault_of(options());
  EXPECT_EQ(error.code, Errc::Exists);
  EXPECT_NE(error.what.find("another process"), std::string_view::npos);
  EXPECT_TRUE(std::holds_alternative<ChangeApplied>(set("SIP_T1", "1")));
}

TEST_F(KeeperFileTest, FailsOnAFullDiskAndStaysAsItWas) {
  set("Station_Name", "before");
  KeeperOptions small = options();
  small.most_pages = 30;
  open(small);
  std::vector<settings::Assignment> much;
  for (unsigned i = 1; i <= 12; ++i)
    much.push_back({"Dial_Plan_" + std::to_string(i) + "_", "(" + std::string(4000, '1') + ")"});
  Submission large = wish(much);
  large.records = {{"accounts", "new"}};
  large.wanted.emplace<settings::Change>().values = much;
  std::get<settings::Change>(large.wanted).values.push_back({"Station_Name", "after"});
  const Outcome outcome = submit(*keeper, large);
  ASSERT_TRUE(std::holds_alternative<Error>(outcome));
  EXPECT_EQ(std::get<Error>(outcome).code, Errc::Unavailable);
  EXPECT_NE(std::get<Error>(outcome).what.find("disk is full"), std::string_view::npos);
  EXPECT_EQ(value("Station_Name"), "before");
  EXPECT_EQ(revision(), 1U);
  EXPECT_EQ(keeper->read_record("accounts").error().code, Errc::NotFound);
  EXPECT_TRUE(std::holds_alternative<ChangeApplied>(set("Station_Name", "smaller")));
  open();
  EXPECT_EQ(value("Station_Name"), "smaller");
  EXPECT_EQ(revision(), 2U);
  EXPECT_EQ(value("Dial_Plan_1_"), std::string(settings::default_of(address_of("Dial_Plan_1_"))));
}

TEST_F(KeeperFileTest, AsksForItsKeyBackWhenItIsMissing) {
  fill_with_secrets();
  close();
  std::filesystem::rename(file("settings.key"), file("aside"));
  const Error error = fault_of(options());
  EXPECT_EQ(error.code, Errc::Malformed);
  EXPECT_NE(error.what.find("settings.key is missing: put it back"), std::string_view::npos);
  EXPECT_FALSE(std::filesystem::exists(file("settings.key")));
  std::filesystem::rename(file("aside"), file("settings.key"));
  open();
  EXPECT_EQ(value("Password_1_"), "correct horse");
}

TEST_F(KeeperFileTest, RefusesADamagedOrForeignKey) {
  fill_with_secrets();
  close();
  std::ofstream(file("settings.key")) << std::string(32, 'x');
  EXPECT_NE(fault_of(options()).what.find("not the key of settings.db"), std::string_view::npos);
  std::ofstream(file("settings.key")) << "x";
  EXPECT_NE(fault_of(options()).what.find("settings.key is damaged"), std::string_view::npos);
  EXPECT_EQ(bytes_of(file("settings.key")), "x");
}

TEST_F(KeeperFileTest, TakesAKeyThatACrashLeftWithoutItsProof) {
  close();
  const std::string key = bytes_of(file("settings.key"));
  for (const char* name : {"settings.db", "settings.db-wal"}) std::filesystem::remove(file(name));
  open();
  set("Password_1_", "correct horse");
  EXPECT_EQ(bytes_of(file("settings.key")), key);
  open();
  EXPECT_EQ(value("Password_1_"), "correct horse");
}

TEST_F(KeeperFileTest, NoticesSecretsThatChangedPlaces) {
  submit(*keeper, wish({{"Password_1_", "one"}, {"Password_2_", "two"}}));
  alter(
      "UPDATE settings SET sealed = (SELECT s.sealed FROM settings s WHERE s.tag = 'Password_1_')"
      " WHERE tag = 'Password_2_'");
  const Error error = fault_of(options());
  EXPECT_EQ(error.code, Errc::Malformed);
  EXPECT_NE(error.what.find("damaged or altered"), std::string_view::npos);
}

TEST_F(KeeperFileTest, KeepsButDoesNotObeyWhatThisBuildDoesNotKnow) {
  set("SIP_T1", "1");
  alter(
      "INSERT INTO settings SELECT phone, 'Parameter_Of_Tomorrow', 'x', NULL, origin, account, source, at,"
      " revision FROM settings WHERE tag = 'SIP_T1';"
      "INSERT INTO change_items VALUES ('main', 1, 0, 'Parameter_Of_Tomorrow', NULL, NULL, 'x', NULL);"
      "UPDATE settings SET value = 'soon' WHERE tag = 'SIP_T1'");
  open();
  ASSERT_EQ(keeper->left_out().size(), 2U);
  EXPECT_EQ(value("SIP_T1"), ".5");
  EXPECT_EQ(keeper->current()->author(address_of("SIP_T1")), nullptr);
  EXPECT_EQ(history(*keeper).value().at(0).items.at(0).tag, "Parameter_Of_Tomorrow");
  set("SIP_T1", "2");
  const Outcome undone = undo(*keeper, {0, admin(), {}, false});
  EXPECT_EQ(std::get<ChangeApplied>(undone).issues.at(0).tag, "Parameter_Of_Tomorrow");
  open();
  EXPECT_EQ(keeper->left_out().size(), 1U);
  close();
  auto sqlite = Sqlite::open(file("settings.db").string(), Duration(0)).value();
  EXPECT_EQ(sqlite.number("SELECT count(*) FROM settings WHERE tag = 'Parameter_Of_Tomorrow'").value(), 1);
}

TEST_F(KeeperFileTest, RefusesAFileOfANewerVersion) {
  alter("PRAGMA user_version = 999");
  EXPECT_EQ(fault_of(options()).code, Errc::Unsupported);
}

TEST_F(KeeperFileTest, SaysThatAFileIsDamaged) {
  set("SIP_T1", "1");
  close();
  std::ofstream(file("settings.db"), std::ios::in | std::ios::out) << "This is no database at all";
  const Error error = fault_of(options());
  EXPECT_EQ(error.code, Errc::Malformed);
  EXPECT_NE(error.what.find("settings.db is damaged"), std::string_view::npos);
}

TEST_F(KeeperFileTest, IsNotOpenedThroughALinkOrWhereAFolderStands) {
  close();
  std::filesystem::rename(file("settings.db"), folder / "elsewhere");
  std::filesystem::create_symlink(folder / "elsewhere", file("settings.db"));
  EXPECT_EQ(fault_of(options()).code, Errc::Unavailable);
  std::filesystem::remove(file("settings.db"));
  std::filesystem::create_directory(file("settings.db"));
  EXPECT_EQ(fault_of(options()).code, Errc::Unavailable);
}

TEST_F(KeeperFileTest, RefusesAPhoneWithoutAName) {
  KeeperOptions unnamed;
  for (const char* name : {"", "two words", "line\nend"}) {
    unnamed.phone = name;
    EXPECT_EQ(fault_of(unnamed).code, Errc::Malformed);
  }
}

}  // namespace
}  // namespace handset::io
