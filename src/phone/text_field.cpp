#include "phone/text_field.h"

#include <array>

#include "base/text.h"
#include "base/utf8.h"

namespace handset::phone {

namespace {

constexpr char32_t mask = U'*';

using Letters = std::array<std::u32string_view, 12>;  // of the keys 0 to 9, * and #

constexpr std::u32string_view signs = U"1.,?!'\"-/@:;_#()&%+=<>$€\\~^[]{}|`";

constexpr Letters small{U" 0",          signs,     U"abc2äáàâåãæç", U"def3éèêëð", U"ghi4ïíìî", U"jkl5",
                        U"mno6ñöóòôõø", U"pqrs7ß", U"tuv8üúùû",     U"wxyz9ýþ",   U"*",        U"#"};
constexpr Letters capital{U" 0",          signs,    U"ABC2ÄÁÀÂÅÃÆÇ", U"DEF3ÉÈÊËÐ", U"GHI4ÏÍÌÎ", U"JKL5",
                          U"MNO6ÑÖÓÒÔÕØ", U"PQRS7", U"TUV8ÜÚÙÛ",     U"WXYZ9ÝÞ",   U"*",        U"#"};
constexpr Letters only_small{U" ",   U"",     U"abc", U"def",  U"ghi", U"jkl",
                             U"mno", U"pqrs", U"tuv", U"wxyz", U"",    U""};
constexpr Letters only_capital{U" ",   U"",     U"ABC", U"DEF",  U"GHI", U"JKL",
                               U"MNO", U"PQRS", U"TUV", U"WXYZ", U"",    U""};
constexpr Letters digits{U"0", U"1", U"2", U"3", U"4", U"5", U"6", U"7", U"8", U"9", U"", U""};
constexpr Letters telephone{U"0", U"1", U"2", U"3", U"4", U"5", U"6", U"7", U"8", U"9", U"*", U"#"};
constexpr Letters any_digits{U"0", U"1", U"2", U"3", U"4", U"5", U"6", U"7", U"8", U"9", U"*", U""};
constexpr Letters equation{U"0", U"1", U"2", U"3", U"4", U"5", U"6", U"7", U"8", U"9", U"+-*/=().,%^", U"."};
constexpr std::u32string_view arithmetic = U"+-*/=().,%^";

bool is_control(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0);
}
bool is_digit_letter(char32_t c) {
  return c >= U'0' && c <= U'9';
}
bool is_small(char32_t c) {
  return c >= U'a' && c <= U'z';
}
bool is_capital(char32_t c) {
  return c >= U'A' && c <= U'Z';
}
constexpr char32_t case_distance = U'a' - U'A';

}  // namespace

TextField::TextField(Kind kind, bool masked, std::string_view value)
    : kind_(kind), masked_(masked), case_(kind == Kind::Capitals ? Case::Capital : Case::Small) {
  set_value(value);
}

void TextField::set_value(std::string_view value) {
  end_tap();
  letters_.clear();
  while (!value.empty() && letters_.size() < most_letters) {
    const char32_t letter = take_code_point(value);
    if (!is_control(letter)) letters_ += letter;
  }
  cursor_ = letters_.size();
}

std::string TextField::value() const {
  std::string out;
  for (const char32_t letter : letters_) append_utf8(out, letter);
  return out;
}

std::u32string_view TextField::letters_of(Key key) const {
  const std::size_t index = static_cast<std::size_t>(key) - static_cast<std::size_t>(Key::KeyPad0);
  switch (kind_) {
    case Kind::Any:
      if (case_ == Case::Digits) return any_digits[index];
      return case_ == Case::Small ? small[index] : capital[index];
    case Kind::Telephone:
    case Kind::Dial:
      return telephone[index];
    case Kind::Number:
      return digits[index];
    case Kind::Equation:
      return equation[index];
    case Kind::Capitals:
      return only_capital[index];
    case Kind::Small:
      return only_small[index];
  }
  return {};
}

bool TextField::tap(Key key) {
  if (key > Key::KeyPadPound) return false;
  if (kind_ == Kind::Any && key == Key::KeyPadPound) {
    next_case();
    return true;
  }
  const std::u32string_view letters = letters_of(key);
  if (letters.empty()) return false;
  if (tapping() && tapped_.data() == letters.data()) {
    tap_ = (tap_ + 1) % letters.size();
    letters_[cursor_ - 1] = letters[tap_];
    return true;
  }
  end_tap();
  if (!insert(letters.front())) return false;
  tapped_ = letters;
  tap_ = 0;
  return true;
}

void TextField::next_case() {
  end_tap();
  case_ = case_ == Case::Small ? Case::Capital : case_ == Case::Capital ? Case::Digits : Case::Small;
}

bool TextField::type(std::string_view text) {
  end_tap();
  bool changed = false;
  while (!text.empty()) {
    const char32_t letter = taken(take_code_point(text));
    if (letter != 0 && insert(letter)) changed = true;
  }
  return changed;
}

char32_t TextField::taken(char32_t letter) const {
  const auto if_true = [letter](bool takes) { return takes ? letter : U'\0'; };
  if (is_control(letter)) return 0;
  switch (kind_) {
    case Kind::Any:
      return letter;
    case Kind::Telephone:
      return if_true(is_digit_letter(letter) || letter == U'*' || letter == U'#');
    case Kind::Number:
      return if_true(is_digit_letter(letter));
    case Kind::Equation:
      return if_true(is_digit_letter(letter) || arithmetic.find(letter) != arithmetic.npos);
    case Kind::Capitals:
      if (is_small(letter)) return letter - case_distance;
      return if_true(is_capital(letter) || letter == U' ');
    case Kind::Small:
      if (is_capital(letter)) return letter + case_distance;
      return if_true(is_small(letter) || letter == U' ');
    case Kind::Dial:
      return if_true(letter > U' ' && letter < 0x7F);
  }
  return 0;
}

bool TextField::insert(char32_t letter) {
  if (letters_.size() >= most_letters) return false;
  letters_.insert(cursor_, 1, letter);
  ++cursor_;
  return true;
}

bool TextField::left() {
  end_tap();
  if (cursor_ == 0) return false;
  --cursor_;
  return true;
}

bool TextField::right() {
  // The first one ends the tap, and the cursor is behind its letter already.
  if (tapping()) {
    end_tap();
    return true;
  }
  if (cursor_ == letters_.size()) return false;
  ++cursor_;
  return true;
}

bool TextField::erase() {
  end_tap();
  if (cursor_ == 0) return false;
  letters_.erase(--cursor_, 1);
  return true;
}

std::string_view TextField::case_name() const {
  if (kind_ == Kind::Capitals) return "ABC";
  if (kind_ == Kind::Small) return "abc";
  if (kind_ != Kind::Any) return {};
  return case_ == Case::Small ? "abc" : case_ == Case::Capital ? "ABC" : "123";
}

ScreenField TextField::shown(std::size_t at, std::size_t columns, bool has_cursor) const {
  ScreenField field;
  field.at = at;
  const std::size_t room = columns > at + 1 ? columns - at - 1 : 0;  // the cursor has a cell of its own
  const auto width = [this](std::size_t i) -> std::size_t { return masked_ ? 1 : cell_width(letters_[i]); };
  // Where there is no cursor, the beginning is seen.
  const std::size_t stop = has_cursor ? cursor_ : 0;
  std::size_t first = stop;
  std::size_t before = 0;
  while (first > 0 && before + width(first - 1) <= room) before += width(--first);
  std::size_t used = 0;
  for (std::size_t i = first; i < letters_.size() && used + width(i) <= room; ++i) {
    append_utf8(field.text, masked_ ? mask : letters_[i]);
    used += width(i);
  }
  if (has_cursor) field.cursor = before;
  return field;
}

}  // namespace handset::phone
