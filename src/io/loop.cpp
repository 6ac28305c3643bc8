#include "io/loop.h"

#include <utility>

#include "io/loop_core.h"

namespace handset::io {

Loop::Loop() : core_(std::make_unique<LoopCore>()) {}
Loop::~Loop() = default;

void Loop::run() {
  core_->flush();
  while (!core_->take_stop()) core_->turn(std::nullopt);
}

bool Loop::run_until(const std::function<bool()>& done, Duration limit) {
  const SteadyTime deadline = now() + limit;
  core_->flush();
  while (!done()) {
    if (core_->take_stop() || now() >= deadline) return false;
    core_->turn(deadline);
  }
  return true;
}

void Loop::stop() {
  core_->stop();
}

void Loop::post(std::function<void()> task) {
  core_->post(std::move(task));
}

void Loop::watch(std::weak_ptr<TurnPart> watcher) {
  core_->watch(std::move(watcher));
}

void Loop::on_signal(std::function<void()> then) {
  core_->on_signal(std::move(then));
}

SteadyTime Loop::now() const {
  return core_->now();
}

WallTime Loop::wall() const {
  return std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
}

TimerWheel& Loop::timers() {
  return core_->timers();
}

const LoopCounters& Loop::counters() const {
  return core_->counters();
}

}  // namespace handset::io
