#include "ua/status_codes.h"

#include <algorithm>
#include <cstddef>

#include "base/text.h"

namespace handset::ua {
namespace {

constexpr std::size_t most_patterns = 64;

bool is_pattern(std::string_view text) {
  return text.size() == 3 && (text[0] == '?' || (text[0] >= '1' && text[0] <= '6')) &&
         std::all_of(text.begin(), text.end(), [](char c) { return is_digit(c) || c == '?'; });
}

}  // namespace

Result<StatusCodes> StatusCodes::parse(std::string_view text) {
  StatusCodes codes;
  for (std::size_t at = 0; at <= text.size();) {
    const std::string_view place = text.substr(at, text.find(',', at) - at);
    const std::string_view word = trim(place);
    if (is_pattern(word)) {
      if (codes.patterns_.size() == most_patterns)
        return fail(Errc::TooLarge, "more than 64 status codes are listed", at);
      codes.patterns_.push_back({word[0], word[1], word[2]});
    } else if (!word.empty() && !equal_ignoring_case(word, "BT")) {
      return fail(Errc::Malformed, "a status code has three places, each a digit or ?, such as 5?? or 404",
                  at);
    }
    at += place.size() + 1;
  }
  return codes;
}

bool StatusCodes::matches(int code) const {
  if (code < 100 || code > 699) return false;
  const Pattern digits{static_cast<char>('0' + code / 100), static_cast<char>('0' + code / 10 % 10),
                       static_cast<char>('0' + code % 10)};
  return std::any_of(patterns_.begin(), patterns_.end(), [&digits](const Pattern& pattern) {
    return std::equal(pattern.begin(), pattern.end(), digits.begin(),
                      [](char wanted, char digit) { return wanted == '?' || wanted == digit; });
  });
}

}  // namespace handset::ua
