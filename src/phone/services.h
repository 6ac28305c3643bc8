// The phone as a client of XML services: takes the pushes from its queue, runs Execute items, fetches pages
// one at a time and opens their windows. Owned by the Phone; shard's thread.
//
// A page under way shows as "Requesting ..." and can be given up there. Whatever goes wrong becomes a
// message window with its own words on the prompt line, and a line in the log.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/world.h"
#include "phone/app_focus.h"
#include "phone/cookie_jar.h"
#include "phone/display_control.h"
#include "phone/notifier.h"
#include "phone/options.h"
#include "phone/page_loader.h"
#include "phone/page_request.h"
#include "phone/push_queue.h"
#include "phone/service_pictures.h"
#include "phone/services_host.h"
#include "phone/window_stack.h"
#include "xml/executor.h"
#include "xml/object.h"

namespace handset::phone {

class Services final : public PageHandler {
 public:
  // All of them outlive the services.
  Services(const World& world, const PhoneOptions& options, WindowStack& windows, ServicesHost& host);
  Services(const Services&) = delete;
  Services& operator=(const Services&) = delete;

  // Pushes wait here.
  [[nodiscard]] PushQueue& queue() { return queue_; }
  // As PushQueue::add(); start() follows within the turn, once the push is answered.
  void enqueue(const PushSource& from, PushId push, xml::NotifyWork&& work);
  // What a client posted by HTTP: the items of an Execute run now, its pages in their turn behind the pushes
  // that wait; any other object is shown on top.
  xml::Response post(const xml::Object& object, const IpAddress& client, PushId push);
  // As Phone's.
  void set_push_log(PushLog* log) { push_log_ = log; }
  [[nodiscard]] PushLog* push_log() const { return push_log_; }
  // Takes the next piece of work unless one is under way.
  void start();
  // The same for what enqueue() has brought.
  void start_queued() {
    if (!waits_behind_page()) start();
  }

  // What a key asked for (the stack has carried out what is about windows alone). `asked_by`: who pressed it,
  // where that was some time ago.
  void perform(const Action& action, Asker asked_by = Asker::Person);
  // Who asks for what happens now: a key of an Execute, or what is run for a page, is no person's.
  [[nodiscard]] Asker asker() const;
  // After windows closed: a page that nobody waits for is given up, and one that waited for the phone to be
  // idle may come.
  void windows_changed() { start(); }

  // Somebody is at the keys.
  void touched();

  // No call, nothing open, nothing under way.
  [[nodiscard]] bool idle() const { return windows_.is_idle() && !current_ && !host_.calls().active(); }

  // Something is under way or waits for that.
  [[nodiscard]] bool busy() const {
    return current_ || !queue_.empty() || !next_.empty() || pictures_.busy();
  }

  void on_page(FetchResult result) override;

 private:
  struct Page {
    std::string url{};
    std::string title{};   // for a page without one
    std::string shown{};   // as Action::shown
    Typed typed{};         // as Action::typed
    WindowId replaces{};   // Update and Next: the page whose place is taken
    bool unasked = false;  // by a Refresh, not by a person: the page stays in view meanwhile
    PushSource from{};     // of the push that led here; empty: a person
    unsigned hops = 0;     // Executes that led here
    PushId push{};         // that led here, or this page of a person's, in the log of pushes

    // What of the URL may be written down.
    [[nodiscard]] std::string words() const { return shown.empty() ? without_credentials(url) : shown; }
    // Likewise in its story.
    [[nodiscard]] std::string told_words() const {
      return typed == Typed::Nothing ? words() : without_query_values(words());
    }
    // What comes may repeat a secret, which no story is to tell.
    [[nodiscard]] bool is_secret() const { return typed == Typed::Secret; }
  };
  struct Fetching {
    WindowId window;  // "Requesting ...", or the page that loads itself again; closed: nobody waits any more
    Page page;
  };
  // An `App:` that waits until nobody has touched the phone for that time.
  struct AppRequest {
    xml::AppArgument::Action action;
    std::string app_id;
    Duration idle;
  };
  // What follows a sound, as its Refresh says, while the window under which it was heard is on top.
  struct AfterSound {
    WindowId heard_in;
    Page page;
    Duration after;
  };
  class Source;

  // Pages that may wait behind the one under way.
  static constexpr std::size_t most_next = 32;
  // Pages that open pages by themselves: one push does not keep the phone from the others with a tree of
  // them.
  static constexpr unsigned most_executes = 16;

  void open(Page page);
  void fetch(Page page);
  xml::Response run(const xml::Execute& execute, Source& source);
  xml::Response take(const xml::Object& object, const PushSource& from, PushId push);
  xml::Outcome queue_page(std::string_view url, const PushSource& from, PushId push);
  void show_answer(const Page& page, const FetchResult& result);
  void show_object(const Page& page, PageSource source, const xml::Object& object);
  void play_answer(const Page& page, const FetchResult& result);
  void follow_sound(const Page& page, const FetchResult& result);
  [[nodiscard]] PageSource source_of(const Page& page, const FetchResult& result) const;
  void run_page(const Page& page, const xml::Execute& execute);
  void open_window(const Page& page, std::unique_ptr<Window> window);
  void show_status(const Page& page, const std::string& words);
  void note_answer(const Page& page, const FetchResult& result);
  void show_trouble(const Page& page, std::string prompt, std::string_view text);
  void show_call_trouble(std::string title, std::string_view number, const std::string& words);
  void close_progress();
  [[nodiscard]] bool may_open_microphone(Asker asker) const;
  xml::Outcome run_internal(const xml::Uri& uri, std::string title, Asker asker);
  xml::Outcome run_call(const xml::Uri& uri, Asker asker);
  xml::Outcome run_sound(const xml::Uri& uri, Asker asker);
  xml::Outcome run_device(const xml::Uri& uri);
  xml::Outcome run_app(const xml::Uri& uri);
  void wait_for_idle(Page page);
  void wait_for_idle(AppRequest request);
  [[nodiscard]] bool untouched_for(Duration idle) const;
  void watch_requests();
  void run_requests();
  // Whether anything was run for that.
  bool tell_apps();
  void run_handlers(const AppEvent& event);
  xml::Outcome run_handler(AppEvent::Kind kind, const xml::Uri& uri);
  // The next piece of work, unless one is under way.
  void begin();
  // What has come waits for a page that somebody waits for; its end starts the next.
  [[nodiscard]] bool waits_behind_page() const { return current_ && !current_->page.unasked; }
  void begin_queued();
  void give_up_unseen();
  void give_up_refresh();
  void give_up();
  void fetch_if_expired(WindowId window);
  [[nodiscard]] static Page again(const PageSource& source, WindowId window);
  void watch_refresh();
  void refresh();
  void perform_uri(const Action& action);
  [[nodiscard]] PushId begin_opened(const Page& page);
  void trace(PushId push, std::string_view from, std::string_view to, std::string_view label,
             std::string_view detail = {});

  // What a push touches that waits behind a page stands together: a hundred thousand phones do not fit into
  // the processor's caches.
  PushQueue queue_;
  std::unique_ptr<Fetching> current_;
  const World& world_;
  const PhoneOptions& options_;
  WindowStack& windows_;
  ServicesHost& host_;
  CookieJar cookies_;
  ServicePictures pictures_;
  PageLoader loader_{world_, options_, cookies_, *this};
  Notifier notifier_{world_, options_};
  DisplayControl display_{world_.clock, windows_};
  AppFocus apps_{windows_};
  PushLog* push_log_ = nullptr;
  std::vector<Page> next_;           // pages that an Execute or a key asked for while another was under way
  std::vector<Page> waiting_;        // priority 1: one of each source, the newest
  const Source* running_ = nullptr;  // whose Execute is being run
  unsigned performing_ = 0;          // actions that led to each other, by Key: and SoftKey: URIs
  unsigned executes_ =
      0;  // pages that opened pages by themselves, since a push or a person asked for something
  bool handling_ = false;      // what documents want run for their applications is being run
  bool for_document_ = false;  // so is what a key asked for that a document pressed before
  std::uint64_t told_ = 0;     // version of the pages that the applications have heard of
  std::vector<AppRequest> requests_;
  SteadyTime touched_{};  // somebody was at the keys
  std::unique_ptr<AfterSound> after_sound_;
  std::optional<WindowId> watched_;  // on top when the clock of a Refresh was last looked at
  Timer refresh_ = Timer::calling<&Services::refresh>(*this);
  Timer requests_timer_ = Timer::calling<&Services::run_requests>(*this);
  Timer resume_ = Timer::calling<&Services::start>(*this);  // armed while there is something to begin
};

}  // namespace handset::phone
