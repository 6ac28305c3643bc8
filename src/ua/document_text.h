// Texts of documents that a notifier sends (dialog-info, rlmi), as a phone keeps them. Pure functions; any
// thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace handset::ua {

// Without blanks at its ends, in one line.
[[nodiscard]] std::string line_of(std::string_view text);
// The same, cut between letters so that it has no more bytes.
[[nodiscard]] std::string name_of(std::string_view text, std::size_t most);

}  // namespace handset::ua
