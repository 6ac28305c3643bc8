// Text of a document as the screen wants it: control characters dropped, line ends made LF.
#pragma once

#include <string>
#include <string_view>

namespace handset::xml {

// White space at the ends cut, and inside made one blank.
[[nodiscard]] std::string one_line(std::string_view text);
// Each line as one_line() makes it; empty lines at the ends cut.
[[nodiscard]] std::string several_lines(std::string_view text);
// As it is, TAB and blanks included.
[[nodiscard]] std::string paragraphs(std::string_view text);

}  // namespace handset::xml
