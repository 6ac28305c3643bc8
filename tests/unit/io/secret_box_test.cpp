#include "io/secret_box.h"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "temporary_folder.h"

namespace handset::io {
namespace {

using testing::TemporaryFolder;

mode_t mode_of(const std::filesystem::path& path) {
  struct stat status{};
  EXPECT_EQ(::stat(path.c_str(), &status), 0);
  return status.st_mode & 0777U;
}

TEST(SecretBox, OpensWhatItSealed) {
  auto box = SecretBox::with_passing_key().value();
  for (const std::string& plain : {std::string(), std::string("secret"), std::string(5000, 'x')}) {
    const auto sealed = box.seal(plain, "a place");
    ASSERT_TRUE(sealed.has_value());
    EXPECT_EQ(box.open(*sealed, "a place").value(), plain);
  }
}

TEST(SecretBox, SealsTheSameValueDifferentlyEachTime) {
  auto box = SecretBox::with_passing_key().value();
  const auto first = box.seal("a long enough secret", "place").value();
  EXPECT_NE(first, box.seal("a long enough secret", "place").value());
  EXPECT_EQ(first.find("secret"), std::string::npos);
}

TEST(SecretBox, DoesNotOpenAValueInAnotherPlace) {
  auto box = SecretBox::with_passing_key().value();
  EXPECT_EQ(box.open(box.seal("secret", "Password_1_").value(), "Password_2_").error().code, Errc::Malformed);
}

TEST(SecretBox, DoesNotOpenAValueWithAnyByteAlteredOrMissing) {
  auto box = SecretBox::with_passing_key().value();
  const std::string sealed = box.seal("secret", "place").value();
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    std::string altered = sealed;
    altered[i] = static_cast<char>(altered[i] ^ 1);
    EXPECT_FALSE(box.open(altered, "place").has_value()) << i;
    EXPECT_FALSE(box.open(sealed.substr(0, i), "place").has_value()) << i;
  }
  EXPECT_EQ(box.open(sealed, "place").value(), "secret");
}

TEST(SecretBox, DoesNotOpenAValueOfAnotherKey) {
  auto box = SecretBox::with_passing_key().value();
  auto other = SecretBox::with_passing_key().value();
  EXPECT_EQ(other.open(box.seal("secret", "place").value(), "place").error().code, Errc::Malformed);
}

TEST(SecretBox, KeepsItsKeyInAFileForTheOwnerAlone) {
  const TemporaryFolder folder;
  const auto sealed = SecretBox::with_new_key(folder.path()).value().seal("secret", "place").value();
  EXPECT_EQ(mode_of(folder.path() / "settings.key"), 0600U);
  EXPECT_EQ(std::filesystem::file_size(folder.path() / "settings.key"), 32U);
  EXPECT_FALSE(std::filesystem::exists(folder.path() / "settings.key.new"));
  EXPECT_EQ(SecretBox::with_key_of(folder.path()).value().open(sealed, "place").value(), "secret");
}

TEST(SecretBox, NeverReplacesAKey) {
  const TemporaryFolder folder;
  ASSERT_TRUE(SecretBox::with_new_key(folder.path()).has_value());
  EXPECT_EQ(SecretBox::with_new_key(folder.path()).error().code, Errc::Exists);
}

TEST(SecretBox, TakesAwayTheRightsOfOthersToAKeyThatCameBackWithThem) {
  const TemporaryFolder folder;
  ASSERT_TRUE(SecretBox::with_new_key(folder.path()).has_value());
  using std::filesystem::perms;
  std::filesystem::permissions(folder.path() / "settings.key", perms::group_read | perms::others_read,
                               std::filesystem::perm_options::add);
  EXPECT_TRUE(SecretBox::with_key_of(folder.path()).has_value());
  EXPECT_EQ(mode_of(folder.path() / "settings.key"), 0600U);
}

TEST(SecretBox, SaysWhetherAKeyIsMissingOrDamaged) {
  const TemporaryFolder folder;
  EXPECT_EQ(SecretBox::with_key_of(folder.path()).error().code, Errc::NotFound);
  std::ofstream(folder.path() / "settings.key") << "too short";
  EXPECT_EQ(SecretBox::with_key_of(folder.path()).error().code, Errc::Malformed);
  std::ofstream(folder.path() / "settings.key") << std::string(33, 'x');
  EXPECT_EQ(SecretBox::with_key_of(folder.path()).error().code, Errc::Malformed);
  std::filesystem::remove(folder.path() / "settings.key");
  std::ofstream(folder.path() / "elsewhere") << std::string(32, 'x');
  std::filesystem::create_symlink(folder.path() / "elsewhere", folder.path() / "settings.key");
  EXPECT_EQ(SecretBox::with_key_of(folder.path()).error().code, Errc::Unavailable);
}

TEST(SecretBox, MakesAKeyThoughACrashLeftAHalfWrittenOne) {
  const TemporaryFolder folder;
  std::ofstream(folder.path() / "settings.key.new") << "half";
  EXPECT_TRUE(SecretBox::with_new_key(folder.path()).has_value());
  EXPECT_TRUE(SecretBox::with_key_of(folder.path()).has_value());
}

}  // namespace
}  // namespace handset::io
