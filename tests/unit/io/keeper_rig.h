// What the tests of the settings' keeper share: a keeper in a folder of its own, calls that wait for their
// outcome, and a wall clock that moves a second with each change.
#pragma once

#include <atomic>
#include <fstream>
#include <future>
#include <gtest/gtest.h>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "io/settings_keeper.h"
#include "settings/row.h"
#include "temporary_folder.h"

namespace handset::io::testing {

inline Actor admin() {
  return {settings::Origin::Page, "admin", "192.0.2.1"};
}
inline Actor script() {
  return {settings::Origin::Api, "admin", "192.0.2.2"};
}

inline settings::Address address_of(std::string_view tag) {
  return settings::find_tag(tag).value();
}

inline Submission wish(std::vector<settings::Assignment> values, Actor actor = admin(),
                       std::optional<Revision> seen = {}) {
  return {.wanted = settings::Change{std::move(values), {}}, .actor = std::move(actor), .seen = seen};
}

inline Outcome submit(SettingsKeeper& keeper, Submission submission) {
  std::promise<Outcome> outcome;
  EXPECT_TRUE(
      keeper.submit(std::move(submission), [&](Outcome came) { outcome.set_value(std::move(came)); }));
  return outcome.get_future().get();
}
inline Outcome undo(SettingsKeeper& keeper, SettingsKeeper::Undo wanted) {
  std::promise<Outcome> outcome;
  EXPECT_TRUE(keeper.undo(std::move(wanted), [&](Outcome came) { outcome.set_value(std::move(came)); }));
  return outcome.get_future().get();
}
inline Result<std::vector<HistoryEntry>> history(SettingsKeeper& keeper, std::optional<Revision> before = {},
                                                 std::size_t limit = 50) {
  std::promise<Result<std::vector<HistoryEntry>>> entries;
  EXPECT_TRUE(keeper.history(before, limit, [&](auto came) { entries.set_value(std::move(came)); }));
  return entries.get_future().get();
}
inline Result<void> write_record(SettingsKeeper& keeper, Record record) {
  std::promise<Result<void>> written;
  EXPECT_TRUE(keeper.write_record(std::move(record), [&](auto came) { written.set_value(came); }));
  return written.get_future().get();
}

// The Error of a keeper that could not be opened.
inline Error fault_of(KeeperOptions options) {
  options.patience = Duration(0);
  const auto opened = SettingsKeeper::open(std::move(options));
  const Error* error = opened ? nullptr : std::get_if<Error>(&opened.error());
  if (error == nullptr) ADD_FAILURE() << "it opened, or the command line is at fault";
  return error == nullptr ? Error{Errc::Incomplete, 0, ""} : *error;
}

inline std::string bytes_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

class KeeperTest : public ::testing::Test {
 protected:
  void SetUp() override { open(); }

  [[nodiscard]] KeeperOptions options() {
    return {.folder = folder / "data", .wall = [this] { return WallTime(seconds(++now)); }};
  }
  void open() { open(options()); }
  void open(KeeperOptions with) {
    keeper.reset();
    auto opened = SettingsKeeper::open(std::move(with));
    ASSERT_TRUE(opened.has_value());
    keeper = *std::move(opened);
  }
  void close() { keeper.reset(); }

  Outcome set(std::string tag, std::string value, Actor actor = admin()) {
    return submit(*keeper, wish({{std::move(tag), std::move(value)}}, std::move(actor)));
  }
  [[nodiscard]] std::string value(std::string_view tag) const {
    return std::string(keeper->current()->snapshot->text(address_of(tag)));
  }
  [[nodiscard]] Revision revision() const { return keeper->current()->revision; }

  TemporaryFolder temporary;
  const std::filesystem::path folder = temporary.path();
  std::atomic<std::int64_t> now = 1'000'000;
  std::unique_ptr<SettingsKeeper> keeper;
};

}  // namespace handset::io::testing
