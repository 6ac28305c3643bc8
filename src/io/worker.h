// A thread for slow work that must not run on a shard or on the web thread: drawing, hashing of passwords,
// files. Results go back by Loop::post() or by an HTTP Responder.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>

namespace handset::io {

class Worker {
 public:
  // `capacity` tasks may wait behind the one that runs.
  explicit Worker(std::size_t capacity = 64);
  // Waits for the task that runs; tasks that have not begun are destroyed without being run.
  ~Worker();
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  // Any thread. False when the queue is full; the task is then destroyed. A task that throws is forgotten.
  [[nodiscard]] bool submit(std::function<void()> task);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace handset::io
