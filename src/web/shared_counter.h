// A Counter (base/counters.h) that may be counted and read on any thread: the web has several, and none of
// them is in a hurry.
#pragma once

#include <atomic>
#include <cstdint>

#include "base/counters.h"

namespace handset::web {

class SharedCounter final : public Figure {
 public:
  using Figure::Figure;

  SharedCounter& operator++() {
    value_.fetch_add(1, std::memory_order_relaxed);
    return *this;
  }
  [[nodiscard]] std::uint64_t value() const { return value_.load(std::memory_order_relaxed); }
  void read(FigureReader& reader) const override { reader.take({.text = text(), .value = value()}); }

 private:
  std::atomic<std::uint64_t> value_ = 0;
};

}  // namespace handset::web
