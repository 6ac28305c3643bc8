// What the header values of SIP have in common (RFC 3261 25.1): tokens, quoted strings, comma lists and
// parameter lists. Everything is a slice of the text that was read; nothing allocates. Any thread.
//
// Header values are handed on as received, so a value may be folded over lines: CR and LF count as blanks
// everywhere here.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "base/result.h"
#include "base/text.h"

namespace handset::sip {

// token = 1*(alphanum / "-" / "." / "!" / "%" / "*" / "_" / "+" / "`" / "'" / "~")
inline constexpr auto token_chars = [] {
  std::array<bool, 256> table{};
  for (std::size_t c = 0; c < 128; ++c) table[c] = is_alnum(static_cast<char>(c));
  for (const char c : std::string_view("-.!%*_+`'~")) table[static_cast<unsigned char>(c)] = true;
  return table;
}();
[[nodiscard]] constexpr bool is_token_char(char c) {
  return token_chars[static_cast<unsigned char>(c)];
}
[[nodiscard]] bool is_token(std::string_view text);

// Without the blanks, folds included, at its start.
[[nodiscard]] inline std::string_view skip_blanks(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  return text;
}

// Where the first CR or LF is, or the size.
[[nodiscard]] inline std::size_t find_line_end(std::string_view text) {
  return std::min({text.find('\r'), text.find('\n'), text.size()});
}

// Takes a token off the start of `text`; empty when it starts with none.
inline std::string_view take_token(std::string_view& text) {
  const char* const end = text.data() + text.size();
  const char* at = text.data();
  while (at != end && is_token_char(*at)) ++at;
  const std::string_view token{text.data(), static_cast<std::size_t>(at - text.data())};
  text.remove_prefix(token.size());
  return token;
}

// Takes a quoted string off `text`, which starts with its quote: what is between the quotes, quoted-pairs
// left as they are. Nothing, and `text` unchanged, when the closing quote is missing.
std::optional<std::string_view> take_quoted(std::string_view& text);

// Whether the inside of a quoted string stands for `plain`: "\x" means x.
[[nodiscard]] bool equals_quoted(std::string_view quoted, std::string_view plain);

// The text that the inside of a quoted string stands for, written to `buffer` only when it has
// quoted-pairs. Nothing when the buffer is too small.
[[nodiscard]] std::optional<std::string_view> unquote(std::string_view quoted, std::span<char> buffer);

// The value with each fold as one space, written to `buffer` only when it is folded. Nothing when the
// buffer is too small.
[[nodiscard]] std::optional<std::string_view> unfold(std::string_view value, std::span<char> buffer);

// The first element of a comma list, trimmed, and the rest behind the comma. Commas inside quotes and
// angle brackets don't count. An unbalanced quote makes all that is left one element.
struct ListItem {
  std::string_view item;
  std::string_view rest;
  bool more;  // a comma was there, so `rest` counts even when it is empty
};
[[nodiscard]] ListItem split_list(std::string_view list);

// The first value of a comma list; the Value knows what follows. `parse_one(text, value)` fills it in place,
// since such values are large.
template <class Value, class ParseOne>
[[nodiscard]] Result<Value> parse_first(std::string_view list, ParseOne parse_one) {
  const auto [item, rest, more] = split_list(list);
  Result<Value> value;
  value->text = item;
  value->rest = rest;
  value->more = more;
  if (auto done = parse_one(item, *value); !done) value = tl::unexpected(done.error());
  return value;
}

// Calls `use(item)` for each non-empty element of a comma list.
template <class Use>
void for_each_item(std::string_view list, Use use) {
  for (ListItem part{{}, list, true}; part.more;) {
    part = split_list(part.rest);
    if (!part.item.empty()) use(part.item);
  }
}

struct Parameter {
  std::string_view name;
  std::string_view value;  // of a quoted one: the inside of the quotes, quoted-pairs left as they are
  bool has_value = false;
  bool quoted = false;

  // Names never depend on case.
  [[nodiscard]] bool is(std::string_view other_name) const { return equal_ignoring_case(name, other_name); }
  // Compares the value as it is meant; case counts.
  [[nodiscard]] bool equals(std::string_view plain) const {
    return quoted ? equals_quoted(value, plain) : value == plain;
  }
};

// Walks `name=value` or `name="quoted"` or `name`, separated by ';' (parameters of a header value) or ','
// (digest). Blanks and folds are allowed around '=' and the separator; empty elements are skipped.
//
//   ParameterReader reader(text, ',');
//   while (auto parameter = reader.next()) ...
//   if (reader.malformed()) ...
class ParameterReader {
 public:
  ParameterReader(std::string_view text, char separator) : text_(text), rest_(text), separator_(separator) {}

  // Nothing at the end, and at the first parameter that breaks the grammar.
  std::optional<Parameter> next();
  [[nodiscard]] bool malformed() const { return malformed_; }
  // Where the reader stands: the place of the mistake when malformed.
  [[nodiscard]] std::size_t at() const { return text_.size() - rest_.size(); }

 private:
  std::string_view text_;
  std::string_view rest_;
  char separator_;
  bool malformed_ = false;
};

// The first parameter of that name, or nothing: one look, no table.
[[nodiscard]] std::optional<Parameter> find_parameter(std::string_view parameters, std::string_view name,
                                                      char separator = ';');

// Whether the whole list follows the grammar.
[[nodiscard]] bool parameters_are_sound(std::string_view parameters, char separator = ';');

}  // namespace handset::sip
