// What a person types into: a line of letters with a cursor, filled by the keypad as on a telephone (several
// taps of one key go through its letters) or by a keyboard. A value that windows hold; shard's thread.
//
// A field of letters has a case that # changes: small, capital, digits. A field of digits takes each key as
// what is printed on it. The value of a masked field leaves through value() alone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "phone/key.h"
#include "phone/screen.h"

namespace handset::phone {

class TextField {
 public:
  enum class Kind : std::uint8_t {
    Any,
    Telephone,  // digits, * and #
    Number,     // digits
    Equation,   // digits and arithmetic signs, which * goes through
    Capitals,   // letters and blanks
    Small,      // the same
    Dial,       // the keypad as for Telephone; a keyboard may write an address
  };
  static constexpr std::size_t most_letters = 64;

  // `value` is what it holds at first, whatever its kind; the cursor is behind it.
  explicit TextField(Kind kind, bool masked = false, std::string_view value = {});

  // UTF-8.
  [[nodiscard]] std::string value() const;
  // As at the construction.
  void set_value(std::string_view value);
  [[nodiscard]] bool empty() const { return letters_.empty(); }
  [[nodiscard]] bool masked() const { return masked_; }

  // A digit, * or #. False when nothing came of it.
  bool tap(Key key);
  // The next tap of the same key would change the letter that was typed last.
  [[nodiscard]] bool tapping() const { return tapped_.length() > 1; }
  void end_tap() { tapped_ = {}; }
  // From a keyboard. What the field does not take is left out; a small letter becomes a capital where only
  // those are taken, and the other way round. False when nothing came of it.
  bool type(std::string_view text);

  // Each says whether something changed.
  bool left();
  bool right();
  bool erase();  // the letter before the cursor

  // "abc", "ABC" or "123" where the keypad writes letters; else empty.
  [[nodiscard]] std::string_view case_name() const;
  // In a box that begins `at` cells from the left of a row of `columns` cells; the part around the cursor.
  [[nodiscard]] ScreenField shown(std::size_t at, std::size_t columns, bool has_cursor) const;

 private:
  enum class Case : std::uint8_t { Small, Capital, Digits };

  [[nodiscard]] std::u32string_view letters_of(Key key) const;
  // What the field makes of a typed letter; 0: nothing.
  [[nodiscard]] char32_t taken(char32_t letter) const;
  bool insert(char32_t letter);
  void next_case();

  Kind kind_;
  bool masked_;
  Case case_;
  std::u32string letters_;
  std::size_t cursor_ = 0;        // letters before it
  std::u32string_view tapped_{};  // the letters of the key that is being tapped
  std::size_t tap_ = 0;           // which of them stands before the cursor
};

}  // namespace handset::phone
