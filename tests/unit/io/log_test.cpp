#include "io/log.h"

#include <cstdio>
#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace handset::io {
namespace {

// A log into a file that is read back when the log has ended.
class Logged {
 public:
  explicit Logged(LogLevel level = LogLevel::Info, std::size_t burst = 20) : file_(std::tmpfile()) {
    LogOptions options;
    options.level = level;
    options.burst = burst;
    options.out = file_;
    log_ = std::make_unique<StderrLog>(options);
  }
  ~Logged() {
    log_.reset();
    std::fclose(file_);
  }
  Logged(const Logged&) = delete;
  Logged& operator=(const Logged&) = delete;

  StderrLog& log() { return *log_; }
  std::vector<std::string> lines() {
    log_.reset();
    std::rewind(file_);
    std::vector<std::string> all(1);
    for (int c = std::fgetc(file_); c != EOF; c = std::fgetc(file_)) {
      if (c == '\n')
        all.emplace_back();
      else
        all.back() += static_cast<char>(c);
    }
    EXPECT_EQ(all.back(), "") << "the last line has an end, too";
    all.pop_back();
    return all;
  }

 private:
  std::FILE* file_;
  std::unique_ptr<StderrLog> log_;
};

bool ends_with(const std::string& text, std::string_view end) {
  return text.size() >= end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

TEST(StderrLog, WritesLevelAreaAndText) {
  Logged logged;
  logged.log().write(LogLevel::Warning, "push", "no such line");
  const auto lines = logged.lines();
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_TRUE(ends_with(lines[0], " warning push: no such line")) << lines[0];
}

TEST(StderrLog, LeavesOutWhatIsBelowItsLevel) {
  Logged logged(LogLevel::Warning);
  EXPECT_FALSE(logged.log().enabled(LogLevel::Info));
  EXPECT_TRUE(logged.log().enabled(LogLevel::Warning));
  EXPECT_TRUE(logged.log().enabled(LogLevel::Error));
  logged.log().write(LogLevel::Debug, "a", "x");
  logged.log().write(LogLevel::Info, "a", "x");
  logged.log().write(LogLevel::Error, "a", "y");
  const auto lines = logged.lines();
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_TRUE(ends_with(lines[0], " error a: y"));
}

TEST(StderrLog, WritesALineAsOneLineAndAsText) {
  Logged logged;
  logged.log().write(LogLevel::Info, "li\nne", "one\r\ntwo {} %s {0} \x1b[31m");
  const auto lines = logged.lines();
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_TRUE(ends_with(lines[0], R"( info li\nne: one\r\ntwo {} %s {0} \x1b[31m)")) << lines[0];
}

TEST(StderrLog, LeavesOutALoudAreaAndSaysHowMuch) {
  Logged logged(LogLevel::Info, 5);
  for (int i = 0; i < 100; ++i) logged.log().write(LogLevel::Info, "loud", std::to_string(i));
  logged.log().write(LogLevel::Info, "quiet", "heard");
  logged.log().write(LogLevel::Error, "loud", "another level");
  const auto lines = logged.lines();
  ASSERT_EQ(lines.size(), 8U);
  EXPECT_TRUE(ends_with(lines[4], "loud: 4"));
  EXPECT_TRUE(ends_with(lines[5], "quiet: heard"));
  EXPECT_TRUE(ends_with(lines[6], "error loud: another level"));
  EXPECT_TRUE(ends_with(lines[7], "info loud: 95 lines left out"));
}

TEST(EscapeLine, KeepsTextInAnyLanguage) {
  EXPECT_EQ(escape_line("Grüße, 世界, שלום 🙂"), "Grüße, 世界, שלום 🙂");
}

TEST(EscapeLine, ShowsControlCharactersAndBackslashes) {
  EXPECT_EQ(escape_line("a\tb\nc\rd\\e"), R"(a\tb\nc\rd\\e)");
  EXPECT_EQ(escape_line(std::string_view("\0\x07\x1b\x7f", 4)), R"(\x00\x07\x1b\x7f)");
  EXPECT_EQ(escape_line("\xc2\x85\xc2\x9b"), R"(\xc2\x85\xc2\x9b)") << "the control characters above ASCII";
}

TEST(EscapeLine, ShowsBytesThatAreNoUtf8) {
  EXPECT_EQ(escape_line("a\xff\xc3"), R"(a\xff\xc3)");
  EXPECT_EQ(escape_line("\xc0\x8a"), R"(\xc0\x8a)") << "an overlong line feed";
}

TEST(EscapeLine, ShowsWhatBreaksOrReordersLines) {
  EXPECT_EQ(escape_line("a\u2028b\u202Ec\u2066d"), R"(a\u{2028}b\u{202e}c\u{2066}d)");
}

TEST(EscapeLine, CutsWhatIsTooLong) {
  EXPECT_EQ(escape_line(std::string(4096, 'x')), std::string(4096, 'x'));
  const std::string cut = escape_line(std::string(100'000, '\n'));
  EXPECT_LE(cut.size(), 4096U + 16);
  EXPECT_TRUE(ends_with(cut, "..."));
}

}  // namespace
}  // namespace handset::io
