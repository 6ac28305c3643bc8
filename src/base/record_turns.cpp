#include "base/record_turns.h"

#include <utility>

#include "base/record_names.h"
#include "base/record_values.h"

namespace handset {
namespace {

// The system's date is drawn to the right time in small steps all the time; these are not worth an entry.
constexpr Duration date_jump = milliseconds(10);

}  // namespace

RecordTurns::RecordTurns(Clock& real, RecordSink& sink)
    : real_(real),
      sink_(sink),
      start_(real.now()),
      now_(start_),
      date_offset_(real_date_offset()),
      wheel_(start_) {}

void RecordTurns::begin_input(std::string_view name, RecordFields fields) {
  if (depth_ == 0) {
    now_ = real_.now();
    look_at_date();
  }
  const RecordWay way = depth_ == 0 ? RecordWay::In : RecordWay::Within;
  ++depth_;
  note(way, name, std::move(fields));
  // Before it is handled: what the phone does not survive is what one most wants to see.
  if (!stopped_) sink_.flush();
}

void RecordTurns::end_input() {
  if (depth_ == 1) look_at_screen();
  --depth_;
  if (depth_ > 0) return;
  set_alarm();
  if (!stopped_) sink_.flush();
}

void RecordTurns::note(RecordWay way, std::string_view name, RecordFields fields) {
  if (stopped_) return;
  sink_.write({now() - start_, way, std::string(name), std::move(fields)});
}

Duration RecordTurns::real_date_offset() const {
  return real_.wall().time_since_epoch() - real_.now().time_since_epoch();
}

void RecordTurns::look_at_date() {
  const Duration offset = real_date_offset();
  if (std::chrono::abs(offset - date_offset_) < date_jump) return;
  date_offset_ = offset;
  note(RecordWay::In, record_names::date, FieldWriter().seconds(wall().time_since_epoch()).take());
}

void RecordTurns::set_screen(ScreenSource* screen) {
  screen_ = screen;
  look_at_screen();
}

void RecordTurns::look_at_screen() {
  if (stopped_ || screen_ == nullptr) return;
  auto seen = screen_->look();
  if (!seen || *seen == shown_) return;
  shown_ = *std::move(seen);
  note(RecordWay::Screen, record_names::screen, FieldWriter().text(shown_).take());
}

void RecordTurns::fire_timers() {
  begin_input(record_names::timers, {});
  wheel_.advance(now());
  end_input();
}

void RecordTurns::set_alarm() {
  if (const auto next = wheel_.next_expiry())
    real_.timers().arm(alarm_, *next);
  else
    alarm_.cancel();
}

}  // namespace handset
