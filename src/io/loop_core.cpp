#include "io/loop_core.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <limits>
#include <new>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <system_error>
#include <utility>

namespace handset::io {
namespace {

// Of descriptors, in one turn; the others are asked about in the next one.
constexpr std::size_t events_a_turn = 256;

// All that the handler of a signal touches, on whatever thread and however late: so none of it ever goes.
std::atomic<int> signal_event = -1;  // an eventfd, from the first on_signal() on
std::atomic<unsigned> signals_caught = 0;

SteadyTime read_clock() {
  return SteadyTime(
      std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now().time_since_epoch()));
}

void write_event(int descriptor) {
  const std::uint64_t one = 1;
  [[maybe_unused]] const auto written = ::write(descriptor, &one, sizeof(one));
}

// The handler.
void note_signal(int) {
  const int before = errno;
  ++signals_caught;
  write_event(signal_event);
  errno = before;
}

int open_or_throw(int descriptor, const char* what) {
  if (descriptor < 0) throw std::system_error(errno, std::generic_category(), what);
  return descriptor;
}

}  // namespace

// Shared with the turn that serves it, in which the Watch may go.
struct LoopCore::Watched : std::enable_shared_from_this<Watched> {
  Watched(int its_descriptor, WatchOwner& its_owner) : descriptor(its_descriptor), owner(&its_owner) {}

  [[nodiscard]] std::uint32_t awaited() const {
    return (awaiting_readable ? std::uint32_t{EPOLLIN} : 0) |
           (awaiting_writable ? std::uint32_t{EPOLLOUT} : 0);
  }

  int descriptor;
  WatchOwner* owner;             // null once the Watch is gone
  std::uint32_t registered = 0;  // what epoll waits for; 0: it does not know the descriptor
  bool awaiting_readable = false;
  bool awaiting_writable = false;
  bool readable = false;
  bool writable = false;
  bool listed = false;  // as ready
  std::shared_ptr<Watched> next{};
};

LoopCore::LoopCore()
    : epoll_(open_or_throw(::epoll_create1(EPOLL_CLOEXEC), "epoll_create1")),
      wake_(open_or_throw(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC), "eventfd")),
      wheel_(read_clock()),
      now_(read_clock()) {
  be_woken_by(wake_.descriptor());
}

LoopCore::~LoopCore() {
  // One by one: each would destroy the next from inside its own destructor, however many there are.
  while (first_ready_ != nullptr) first_ready_ = std::move(first_ready_->next);
  if (signal_then_)
    for (const int signal : {SIGINT, SIGTERM}) std::signal(signal, SIG_DFL);
}

// By each write to that eventfd, which nobody reads: its count would take centuries to be full.
void LoopCore::be_woken_by(int event_descriptor) {
  epoll_event event{};
  event.events = std::uint32_t{EPOLLIN} | std::uint32_t{EPOLLET};
  open_or_throw(::epoll_ctl(epoll_.descriptor(), EPOLL_CTL_ADD, event_descriptor, &event), "epoll_ctl");
}

SteadyTime LoopCore::now() const {
  return in_turn_ ? now_ : read_clock();
}

template <class Call>
bool LoopCore::run(const Call& call) {
  try {
    call();
    return true;
  } catch (const std::bad_alloc&) {
    ++counters_.cut_short;
    return false;
  }
}

void LoopCore::turn(std::optional<SteadyTime> until) {
  wait(until);
  now_ = read_clock();
  in_turn_ = true;
  run([this] { wheel_.advance(now_); });
  serve_ready();
  tell_signals();
  run_posted();
  flush();
  if (!watchers_.empty()) call_watchers();
  in_turn_ = false;
}

void LoopCore::call_watchers() {
  std::erase_if(watchers_, [this](const std::weak_ptr<TurnPart>& watcher) {
    const auto alive = watcher.lock();
    if (alive) run([&] { alive->end_of_turn(); });
    return !alive;
  });
}

void LoopCore::flush() {
  for (TurnPart* part : parts_) run([&] { part->end_of_turn(); });
}

// --- Waiting

void LoopCore::wait(std::optional<SteadyTime> until) {
  std::array<epoll_event, events_a_turn> events;
  const int limit = time_limit(until);
  const int count = ::epoll_wait(epoll_.descriptor(), events.data(), static_cast<int>(events.size()), limit);
  asleep_ = false;
  for (int i = 0; i < count; ++i) {
    const epoll_event& event = events[static_cast<std::size_t>(i)];
    if (event.data.ptr != nullptr) note(*static_cast<Watched*>(event.data.ptr), event.events);
  }
}

// In milliseconds, as epoll has it; -1 is for ever. A turn that would begin too early for its timer begins
// after it.
int LoopCore::time_limit(std::optional<SteadyTime> until) {
  if (first_ready_ != nullptr) return 0;
  {
    const std::lock_guard lock(mutex_);
    if (!posted_.empty()) return 0;
    asleep_ = true;
  }
  if (stop_ || (signal_then_ && signals_caught != 0)) return 0;
  if (const auto expiry = wheel_.next_expiry(); expiry && (!until || *expiry < *until)) until = expiry;
  if (!until) return -1;
  const Duration left = *until - read_clock();
  if (left <= Duration::zero()) return 0;
  const auto whole = std::chrono::ceil<std::chrono::milliseconds>(left).count();
  return static_cast<int>(std::min<std::int64_t>(whole, std::numeric_limits<int>::max()));
}

// Who was told and does not ask again is told no more: what epoll still waits for then is taken back, but
// only once it has turned out to be in vain. A descriptor that is asked about in every turn costs no call.
void LoopCore::note(Watched& watched, std::uint32_t events) {
  const bool over = (events & (EPOLLERR | EPOLLHUP)) != 0;
  const bool readable = watched.awaiting_readable && (over || (events & EPOLLIN) != 0);
  const bool writable = watched.awaiting_writable && (over || (events & EPOLLOUT) != 0);
  if (!readable && !writable) return register_awaited(watched);
  if (readable) watched.awaiting_readable = false;
  if (writable) watched.awaiting_writable = false;
  watched.readable |= readable;
  watched.writable |= writable;
  list(watched);
}

void LoopCore::list(Watched& watched) {
  if (std::exchange(watched.listed, true)) return;
  (first_ready_ == nullptr ? first_ready_ : last_ready_->next) = watched.shared_from_this();
  last_ready_ = &watched;
}

// Errors and hang-ups are reported whatever is waited for, so who waits for nothing is taken out.
void LoopCore::register_awaited(Watched& watched) {
  const std::uint32_t awaited = watched.awaited();
  if (awaited == watched.registered) return;
  epoll_event event{};
  event.events = awaited;
  event.data.ptr = &watched;
  const int operation =
      awaited == 0 ? EPOLL_CTL_DEL : (watched.registered == 0 ? EPOLL_CTL_ADD : EPOLL_CTL_MOD);
  if (::epoll_ctl(epoll_.descriptor(), operation, watched.descriptor, &event) == 0) {
    watched.registered = awaited;
  } else if (awaited != 0) {
    // The system has no memory for it: the owner asks the descriptor itself, in every turn.
    note(watched, EPOLLERR);
  }
}

// --- What was waited for

// What becomes ready meanwhile is for the next turn.
void LoopCore::serve_ready() {
  for (std::shared_ptr<Watched> serving = std::move(first_ready_); serving != nullptr;) {
    const std::shared_ptr<Watched> watched = std::move(serving);
    serving = std::move(watched->next);
    watched->listed = false;
    const bool readable = std::exchange(watched->readable, false);
    const bool writable = std::exchange(watched->writable, false);
    // The owner may go in either call.
    const bool done = run([&] {
      if (writable && watched->owner) watched->owner->on_writable();
      if (readable && watched->owner) watched->owner->on_readable();
    });
    if (!done && watched->owner) watched->owner->on_cut_short();
  }
}

void LoopCore::run_posted() {
  {
    const std::lock_guard lock(mutex_);
    running_.swap(posted_);
  }
  for (auto& task : running_) {
    run(task);
    task = nullptr;
  }
  running_.clear();
}

void LoopCore::post(std::function<void()> task) {
  {
    const std::lock_guard lock(mutex_);
    posted_.push_back(std::move(task));
  }
  if (asleep_.exchange(false)) wake();
}

void LoopCore::stop() {
  stop_ = true;
  if (asleep_.exchange(false)) wake();
}

void LoopCore::wake() const {
  write_event(wake_.descriptor());
}

// --- Signals

void LoopCore::on_signal(std::function<void()> then) {
  if (signal_event < 0) signal_event = open_or_throw(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC), "eventfd");
  if (!signal_then_) be_woken_by(signal_event);
  signal_then_ = std::move(then);
  struct sigaction action{};
  action.sa_handler = note_signal;
  action.sa_flags = SA_RESTART;
  sigemptyset(&action.sa_mask);
  for (const int signal : {SIGINT, SIGTERM}) ::sigaction(signal, &action, nullptr);
}

void LoopCore::tell_signals() {
  if (!signal_then_) return;
  for (unsigned left = signals_caught.exchange(0); left > 0; --left) run(signal_then_);
}

void LoopCore::remove(TurnPart& part) {
  parts_.erase(std::remove(parts_.begin(), parts_.end(), &part), parts_.end());
}

// --- Watch

Watch::Watch(LoopCore& core, int descriptor, WatchOwner& owner)
    : core_(core),
      descriptor_(descriptor),
      watched_(std::make_shared<LoopCore::Watched>(descriptor, owner)) {}

Watch::~Watch() {
  watched_->owner = nullptr;
  watched_->awaiting_readable = false;
  watched_->awaiting_writable = false;
  core_.register_awaited(*watched_);
}

void Watch::await_readable() {
  watched_->awaiting_readable = true;
  if ((watched_->registered & EPOLLIN) == 0) core_.register_awaited(*watched_);
}

void Watch::await_writable() {
  watched_->awaiting_writable = true;
  if ((watched_->registered & EPOLLOUT) == 0) core_.register_awaited(*watched_);
}

void Watch::read_again() {
  watched_->readable = true;
  core_.list(*watched_);
}

}  // namespace handset::io
