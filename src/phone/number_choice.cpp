#include "phone/number_choice.h"

#include <utility>

#include "base/text.h"

namespace handset::phone {

NumberChoice::Step NumberChoice::digit(unsigned digit) {
  using enum Step::Kind;
  constexpr std::size_t one_digit = 9;
  if (rows_ <= one_digit) return digit > 0 && digit <= rows_ ? Step{Chooses, digit - 1} : Step{};
  typed_ += static_cast<char>('0' + digit);
  const std::size_t value = *parse_decimal(typed_, rows_ * 10);
  const bool complete = typed_.size() == std::to_string(rows_).size();
  if (value > rows_ || (complete && value == 0)) {
    typed_.clear();
    return {};
  }
  if (value == 0) return {};
  if (!complete && value * 10 <= rows_) return {Points, value - 1};
  typed_.clear();
  return {Chooses, value - 1};
}

NumberChoice::Step NumberChoice::pause() {
  const std::string typed = std::exchange(typed_, {});
  const std::size_t value = typed.empty() ? 0 : *parse_decimal(typed, rows_);
  return value > 0 ? Step{Step::Kind::Chooses, value - 1} : Step{};
}

}  // namespace handset::phone
