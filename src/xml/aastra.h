// Aastra's words for pages, which Yealink's phones use as well: rows are MenuItem {Prompt, URI}, soft keys
// SoftKey {Label, URI} with an index, and options are attributes of the root. For makers.cpp.
#pragma once

#include <optional>
#include <string_view>

#include "xml/object.h"

namespace handset::xml {

class Reader;

// `kind` is the root's name without the maker's: "TextMenu", "TextScreen", "InputScreen", "Directory" (also
// "PhoneDirectory"), "Execute". Nothing for any other.
[[nodiscard]] std::optional<Object> read_aastra(std::string_view kind, const Element& root, Reader& reader);

}  // namespace handset::xml
