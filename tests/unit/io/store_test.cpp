#include "io/store.h"

#include <fstream>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <thread>

#include "temporary_folder.h"

namespace handset::io {
namespace {

using testing::TemporaryFolder;

mode_t mode_of(const std::filesystem::path& file) {
  struct stat status{};
  EXPECT_EQ(::stat(file.c_str(), &status), 0) << file;
  return status.st_mode & 07777;
}

struct FileStoreTest : ::testing::Test {
  TemporaryFolder temporary;
  std::filesystem::path folder = temporary.path() / "new" / "data";
  std::unique_ptr<FileStore> store = FileStore::open(folder).value();
};

TEST_F(FileStoreTest, GivesBackWhatWasWritten) {
  const std::string value("a\0b\nc", 5);
  ASSERT_TRUE(store->write("first-password", value).has_value());
  EXPECT_EQ(store->read("first-password").value(), value);
  ASSERT_TRUE(store->write("first-password", "").has_value());
  EXPECT_EQ(store->read("first-password").value(), "");
}

TEST_F(FileStoreTest, KeepsValuesForTheNextStart) {
  ASSERT_TRUE(store->write("settings", "x=1").has_value());
  store.reset();
  EXPECT_EQ(FileStore::open(folder).value()->read("settings").value(), "x=1");
}

TEST_F(FileStoreTest, LetsTheOwnerAloneReadThem) {
  ASSERT_TRUE(store->write("secret", "x").has_value());
  EXPECT_EQ(mode_of(folder), 0700U);
  EXPECT_EQ(mode_of(folder / "secret"), 0600U);
}

TEST_F(FileStoreTest, MakesAWorldReadableFilePrivateWhenItIsWritten) {
  std::ofstream(folder / "secret") << "old";
  std::filesystem::permissions(folder / "secret", std::filesystem::perms(0644));
  ASSERT_TRUE(store->write("secret", "new").has_value());
  EXPECT_EQ(mode_of(folder / "secret"), 0600U);
}

TEST_F(FileStoreTest, SaysThatAValueIsNotThere) {
  EXPECT_EQ(store->read("nothing").error().code, Errc::NotFound);
}

TEST_F(FileStoreTest, TakesPlainNamesAlone) {
  for (const std::string name : {"", "..", "../x", "a/b", "a.b", "A", "a b", "a_b", "settings.new"}) {
    EXPECT_EQ(store->write(name, "x").error().code, Errc::Malformed) << name;
    EXPECT_EQ(store->read(name).error().code, Errc::Malformed) << name;
  }
  EXPECT_EQ(store->write(std::string(65, 'a'), "x").error().code, Errc::Malformed);
  EXPECT_EQ(store->write(std::string("a\0b", 3), "x").error().code, Errc::Malformed);
  EXPECT_TRUE(store->write(std::string(64, 'a'), "x").has_value());
}

TEST_F(FileStoreTest, LeavesNoTemporaryFileBehindAndIsNotHeldUpByOne) {
  std::ofstream(folder / "value.new") << "half a val";
  ASSERT_TRUE(store->write("value", "whole").has_value());
  EXPECT_EQ(store->read("value").value(), "whole");
  EXPECT_FALSE(std::filesystem::exists(folder / "value.new"));
}

TEST_F(FileStoreTest, KeepsTheOldValueWhenTheNewOneCannotBeWritten) {
  ASSERT_TRUE(store->write("value", "old").has_value());
  // A folder in the way of the temporary file, which no write can remove.
  std::filesystem::create_directories(folder / "value.new" / "x");
  const auto failed = store->write("value", "new");
  ASSERT_FALSE(failed.has_value());
  EXPECT_EQ(failed.error().code, Errc::Unavailable);
  EXPECT_EQ(store->read("value").value(), "old");
}

TEST_F(FileStoreTest, IsNeverSeenHalfWritten) {
  const std::string a(100'000, 'a');
  const std::string b(100'000, 'b');
  ASSERT_TRUE(store->write("value", a).has_value());
  std::thread writer([&] {
    for (int i = 0; i < 50; ++i) EXPECT_TRUE(store->write("value", i % 2 == 0 ? b : a).has_value());
  });
  for (int i = 0; i < 200; ++i) {
    const std::string seen = store->read("value").value();
    ASSERT_TRUE(seen == a || seen == b);
  }
  writer.join();
}

TEST_F(FileStoreTest, FollowsNoLink) {
  std::ofstream(temporary.path() / "outside") << "secret";
  std::filesystem::create_symlink(temporary.path() / "outside", folder / "link");
  EXPECT_EQ(store->read("link").error().code, Errc::Unavailable);
  ASSERT_TRUE(store->write("link", "mine").has_value());
  EXPECT_EQ(store->read("link").value(), "mine");
  std::string outside;
  std::ifstream(temporary.path() / "outside") >> outside;
  EXPECT_EQ(outside, "secret");
}

TEST_F(FileStoreTest, TakesUpTo16MiB) {
  const std::string large(std::size_t{16} << 20, 'x');
  EXPECT_TRUE(store->write("large", large).has_value());
  EXPECT_EQ(store->read("large").value().size(), large.size());
  EXPECT_EQ(store->write("large", large + "x").error().code, Errc::TooLarge);
}

TEST_F(FileStoreTest, IsNotMadeWhereAFileIs) {
  std::ofstream(temporary.path() / "file") << "x";
  EXPECT_EQ(FileStore::open(temporary.path() / "file").error().code, Errc::Unavailable);
  EXPECT_EQ(FileStore::open(temporary.path() / "file" / "below").error().code, Errc::Unavailable);
}

TEST(NoStoreTest, HasNothingAndKeepsNothing) {
  NoStore store;
  EXPECT_EQ(store.write("a", "b").error().code, Errc::Unavailable);
  EXPECT_EQ(store.read("a").error().code, Errc::NotFound);
}

}  // namespace
}  // namespace handset::io
