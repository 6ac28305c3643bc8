#include "phone/phone.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "base/utf8.h"
#include "phone/message_window.h"
#include "phone/pane.h"

namespace handset::phone {
namespace {

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

Phone::Phone(const World& world, PhoneOptions options, const PhoneParts& parts)
    : world_(world),
      options_(std::move(options)),
      windows_(*options_.model),
      calls_(parts.calls != nullptr ? *parts.calls : no_calls_),
      sound_(parts.sound != nullptr ? *parts.sound : no_sound_),
      services_(world_, options_, windows_, *this),
      menus_(world_.clock, windows_, lines_),
      clients_(world_),
      keys_(parts.keys),
      orders_(parts.orders) {
  calls_.set_handler(*this);
  services_.set_push_log(parts.pushes);
  menus_.set_host(parts.menus);
  add_lines();
  sync_features();
  menus_.set_contrast(options_.contrast);
}

Phone::~Phone() {
  calls_.drop_handler(*this);
  release_.reset();
  let_go();
}

void Phone::reconfigure(PhoneOptions options) {
  options_ = std::move(options);
  watched_.forget();
  // A line that is not named any more stays, as one that is not in use: references to it stay good.
  options_.lines.resize(std::max(options_.lines.size(), lines_.size()));
  for (std::size_t i = 0; i < lines_.size(); ++i) lines_[i].set(std::move(options_.lines[i]));
  options_.lines.erase(options_.lines.begin(),
                       options_.lines.begin() + static_cast<std::ptrdiff_t>(lines_.size()));
  add_lines();
  for (Line& line : lines_)
    if (clients_.update(line)) {
      line.set_registration({});
      line.forget_features();
    }
  sync_features();
  menus_.set_contrast(options_.contrast);
  lines_changed();
}

void Phone::add_lines() {
  auto number = static_cast<unsigned>(lines_.size());
  for (LineOptions& line : options_.lines) lines_.emplace_back(++number, std::move(line));
  options_.lines.clear();
  options_.lines.shrink_to_fit();
}

void Phone::begin_lines() {
  for (Line& line : lines_) {
    if (!line.reachable()) continue;
    if (line.options().acts()) clients_.of(line).begin(*this);
    subscribe(line);
  }
}

// A server that wants to know its lines refuses what comes before they are registered.
void Phone::subscribe(Line& line) {
  using State = ua::Registration::State;
  LineClient* client = clients_.find(line.number());
  const bool subscribed = client != nullptr && client->subscriptions() != nullptr;
  if (!subscribed && line.registers() && line.registration().state != State::Registered) return;
  LineSubscriptions::Watched watched;
  for (const auto& [place, key] : options_.function_keys)
    if (key.watch && key.watch->line == line.number() && !key.watch->uri.empty())
      watched.emplace(place, key.watch->uri);
  const WatchListOptions& list = options_.watch_list;
  const std::string list_uri = list.line == line.number() ? list.uri : std::string();
  const LineClientOptions& own = line.options().client;
  const bool wanted =
      !watched.empty() || !list_uri.empty() || !own.mailbox.uri.empty() || own.feature_sync != nullptr;
  if (!subscribed && !wanted) return;
  clients_.of(line).subscriptions(*this).keep(watched, list_uri, options_.watch_subscription);
}

void Phone::unregister_lines() {
  for (Line& line : lines_) {
    LineClient* client = clients_.find(line.number());
    if (client == nullptr) continue;
    if (client->subscriptions() != nullptr) client->subscriptions()->stop();
    client->unregister();
  }
}

void Phone::on_line_registration(unsigned number) {
  using State = ua::Registration::State;
  LineClient* client = clients_.find(number);
  if (client == nullptr) return;
  RegistrationStatus status = client->registration_status();
  Line& line = lines_[number - 1];
  if (status == line.registration()) return;
  const bool is_same =
      line.registration().state == State::Registered && line.registration().server == status.server;
  line.set_registration(std::move(status));
  if (line.registration().state == State::Registered && !is_same) {
    // Another server does not know what the one before was asked to tell, nor may one that had failed.
    if (client->subscriptions() != nullptr) client->subscriptions()->renew();
    subscribe(line);
  }
  lines_changed();
}

// --- Subscriptions

std::optional<ua::NotifyAnswer> Phone::take_notify(const Line& line, const sip::Message& notify) {
  LineClient* client = clients_.find(line.number());
  if (client == nullptr || client->subscriptions() == nullptr) return std::nullopt;
  return client->subscriptions()->take_notify(notify);
}

bool Phone::is_own_server(const Line& line, const Endpoint& source) {
  const LineClient* client = clients_.find(line.number());
  return client != nullptr && client->is_registered_at(source);
}

void Phone::on_mailbox(unsigned number, const MessageSummary& mailbox) {
  set_mailbox(lines_[number - 1], mailbox);
}

void Phone::on_mailbox_subscription(unsigned number) {
  Line& line = lines_[number - 1];
  LineClient* client = clients_.find(number);
  if (client == nullptr || client->subscriptions() == nullptr) return;
  const ua::Subscription* mailbox = client->subscriptions()->mailbox();
  const std::string trouble = mailbox == nullptr ? std::string() : mailbox->trouble();
  if (trouble == line.mailbox_trouble()) return;
  line.set_mailbox_trouble(trouble);
  lines_changed();
}

void Phone::on_watched(unsigned key, const WatchStatus& status) {
  if (watched_.take(key, status)) lines_changed();
}

void Phone::on_watch_list(const std::vector<ListedWatch>& listed) {
  const std::size_t before = watched_.left_out();
  if (watched_.take(listed)) lines_changed();
  if (watched_.left_out() == before || watched_.left_out() == 0) return;
  world_.log.write(LogLevel::Warning, "subscription",
                   std::to_string(listed.size()) + " are on the list " + options_.watch_list.uri +
                       ": there is no key for the last " + std::to_string(watched_.left_out()));
}

Result<void> Phone::check_line(unsigned number, LineClient::CheckHandler handler) {
  if (number == 0 || number > lines_.size()) return fail(Errc::NotFound, "there is no such line");
  clients_.of(lines_[number - 1]).check(std::move(handler));
  return {};
}

PushAnswer Phone::push(const Line& line, std::string_view body, std::string_view content_type, PushId id,
                       std::optional<xml::Maker> maker) {
  if (PushLog* log = push_log()) log->take_body(id, body, content_type, maker);
  auto work = maker ? xml::judge_makers_notify(body, content_type, options_.notify)
                    : xml::judge_notify(body, content_type, options_.notify);
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
  if (PushLog* log = push_log()) log->add_notes(id, work->notes);
  // Aastra's phones then open the page of their settings.
  if (work->kind == xml::NotifyWork::Kind::Nothing && maker == xml::Maker::Aastra)
    work->url = options_.services.url;
  if (work->kind == xml::NotifyWork::Kind::Nothing && work->url.empty()) return PushAnswer::NothingToDo;
  if (services_.queue().full()) return PushAnswer::QueueFull;
  services_.enqueue(PushSource::of_line(line.number()), id, std::move(*work));
  return PushAnswer::Queued;
}

HttpPushAnswer Phone::post(const HttpPush& push, PushId id) {
  PushLog* log = push_log();
  if (log != nullptr) log->take_body(id, push.document, push.charset);
  auto parsed = xml::parse_document(push.document, push.charset, options_.notify.dialect());
  if (!parsed) {
    const std::string words = parsed.error().log_words();
    world_.log.write(LogLevel::Warning, "push", push.client.to_string() + ": " + words);
    return tl::unexpected(HttpPushError{xml::PushError::Parse, words});
  }
  for (const auto& note : parsed->notes)
    world_.log.write(LogLevel::Info, "push", "a strict phone refuses this: " + note.log_words());
  if (log != nullptr) log->add_notes(id, parsed->notes);
  return services_.post(parsed->object, push.client.address, id);
}

// --- Keys

bool Phone::press(Key key, KeySource source) {
  if (!has_key(*options_.model, key)) return false;
  note_key(key, source, true);
  note_person(source);
  // What is held down meanwhile is released in its own time.
  std::unique_ptr<Action> of_held = std::move(release_);
  const bool obeyed = act(key);
  release();
  release_ = std::move(of_held);
  note_key(key, source, false);
  return obeyed;
}

bool Phone::key_down(Key key, KeySource source) {
  if (!has_key(*options_.model, key)) return false;
  let_go();
  note_key(key, source, true);
  note_person(source);
  held_in_ = windows_.top();
  const bool may_repeat = repeats(key);
  const bool obeyed = act(key);
  hold_.begin({key, source}, obeyed && may_repeat && repeats(key));
  return obeyed;
}

void Phone::key_up(Key key, KeySource) {
  if (hold_.held() && hold_.held()->key == key) let_go();
}

void Phone::let_go() {
  if (const auto held = hold_.end()) on_let_go(*held);
}

bool Phone::on_repeat(Key key) {
  return repeats(key) && act(key) && repeats(key);
}

void Phone::on_let_go(const HeldKey& held) {
  release();
  note_key(held.key, held.source, false);
}

void Phone::release() {
  if (const auto action = std::move(release_)) finish_key({true, std::move(*action)});
}

// In the window that it went down in; what has opened since is not for it.
bool Phone::repeats(Key key) const {
  if (key == Key::VolUp || key == Key::VolDown) return true;
  return windows_.top() == held_in_ && windows_.repeats(key);
}

std::string Phone::type(std::string_view utf8, KeySource source) {
  note_person(source);
  std::string ignored;
  while (!utf8.empty()) {
    if (const KeyResult result = windows_.on_text(utf8); result.handled) {
      finish_key(result);
      break;
    }
    // The key may open a window that takes the rest.
    const std::string_view sign = first_code_points(utf8, 1);
    const auto key = keypad_key(sign.front());
    if (!key || !press(*key, source)) ignored += sign;
    utf8.remove_prefix(sign.size());
  }
  return ignored;
}

bool Phone::touch(int x, int y) {
  services_.touched();
  const Pane pane = services_pane(*options_.model);
  return pane.holds(x, y) && finish_key(windows_.on_touch(x - pane.left, y - pane.top));
}

void Phone::note_person(KeySource source) {
  if (source != KeySource::Push) services_.touched();
}

void Phone::note_key(Key key, KeySource source, bool down) {
  if (hides(key)) return;
  if (keys_ != nullptr) keys_->add(key, source, down);
}

bool Phone::act(Key key) {
  if (press_for_call(key)) return true;
  menus_.levels().begin_key();
  const KeyResult result = windows_.on_key(key);
  const bool obeyed = result.handled ? finish_key(result) : act_on_phone(key) || finish_key(result);
  menus_.levels().end_key();
  return obeyed;
}

bool Phone::act_on_phone(Key key) {
  switch (key) {
    case Key::Settings:
      return menus_.toggle() && finish_key(KeyResult::done());
    // Without calls it is always how loud the next one rings.
    case Key::VolUp:
      return menus_.turn_volume(Volume::Ringer, 1) && finish_key(KeyResult::done());
    case Key::VolDown:
      return menus_.turn_volume(Volume::Ringer, -1) && finish_key(KeyResult::done());
    default:
      return open_service(key);
  }
}

void Phone::settings_answered(std::uint64_t choice, const SettingsAnswer& answer) {
  if (followed_ && followed_->answered(choice, answer)) return;
  menus_.answered(choice, answer);
  services_.windows_changed();
}

bool Phone::press_for_call(Key key) {
  const PageSource* page = windows_.source();
  if (key > Key::KeyPadPound || page == nullptr || !calls().active()) return false;
  return page->app.keypad_target != xml::KeypadTarget::Application && calls().press_digit(key);
}

bool Phone::open_service(Key key) {
  if (key == Key::Messages) {
    open_messages();
    return finish_key(KeyResult::done());
  }
  if (function_of(key) != nullptr) return press_function_key(key);
  if (key != Key::Services && key != Key::Directories) return false;
  const ServiceOptions& service = key == Key::Services ? options_.services : options_.directories;
  if (!service.url.empty()) return finish_key(KeyResult::open(service.url, service.name));
  const std::string setting =
      key == Key::Services ? "XML Application Service URL" : "XML Directory Service URL";
  windows_.push(std::make_unique<MessageWindow>(*options_.model, service.name, "Services Unavailable",
                                                "Set " + setting + "."));
  return finish_key(KeyResult::done());
}

const FunctionKey* Phone::function_of(Key key) const {
  const auto place = function_place_of(*options_.model, key);
  return place ? function_key(*place) : nullptr;
}

bool Phone::press_function_key(Key key) {
  const FunctionKey& function = *function_of(key);
  if (!function.url.empty()) return finish_key(KeyResult::open(function.url, function.label));
  const WatchState state = watched(*function_place_of(*options_.model, key)).state;
  const std::string* number = &function.speed_dial;
  if (state == WatchState::Ringing && !function.pickup.empty())
    number = &function.pickup;
  else if (state != WatchState::Idle && !function.unpark.empty())
    number = &function.unpark;  // tried as well where nobody tells how it is about the parking lot
  return !number->empty() && finish_key(KeyResult::open("Dial:" + *number, function.label));
}

// --- What Services asks

xml::Outcome Phone::press_named_key(std::string_view name, Asker asker) {
  const auto key = parse_key(trim(name));
  if (!key) return xml::Outcome::not_found();
  if (asker == Asker::Document && !options_.push_may_open_microphone && opens_microphone(*key))
    return xml::Outcome::no_microphone();
  return press(*key, KeySource::Push) ? xml::Outcome::success() : xml::Outcome::not_found();
}

// Takes the phone off-hook, answers, or brings a call back.
bool Phone::opens_microphone(Key key) const {
  switch (key) {
    case Key::Speaker:
    case Key::Headset:
    case Key::Offhook:
    case Key::Mute:
    case Key::Hold:
    case Key::Transfer:
    case Key::Conference:
      return true;
    default:
      return function_of(key) != nullptr ? function_of(key)->url.empty() : line_of(key).has_value();
  }
}

void Phone::init(xml::InitTarget target) {
  if (target == xml::InitTarget::Messages) windows_.close(messages_);
  if (target == xml::InitTarget::Directories) {
    const std::vector<OpenPage> pages = windows_.pages();
    if (!pages.empty() && pages.front().source->url == options_.directories.url) windows_.close_services();
  }
}

bool Phone::finish_key(const KeyResult& result, Asker asker) {
  if (result.action) services_.perform(*result.action, asker);
  if (result.release) release_ = std::make_unique<Action>(*result.release);
  services_.windows_changed();
  note_digit();
  return result.handled;
}

void Phone::note_digit() {
  if (windows_.awaits_digit()) {
    world_.clock.arm(digit_pause_, windows_.pause());
    if (services_.asker() == Asker::Document) digit_in_ = windows_.top();
  } else {
    digit_pause_.cancel();
    digit_in_ = {};
  }
}

// What a document has typed stays the document's, however late it acts.
void Phone::pause() {
  const bool typed = digit_in_ != WindowId{} && digit_in_ == windows_.top();
  finish_key(windows_.on_pause(), typed ? Asker::Document : Asker::Person);
}

}  // namespace handset::phone
