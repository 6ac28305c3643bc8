#include "phone/services.h"

#include <algorithm>
#include <type_traits>
#include <utility>

#include "base/text.h"
#include "phone/dial_window.h"
#include "phone/page_request.h"
#include "phone/progress_window.h"

namespace handset::phone {
namespace {

// A page that is an Execute that opens a page that is an Execute: somebody's loop ends here.
constexpr unsigned most_hops = 8;
// The same in breadth: one push does not keep the phone from the others with a tree of such pages.
constexpr unsigned most_executes = 16;
// A row whose URI is the key that chooses it, and longer ways round to the same.
constexpr unsigned most_actions = 8;
// Pages that may wait behind the one under way.
constexpr std::size_t most_next = 32;

constexpr std::string_view calls_not_built = "Calls not built yet";

// Pages that may wait for the phone to be idle: those of all lines, and of some clients of HTTP.
constexpr std::size_t most_waiting = 16;

// Work that was cut short (docs/decisions/0017-out-of-memory.md) is looked at again after this.
constexpr Duration resume_after = seconds(1);

// Another value for the time of a call, however it ends.
template <class T>
class During {
 public:
  During(T& place, std::type_identity_t<T> value) : place_(place), before_(std::exchange(place, value)) {}
  ~During() { place_ = before_; }
  During(const During&) = delete;
  During& operator=(const During&) = delete;

 private:
  T& place_;
  T before_;
};

}  // namespace

// The phone as the host of an Execute that came over one line, from a client of HTTP, or from a page.
class Services::Source final : public xml::ExecuteHost {
 public:
  // `hops`: Executes that led to this one; 0: it was pushed itself.
  Source(Services& services, const PushSource& from, unsigned hops, PushId push)
      : services_(services), from_(from), hops_(hops), push_(push) {}

  [[nodiscard]] bool idle() const override {
    return services_.idle() && (!is_posted() || services_.queue_.empty());
  }
  xml::Outcome open_now(std::string_view url) override {
    if (is_posted()) return services_.queue_page(url, from_, push_);
    if (services_.next_.size() == most_next) return xml::Outcome::failed("Too many pages");
    services_.open(page(url));
    return xml::Outcome::success();
  }
  xml::Outcome open_when_idle(std::string_view url) override {
    services_.wait_for_idle(page(url));
    return xml::Outcome::success();
  }
  xml::Outcome run(const xml::Uri& uri) override { return services_.run_internal(uri, {}); }

  [[nodiscard]] PushId push() const { return push_; }
  [[nodiscard]] Page page(std::string_view url) const {
    Page page;
    page.url = url;
    page.from = from_;
    page.hops = hops_;
    page.push = push_;
    return page;
  }

 private:
  // Its sender is no line, whose pushes stand in the queue: the pages that it asks for do.
  [[nodiscard]] bool is_posted() const { return from_.client && hops_ == 0; }

  Services& services_;
  PushSource from_;
  unsigned hops_;
  PushId push_;
};

Services::Services(const World& world, const PhoneOptions& options, WindowStack& windows, KeyPresser& keys)
    : world_(world), options_(options), windows_(windows), keys_(keys), pictures_(world, options, windows) {}

Services::~Services() {
  if (current_) world_.fetcher.cancel(current_->id);
}

void Services::enqueue(const PushSource& from, PushId push, xml::NotifyWork&& work) {
  world_.clock.arm(resume_, resume_after);
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
  const PushSource from = PushSource::of_client(client);
  xml::Response response;
  if (const auto* execute = std::get_if<xml::Execute>(&object)) {
    Source source(*this, from, 0, push);
    response = run(*execute, source);
  } else {
    Page page;
    page.from = from;
    page.push = push;
    show_object(page, {}, object);
    response.items.push_back({0, "Success", {}});
  }
  start();
  return response;
}

void Services::start() {
  // The keys of an Execute lead here too: its items come first.
  if (running_ != nullptr) return;
  world_.clock.arm(resume_, resume_after);
  give_up_unseen();
  pictures_.windows_changed();
  if (!next_.empty() || !queue_.empty()) give_up_refresh();
  while (!current_) {
    if (!next_.empty()) {
      Page page = std::move(next_.front());
      next_.pop_front();
      fetch(std::move(page));
    } else if (!queue_.empty()) {
      begin_queued();
    } else if (!waiting_.empty() && idle()) {
      Page page = std::move(waiting_.front());
      waiting_.erase(waiting_.begin());
      fetch(std::move(page));
    } else {
      break;
    }
    give_up_unseen();
  }
  watch_refresh();
  resume_.cancel();
}

// Off the queue before it runs: what runs may look at the queue.
void Services::begin_queued() {
  PushWork& front = queue_.front();
  const PushSource from = front.from;
  const PushId push = front.push;
  executes_ = 0;
  if (front.url.empty()) {
    const xml::Execute execute = std::move(front.execute);
    queue_.pop();
    Source source(*this, from, 0, push);
    run(execute, source);
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
  watched_ = {};
}

void Services::give_up() {
  world_.fetcher.cancel(current_->id);
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
  trace(page.push, "phone", "web server", "GET " + page.words());
  const FetchId id = world_.fetcher.fetch(page_request(options_, page.url), *this);
  current_ = Fetching{id, page.replaces, std::move(page)};
  const Page& asked = current_->page;
  if (asked.unasked) return;
  current_->window =
      windows_.push(std::make_unique<ProgressWindow>(*options_.model, asked.title, origin_words(asked.url)));
}

void Services::on_fetched(FetchId fetch, FetchResult result) {
  if (!current_ || current_->id != fetch) return;
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
    push_log_->fetched(page.push, page.words(), page_request(options_, page.url).fields, result);
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
  watched_ = {};
  if (!unasked) windows_.close(window);
}

// A page that is no page but an Execute.
void Services::run_page(const Page& page, const xml::Execute& execute) {
  if (page.hops < most_hops && executes_ < most_executes) {
    ++executes_;
    Source source(*this, page.from, page.hops + 1, page.push);
    run(execute, source);
  } else {
    show_trouble(page, "Too many redirections", "This page runs pages that run pages without an end.");
  }
}

xml::Response Services::run(const xml::Execute& execute, Source& source) {
  xml::Response response = [&] {
    const During during(running_, &source);
    return xml::run_execute(execute, options_.notify.mode, source);
  }();
  for (const auto& item : response.items) {
    if (item.status != 0 || item.data != "Success")
      world_.log.write(LogLevel::Info, "execute", without_credentials(item.url) + ": " + item.data);
    trace(source.push(), "phone", "phone", without_credentials(item.url) + ": " + item.data);
  }
  return response;
}

xml::Outcome Services::run_internal(const xml::Uri& uri, std::string title) {
  switch (uri.scheme) {
    case xml::Scheme::Key:
      return keys_.press_from_push(uri.argument) ? xml::Outcome::success() : xml::Outcome::not_found();
    case xml::Scheme::Init: {
      const auto target = xml::parse_init(uri.argument);
      if (!target) return xml::Outcome::invalid_uri();
      if (*target == xml::InitTarget::Services) windows_.close_services();
      if (*target == xml::InitTarget::AppStatus) pictures_.clear_status();
      // There is no call list, and no message or directory window to close.
      return xml::Outcome::success();
    }
    case xml::Scheme::Dial:
      if (!xml::parse_dial(uri.argument)) return xml::Outcome::invalid_uri();
      return xml::Outcome::failed(std::string(calls_not_built));
    case xml::Scheme::EditDial:
      windows_.push(std::make_unique<DialWindow>(*options_.model, std::move(title), trim(uri.argument)));
      return xml::Outcome::success();
    case xml::Scheme::Play:
    case xml::Scheme::RtpRx:
    case xml::Scheme::RtpTx:
    case xml::Scheme::RtpMRx:
    case xml::Scheme::RtpMTx:
      return xml::Outcome::failed("Sound not built yet");
    case xml::Scheme::Device:
      // Its keys are never locked.
      return equal_ignoring_case(trim(uri.argument), "Unlock") ? xml::Outcome::success()
                                                               : xml::Outcome::not_found();
    case xml::Scheme::SendDigits:
      return xml::Outcome::failed("No Active Call");
    default:
      return xml::Outcome::not_found();
  }
}

void Services::perform(const Action& action) {
  switch (action.kind) {
    case Action::Kind::Cancel:
      if (current_) {
        world_.fetcher.cancel(current_->id);
        close_progress();
      }
      break;
    case Action::Kind::OpenUri:
    case Action::Kind::Reload:
      if (performing_ < most_actions) {
        const During during(performing_, performing_ + 1);
        perform_uri(action);
      } else {
        world_.log.write(LogLevel::Info, "keys",
                         without_credentials(action.uri) + ": a key that leads to itself");
        windows_.note("Too many redirections");
      }
      break;
    case Action::Kind::Menu:
      keys_.choose_in_menu(action);
      break;
    case Action::Kind::Back:
    case Action::Kind::Exit:
    case Action::Kind::Leave:
      fetch_if_expired(action.window);
      break;
  }
  start();
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
  page.replaces = window;
  return page;
}

// The clock of a Refresh runs while its page is on top.
void Services::watch_refresh() {
  if (windows_.top() == watched_) return;
  watched_ = windows_.top();
  const PageSource* source = windows_.source();
  if (source != nullptr && source->refresh > Duration::zero() &&
      !(source->next.empty() && source->url.empty())) {
    world_.clock.arm(refresh_, source->refresh);
  } else {
    refresh_.cancel();
  }
}

void Services::refresh() {
  const PageSource* source = windows_.source();
  if (source == nullptr || current_ || running_ != nullptr) return;
  Page page = again(*source, windows_.top());
  if (!source->next.empty()) {
    page.url = source->next;
    page.shown.clear();
  }
  page.unasked = true;
  executes_ = 0;
  fetch(std::move(page));
  start();
}

void Services::perform_uri(const Action& action) {
  const xml::Uri uri = xml::parse_uri(action.uri);
  const std::string words = action.shown.empty() ? without_credentials(action.uri) : action.shown;
  if (uri.is_web()) {
    if (next_.size() == most_next) return windows_.note("Too many pages");
    // What a key of an Execute opens counts as opened by the Execute.
    Page page = running_ != nullptr ? running_->page(uri.text) : Page{};
    if (running_ == nullptr) executes_ = 0;
    page.url = uri.text;
    page.title = action.title;
    page.shown = action.shown;
    if (action.kind == Action::Kind::Reload) page.replaces = action.window;
    open(std::move(page));
  } else if (uri.scheme == xml::Scheme::SoftKey) {
    if (const auto function = parse_soft_key(uri.argument)) {
      const KeyResult result = windows_.on_soft_key(*function);
      if (result.action && result.action->uri != action.uri) perform(*result.action);
    }
  } else if (const xml::Outcome outcome = run_internal(uri, action.title); outcome.status != 0) {
    world_.log.write(LogLevel::Info, "keys", words + ": " + outcome.data);
    if (uri.scheme == xml::Scheme::Dial && outcome.status == 6) {
      show_call_trouble(action.title, uri.argument, outcome.data);
    } else {
      windows_.note(uri.scheme == xml::Scheme::Dial ? std::string("Cannot be dialled") : outcome.data);
    }
  }
}

void Services::wait_for_idle(Page page) {
  const auto same_source = [&](const Page& other) { return other.from == page.from; };
  auto older = std::find_if(waiting_.begin(), waiting_.end(), same_source);
  if (older == waiting_.end() && waiting_.size() >= most_waiting)
    older = std::find_if(waiting_.begin(), waiting_.end(),
                         [](const Page& other) { return other.from.client.has_value(); });
  if (older != waiting_.end()) {
    world_.log.write(LogLevel::Info, "execute",
                     without_credentials(older->url) + ": gave way to a newer page");
    *older = std::move(page);
  } else {
    waiting_.push_back(std::move(page));
  }
}

void Services::trace(PushId push, std::string_view from, std::string_view to, std::string_view label,
                     std::string_view detail) {
  const SteadyTime now = world_.clock.now();
  if (push_log_ != nullptr) push_log_->step(push, now, from, to, label, detail);
  if (world_.trace != nullptr) world_.trace->step({now, from, to, label, detail});
}

}  // namespace handset::phone
