#include "phone/phone.h"

#include <chrono>
#include <utility>

#include "base/text.h"

namespace handset::phone {
namespace {

void append_two_digits(std::string& out, unsigned value) {
  if (value < 10) out.push_back('0');
  append_decimal(out, value);
}

// "2026-03-01 14:05 UTC"
std::string clock_text(WallTime wall) {
  const auto day = std::chrono::floor<std::chrono::days>(wall);
  const std::chrono::year_month_day date{day};
  const auto minute = std::chrono::floor<minutes>(wall - day).count();
  std::string out = std::to_string(static_cast<int>(date.year())) + "-";
  append_two_digits(out, static_cast<unsigned>(date.month()));
  out += "-";
  append_two_digits(out, static_cast<unsigned>(date.day()));
  out += " ";
  append_two_digits(out, static_cast<unsigned>(minute / 60));
  out += ":";
  append_two_digits(out, static_cast<unsigned>(minute % 60));
  return out + " UTC";
}

PushAnswer answer_for(const xml::NotifyRefusal& refusal) {
  switch (refusal.status) {
    case 413:
      return PushAnswer::TooLong;
    case 403:
      return PushAnswer::Forbidden;
    default:
      return refusal.detail.empty() ? PushAnswer::NoUrl : PushAnswer::BrokenDocument;
  }
}

}  // namespace

Phone::Phone(const World& world, PhoneOptions options)
    : world_(world),
      options_(std::move(options)),
      windows_(*options_.model),
      services_(world_, options_, windows_, *this) {
  unsigned number = 0;
  for (LineOptions& line : options_.lines) lines_.emplace_back(++number, std::move(line));
  options_.lines.clear();
}

PushAnswer Phone::push(const Line& line, std::string_view body, std::string_view content_type) {
  auto work = xml::judge_notify(body, content_type, options_.notify);
  if (!work) {
    if (world_.log.enabled(LogLevel::Warning)) {
      std::string text = "line " + std::to_string(line.number()) + ": " + std::string(work.error().words);
      if (!work.error().parameter.empty()) text += " (" + std::string(work.error().parameter) + ")";
      if (!work.error().detail.empty()) text += ": " + work.error().detail;
      world_.log.write(LogLevel::Warning, "push", text);
    }
    return answer_for(work.error());
  }
  for (const auto& note : work->notes)
    world_.log.write(LogLevel::Info, "push", "a strict phone refuses this: " + note.log_words());
  if (work->kind == xml::NotifyWork::Kind::Nothing) return PushAnswer::NothingToDo;
  if (services_.queue().full()) return PushAnswer::QueueFull;
  services_.queue().add(line.number(), std::move(*work));
  return PushAnswer::Queued;
}

bool Phone::press(Key key) {
  if (!has_key(*options_.model, key)) return false;
  return finish_key(windows_.on_key(key));
}

bool Phone::press_from_push(std::string_view key_name) {
  const auto key = parse_key(key_name);
  return key && press(*key);
}

bool Phone::finish_key(const KeyResult& result) {
  if (result.action) services_.perform(*result.action);
  services_.windows_changed();
  if (windows_.awaits_digit()) {
    world_.clock.arm(digit_pause_, digit_pause);
  } else {
    digit_pause_.cancel();
  }
  return result.handled;
}

void Phone::pause() {
  finish_key(windows_.on_pause());
}

void Phone::refresh_idle() {
  IdleState state;
  state.title = options_.name;
  state.clock = clock_text(world_.clock.wall());
  for (const Line& line : lines_) {
    if (line.user_id().empty()) continue;
    state.lines.push_back({std::string(line.label()), line.enabled() ? "ready" : "off"});
  }
  if (state.lines.empty()) state.prompt = "No line is set up yet";
  windows_.set_idle(std::move(state));
}

Screen Phone::screen() {
  refresh_idle();
  return windows_.screen();
}

}  // namespace handset::phone
