#include "io/loop_core.h"

#include <algorithm>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <chrono>
#include <csignal>
#include <new>
#include <utility>

namespace handset::io {
namespace {

using Descriptor = boost::asio::posix::basic_stream_descriptor<boost::asio::io_context::executor_type>;

SteadyTime read_clock() {
  return SteadyTime(
      std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now().time_since_epoch()));
}

// Room for the one operation that Asio makes of a wait; the size is that of Asio 1.26 with some to spare.
struct WaitRoom {
  alignas(std::max_align_t) std::array<std::byte, 256> bytes;
  bool taken = false;
};

// An allocator that gives out that room, and the heap should it not suffice.
template <class T>
class WaitAllocator {
 public:
  using value_type = T;

  explicit WaitAllocator(WaitRoom& room) : room_(&room) {}
  template <class U>
  explicit WaitAllocator(const WaitAllocator<U>& other) : room_(other.room()) {}

  T* allocate(std::size_t count) {
    if (room_->taken || count * sizeof(T) > room_->bytes.size())
      return static_cast<T*>(::operator new(count * sizeof(T)));
    room_->taken = true;
    return reinterpret_cast<T*>(room_->bytes.data());
  }
  void deallocate(T* memory, std::size_t) {
    if (reinterpret_cast<std::byte*>(memory) == room_->bytes.data())
      room_->taken = false;
    else
      ::operator delete(memory);
  }
  [[nodiscard]] WaitRoom* room() const { return room_; }

  friend bool operator==(const WaitAllocator& a, const WaitAllocator& b) { return a.room_ == b.room_; }

 private:
  WaitRoom* room_;
};

}  // namespace

// Shared with Asio's pending waits, which may end after the Watch is gone.
struct LoopCore::Watched {
  Watched(boost::asio::io_context& context, int fd, WatchOwner& its_owner)
      : descriptor(std::make_unique<Descriptor>(context, fd)), owner(&its_owner) {}

  std::unique_ptr<Descriptor> descriptor;
  WatchOwner* owner;  // null once the Watch is gone
  WaitRoom read_room;
  WaitRoom write_room;
  bool awaiting_readable = false;
  bool awaiting_writable = false;
  bool readable = false;
  bool writable = false;
  bool listed = false;  // in ready_
};

namespace {

// What Asio calls when a wait is over. It notes; the turn acts.
struct WaitDone {
  using allocator_type = WaitAllocator<std::byte>;

  std::shared_ptr<LoopCore::Watched> watched;
  std::vector<std::shared_ptr<LoopCore::Watched>>* ready;
  bool write;

  [[nodiscard]] allocator_type get_allocator() const {
    return allocator_type(write ? watched->write_room : watched->read_room);
  }
  void operator()(boost::system::error_code) const {
    (write ? watched->awaiting_writable : watched->awaiting_readable) = false;
    if (!watched->owner) return;
    (write ? watched->writable : watched->readable) = true;
    if (watched->listed) return;
    watched->listed = true;
    ready->push_back(watched);
  }
};

}  // namespace

LoopCore::LoopCore()
    : work_(context_.get_executor()), signals_(context_), wheel_(read_clock()), now_(read_clock()) {}

LoopCore::~LoopCore() = default;

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

// What is ready now makes one turn. Asio's handlers arm nothing, so poll() cannot go on for ever.
void LoopCore::wait(std::optional<SteadyTime> until) {
  if (ready_.empty()) {
    if (const auto expiry = wheel_.next_expiry(); expiry && (!until || *expiry < *until)) until = expiry;
    if (!until) {
      context_.run_one();
    } else if (const Duration left = *until - read_clock(); left > Duration::zero()) {
      context_.run_one_for(left);
    }
  }
  context_.poll();
}

void LoopCore::serve_ready() {
  serving_.swap(ready_);
  for (const auto& watched : serving_) {
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
  serving_.clear();
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
  bool first = false;
  {
    const std::lock_guard lock(mutex_);
    first = posted_.empty();
    posted_.push_back(std::move(task));
  }
  // The first task wakes the loop; the others find it awake.
  if (first) boost::asio::post(context_, [] {});
}

void LoopCore::stop() {
  stop_ = true;
  boost::asio::post(context_, [] {});
}

void LoopCore::on_signal(std::function<void()> then) {
  signal_then_ = std::move(then);
  signals_.add(SIGINT);
  signals_.add(SIGTERM);
  await_signal();
}

void LoopCore::await_signal() {
  signals_.async_wait([this](boost::system::error_code error, int) {
    if (error) return;
    post([this] { signal_then_(); });
    await_signal();
  });
}

void LoopCore::remove(TurnPart& part) {
  parts_.erase(std::remove(parts_.begin(), parts_.end(), &part), parts_.end());
}

Watch::Watch(LoopCore& core, int descriptor, WatchOwner& owner)
    : core_(core),
      descriptor_(descriptor),
      watched_(std::make_shared<LoopCore::Watched>(core.context_, descriptor, owner)) {}

Watch::~Watch() {
  watched_->owner = nullptr;
  watched_->descriptor.reset();
}

void Watch::await_readable() {
  if (std::exchange(watched_->awaiting_readable, true)) return;
  watched_->descriptor->async_wait(Descriptor::wait_read, WaitDone{watched_, &core_.ready_, false});
}

void Watch::await_writable() {
  if (std::exchange(watched_->awaiting_writable, true)) return;
  watched_->descriptor->async_wait(Descriptor::wait_write, WaitDone{watched_, &core_.ready_, true});
}

void Watch::read_again() {
  watched_->readable = true;
  if (std::exchange(watched_->listed, true)) return;
  core_.ready_.push_back(watched_);
}

}  // namespace handset::io
