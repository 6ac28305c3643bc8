// What a component counts. Each figure is declared once, where it is counted, as a member of the component's
// group: its name, what it means in a sentence, and its value. Whoever shows figures (GET /api/v1/counters,
// /metrics) asks the groups and knows none of them.
//
// A group belongs to the component that counts and to that one's thread; counting is a plain increment and
// allocates nothing. Read it on the same thread. What several threads count is a web/shared_counter.h.
//
// Names are those of OpenMetrics without prefix and suffix: lower case with underscores, the unit last
// ("sip_received_bytes"). No figure is per line or per peer: a shard has a hundred thousand of those.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>
#include <utility>
#include <vector>

namespace handset {

class CounterGroup;

// All texts are in static storage.
struct FigureText {
  std::string_view name{};
  std::string_view help{};   // a sentence with its full stop
  std::string_view label{};  // of a family: what its members differ by, "status"
};

// One number as it is shown.
struct FigureValue {
  const FigureText& text;
  bool gauge = false;         // goes up and down; else only up
  std::string_view member{};  // the value of the label; empty: it has none
  std::uint64_t value = 0;
};

class FigureReader {
 public:
  virtual void take(const FigureValue& figure) = 0;

 protected:
  ~FigureReader() = default;
};

// What a group consists of. It joins the group when made, and both live in the same struct.
class Figure {
 public:
  Figure(CounterGroup& group, const FigureText& text);
  virtual ~Figure() = default;
  Figure(const Figure&) = delete;
  Figure& operator=(const Figure&) = delete;

  virtual void read(FigureReader& reader) const = 0;
  [[nodiscard]] const FigureText& text() const { return text_; }

 private:
  friend class CounterGroup;
  FigureText text_;
  const Figure* next_ = nullptr;
};

// Base of a component's struct of figures. Neither copied nor moved: its figures know each other.
class CounterGroup {
 public:
  CounterGroup() = default;
  CounterGroup(const CounterGroup&) = delete;
  CounterGroup& operator=(const CounterGroup&) = delete;

  // Each figure in the order of declaration.
  void read(FigureReader& reader) const;

 protected:
  ~CounterGroup() = default;

 private:
  friend class Figure;
  const Figure* first_ = nullptr;
  Figure* last_ = nullptr;
};

class Counter final : public Figure {
 public:
  using Figure::Figure;

  Counter& operator++() { return *this += 1; }
  Counter& operator+=(std::uint64_t more) {
    value_ += more;
    return *this;
  }
  // A counter is used like the number that it is.
  operator std::uint64_t() const { return value_; }  // NOLINT(google-explicit-constructor)
  void read(FigureReader& reader) const override;

 private:
  std::uint64_t value_ = 0;
};

// May be counted and read on any thread.
// One counter for each of a few reasons, which are literals. They are found by their text; what comes when
// there is no room any more counts as "other", so that a mistake cannot fill the memory.
class CounterFamily final : public Figure {
 public:
  static constexpr std::size_t most_members = 64;

  using Figure::Figure;

  // `member` is in static storage.
  void count(std::string_view member);
  [[nodiscard]] std::uint64_t of(std::string_view member) const;
  void read(FigureReader& reader) const override;

 private:
  std::vector<std::pair<std::string_view, std::uint64_t>> members_;
};

// A number that is kept elsewhere and asked for when it is shown.
class Reading final : public Figure {
 public:
  enum class Kind : std::uint8_t { Counter, Gauge };

  Reading(CounterGroup& group, const FigureText& text, Kind kind, std::function<std::uint64_t()> value)
      : Figure(group, text), kind_(kind), value_(std::move(value)) {}

  void read(FigureReader& reader) const override;

 private:
  Kind kind_;
  std::function<std::uint64_t()> value_;
};

}  // namespace handset
