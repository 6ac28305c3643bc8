// The soft keys of the idle window, from the Idle Key List and the functions of the programmable keys: those
// that make sense now, in the order of their positions. Pure; any thread.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "phone/options.h"

namespace handset::phone {

// What a keyword of the list opens: a page of the web; an empty URL: nothing, and the key is left out.
using IdleKeyFinder = std::function<ServiceOptions(std::string_view keyword)>;

// keyword|position;keyword;...: what has no position comes behind what has one.
[[nodiscard]] std::vector<ServiceOptions> idle_keys_from(std::string_view list, const IdleKeyFinder& find);

// Of fnc=xml;url=http://...;nme=News (rows of type function): the page and its name. Blank for other
// functions.
[[nodiscard]] ServiceOptions xml_function(std::string_view script);

}  // namespace handset::phone
