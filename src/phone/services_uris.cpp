// What documents and keys ask of Services: Executes, and internal URIs.
#include <algorithm>
#include <utility>

#include "base/text.h"
#include "phone/dial_window.h"
#include "phone/during.h"
#include "phone/services_source.h"
#include "xml/profile.h"
#include "xml/uri_arguments.h"

namespace handset::phone {
namespace {

// A row whose URI is the key that chooses it, and longer ways round to the same.
constexpr unsigned most_actions = 8;
// Pages that may wait for the phone to be idle: those of all lines, and of some clients of HTTP.
constexpr std::size_t most_waiting = 16;

}  // namespace

xml::Response Services::run(const xml::Execute& execute, Source& source) {
  xml::Response response = [&] {
    const During during(running_, &source);
    return xml::run_execute(execute, options_.notify.mode, source);
  }();
  for (const auto& item : response.items) {
    if (item.status != 0 || item.data != "Success")
      world_.log.write(LogLevel::Info, "execute", shown_uri(item.url) + ": " + item.data);
    const std::string words = source.typed() == Typed::Secret ? "an item" : shown_uri(item.url);
    trace(source.push(), "phone", "phone", words + ": " + item.data);
  }
  return response;
}

xml::Outcome Services::run_internal(const xml::Uri& uri, std::string title, Asker asker) {
  using xml::Outcome;
  using xml::Scheme;
  if (!xml::has_scheme(options_.notify.profile, uri.scheme)) return Outcome::not_found();
  switch (uri.scheme) {
    case Scheme::Key:
      return host_.press_named_key(uri.argument, asker);
    case Scheme::Dial:
    case Scheme::SendDigits:
      return run_call(uri, asker);
    case Scheme::EditDial:
      windows_.push(std::make_unique<DialWindow>(*options_.model, std::move(title), trim(uri.argument)));
      return Outcome::success();
    case Scheme::Play:
    case Scheme::RtpRx:
    case Scheme::RtpTx:
    case Scheme::RtpMRx:
    case Scheme::RtpMTx:
      return run_sound(uri, asker);
    case Scheme::Init:
    case Scheme::Device:
    case Scheme::Display:
      return run_device(uri);
    case Scheme::Notify: {
      const auto argument = xml::parse_notify_uri(uri.argument);
      if (!argument) return Outcome::invalid_uri();
      return notifier_.post(*argument) ? Outcome::success() : Outcome::failed("Too many notifications");
    }
    case Scheme::App:
      return run_app(uri);
    default:
      return Outcome::not_found();
  }
}

xml::Outcome Services::run_call(const xml::Uri& uri, Asker asker) {
  if (uri.scheme == xml::Scheme::SendDigits) {
    const auto digits = xml::parse_send_digits(uri.argument);
    return digits ? host_.calls().send_digits(*digits) : xml::Outcome::invalid_uri();
  }
  const auto dial = xml::parse_dial(uri.argument);
  if (!dial) return xml::Outcome::invalid_uri();
  return may_open_microphone(asker) ? host_.calls().dial(*dial) : xml::Outcome::no_microphone();
}

xml::Outcome Services::run_sound(const xml::Uri& uri, Asker asker) {
  using xml::Scheme;
  if (uri.scheme == Scheme::Play) {
    const auto file = xml::parse_play(uri.argument);
    return file ? host_.sound().play(*file) : xml::Outcome::invalid_uri();
  }
  const auto stream = xml::parse_rtp(uri.scheme, uri.argument);
  if (!stream) return xml::Outcome::invalid_uri();
  const bool sends = uri.scheme == Scheme::RtpTx || uri.scheme == Scheme::RtpMTx;
  if (sends && !stream->stop && !may_open_microphone(asker)) return xml::Outcome::no_microphone();
  return host_.sound().stream(uri.scheme, *stream);
}

xml::Outcome Services::run_device(const xml::Uri& uri) {
  using xml::Outcome;
  if (uri.scheme == xml::Scheme::Display) {
    const auto display = xml::parse_display(uri.argument);
    if (!display) return Outcome::invalid_uri();
    display_.obey(*display);
    return Outcome::success();
  }
  if (uri.scheme == xml::Scheme::Device) {
    const auto action = xml::parse_device(uri.argument);
    if (!action) return Outcome::invalid_uri();
    // Its keys are never locked; the reports are another phone's.
    return *action == xml::DeviceAction::Unlock ? Outcome::success() : Outcome::not_found();
  }
  const auto target = xml::parse_init(uri.argument);
  if (!target) return Outcome::invalid_uri();
  if (*target == xml::InitTarget::Services) {
    apps_.close_aside();
    after_sound_.reset();
    watched_.reset();
    windows_.close_services();
  } else if (*target == xml::InitTarget::AppStatus) {
    pictures_.clear_status();
  } else {
    host_.init(*target);
  }
  return Outcome::success();
}

bool Services::may_open_microphone(Asker asker) const {
  return asker == Asker::Person || options_.push_may_open_microphone;
}

void Services::perform(const Action& action, Asker asked_by) {
  const During document(for_document_, for_document_ || asked_by == Asker::Document);
  switch (action.kind) {
    case Action::Kind::Cancel:
      if (current_) {
        loader_.cancel();
        close_progress();
      }
      break;
    case Action::Kind::OpenUri:
    case Action::Kind::Reload:
      if (performing_ < most_actions) {
        const During during(performing_, performing_ + 1);
        perform_uri(action);
      } else {
        world_.log.write(LogLevel::Info, "keys", shown_uri(action.uri) + ": a key that leads to itself");
        windows_.note("Too many redirections");
      }
      break;
    case Action::Kind::Menu:
      host_.choose_in_menu(action);
      break;
    case Action::Kind::Back:
    case Action::Kind::Exit:
    case Action::Kind::Leave:
      fetch_if_expired(action.window);
      break;
  }
  start();
}

Asker Services::asker() const {
  return running_ != nullptr || handling_ || for_document_ ? Asker::Document : Asker::Person;
}

void Services::perform_uri(const Action& action) {
  const xml::Uri uri = xml::parse_uri(action.uri);
  const std::string words = action.shown.empty() ? shown_uri(action.uri) : action.shown;
  if (uri.is_web()) {
    if (next_.size() == most_next) return windows_.note("Too many pages");
    // What a key of an Execute opens counts as opened by the Execute.
    Page page = running_ != nullptr ? running_->page(uri.text) : Page{};
    if (asker() == Asker::Person) executes_ = 0;
    page.url = uri.text;
    page.title = action.title;
    page.shown = action.shown;
    page.typed = std::max(page.typed, action.typed);
    if (const Window* asked = windows_.find_window(action.window);
        asked != nullptr && asked->source() != nullptr && asked->source()->typed == Typed::Secret)
      page.typed = Typed::Secret;
    if (action.kind == Action::Kind::Reload) page.replaces = action.window;
    if (asker() == Asker::Person) page.push = begin_opened(page);
    open(std::move(page));
  } else if (uri.scheme == xml::Scheme::SoftKey) {
    if (const auto function = parse_soft_key(uri.argument)) {
      const KeyResult result = windows_.on_soft_key(*function);
      if (result.action && result.action->uri != action.uri) perform(*result.action);
    }
  } else if (const xml::Outcome outcome = run_internal(uri, action.title, asker()); outcome.status != 0) {
    world_.log.write(LogLevel::Info, "keys", words + ": " + outcome.data);
    if (uri.scheme == xml::Scheme::Dial && outcome.status == 6) {
      show_call_trouble(action.title, uri.argument, outcome.data);
    } else {
      windows_.note(uri.scheme == xml::Scheme::Dial ? std::string("Cannot be dialled") : outcome.data);
    }
  }
}

PushId Services::begin_opened(const Page& page) {
  if (push_log_ == nullptr) return {};
  const std::string words = page.told_words();
  return push_log_->begin_opened({words, page.is_secret() ? std::string_view() : page.title, page.typed,
                                  world_.clock.now(), world_.clock.wall()});
}

void Services::wait_for_idle(Page page) {
  const auto same_source = [&](const Page& other) { return other.from == page.from; };
  auto older = std::find_if(waiting_.begin(), waiting_.end(), same_source);
  if (older == waiting_.end() && waiting_.size() >= most_waiting)
    older = std::find_if(waiting_.begin(), waiting_.end(),
                         [](const Page& other) { return other.from.client.has_value(); });
  if (older != waiting_.end()) {
    world_.log.write(LogLevel::Info, "execute", shown_uri(older->url) + ": gave way to a newer page");
    *older = std::move(page);
  } else {
    waiting_.push_back(std::move(page));
  }
}

}  // namespace handset::phone
