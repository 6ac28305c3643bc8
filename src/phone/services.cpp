#include "phone/services.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "phone/page_request.h"
#include "phone/progress_window.h"
#include "phone/services_source.h"

namespace handset::phone {
namespace {

// A page that is an Execute that opens a page that is an Execute: somebody's loop ends here.
constexpr unsigned most_hops = 8;

// Work that was cut short (docs/decisions/0017-out-of-memory.md) is looked at again after this.
constexpr Duration resume_after = seconds(1);

}  // namespace

Services::Services(const World& world, const PhoneOptions& options, WindowStack& windows, ServicesHost& host)
    : world_(world),
      options_(options),
      windows_(windows),
      host_(host),
      pictures_(world, options, windows, cookies_),
      touched_(world.clock.now()) {}

void Services::enqueue(const PushSource& from, PushId push, xml::NotifyWork&& work) {
  if (!waits_behind_page()) world_.clock.arm(resume_, resume_after);
  queue_.add(from, push, std::move(work));
}

xml::Outcome Services::queue_page(std::string_view url, const PushSource& from, PushId push) {
  if (queue_.full()) return xml::Outcome::failed("Busy");
  xml::NotifyWork work;
  work.kind = xml::NotifyWork::Kind::Url;
  work.url = url;
  enqueue(from, push, std::move(work));
  return xml::Outcome::success();
}

xml::Response Services::post(const xml::Object& object, const IpAddress& client, PushId push) {
  executes_ = 0;
  xml::Response response = take(object, PushSource::of_client(client), push);
  start();
  return response;
}

// Of a push: an Execute runs, and what it says is its answer; anything else is shown.
xml::Response Services::take(const xml::Object& object, const PushSource& from, PushId push) {
  if (const auto* execute = std::get_if<xml::Execute>(&object)) {
    Source source(*this, from, 0, push);
    return run(*execute, source);
  }
  Page page;
  page.from = from;
  page.push = push;
  show_object(page, {}, object);
  xml::Response response;
  response.items.push_back({0, "Success", {}});
  return response;
}

void Services::start() {
  // The keys of an Execute lead here too, and those of a page's application: what it holds comes first.
  if (running_ != nullptr || handling_) return;
  world_.clock.arm(resume_, resume_after);
  begin();
  if (tell_apps()) begin();
  pictures_.windows_changed();
  if (windows_.is_idle() && !current_ && !apps_.has_aside()) cookies_.clear();
  watch_requests();
  watch_refresh();
  resume_.cancel();
}

void Services::begin() {
  give_up_unseen();
  if (!next_.empty() || !queue_.empty()) give_up_refresh();
  while (!current_) {
    if (!next_.empty()) {
      Page page = std::move(next_.front());
      next_.erase(next_.begin());
      fetch(std::move(page));
    } else if (!queue_.empty()) {
      begin_queued();
    } else if (!waiting_.empty() && idle()) {
      Page page = std::move(waiting_.front());
      waiting_.erase(waiting_.begin());
      executes_ = 0;
      fetch(std::move(page));
    } else {
      break;
    }
    give_up_unseen();
  }
}

// Off the queue before it runs: what runs may look at the queue.
void Services::begin_queued() {
  PushWork& front = queue_.front();
  const PushSource from = front.from;
  const PushId push = front.push;
  executes_ = 0;
  if (front.url.empty()) {
    const std::unique_ptr<const xml::Object> object = std::move(front.object);
    queue_.pop();
    take(*object, from, push);
  } else {
    Page page;
    page.url = front.url;
    page.from = from;
    page.push = push;
    queue_.pop();
    fetch(std::move(page));
  }
}

// A page that was closed with the services while it was under way is not wanted any more.
void Services::give_up_unseen() {
  if (current_ && !windows_.is_open(current_->window)) give_up();
}

// Nobody waits for a page that loads itself again.
void Services::give_up_refresh() {
  if (!current_ || !current_->page.unasked) return;
  give_up();
  watched_.reset();
}

void Services::give_up() {
  loader_.cancel();
  current_.reset();
}

void Services::open(Page page) {
  give_up_refresh();
  if (current_) {
    next_.push_back(std::move(page));
  } else {
    fetch(std::move(page));
  }
}

void Services::fetch(Page page) {
  trace(page.push, "phone", "web server", "GET " + page.told_words());
  // Made before anything is under way: memory may run out here.
  auto next = std::make_unique<Fetching>(Fetching{page.replaces, std::move(page)});
  loader_.load(next->page.url);
  current_ = std::move(next);
  const Page& asked = current_->page;
  if (asked.unasked) return;
  current_->window =
      windows_.push(std::make_unique<ProgressWindow>(*options_.model, asked.title, origin_words(asked.url)));
}

void Services::on_page(FetchResult result) {
  world_.clock.arm(resume_, resume_after);
  const Page page = std::move(current_->page);
  close_progress();
  // Whoever is in the middle of a number or a letter finishes it first; the page comes the next time.
  if (page.unasked && windows_.awaits_digit()) return start();
  note_answer(page, result);
  if (std::string trouble = prompt_words(result); !trouble.empty()) {
    if (world_.log.enabled(LogLevel::Warning))
      world_.log.write(
          LogLevel::Warning, "fetch",
          page.words() + ": " + trouble + (result.detail.empty() ? "" : " (" + result.detail + ")"));
    show_trouble(page, std::move(trouble), page.words());
  } else {
    show_answer(page, result);
  }
  start();
}

void Services::note_answer(const Page& page, const FetchResult& result) {
  if (push_log_ != nullptr && page.push != PushId{})
    push_log_->fetched(page.push, page.told_words(), page.typed, loader_.asked(), result);
  if (const std::string trouble = prompt_words(result); !trouble.empty()) {
    trace(page.push, "web server", "phone", trouble);
  } else {
    trace(page.push, "web server", "phone",
          std::to_string(result.status) + ", " + std::to_string(result.body.size()) + " bytes of " +
              (result.content_type.empty() ? "unnamed type" : result.content_type));
  }
}

void Services::close_progress() {
  const WindowId window = current_->window;
  const bool unasked = current_->page.unasked;
  current_.reset();
  watched_.reset();
  if (!unasked) windows_.close(window);
}

// A page that is no page but an Execute.
void Services::run_page(const Page& page, const xml::Execute& execute) {
  if (page.hops < most_hops && executes_ < most_executes) {
    ++executes_;
    Source source(*this, page.from, page.hops + 1, page.push, page.typed);
    run(execute, source);
  } else {
    show_trouble(page, "Too many redirections", "This page runs pages that run pages without an end.");
  }
}

// A page that is seen again after its time.
void Services::fetch_if_expired(WindowId window) {
  const PageSource* source = windows_.source();
  if (source == nullptr || source->url.empty() || !source->expires) return;
  if (*source->expires > world_.clock.wall()) return;
  open(again(*source, window));
}

Services::Page Services::again(const PageSource& source, WindowId window) {
  Page page;
  page.url = source.url;
  page.title = source.title;
  page.shown = source.shown;
  page.typed = source.typed;
  page.replaces = window;
  return page;
}

// The clock of a Refresh runs while its page is on top.
void Services::watch_refresh() {
  if (windows_.top() == watched_) return;
  watched_ = windows_.top();
  if (after_sound_ && after_sound_->heard_in == watched_)
    return world_.clock.arm(refresh_, after_sound_->after);
  after_sound_.reset();
  const PageSource* source = windows_.source();
  if (source != nullptr && source->refresh > Duration::zero() &&
      !(source->next.empty() && source->url.empty())) {
    world_.clock.arm(refresh_, source->refresh);
  } else {
    refresh_.cancel();
  }
}

void Services::refresh() {
  if (current_ || running_ != nullptr) return;
  Page page;
  if (after_sound_) {
    page = std::move(after_sound_->page);
    after_sound_.reset();
    watched_.reset();
  } else if (const PageSource* source = windows_.source()) {
    page = again(*source, windows_.top());
    if (!source->next.empty()) {
      page.url = source->next;
      page.shown.clear();
    }
    page.unasked = true;
  } else {
    return;
  }
  executes_ = 0;
  fetch(std::move(page));
  start();
}

void Services::trace(PushId push, std::string_view from, std::string_view to, std::string_view label,
                     std::string_view detail) {
  const SteadyTime now = world_.clock.now();
  if (push_log_ != nullptr) push_log_->step(push, now, from, to, label, detail);
  if (world_.trace != nullptr) world_.trace->step({now, from, to, label, detail});
}

}  // namespace handset::phone
