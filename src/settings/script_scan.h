// A cursor over a script value (a tone, a rule, a dial plan): takes letters and numbers off the front and
// keeps the first fault with its place. Internal to the value checks.
#pragma once

#include <optional>
#include <string_view>

#include "base/result.h"
#include "base/text.h"

namespace handset::settings {

using Fault = std::optional<Error>;

class ScriptScan {
 public:
  explicit ScriptScan(std::string_view text) : text_(text) {}

  [[nodiscard]] bool done() const { return at_ == text_.size(); }
  [[nodiscard]] std::size_t at() const { return at_; }
  // The next letter, or NUL at the end.
  [[nodiscard]] char peek() const { return done() ? '\0' : text_[at_]; }

  bool take(char c) {
    if (done() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  bool take(std::string_view word) {
    if (!text_.substr(at_).starts_with(word)) return false;
    at_ += word.size();
    return true;
  }
  template <class Predicate>
  std::string_view take_while(Predicate predicate) {
    const std::size_t start = at_;
    while (!done() && predicate(text_[at_])) ++at_;
    return text_.substr(start, at_ - start);
  }
  void skip_space() {
    take_while([](char c) { return is_space(c); });
  }
  std::string_view take_digits() {
    return take_while([](char c) { return is_digit(c); });
  }
  // "10", ".25", "0.05": digits with a point or without.
  bool take_decimal() {
    const std::size_t start = at_;
    const std::size_t whole = take_digits().size();
    const std::size_t part = take('.') ? take_digits().size() : 0;
    if (whole + part > 0) return true;
    at_ = start;
    return false;
  }

  // The fault, for a caller to return: `return scan.wrong("...")`.
  [[nodiscard]] Fault wrong(std::string_view what) const {
    return Error{Errc::Malformed, static_cast<std::uint32_t>(at_), what};
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace handset::settings
