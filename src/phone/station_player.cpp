#include "phone/station_player.h"

#include <array>
#include <utility>

#include "phone/station_inputs.h"
#include "phone/text_render.h"

namespace handset::phone {
namespace inputs = station_inputs;

namespace {

void add_lamp(std::string& words, const std::string& name, const Lamp& lamp) {
  if (lamp.colour == LampColour::Off) return;
  words += words.empty() ? "lamps: " : ", ";
  words += name + " " + std::string(lamp_colour_name(lamp.colour));
  if (lamp.pattern != LampPattern::Steady) words += " " + std::string(lamp_pattern_name(lamp.pattern));
}

// A line, or nothing when none is on.
std::string lamps_text(const Lamps& lamps) {
  std::string words;
  for (std::size_t i = 0; i < lamps.lines.size(); ++i)
    add_lamp(words, "line " + std::to_string(i + 1), lamps.lines[i]);
  add_lamp(words, "message", lamps.message);
  add_lamp(words, "speaker", lamps.speaker);
  add_lamp(words, "headset", lamps.headset);
  add_lamp(words, "mute", lamps.mute);
  return words.empty() ? words : words + "\n";
}

constexpr Error unreadable{Errc::Malformed, 0, "its fields cannot be read"};

}  // namespace

std::optional<std::string> StationScreen::look() {
  const std::pair versions{station_.screen_version(), station_.lamps_version()};
  if (versions_ == versions) return std::nullopt;
  versions_ = versions;
  return to_text(station_.phone().screen()) + lamps_text(station_.lamps());
}

// --- From an entry to what is done

StationPlayer::Step StationPlayer::step_of(std::string_view name) {
  struct Named {
    std::string_view name;
    Step step;
  };
  static constexpr std::array all{Named{inputs::names::switchboard, &StationPlayer::make_switchboard},
                                  Named{inputs::names::sip, &StationPlayer::listen},
                                  Named{inputs::names::sips, &StationPlayer::listen_secured},
                                  Named{inputs::names::station, &StationPlayer::make_station},
                                  Named{inputs::names::settings, &StationPlayer::settings},
                                  Named{inputs::names::settings_answer, &StationPlayer::settings_answer},
                                  Named{inputs::names::listeners, &StationPlayer::listeners},
                                  Named{inputs::names::press, &StationPlayer::press},
                                  Named{inputs::names::key_down, &StationPlayer::key_down},
                                  Named{inputs::names::key_up, &StationPlayer::key_up},
                                  Named{inputs::names::type, &StationPlayer::type},
                                  Named{inputs::names::touch, &StationPlayer::touch},
                                  Named{inputs::names::restart, &StationPlayer::restart},
                                  Named{inputs::names::unregister, &StationPlayer::unregister},
                                  Named{inputs::names::check_line, &StationPlayer::check_line},
                                  Named{inputs::names::post, &StationPlayer::post},
                                  Named{inputs::names::repeat_push, &StationPlayer::repeat_push},
                                  Named{inputs::names::resync, &StationPlayer::resync},
                                  Named{inputs::names::resync_done, &StationPlayer::finish_resync},
                                  Named{inputs::names::resync_taker, &StationPlayer::set_taker}};
  for (const Named& one : all)
    if (one.name == name) return one.step;
  return nullptr;
}

Result<void> StationPlayer::play(const RecordEntry& input) {
  const Step step = step_of(input.name);
  if (step == nullptr) return fail(Errc::Unsupported, "this version knows no such input");
  const bool makes = input.name == inputs::names::switchboard || input.name == inputs::names::sip ||
                     input.name == inputs::names::sips || input.name == inputs::names::station;
  if (!makes && !station_) return fail(Errc::Malformed, "there is no phone yet");
  FieldReader fields(input.fields, words_);
  return (this->*step)(fields);
}

// --- Making the phone

Result<void> StationPlayer::make_switchboard(FieldReader&) {
  if (switchboard_) return fail(Errc::Malformed, "there is a switchboard already");
  switchboard_ = inputs::make_switchboard(world_);
  return {};
}

Result<void> StationPlayer::listen(FieldReader& fields) {
  const Endpoint local = fields.endpoint();
  if (!fields.done()) return tl::unexpected(unreadable);
  if (!switchboard_) return fail(Errc::Malformed, "there is no switchboard yet");
  static_cast<void>(inputs::listen(world_, *switchboard_, local));
  return {};
}

Result<void> StationPlayer::listen_secured(FieldReader& fields) {
  const Endpoint local = fields.endpoint();
  if (!fields.done()) return tl::unexpected(unreadable);
  if (!switchboard_) return fail(Errc::Malformed, "there is no switchboard yet");
  static_cast<void>(inputs::listen_secured(world_, *switchboard_, local));
  return {};
}

Result<void> StationPlayer::make_station(FieldReader& fields) {
  if (!switchboard_ || station_)
    return fail(Errc::Malformed, "one phone is made, and behind its switchboard");
  StationOptions options = inputs::read_options(fields);
  if (options.model == nullptr) return fail(Errc::Unsupported, "this version has no such model of a phone");
  auto settings = inputs::read_settings(fields, settings::Snapshot{});
  if (!settings) return fail(Errc::Unsupported, words_.keep(settings.error()));
  station_ = inputs::make_station(world_, *switchboard_, std::move(options), *std::move(settings), this);
  screen_.emplace(*station_);
  return {};
}

// --- Using it

Result<void> StationPlayer::settings(FieldReader& fields) {
  auto settings = inputs::read_settings(fields, *station_->settings());
  if (!settings) return fail(Errc::Unsupported, words_.keep(settings.error()));
  station_->apply(*std::move(settings));
  return {};
}

Result<void> StationPlayer::settings_answer(FieldReader& fields) {
  const auto read = inputs::read_answer(fields);
  if (!read) return tl::unexpected(unreadable);
  station_->answer_settings(read->choice, read->answer);
  return {};
}

Result<void> StationPlayer::listeners(FieldReader& fields) {
  const bool loopback = fields.flag();
  std::vector<Endpoint> listeners;
  for (std::uint64_t count = fields.number(); count > 0 && fields.left() > 0; --count)
    listeners.push_back(fields.endpoint());
  std::string page(fields.left() > 0 ? fields.text() : std::string_view());
  if (!fields.done()) return tl::unexpected(unreadable);
  station_->set_listeners(std::move(listeners), loopback, std::move(page));
  return {};
}

Result<void> StationPlayer::press(FieldReader& fields) {
  const auto key = inputs::read_key(fields);
  const auto source = inputs::read_source(fields);
  if (!key || !source) return tl::unexpected(unreadable);
  static_cast<void>(station_->press(*key, *source));
  return {};
}

Result<void> StationPlayer::touch(FieldReader& fields) {
  const auto touch = inputs::read_touch(fields);
  if (!touch) return tl::unexpected(unreadable);
  static_cast<void>(station_->touch(touch->x, touch->y));
  return {};
}

Result<void> StationPlayer::key_down(FieldReader& fields) {
  const auto key = inputs::read_key(fields);
  const auto source = inputs::read_source(fields);
  if (!key || !source) return tl::unexpected(unreadable);
  static_cast<void>(station_->key_down(*key, *source));
  return {};
}

Result<void> StationPlayer::key_up(FieldReader& fields) {
  const auto key = inputs::read_key(fields);
  const auto source = inputs::read_source(fields);
  if (!key || !source) return tl::unexpected(unreadable);
  station_->key_up(*key, *source);
  return {};
}

Result<void> StationPlayer::type(FieldReader& fields) {
  const std::string text(fields.text());
  const auto source = inputs::read_source(fields);
  if (!source) return tl::unexpected(unreadable);
  static_cast<void>(station_->type(text, *source));
  return {};
}

Result<void> StationPlayer::restart(FieldReader&) {
  station_->request_restart();
  return {};
}

Result<void> StationPlayer::unregister(FieldReader&) {
  station_->unregister();
  return {};
}

Result<void> StationPlayer::check_line(FieldReader& fields) {
  const auto number = static_cast<unsigned>(fields.number(UINT32_MAX));
  if (!fields.done()) return tl::unexpected(unreadable);
  static_cast<void>(station_->check_line(number, [](const LineCheck&) {}));
  return {};
}

Result<void> StationPlayer::post(FieldReader& fields) {
  const HttpPush push = inputs::read_post(fields);
  if (!fields.done()) return tl::unexpected(unreadable);
  static_cast<void>(station_->post(push));
  return {};
}

Result<void> StationPlayer::repeat_push(FieldReader& fields) {
  const PushId id{fields.number()};
  if (!fields.done()) return tl::unexpected(unreadable);
  static_cast<void>(station_->repeat_push(id));
  return {};
}

Result<void> StationPlayer::resync(FieldReader& fields) {
  const std::string source(fields.text());
  const IpAddress asker = fields.address();
  if (!fields.done()) return tl::unexpected(unreadable);
  static_cast<void>(station_->resync().start(source, asker, taker()));
  return {};
}

Result<void> StationPlayer::set_taker(FieldReader&) {
  station_->resync().set_taker(taker());
  return {};
}

// Where nobody took the profile, the resync ended at once.
Resync::Taker StationPlayer::taker() {
  return [this](const FetchedProfile&) { return !next_is(inputs::names::resync_done); };
}

Result<void> StationPlayer::finish_resync(FieldReader& fields) {
  const bool ok = fields.flag();
  std::string words(fields.text());
  if (!fields.done()) return tl::unexpected(unreadable);
  station_->resync().finish(ok, std::move(words));
  return {};
}

// --- What its surroundings do in answer

bool StationPlayer::next_is(std::string_view name) const {
  const RecordEntry* next = next_();
  return next != nullptr && next->way == RecordWay::Within && next->name == name;
}

void StationPlayer::play_next(std::string_view name) {
  if (!next_is(name)) return;
  const RecordEntry input = *next_();
  static_cast<void>(play(input));
}

// Whoever keeps the settings may have answered at once.
void StationPlayer::on_settings_chosen(Station&, SettingsChoice) {
  play_next(inputs::names::settings);
  play_next(inputs::names::settings_answer);
}

// The process may have moved its listeners.
void StationPlayer::on_restarted(Station&) {
  play_next(inputs::names::listeners);
}

}  // namespace handset::phone
