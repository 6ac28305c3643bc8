// What do the settings of a phone cost, all of them set: to check and store a submit, to read a flat profile,
// and in memory? Beside each, in the same run and in turns, the least that the job can cost: a plain SQLite
// pass that writes the same texts in one transaction, and a bare pugixml pass over the same document.
//
// Then, where Node and Chromium are there, what an administrator waits for: bench/settings_page.mjs.
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <future>
#include <optional>
#include <pugixml.hpp>
#include <set>
#include <span>
#include <sqlite3.h>
#include <string>
#include <string_view>
#include <unistd.h>
#include <variant>
#include <vector>

#include "io/settings_keeper.h"
#include "settings/profile.h"
#include "settings/snapshot.h"
#include "settings/value_types.h"

namespace handset {
namespace {

using settings::Address;
using settings::Assignment;

[[noreturn]] void give_up(const std::string& why) {
  std::fprintf(stderr, "bench/settings: %s\n", why.c_str());
  std::exit(1);
}

template <class Work>
double milliseconds_of(Work&& work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

// --- Two sets of values for everything that can be set

// One of each kind at least is right for every row, whatever its type.
constexpr std::array samples =
    std::to_array<std::string_view>({"Yes",
                                     "No",
                                     "1",
                                     "2",
                                     "7",
                                     "0.05",
                                     "0.1",
                                     "20",
                                     "40",
                                     "100",
                                     "101",
                                     "250",
                                     "5070",
                                     "6000",
                                     "16400",
                                     "20000",
                                     "192.0.2.7",
                                     "192.0.2.8",
                                     "255.255.255.0",
                                     "255.255.0.0",
                                     "pbx.example",
                                     "sip.example",
                                     "user@pbx.example",
                                     "http://web.example/a.xml",
                                     "http://web.example/b.xml",
                                     "(xx.)",
                                     "(*xx|x.)",
                                     "<:1>x.",
                                     "350@-19;10(*/0/1)",
                                     "440@-19;5(*/0/1)",
                                     "60(2/4)",
                                     "60(1/2)",
                                     "n=One;w=2;c=2",
                                     "n=Two;w=3;c=1",
                                     "c=r;p=f",
                                     "c=g;p=n",
                                     "*99",
                                     "*55",
                                     "redial|1;dir|2",
                                     "dir|1",
                                     "fnc=sd;ext=101;nme=One",
                                     "fnc=sd;ext=102;nme=Two",
                                     "pggrp=224.0.1.1:34000;name=All;num=800;listen=yes;",
                                     "224.0.1.1:6000",
                                     "0x10",
                                     "0x20",
                                     "aGFuZHNldA==",
                                     "c2V0dGluZ3M=",
                                     "0800",
                                     "0930",
                                     "04/05",
                                     "05/06",
                                     "01/02/2026",
                                     "10/20",
                                     "10/20/30",
                                     "+01/00",
                                     "-02/00",
                                     "start=4/1/7/2;end=10/1/7/2;save=1",
                                     "start=3/-1/7/2;end=9/-1/7/2;save=1",
                                     "5??",
                                     "4??,503",
                                     "MD5",
                                     "SHA-256",
                                     "CWT=01;CWF=02",
                                     "*73`c`",
                                     "*74`d`",
                                     "$SWVER lt 7.5",
                                     "$PN eq SPA504G"});

std::optional<std::string> other_value(Address address, std::span<const std::string> taken) {
  const settings::Row& row = settings::rows()[address.row];
  const auto fits = [&](std::string_view value) -> std::optional<std::string> {
    const auto kept = settings::check_value(row, value);
    if (!kept || *kept == settings::default_of(address)) return std::nullopt;
    if (std::find(taken.begin(), taken.end(), *kept) != taken.end()) return std::nullopt;
    return *kept;
  };
  for (const std::string_view member : row.members)
    if (auto value = fits(member)) return value;
  for (const std::string_view sample : samples)
    if (auto value = fits(sample)) return value;
  if (row.type == settings::Type::Seconds) return std::nullopt;
  return fits(std::to_string(row.range.min + row.range.step));
}

// Everything that has another value than its default, in two versions: `second` differs from `first` wherever
// a third value is right.
struct Everything {
  std::vector<Assignment> first;
  std::vector<Assignment> second;
};

Everything everything() {
  Everything out;
  for (std::size_t row = 0; row < settings::rows().size(); ++row) {
    const settings::Row& facts = settings::rows()[row];
    if (!facts.settable() || facts.type == settings::Type::Password) continue;
    for (unsigned index = 1; index <= facts.instances(); ++index) {
      const Address address{static_cast<settings::RowId>(row),
                            static_cast<std::uint8_t>(facts.scope == settings::Scope::Phone ? 0 : index)};
      const std::string tag = settings::tag_of(address);
      const auto one = other_value(address, {});
      if (!one) continue;
      out.first.push_back({tag, *one});
      const auto two = other_value(address, std::array{*one});
      out.second.push_back({tag, two ? *two : std::string(settings::default_of(address))});
    }
  }
  return out;
}

// Without the settings that do not fit together, such as a minimum above its maximum.
std::vector<Assignment> fitting(std::vector<Assignment> wanted) {
  for (int attempt = 0; attempt < 8; ++attempt) {
    const auto applied = settings::Snapshot().with(wanted, {settings::Origin::Page, {}});
    if (applied) return wanted;
    std::set<std::string> wrong;
    for (const settings::Issue& issue : applied.error()) wrong.insert(issue.tag);
    std::erase_if(wanted, [&](const Assignment& one) { return wrong.contains(one.tag); });
  }
  give_up("the values do not fit together");
}

// --- A folder that goes when the run ends

class Folder {
 public:
  Folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "handset-bench-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) give_up("no temporary folder");
    path_ = pattern;
  }
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

// --- The floors: what SQLite and pugixml alone take

class PlainDatabase {
 public:
  explicit PlainDatabase(const std::filesystem::path& file) {
    if (sqlite3_open(file.c_str(), &database_) != SQLITE_OK) give_up("SQLite cannot open its file");
    run("PRAGMA journal_mode=WAL");
    run("PRAGMA synchronous=FULL");
    run("CREATE TABLE plain (tag TEXT PRIMARY KEY, value TEXT)");
    sqlite3_prepare_v2(database_, "INSERT OR REPLACE INTO plain VALUES (?, ?)", -1, &insert_, nullptr);
  }
  ~PlainDatabase() {
    sqlite3_finalize(insert_);
    sqlite3_close(database_);
  }
  PlainDatabase(const PlainDatabase&) = delete;
  PlainDatabase& operator=(const PlainDatabase&) = delete;

  void store(std::span<const Assignment> values) {
    run("BEGIN IMMEDIATE");
    for (const Assignment& value : values) {
      sqlite3_bind_text(insert_, 1, value.tag.data(), static_cast<int>(value.tag.size()), SQLITE_STATIC);
      sqlite3_bind_text(insert_, 2, value.value.data(), static_cast<int>(value.value.size()), SQLITE_STATIC);
      if (sqlite3_step(insert_) != SQLITE_DONE) give_up("SQLite cannot write");
      sqlite3_reset(insert_);
    }
    run("COMMIT");
  }

 private:
  void run(const char* statement) {
    if (sqlite3_exec(database_, statement, nullptr, nullptr, nullptr) != SQLITE_OK)
      give_up(std::string("SQLite refuses ") + statement);
  }

  sqlite3* database_ = nullptr;
  sqlite3_stmt* insert_ = nullptr;
};

std::size_t plain_read(const std::string& text) {
  pugi::xml_document document;
  if (!document.load_buffer(text.data(), text.size())) give_up("pugixml cannot read the profile");
  std::size_t letters = 0;
  for (const pugi::xml_node& element : document.document_element())
    letters += std::string_view(element.child_value()).size();
  return letters;
}

// --- The jobs

void submit(io::SettingsKeeper& keeper, const std::vector<Assignment>& values) {
  io::Submission submission;
  submission.wanted = settings::Change{values, {}};
  submission.actor = {settings::Origin::Page, "admin", "127.0.0.1"};
  std::promise<bool> accepted;
  const bool taken = keeper.submit(std::move(submission), [&](const io::Outcome& outcome) {
    accepted.set_value(std::holds_alternative<io::ChangeApplied>(outcome));
  });
  if (!taken || !accepted.get_future().get()) give_up("the submit was not accepted");
}

std::size_t memory_of_twenty(const std::vector<Assignment>& values) {
  std::vector<Assignment> twenty;
  for (std::size_t i = 0; i < 20; ++i) twenty.push_back(values[i * values.size() / 20]);
  const auto applied = settings::Snapshot().with(fitting(twenty), {settings::Origin::Page, {}});
  if (!applied) give_up("twenty values do not fit together");
  return applied->snapshot->memory();
}

// Shows what the page's own benchmark prints, and returns the members of its last line, the JSON; empty when
// it cannot run.
std::string measure_page(unsigned rounds) {
  const std::string command = HANDSET_PAGE_BENCH " " + std::to_string(rounds);
  std::FILE* output = ::popen(command.c_str(), "r");
  if (output == nullptr) return {};
  std::string json;
  std::array<char, 512> piece{};
  while (std::fgets(piece.data(), static_cast<int>(piece.size()), output) != nullptr) {
    const std::string_view line(piece.data());
    if (line.starts_with('{') && line.ends_with("}\n")) {
      json = "," + std::string(line.substr(1, line.size() - 3));
    } else {
      std::fputs(piece.data(), stdout);
    }
  }
  return ::pclose(output) == 0 ? json : std::string();
}

int run(unsigned rounds) {
  const Everything all = everything();
  const std::vector<Assignment> first = fitting(all.first);
  const std::vector<Assignment> second = fitting(all.second);
  const auto set = settings::Snapshot().with(first, {settings::Origin::Page, {}});
  if (!set) give_up("the values are refused");
  const std::string profile = settings::write_profile(*set->snapshot);

  const Folder folder;
  io::KeeperOptions options;
  options.folder = folder.path();
  auto keeper = io::SettingsKeeper::open(std::move(options));
  if (!keeper) give_up("the keeper cannot be opened");
  PlainDatabase plain(folder.path() / "plain.db");
  submit(**keeper, first);
  plain.store(first);

  std::printf("all settings of a phone with 12 extensions: %zu values, a profile of %zu bytes\n\n",
              first.size(), profile.size());
  std::printf("round   submit ms   plain SQLite ms   read profile ms   bare pugixml ms\n");
  std::array<std::vector<double>, 4> figures;
  for (unsigned round = 0; round < rounds; ++round) {
    const std::vector<Assignment>& values = round % 2 == 0 ? second : first;
    const std::array now{
        milliseconds_of([&] { submit(**keeper, values); }),
        milliseconds_of([&] { plain.store(values); }),
        milliseconds_of([&] {
          const auto read = settings::read_profile(profile);
          if (!read) give_up("the profile cannot be read");
          const auto applied = settings::Snapshot().with_profile(*read, {settings::Origin::Profile, {}});
          if (!applied.issues.empty()) give_up(applied.issues.front().message);
        }),
        milliseconds_of([&] {
          if (plain_read(profile) == 0) give_up("the profile is empty");
        }),
    };
    for (std::size_t i = 0; i < now.size(); ++i) figures[i].push_back(now[i]);
    std::printf("%5u   %9.2f   %15.2f   %15.2f   %15.2f\n", round + 1, now[0], now[1], now[2], now[3]);
  }
  const double submit_ms = median(figures[0]);
  const double plain_ms = median(figures[1]);
  const double read_ms = median(figures[2]);
  const double bare_ms = median(figures[3]);
  const std::size_t memory = memory_of_twenty(first);
  std::printf(
      "\nmedian: submit %.2f ms, %.1f x plain SQLite (aim: 30 ms); profile %.2f ms, %.1f x bare pugixml "
      "(aim: 10 ms)\nmemory of a phone that differs in 20 values: %zu bytes (aim: 2048)\n",
      submit_ms, submit_ms / plain_ms, read_ms, read_ms / bare_ms, memory);
  const std::string page = measure_page(std::min(rounds, 7U));
  if (page.empty())
    std::printf("the page was not measured: that takes Node, Chromium and the modules of tests/browser\n");
  std::printf(
      "{\"bench\":\"settings\",\"values\":%zu,\"submit_ms\":%.3f,\"submit_ratio\":%.2f,\"profile_ms\":%.3f,"
      "\"profile_ratio\":%.2f,\"memory_of_20\":%zu%s}\n",
      first.size(), submit_ms, submit_ms / plain_ms, read_ms, read_ms / bare_ms, memory, page.c_str());
  return 0;
}

}  // namespace
}  // namespace handset

// bench/settings [rounds]
int main(int argc, char** argv) {
  const auto rounds = argc > 1 ? static_cast<unsigned>(std::atoi(argv[1])) : 11U;
  if (rounds == 0) {
    std::fprintf(stderr, "usage: settings [rounds]\n");
    return 2;
  }
  return handset::run(rounds);
}
