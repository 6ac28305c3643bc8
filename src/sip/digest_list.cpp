#include "sip/digest_list.h"

#include <array>

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
  std::size_t at = from;
  while (at < text.size() && (letters[static_cast<unsigned char>(text[at])] & bit) != 0) ++at;
  return at - from;
}

}  // namespace

inline void DigestList::skip_space() {
  std::size_t at = at_;
  while (at < value_.size() && is_space(value_[at])) ++at;
  at_ = at;
}

DigestList::DigestList(std::string_view value) : value_(value) {
  if (value.size() > max_digest_length) {
    stop(Errc::TooLarge, "authentication field too long");
    return;
  }
  skip_space();
  const std::string_view scheme = value.substr(at_, run_of(token_bit, value, at_));
  at_ += scheme.size();
  if (scheme.empty() || (at_ < value.size() && !is_space(value[at_])))
    stop(Errc::Malformed, "authentication field without a scheme");
  else if (!equal_ignoring_case(scheme, "Digest"))
    stop(Errc::Unsupported, "authentication scheme is not Digest");
}

bool DigestList::next(std::string_view& name, DigestText& text) {
  if (error_) return false;
  skip_space();
  while (at_ < value_.size() && value_[at_] == ',') {
    ++at_;
    skip_space();
  }
  if (at_ == value_.size()) return false;
  if (++count_ > max_digest_parameters) return stop(Errc::TooLarge, "too many digest parameters");

  name = value_.substr(at_, run_of(token_bit, value_, at_));
  at_ += name.size();
  skip_space();
  if (name.empty() || at_ == value_.size() || value_[at_] != '=')
    return stop(Errc::Malformed, "digest parameter is not name=value");
  ++at_;
  skip_space();
  if (at_ < value_.size() && value_[at_] == '"') {
    if (!quoted(text)) return stop(Errc::Malformed, "digest parameter without its closing quote");
  } else {
    text = {value_.substr(at_, run_of(value_bit, value_, at_)), true, false};
    if (text.raw.empty()) return stop(Errc::Malformed, "digest parameter without a value");
    at_ += text.raw.size();
  }
  skip_space();
  if (at_ < value_.size() && value_[at_] != ',')
    return stop(Errc::Malformed, "digest parameters without a comma between");
  return true;
}

bool DigestList::quoted(DigestText& text) {
  const std::size_t start = at_ + 1;
  std::size_t end = value_.find('"', start);
  if (end == std::string_view::npos) return false;
  if (value_.substr(start, end - start).find('\\') != std::string_view::npos) {
    for (end = start; end < value_.size() && value_[end] != '"'; ++end)
      if (value_[end] == '\\') ++end;
    if (end >= value_.size()) return false;
  }
  text = {value_.substr(start, end - start), true, true};
  at_ = end + 1;
  return true;
}

bool DigestList::keep(DigestText& slot, const DigestText& text) {
  if (slot.present) return stop(Errc::Malformed, "digest parameter given twice");
  slot = text;
  return true;
}

bool DigestList::stop(Errc code, std::string_view what) {
  error_ = Error{code, static_cast<std::uint32_t>(at_), what};
  return false;
}

}  // namespace handset::sip
