// Text into XML: markup letters as entities, and what XML 1.0 cannot hold as U+FFFD.
#pragma once

#include <string>
#include <string_view>

namespace handset {

// Fit for element text and for attribute values in double quotes.
void append_xml_escaped(std::string& out, std::string_view text);

}  // namespace handset
