// Makes one allocation of the code that is watched fail, the n-th: its operator new throws std::bad_alloc.
#pragma once

#include <cstddef>

#include "sim/boundary.h"

namespace handset {

class FailingMemory final : public sim::Boundary::Watcher {
 public:
  // The n-th allocation from now, counted from 1, of the host whose boundary this watches.
  explicit FailingMemory(std::size_t n);
  ~FailingMemory();
  FailingMemory(const FailingMemory&) = delete;
  FailingMemory& operator=(const FailingMemory&) = delete;

  // Whether there was an n-th allocation.
  [[nodiscard]] bool struck() const;

 private:
  void entered() override;
  void left() override;
};

}  // namespace handset
