#include "sip/digest_list.h"

#include <array>

#include "base/eight_letters.h"
#include "base/text.h"

namespace handset::sip {
namespace {

constexpr std::string_view token_signs = "-.!%*_+`'~";

// Letters of a token; those of an unquoted value besides (a URI without quotes is sent here and there).
constexpr std::uint8_t token_bit = 1;
constexpr std::uint8_t value_bit = 2;

constexpr std::array<std::uint8_t, 256> letters = [] {
  std::array<std::uint8_t, 256> table{};
  for (std::size_t i = 0x21; i < 0x7f; ++i) {
    const char c = static_cast<char>(i);
    if (is_alnum(c) || token_signs.find(c) != std::string_view::npos) table[i] = token_bit;
    if (c != '"' && c != ',' && c != '\\') table[i] |= value_bit;
  }
  return table;
}();

std::size_t run_of(std::uint8_t bit, std::string_view text, std::size_t from) {
  const char* const end = text.data() + text.size();
  const char* at = text.data() + from;
  while (at != end && (letters[static_cast<unsigned char>(*at)] & bit) != 0) ++at;
  return static_cast<std::size_t>(at - text.data()) - from;
}

std::size_t skip_space(std::string_view text, std::size_t at) {
  while (at < text.size() && is_space(text[at])) ++at;
  return at;
}

}  // namespace

DigestList::DigestList(std::string_view value) : value_(value) {
  if (value.size() > max_digest_length) {
    stop(Errc::TooLarge, "authentication field too long", 0);
    return;
  }
  has_pairs_ = value.find('\\') != std::string_view::npos;
  const std::size_t start = skip_space(value, 0);
  const std::string_view scheme = value.substr(start, run_of(token_bit, value, start));
  at_ = start + scheme.size();
  if (scheme.empty() || (at_ < value.size() && !is_space(value[at_])))
    stop(Errc::Malformed, "authentication field without a scheme", at_);
  else if (!equal_ignoring_case(scheme, "Digest"))
    stop(Errc::Unsupported, "authentication scheme is not Digest", at_);
}

inline bool DigestList::take_value(std::size_t& at, DigestText& text) {
  const std::string_view rest{value_.data() + at, value_.size() - at};
  if (!rest.starts_with('"')) {
    text = {{rest.data(), run_of(value_bit, rest, 0)}, true, false};
    at += text.raw.size();
    return !text.raw.empty();
  }
  const std::string_view inside = rest.substr(1);
  std::size_t end = find_near(inside, '"');
  if (has_pairs_)
    for (end = 0; end < inside.size() && inside[end] != '"'; ++end)
      if (inside[end] == '\\') ++end;
  if (end >= inside.size()) return false;
  text = {{inside.data(), end}, true, true};
  at += end + 2;
  return true;
}

// Works on copies of what it reads: what is written by the references could be these for all that is known
// here.
bool DigestList::next(std::string_view& name, DigestText& text) {
  if (error_) return false;
  const std::string_view value = value_;
  std::size_t at = skip_space(value, at_);
  while (at < value.size() && value[at] == ',') at = skip_space(value, at + 1);
  if (at == value.size()) return false;
  if (++count_ > max_digest_parameters) return stop(Errc::TooLarge, "too many digest parameters", at);

  const std::size_t name_size = run_of(token_bit, value, at);
  name = {value.data() + at, name_size};
  at = skip_space(value, at + name_size);
  if (name_size == 0 || at == value.size() || value[at] != '=')
    return stop(Errc::Malformed, "digest parameter is not name=value", at);
  at = skip_space(value, at + 1);
  if (!take_value(at, text))
    return stop(Errc::Malformed,
                at < value.size() && value[at] == '"' ? "digest parameter without its closing quote"
                                                      : "digest parameter without a value",
                at);
  at = skip_space(value, at);
  if (at < value.size() && value[at] != ',')
    return stop(Errc::Malformed, "digest parameters without a comma between", at);
  at_ = at;
  return true;
}

bool DigestList::stop(Errc code, std::string_view what, std::size_t at) {
  error_ = Error{code, static_cast<std::uint32_t>(at), what};
  return false;
}

}  // namespace handset::sip
