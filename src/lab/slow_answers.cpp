#include "lab/slow_answers.h"

#include <utility>

namespace handset::lab {

SlowAnswers::SlowAnswers() : thread_([this](const std::stop_token& stop) { run(stop); }) {}

void SlowAnswers::answer_after(std::chrono::milliseconds time, io::HttpResponse response,
                               io::Responder respond) {
  const std::lock_guard lock(mutex_);
  waiting_.emplace(Clock::now() + time, Waiting{std::move(response), std::move(respond)});
  changed_.notify_one();
}

void SlowAnswers::run(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  while (!stop.stop_requested()) {
    if (waiting_.empty()) {
      changed_.wait(lock, stop, [this] { return !waiting_.empty(); });
      continue;
    }
    const Clock::time_point due = waiting_.begin()->first;
    // A sooner one may come meanwhile.
    changed_.wait_until(lock, stop, due, [&] { return waiting_.begin()->first < due; });
    if (Clock::now() < waiting_.begin()->first) continue;
    auto ready = waiting_.extract(waiting_.begin());
    lock.unlock();
    std::move(ready.mapped().respond)(std::move(ready.mapped().response));
    lock.lock();
  }
}

}  // namespace handset::lab
