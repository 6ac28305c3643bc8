#include "phone/key_function.h"

#include <array>
#include <utility>

#include "base/text.h"

namespace handset::phone {

KeyFunction KeyFunction::parse(std::string_view script) {
  KeyFunction out;
  const std::array<std::pair<std::string_view, std::string_view*>, 7> places{{{"fnc", &out.functions},
                                                                              {"sub", &out.subscribe},
                                                                              {"usr", &out.user},
                                                                              {"ext", &out.extension},
                                                                              {"nme", &out.name},
                                                                              {"url", &out.url},
                                                                              {"vid", &out.line}}};
  while (!script.empty()) {
    const auto part = split_once(script, ';');
    script = part.found ? part.after : std::string_view();
    const auto field = split_once(part.before, '=');
    for (const auto& [name, place] : places)
      if (trim(field.before) == name) *place = trim(field.after);
  }
  return out;
}

bool KeyFunction::has(std::string_view function) const {
  std::string_view rest = functions;
  for (bool more = true; more;) {
    const auto split = split_once(rest, '+');
    if (equal_ignoring_case(trim(split.before), function)) return true;
    rest = split.after;
    more = split.found;
  }
  return false;
}

}  // namespace handset::phone
