// The settings' keeper is killed at random moments, a hundred times over. The child is a fork of this
// program: it submits numbered changes and writes the number of each accepted one into a pipe.
#include <array>
#include <csignal>
#include <random>
#include <sys/wait.h>
#include <unistd.h>

#include "keeper_rig.h"

namespace handset::io {
namespace {

using namespace testing;

constexpr std::array<const char*, 5> tags{"Station_Name", "Password_1_", "Display_Name_1_",
                                          "Voice_Mail_Number", "Password_2_"};

// What change `revision` sets: all of them to its number.
std::string numbered(Revision revision) {
  return revision == 0 ? "" : "n" + std::to_string(revision);
}

Submission change(Revision revision) {
  Submission out = wish({});
  for (const char* tag : tags)
    std::get<settings::Change>(out.wanted).values.push_back({tag, numbered(revision)});
  out.records = {{"accounts", numbered(revision)}};
  return out;
}

// Tells the last change in the pipe and submits the one after the next: one waits behind the one at work, so
// that there is always one under way.
void submit_on_and_on(SettingsKeeper& keeper, Revision revision, int pipe) {
  const bool taken = keeper.submit(change(revision), [&keeper, pipe](const Outcome& outcome) {
    const auto* applied = std::get_if<ChangeApplied>(&outcome);
    if (applied == nullptr) ::_exit(2);
    if (::write(pipe, &applied->revision, sizeof(Revision)) != sizeof(Revision)) ::_exit(3);
    submit_on_and_on(keeper, applied->revision + 2, pipe);
  });
  if (!taken) ::_exit(4);
}

// Until it is killed.
[[noreturn]] void submit_for_ever(const std::filesystem::path& folder, int pipe) {
  auto keeper = SettingsKeeper::open({.folder = folder});
  if (!keeper) ::_exit(1);
  const Revision last = (*keeper)->current()->revision;
  for (const Revision ahead : {1U, 2U}) submit_on_and_on(**keeper, last + ahead, pipe);
  for (;;) ::pause();
}

// Reads `count` accepted revisions and more of what comes before the child is dead; the last one.
Revision run_and_kill(const std::filesystem::path& folder, unsigned count, unsigned spin) {
  std::array<int, 2> ends{};
  if (::pipe(ends.data()) != 0) return 0;
  const pid_t child = ::fork();
  if (child == 0) {
    ::close(ends[0]);
    submit_for_ever(folder, ends[1]);
  }
  ::close(ends[1]);
  Revision last = 0;
  for (unsigned i = 0; i < count; ++i)
    if (::read(ends[0], &last, sizeof(last)) != sizeof(last)) ADD_FAILURE() << "the child ended by itself";
  for (std::atomic<unsigned> turns = 0; turns < spin; ++turns) {
  }
  ::kill(child, SIGKILL);
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_TRUE(WIFSIGNALED(status));
  while (::read(ends[0], &last, sizeof(last)) == sizeof(last)) {
  }
  ::close(ends[0]);
  return last;
}

TEST(SettingsCrash, AKillAtAnyMomentLeavesExactlyTheLastAcceptedState) {
  const TemporaryFolder temporary;
  std::minstd_rand random(20);  // NOLINT(cert-msc51-cpp): the same moments, as far as moments can be
  Revision before = 0;
  for (int round = 0; round < 100; ++round) {
    const Revision told = std::max(before, run_and_kill(temporary.path(), static_cast<unsigned>(random() % 6),
                                                        static_cast<unsigned>(random() % 400'000)));
    auto keeper = SettingsKeeper::open({.folder = temporary.path()});
    ASSERT_TRUE(keeper.has_value()) << round;
    const SettingsStatePtr state = (*keeper)->current();
    // One may have been on the disk already without having been told.
    ASSERT_GE(state->revision, told) << round;
    ASSERT_LE(state->revision, told + 1) << round;
    for (const char* tag : tags)
      ASSERT_EQ(state->snapshot->text(address_of(tag)), numbered(state->revision)) << round << ' ' << tag;
    if (state->revision > 0) {
      ASSERT_EQ((*keeper)->read_record("accounts").value(), numbered(state->revision)) << round;
      const auto entries = history(**keeper, {}, 500).value();
      ASSERT_EQ(entries.size(), std::min<Revision>(state->revision, 500)) << round;
      for (std::size_t i = 0; i < entries.size(); ++i) {
        ASSERT_EQ(entries[i].revision, state->revision - i);
        ASSERT_EQ(entries[i].items.size(), tags.size());
        for (const HistoryItem& item : entries[i].items)
          if (!settings::rows()[address_of(item.tag).row].secret()) {
            ASSERT_EQ(item.after, numbered(entries[i].revision));
            ASSERT_EQ(item.before, numbered(entries[i].revision - 1));
          }
      }
    }
    before = state->revision;
  }
  EXPECT_GT(before, 100U);
}

}  // namespace
}  // namespace handset::io
