// What the phone shows by itself: the idle window, its lamps, and the messages that wait.
#include <algorithm>
#include <string>
#include <utility>

#include "base/text.h"
#include "phone/phone.h"
#include "phone/text_window.h"

namespace handset::phone {
namespace {

constexpr Lamp messages_lamp{LampColour::Red, LampPattern::Steady};
// Of a line that is to be reached and is not.
constexpr Lamp trouble_lamp{LampColour::Amber, LampPattern::Steady};

bool is_used(const Line& line) {
  return line.enabled() && !line.user_id().empty();
}

// Without its parameters.
bool is_summary_type(std::string_view content_type) {
  return content_type.empty() || equal_ignoring_case(media_type(content_type), message_summary_type);
}

}  // namespace

// --- Idle window and lamps

void Phone::refresh_idle() {
  IdleState state;
  state.title = options_.name;
  state.clock = display_time(world_.clock.wall(), options_.time);
  state.soft_keys = options_.idle_keys;
  bool any_line = false;
  for (const Line& line : lines_) {
    const FunctionKey* key = function_key(line.number() - 1);
    if (key != nullptr) {
      // Small displays have no room for more than a word.
      const WatchState watched_state = watched(line.number() - 1).state;
      const auto word = watched_state == WatchState::Failed ? "failed" : watch_state_name(watched_state);
      state.lines.push_back({line.number(), key->label, key->watch ? std::string(word) : std::string()});
    } else if (!line.user_id().empty()) {
      state.lines.push_back({line.number(), std::string(line.label()), line.state_words()});
      any_line = true;
    }
  }
  state.prompt = any_line ? waiting_words(mailbox()) : "No line is set up yet";
  windows_.set_idle(std::move(state));
}

Screen Phone::screen() {
  refresh_idle();
  return windows_.screen();
}

void Phone::lines_changed() {
  ++lamps_version_;
  refresh_idle();
  if (windows_.is_open(messages_)) windows_.replace(messages_, messages_window());
  menus_.refresh();
}

Lamp Phone::lamp_of(const Line& line) const {
  using State = ua::Registration::State;
  if (!line.reachable()) return trouble_lamp;
  switch (line.registration().state) {
    case State::Waiting:
    case State::Registering:
    case State::Removing:
      return options_.lamps.registering;
    case State::Failed:
    case State::GivenUp:
      return options_.lamps.register_failed;
    case State::Off:
    case State::Registered:
      break;
  }
  return options_.lamps.idle;
}

// A server that does not answer the line tells nothing more either.
WatchStatus Phone::watched(unsigned key) const {
  using State = ua::Registration::State;
  const WatchOptions* watch = watch_of(key);
  if (watch == nullptr) return {};
  if (watch->uri.empty() || watch->line > lines_.size())
    return {.state = WatchState::Failed,
            .trouble = "The function of the key names nobody who can be watched"};
  const Line& line = lines_[watch->line - 1];
  const std::string name = "Extension " + std::to_string(watch->line);
  if (!line.reachable()) return {.state = WatchState::Failed, .trouble = name + " is not in service"};
  const State state = line.registration().state;
  if (state == State::Failed || state == State::GivenUp)
    return {.state = WatchState::Failed, .trouble = name + " is not registered"};
  WatchStatus known = watched_.status_of(key);
  if (known.state == WatchState::Off) known.state = WatchState::Subscribing;
  return known;
}

Lamps Phone::lamps() const {
  Lamps lamps;
  lamps.lines.resize(options_.model->lines, options_.lamps.disabled);
  for (std::size_t i = 0; i < std::min(lines_.size(), lamps.lines.size()); ++i)
    if (is_used(lines_[i]))
      lamps.lines[i] = lamp_of(lines_[i]);
    else if (const auto key = static_cast<unsigned>(i); watch_of(key) != nullptr)
      lamps.lines[i] = lamp_of_key(key);
  if (mailbox().waiting) lamps.message = messages_lamp;
  return lamps;
}

Lamp Phone::lamp_of_key(unsigned place) const {
  const WatchOptions* watch = watch_of(place);
  return watch == nullptr ? Lamp() : options_.watch_lamps.of(watched(place).state, watch->parking_lot);
}

// --- Messages

MessageSummary Phone::mailbox() const {
  MessageSummary all;
  bool all_counted = true;
  for (const Line& line : lines_) {
    if (!is_used(line)) continue;
    const MessageSummary& mailbox = line.mailbox();
    all.waiting = all.waiting || mailbox.waiting;
    if (mailbox.voice) {
      if (!all.voice) all.voice.emplace();
      all.voice->fresh += mailbox.voice->fresh;
      all.voice->old += mailbox.voice->old;
    } else if (mailbox.waiting) {
      all_counted = false;
    }
  }
  if (!all_counted) all.voice.reset();
  return all;
}

PushAnswer Phone::note_messages(Line& line, std::string_view body, std::string_view content_type) {
  if (!is_summary_type(content_type)) return PushAnswer::OtherType;
  const std::string name = "line " + std::to_string(line.number()) + ": ";
  const auto summary = parse_message_summary(body);
  if (!summary) {
    world_.log.write(LogLevel::Warning, "messages", name + std::string(summary.error().what));
    return PushAnswer::BrokenSummary;
  }
  set_mailbox(line, *summary);
  return PushAnswer::Noted;
}

void Phone::set_mailbox(Line& line, const MessageSummary& mailbox) {
  if (mailbox == line.mailbox()) return;
  line.set_mailbox(mailbox);
  lines_changed();
  world_.log.write(LogLevel::Info, "messages",
                   "line " + std::to_string(line.number()) + ": " + mailbox_words(mailbox));
}

void Phone::open_messages() {
  if (!windows_.is_open(messages_)) messages_ = windows_.push(messages_window());
}

std::unique_ptr<Window> Phone::messages_window() const {
  std::string text;
  for (const Line& line : lines_) {
    if (!is_used(line)) continue;
    text += line.label();
    text += ": " + mailbox_words(line.mailbox()) + "\n";
  }
  if (text.empty()) text = "No line is set up yet\n";
  text += options_.voice_mail_number.empty() ? "No voice mail number is set"
                                             : "Voice mail number: " + options_.voice_mail_number;
  text += "\nThis phone does not make calls yet: listen to them with another one";
  return std::make_unique<TextWindow>(
      *options_.model, PageSource{},
      PageHead{"Messages", waiting_words(mailbox()), SoftKeyBar::of({SoftKeyFunction::Exit})}, text);
}

}  // namespace handset::phone
