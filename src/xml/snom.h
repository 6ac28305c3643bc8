// Snom's words for pages: those of Cisco's objects, with names and flags of their own. For makers.cpp.
#pragma once

#include <optional>
#include <string_view>

#include "xml/object.h"

namespace handset::xml {

class Reader;

// `kind` is the root's name without the maker's: "Menu", "Text", "Input", "Directory". Nothing for any other.
[[nodiscard]] std::optional<Object> read_snom(std::string_view kind, const Element& root, Reader& reader);

}  // namespace handset::xml
