#include "io/record_file.h"

#include <csignal>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <string>
#include <sys/resource.h>
#include <sys/stat.h>
#include <vector>

#include "temporary_folder.h"

namespace handset::io {
namespace {

using testing::TemporaryFolder;

struct Lines final : Log {
  [[nodiscard]] bool enabled(LogLevel) const override { return true; }
  void write(LogLevel, std::string_view, std::string_view text) override { all.emplace_back(text); }
  std::vector<std::string> all;
};

struct RecordFiles : ::testing::Test {
  std::unique_ptr<RecordFile> create() { return RecordFile::create(path, log).value(); }
  std::unique_ptr<RecordFileReader> open() { return RecordFileReader::open(path).value(); }
  [[nodiscard]] std::string text() const {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  TemporaryFolder folder;
  std::filesystem::path path = folder.path() / "run.record";
  Lines log;
};

mode_t mode_of(const std::filesystem::path& path) {
  struct stat status{};
  EXPECT_EQ(::stat(path.c_str(), &status), 0);
  return status.st_mode & 0777U;
}

RecordEntry entry(std::string text, bool secret = false) {
  return {seconds(1), RecordWay::In, "settings", {{"Password_1_"}, {std::move(text), secret}}};
}

TEST_F(RecordFiles, WhatIsWrittenIsReadBackAndOnlyTheOwnerMayReadIt) {
  {
    const auto file = create();
    file->write(entry("plain"));
    file->write(entry("hunter2", true));
  }
  EXPECT_EQ(mode_of(path), 0600U);
  EXPECT_EQ(mode_of(record_key_path(path)), 0600U);
  EXPECT_EQ(text().find("hunter2"), std::string::npos);
  const auto reader = open();
  EXPECT_EQ(reader->next().value(), entry("plain"));
  EXPECT_EQ(reader->next().value(), entry("hunter2", true));
  EXPECT_EQ(reader->next().value(), std::nullopt);
  EXPECT_EQ(reader->next().value(), std::nullopt);
}

TEST_F(RecordFiles, WhatWasFlushedIsInTheFileAtOnce) {
  const auto file = create();
  file->write(entry("first"));
  file->flush();
  EXPECT_EQ(text(), "1.000000 > settings Password_1_ first\n");
}

TEST_F(RecordFiles, NothingIsWrittenOver) {
  create();
  const auto again = RecordFile::create(path, log);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, Errc::Exists);
  std::filesystem::remove(record_key_path(path));
  const auto with_file = RecordFile::create(path, log);
  ASSERT_FALSE(with_file);
  EXPECT_EQ(with_file.error().code, Errc::Exists);
  EXPECT_FALSE(std::filesystem::exists(record_key_path(path)));
  EXPECT_FALSE(RecordFile::create(folder.path() / "no" / "where", log));
}

TEST_F(RecordFiles, ADiscardedOneIsGone) {
  create()->discard();
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST_F(RecordFiles, WithoutItsKeyARecordIsReadUpToItsFirstSecret) {
  {
    const auto file = create();
    file->write(entry("plain"));
    file->write(entry("hunter2", true));
  }
  std::filesystem::remove(record_key_path(path));
  const auto reader = open();
  EXPECT_EQ(reader->next().value(), entry("plain"));
  const auto secret = reader->next();
  ASSERT_FALSE(secret);
  EXPECT_EQ(secret.error().code, Errc::NotFound);
  std::ofstream(record_key_path(path)) << "no key\n";
  EXPECT_EQ(RecordFileReader::open(path).error().code, Errc::Malformed);
}

TEST_F(RecordFiles, TheKeyOfAnotherRecordOpensNothing) {
  {
    const auto file = create();
    file->write(entry("hunter2", true));
    const auto other = RecordFile::create(folder.path() / "other", log);
  }
  std::filesystem::copy(record_key_path(folder.path() / "other"), record_key_path(path),
                        std::filesystem::copy_options::overwrite_existing);
  EXPECT_EQ(open()->next().error().code, Errc::Malformed);
}

TEST_F(RecordFiles, ALastLineWithoutItsEndIsNone) {
  {
    const auto file = create();
    file->write(entry("plain"));
  }
  std::ofstream(path, std::ios::app) << "2.000000 > timers";
  const auto reader = open();
  EXPECT_EQ(reader->next().value(), entry("plain"));
  EXPECT_EQ(reader->next().value(), std::nullopt);
}

TEST_F(RecordFiles, LinesLongerThanWhatIsReadAtOnceAreWhole) {
  const std::string large(200'000, 'x');
  {
    const auto file = create();
    for (int i = 0; i < 3; ++i) {
      file->write(entry(large));
      file->write(entry("small"));
    }
  }
  const auto reader = open();
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(reader->next().value(), entry(large));
    EXPECT_EQ(reader->next().value(), entry("small"));
  }
  EXPECT_EQ(reader->next().value(), std::nullopt);
}

// A file that may not grow stands for a full disk.
TEST_F(RecordFiles, WhenTheDiskIsFullTheLogSaysSoOnceAndThatIsAll) {
  const auto file = create();
  file->write(entry("first"));
  file->flush();
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
  const auto handler = ::signal(SIGXFSZ, SIG_IGN);
  rlimit none = before;
  none.rlim_cur = 45;
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &none), 0);
  file->write(entry("second"));
  file->flush();
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &before), 0);
  ::signal(SIGXFSZ, handler);
  file->write(entry("third"));
  file->flush();
  ASSERT_EQ(log.all.size(), 1U);
  EXPECT_EQ(log.all[0], "The record ends here: its file cannot be written. The phone goes on.");
  const auto reader = open();
  EXPECT_EQ(reader->next().value(), entry("first"));
  EXPECT_EQ(reader->next().value(), std::nullopt);
}

TEST_F(RecordFiles, WhatIsNotThereIsSaid) {
  EXPECT_EQ(RecordFileReader::open(path).error().code, Errc::NotFound);
}

}  // namespace
}  // namespace handset::io
