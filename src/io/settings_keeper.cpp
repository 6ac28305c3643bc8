#include "io/settings_keeper.h"

#include <chrono>
#include <future>
#include <mutex>
#include <utility>

#include "io/settings_book.h"
#include "io/worker.h"

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
        worker_(options_.waiting, Worker::AtEnd::Finish) {}

  [[nodiscard]] SettingsStatePtr current() const {
    const std::lock_guard lock(mutex_);
    return state_;
  }
  [[nodiscard]] const settings::Issues& left_out() const { return left_out_; }
  [[nodiscard]] Worker& worker() { return worker_; }
  [[nodiscard]] SettingsBook& book() { return *book_; }
  [[nodiscard]] WallTime now() const { return now_of(options_); }

  // On the worker.
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
  const std::unique_ptr<SettingsBook> book_;  // of the worker alone
  const KeeperOptions options_;
  const settings::Issues left_out_;
  mutable std::mutex mutex_;  // guards state_
  SettingsStatePtr state_;
  Worker worker_;  // last: it uses the others
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
  return impl_->worker().submit(
      [impl = impl_.get(), submission = std::move(submission), done = std::move(done)] {
        impl->finish(impl->book().submit(submission, impl->now()), done);
      });
}

bool SettingsKeeper::undo(Undo undo, OnOutcome done) {
  return impl_->worker().submit([impl = impl_.get(), undo = std::move(undo), done = std::move(done)] {
    impl->finish(impl->book().undo(undo, impl->now()), done);
  });
}

bool SettingsKeeper::history(std::optional<Revision> before, std::size_t limit, OnHistory done) {
  return impl_->worker().submit([impl = impl_.get(), before, limit, done = std::move(done)] {
    done(impl->book().history(before, limit));
  });
}

Result<std::string> SettingsKeeper::read_record(std::string_view name) {
  if (impl_->worker().is_current()) return impl_->book().read_record(name);
  auto promise = std::make_shared<std::promise<Result<std::string>>>();  // the thread is still in it
  auto record = promise->get_future();
  if (!impl_->worker().submit([this, promise, name] { promise->set_value(impl_->book().read_record(name)); }))
    return fail(Errc::Unavailable, "too many changes of the settings wait");
  return record.get();
}

bool SettingsKeeper::write_record(Record record, OnWritten done) {
  return impl_->worker().submit([impl = impl_.get(), record = std::move(record), done = std::move(done)] {
    const auto written = impl->book().write_record(record);
    if (done) done(written);
  });
}

}  // namespace handset::io
