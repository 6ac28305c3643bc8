// Names and texts of documents that a notifier sends (dialog-info, rlmi, CSTA), as a phone reads and keeps
// them. Pure functions; any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/xml_document.h"

namespace handset::ua {

// Without blanks at its ends, in one line.
[[nodiscard]] std::string line_of(std::string_view text);
// The same, cut between letters so that it has no more bytes.
[[nodiscard]] std::string name_of(std::string_view text, std::size_t most);
// Without the prefix of its namespace. Valid as long as the document.
[[nodiscard]] std::string_view local_name(const Element& element);
// As XML Schema writes it: true, false, 1 or 0; nothing: it is none of them.
[[nodiscard]] std::optional<bool> flag_of(std::string_view word);

}  // namespace handset::ua
