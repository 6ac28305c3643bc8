// Status codes as settings list them: "5??,6??,404", where ? stands for any digit. The word BT, which
// Try Backup RSC may have among them, is passed over: what it asks for is done in any case.
//
// A value; any thread.
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace handset::ua {

class StatusCodes {
 public:
  StatusCodes() = default;  // matches nothing

  // Blanks around codes and empty places between commas count for nothing; BT in any case. Errors: Malformed,
  // at the code that is none; TooLarge for more than 64.
  static Result<StatusCodes> parse(std::string_view text);

  // Of a response, 100 to 699; everything else is not listed.
  [[nodiscard]] bool matches(int code) const;
  // Whether there is no code; BT is none.
  [[nodiscard]] bool empty() const { return patterns_.empty(); }

  friend bool operator==(const StatusCodes&, const StatusCodes&) = default;

 private:
  using Pattern = std::array<char, 3>;

  std::vector<Pattern> patterns_;
};

}  // namespace handset::ua
