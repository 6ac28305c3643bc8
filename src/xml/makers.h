// The words of other makers' phones for the same pages, so that a PBX that writes for them can be shown on
// this one: documents of Aastra (now Mitel), Yealink and Snom, read into our own objects. Off by default
// (XML_Other_Makers); a NOTIFY with one of their events is under the same digest as our own.
//
// Menu, Text, Input, Directory and Execute are read, with the limits of our own objects. What the makers have
// beside that, such as a timeout, colours or a beep, is not followed, and noted. Pure functions; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "xml/object.h"

namespace handset::xml {

class Reader;

enum class Maker : std::uint8_t { Aastra, Yealink, Snom };

// By the event of a NOTIFY: "aastra-xml", "Yealink-xml" or "xml", without case.
[[nodiscard]] std::optional<Maker> maker_of_event(std::string_view event);
// By the root of a document: "AastraIPPhoneTextMenu", "YealinkIPPhoneTextScreen", "SnomIPPhoneMenu", or
// Snom's newer "IPPhoneMenu".
[[nodiscard]] std::optional<Maker> maker_of_root(std::string_view root);

// Nothing for a root that is none of theirs, or that there is no object of ours for.
[[nodiscard]] std::optional<Object> read_makers_object(const Element& root, Reader& reader);

}  // namespace handset::xml
