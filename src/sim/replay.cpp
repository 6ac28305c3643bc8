#include "sim/replay.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/record_names.h"
#include "base/record_values.h"

namespace handset::sim {
namespace names = record_names;

bool Replay::is_of_world(const RecordEntry& event) {
  constexpr std::array all{names::timers,       names::datagrams,     names::accepted, names::connected,
                           names::bytes,        names::closed,        names::fetched,  names::resolved,
                           names::resolved_srv, names::resolved_naptr};
  return std::find(all.begin(), all.end(), event.name) != all.end();
}

// --- The first entry

Result<Replay::Start> Replay::read_start(RecordSource& source) {
  const auto entry = source.next();
  if (!entry) return tl::unexpected(entry.error());
  if (!*entry || (*entry)->way != RecordWay::In || (*entry)->name != names::start)
    return fail(Errc::Malformed, "it does not begin as a record does");
  RecordWords words;
  FieldReader fields((*entry)->fields, words);
  if (fields.number() != names::format)
    return fail(Errc::Unsupported, "its format is of another version of this program");
  Start start;
  start.version = fields.text();
  start.steady = SteadyTime(fields.seconds());
  start.date = WallTime(fields.seconds());
  start.log_level = static_cast<LogLevel>(fields.number(static_cast<std::uint64_t>(LogLevel::Error)));
  if (!fields.done()) return fail(Errc::Malformed, "its first entry cannot be read");
  return start;
}

Result<std::unique_ptr<Replay>> Replay::open(RecordSource& source, const ReplayOptions& options) {
  auto start = read_start(source);
  if (!start) return tl::unexpected(start.error());
  return std::unique_ptr<Replay>(new Replay(source, options, *std::move(start)));
}

Replay::Replay(RecordSource& source, const ReplayOptions& options, Start start)
    : options_(options),
      start_(std::move(start)),
      script_(source, 1),
      clock_(start_.steady, start_.date),
      log_(start_.log_level, options.log) {}

World Replay::world() {
  return {clock_, network_, fetcher_, resolver_, random_, store_, log_, options_.trace, &inputs_};
}

// --- The run

ReplayReport Replay::run(ReplayPlayer& player) {
  while (deliver_next(player)) {
  }
  report_.end = end();
  report_.divergence = script_.divergence();
  report_.broken = script_.broken();
  return std::move(report_);
}

bool Replay::deliver_next(ReplayPlayer& player) {
  const RecordEntry* entry = script_.next();
  if (entry == nullptr) return false;
  if (entry->way != RecordWay::In) {
    script_.diverge_at_rest();
    return false;
  }
  report_.length = entry->at;
  clock_.move_to(entry->at);
  if (entry->name == names::end) {
    at_end_ = true;
    return false;
  }
  if (entry->name == names::date) {
    FieldReader fields = script_.reader(*entry);
    clock_.set_date(WallTime(fields.seconds()));
    if (!fields.done()) script_.break_off("the date cannot be read");
    script_.take();
    return !script_.over();
  }
  ++report_.events;
  if (options_.watcher != nullptr) options_.watcher->on_event(*entry);
  deliver(RecordEntry(*entry), player);
  if (!script_.over()) come_to_rest(player);
  return !script_.over();
}

// A copy, since what the phone then does takes further entries.
// NOLINTNEXTLINE(performance-unnecessary-value-param)
void Replay::deliver(RecordEntry event, ReplayPlayer& player) {
  if (is_of_world(event)) {
    script_.take();
    inputs_.begin_event();
    if (event.name == names::timers)
      clock_.fire_timers();
    else
      static_cast<void>(network_.deliver(event) || fetcher_.deliver(event) || resolver_.deliver(event));
    inputs_.end_input();
    return;
  }
  const std::uint64_t before = script_.taken();
  if (const auto played = player.play(event); !played)
    script_.break_off(std::string(played.error().what));
  else if (script_.taken() == before)
    script_.break_off("the phone takes no notice of it");
}

// As in RecordTurns: looked at after each event, told when it is another one.
void Replay::come_to_rest(ReplayPlayer& player) {
  auto seen = player.look();
  if (!seen || *seen == shown_) return;
  shown_ = *std::move(seen);
  script_.expect_all(RecordWay::Screen, names::screen, FieldWriter().text(shown_).take());
  if (script_.over()) return;
  ++report_.screens;
  if (options_.watcher != nullptr) options_.watcher->on_screen(script_.at(), shown_);
}

ReplayReport::End Replay::end() const {
  if (script_.divergence()) return ReplayReport::End::Diverged;
  if (script_.broken()) return ReplayReport::End::Broken;
  return at_end_ ? ReplayReport::End::Whole : ReplayReport::End::CutShort;
}

}  // namespace handset::sim
