// Where a host's code is called: by what arrives, by what ends, by its timers. Memory that runs out in there
// ends that call alone, as it does on the loop of io (docs/decisions/0017-out-of-memory.md).
//
// One for each host. A test that makes allocations fail watches it, and so fails those of this host's code
// alone.
#pragma once

#include <cstdint>
#include <new>

namespace handset::sim {

class Boundary {
 public:
  class Watcher {
   public:
    virtual void entered() = 0;
    virtual void left() = 0;

   protected:
    ~Watcher() = default;
  };

  // Null: nobody. The watcher outlives its watch.
  void watch(Watcher* watcher) { watcher_ = watcher; }
  // Calls that memory ran out in.
  [[nodiscard]] std::uint64_t cut_short() const { return cut_short_; }

  // False when memory ran out.
  template <class Call>
  bool run(Call call) {
    const std::uint64_t before = cut_short_;
    if (watcher_ != nullptr) watcher_->entered();
    try {
      call();
    } catch (const std::bad_alloc&) {
      ++cut_short_;
    }
    if (watcher_ != nullptr) watcher_->left();
    return cut_short_ == before;
  }

 private:
  Watcher* watcher_ = nullptr;
  std::uint64_t cut_short_ = 0;
};

}  // namespace handset::sim
