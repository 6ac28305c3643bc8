// A row chosen by its number on the keypad: with up to nine rows a digit chooses at once. With more, a digit
// that can begin a larger number waits for the next one, or for a pause; one that cannot, and the last
// possible digit, choose at once. A leading zero is allowed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace handset::phone {

class NumberChoice {
 public:
  explicit NumberChoice(std::size_t rows) : rows_(rows) {}

  struct Step {
    enum class Kind : std::uint8_t { Nothing, Points, Chooses };
    Kind kind = Kind::Nothing;
    std::size_t row = 0;  // from 0
  };
  Step digit(unsigned digit);
  // No further digit comes. Of the row that was pointed at last.
  Step pause();
  void forget() { typed_.clear(); }

  [[nodiscard]] bool waits() const { return !typed_.empty(); }
  [[nodiscard]] const std::string& typed() const { return typed_; }

 private:
  std::size_t rows_;
  std::string typed_{};  // digits that may go on
};

}  // namespace handset::phone
