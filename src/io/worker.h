// A thread for slow work that must not run on a shard or on the web thread: drawing, hashing of passwords,
// files, the settings' database. Results go back by Loop::post() or by an HTTP Responder.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>

namespace handset::io {

class Worker {
 public:
  // What becomes of tasks that have not begun when the worker ends: destroyed without being run, or done.
  enum class AtEnd : std::uint8_t { Drop, Finish };

  // `capacity` tasks may wait behind the one that runs.
  explicit Worker(std::size_t capacity = 64, AtEnd at_end = AtEnd::Drop);
  // Waits for the task that runs, and for those that wait as AtEnd says.
  ~Worker();
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  // Any thread. False when the queue is full; the task is then destroyed. A task that throws is forgotten.
  [[nodiscard]] bool submit(std::function<void()> task);
  // Whether the caller is a task of this worker.
  [[nodiscard]] bool is_current() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace handset::io
