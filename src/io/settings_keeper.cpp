#include "io/settings_keeper.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <future>
#include <mutex>
#include <thread>
#include <utility>

#include "io/settings_book.h"

namespace handset::io {
namespace {

WallTime now_of(const KeeperOptions& options) {
  return options.wall ? options.wall()
                      : std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
}

}  // namespace

class SettingsKeeper::Impl {
 public:
  Impl(std::unique_ptr<SettingsBook> book, KeeperOptions options)
      : book_(std::move(book)),
        options_(std::move(options)),
        left_out_(book_->left_out()),
        state_(book_->state()),
        thread_([this] { run(); }) {}
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

  [[nodiscard]] SettingsStatePtr current() const {
    const std::lock_guard lock(mutex_);
    return state_;
  }
  [[nodiscard]] const settings::Issues& left_out() const { return left_out_; }
  [[nodiscard]] bool on_thread() const { return std::this_thread::get_id() == thread_.get_id(); }
  [[nodiscard]] SettingsBook& book() { return *book_; }
  [[nodiscard]] WallTime now() const { return now_of(options_); }

  [[nodiscard]] bool post(std::function<void()> task) {
    {
      const std::lock_guard lock(mutex_);
      if (ending_ || waiting_.size() >= options_.waiting) return false;
      waiting_.push_back(std::move(task));
    }
    wake_.notify_one();
    return true;
  }

  // On the thread.
  void finish(SettingsBook::Decision decision, const OnOutcome& done) {
    if (decision.accepted) {
      const SettingsStatePtr& state = book_->state();
      {
        const std::lock_guard lock(mutex_);
        state_ = state;
      }
      if (options_.listener) options_.listener(state, decision.changed);
    }
    if (done) done(std::move(decision.outcome));
  }

 private:
  void run() {
    std::unique_lock lock(mutex_);
    while (true) {
      wake_.wait(lock, [this] { return ending_ || !waiting_.empty(); });
      if (waiting_.empty()) return;  // what was accepted is done first
      auto task = std::move(waiting_.front());
      waiting_.pop_front();
      lock.unlock();
      task();
      task = nullptr;
      lock.lock();
    }
  }

  const std::unique_ptr<SettingsBook> book_;  // of the thread alone
  const KeeperOptions options_;
  const settings::Issues left_out_;
  mutable std::mutex mutex_;  // guards what follows
  std::condition_variable wake_;
  std::deque<std::function<void()>> waiting_;
  SettingsStatePtr state_;
  bool ending_ = false;
  std::thread thread_;  // last: it uses the others
};

tl::expected<std::unique_ptr<SettingsKeeper>, KeeperFault> SettingsKeeper::open(KeeperOptions options) {
  auto book = SettingsBook::open(options, now_of(options));
  if (!book) return tl::unexpected(std::move(book.error()));
  return std::unique_ptr<SettingsKeeper>(
      new SettingsKeeper(std::make_unique<Impl>(*std::move(book), std::move(options))));
}

SettingsKeeper::SettingsKeeper(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
SettingsKeeper::~SettingsKeeper() = default;

SettingsStatePtr SettingsKeeper::current() const {
  return impl_->current();
}

const settings::Issues& SettingsKeeper::left_out() const {
  return impl_->left_out();
}

bool SettingsKeeper::submit(Submission submission, OnOutcome done) {
  return impl_->post([impl = impl_.get(), submission = std::move(submission), done = std::move(done)] {
    impl->finish(impl->book().submit(submission, impl->now()), done);
  });
}

bool SettingsKeeper::undo(Undo undo, OnOutcome done) {
  return impl_->post([impl = impl_.get(), undo = std::move(undo), done = std::move(done)] {
    impl->finish(impl->book().undo(undo, impl->now()), done);
  });
}

bool SettingsKeeper::history(std::optional<Revision> before, std::size_t limit, OnHistory done) {
  return impl_->post([impl = impl_.get(), before, limit, done = std::move(done)] {
    done(impl->book().history(before, limit));
  });
}

Result<std::string> SettingsKeeper::read_record(std::string_view name) {
  if (impl_->on_thread()) return impl_->book().read_record(name);
  auto promise = std::make_shared<std::promise<Result<std::string>>>();  // the thread is still in it
  auto record = promise->get_future();
  if (!impl_->post([this, promise, name] { promise->set_value(impl_->book().read_record(name)); }))
    return fail(Errc::Unavailable, "too many changes of the settings wait");
  return record.get();
}

bool SettingsKeeper::write_record(Record record, OnWritten done) {
  return impl_->post([impl = impl_.get(), record = std::move(record), done = std::move(done)] {
    const auto written = impl->book().write_record(record);
    if (done) done(written);
  });
}

}  // namespace handset::io
