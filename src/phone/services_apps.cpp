// Services and its applications: the `App:` URI, and what documents want run when theirs gains or loses the
// focus, is put aside or ends.
#include <algorithm>
#include <iterator>
#include <utility>

#include "base/text.h"
#include "phone/during.h"
#include "phone/services.h"
#include "xml/profile.h"

namespace handset::phone {
namespace {

// Handlers that open and close pages whose handlers do the same.
constexpr unsigned most_rounds = 4;
// `App:` URIs that wait for the phone to be idle.
constexpr std::size_t most_requests = 8;

}  // namespace

xml::Outcome Services::run_app(const xml::Uri& uri) {
  const auto argument = xml::parse_app(uri.argument);
  if (!argument) return xml::Outcome::invalid_uri();
  AppRequest request{argument->action, std::string(argument->app_id), argument->idle};
  if (request.app_id.empty()) {
    // A document that is no page has none.
    if (running_ != nullptr) return xml::Outcome::invalid_uri();
    request.app_id = apps_.in_view();
  }
  switch (argument->priority) {
    case xml::Priority::Now:
      break;
    case xml::Priority::WhenIdle:
      if (!apps_.knows(request.app_id)) return xml::Outcome::failed("Unknown Application ID");
      wait_for_idle(std::move(request));
      return xml::Outcome::success();
    case xml::Priority::IfIdle:
      if (untouched_for(request.idle)) break;
      return xml::Outcome::not_idle();
  }
  return apps_.act(request.action, request.app_id);
}

// One of each application, the newest.
void Services::wait_for_idle(AppRequest request) {
  std::erase_if(requests_, [&](const AppRequest& each) { return each.app_id == request.app_id; });
  if (requests_.size() == most_requests) requests_.erase(requests_.begin());
  requests_.push_back(std::move(request));
  watch_requests();
}

bool Services::untouched_for(Duration idle) const {
  return !host_.calls().active() && touched_ + idle <= world_.clock.now();
}

// Once the first of them may be due; during a call, once that has ended.
void Services::watch_requests() {
  requests_timer_.cancel();
  if (requests_.empty() || host_.calls().active()) return;
  const auto first =
      std::min_element(requests_.begin(), requests_.end(),
                       [](const AppRequest& one, const AppRequest& other) { return one.idle < other.idle; });
  const SteadyTime due = touched_ + first->idle;
  world_.clock.arm(requests_timer_, std::max<Duration>(due - world_.clock.now(), Duration(1)));
}

void Services::run_requests() {
  std::vector<AppRequest> due;
  const auto is_later = [this](const AppRequest& each) { return !untouched_for(each.idle); };
  const auto first_due = std::stable_partition(requests_.begin(), requests_.end(), is_later);
  due.assign(std::make_move_iterator(first_due), std::make_move_iterator(requests_.end()));
  requests_.erase(first_due, requests_.end());
  for (const AppRequest& request : due) apps_.act(request.action, request.app_id);
  executes_ = 0;
  start();
}

void Services::touched() {
  touched_ = world_.clock.now();
  display_.light();
  watch_requests();
}

bool Services::tell_apps() {
  if (!xml::has_focus_handlers(options_.notify.profile)) return false;
  if (told_ == windows_.pages_version() && !apps_.stale()) return false;
  const During during(handling_, true);
  bool ran = false;
  for (unsigned round = 0; round < most_rounds; ++round) {
    const std::vector<AppEvent> events = apps_.look(current_ ? current_->window : WindowId{});
    told_ = windows_.pages_version();
    if (events.empty()) break;
    for (const AppEvent& event : events) run_handlers(event);
    ran = true;
  }
  return ran;
}

void Services::run_handlers(const AppEvent& event) {
  std::string_view rest = event.uris;
  while (!rest.empty()) {
    const Split split = split_once(rest, ';');
    rest = split.after;
    const xml::Uri uri = xml::parse_uri(split.before);
    if (uri.text.empty()) continue;
    const xml::Outcome outcome = run_handler(event.kind, uri);
    if (outcome.status != 0)
      world_.log.write(
          LogLevel::Info, "app",
          std::string(app_event_name(event.kind)) + ": " + shown_uri(uri.text) + ": " + outcome.data);
  }
}

xml::Outcome Services::run_handler(AppEvent::Kind kind, const xml::Uri& uri) {
  using xml::Outcome;
  using xml::Scheme;
  if (uri.is_web()) {
    if (kind == AppEvent::Kind::Closed) return Outcome::failed("No web address here");
    if (!xml::is_web_url(uri.text)) return Outcome::invalid_uri();
    if (executes_ == most_executes || next_.size() == most_next) return Outcome::failed("Too many pages");
    ++executes_;
    Page page;
    page.url = uri.text;
    open(std::move(page));
    return Outcome::success();
  }
  if (!xml::may_stand_in_execute(uri.scheme) && uri.scheme != Scheme::Notify) return Outcome::not_found();
  if (uri.scheme == Scheme::App) {
    const auto argument = xml::parse_app(uri.argument);
    if (argument && argument->priority == xml::Priority::Now)
      return Outcome::failed("Not with priority 0 here");
  }
  return run_internal(uri, {}, Asker::Document);
}

}  // namespace handset::phone
