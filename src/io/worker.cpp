#include "io/worker.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>

namespace handset::io {

class Worker::Impl {
 public:
  Impl(std::size_t capacity, AtEnd at_end)
      : capacity_(capacity), at_end_(at_end), thread_([this] { run(); }) {}
  ~Impl() {
    {
      const std::lock_guard lock(mutex_);
      ending_ = true;
    }
    wake_.notify_one();
    thread_.join();
  }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  bool submit(std::function<void()> task) {
    {
      const std::lock_guard lock(mutex_);
      if (ending_ || waiting_.size() >= capacity_) return false;
      waiting_.push_back(std::move(task));
    }
    wake_.notify_one();
    return true;
  }
  [[nodiscard]] bool is_current() const { return std::this_thread::get_id() == thread_.get_id(); }

 private:
  void run() {
    std::unique_lock lock(mutex_);
    while (true) {
      wake_.wait(lock, [this] { return ending_ || !waiting_.empty(); });
      if (waiting_.empty() || (ending_ && at_end_ == AtEnd::Drop)) return;
      auto task = std::move(waiting_.front());
      waiting_.pop_front();
      lock.unlock();
      try {
        task();
      } catch (...) {  // NOLINT(bugprone-empty-catch): what the task held says so on its way out
      }
      task = nullptr;
      lock.lock();
    }
  }

  const std::size_t capacity_;
  const AtEnd at_end_;
  std::mutex mutex_;  // guards waiting_ and ending_
  std::condition_variable wake_;
  std::deque<std::function<void()>> waiting_;
  bool ending_ = false;
  std::thread thread_;  // last: it uses the others
};

Worker::Worker(std::size_t capacity, AtEnd at_end) : impl_(std::make_unique<Impl>(capacity, at_end)) {}
Worker::~Worker() = default;

bool Worker::submit(std::function<void()> task) {
  return impl_->submit(std::move(task));
}

bool Worker::is_current() const {
  return impl_->is_current();
}

}  // namespace handset::io
