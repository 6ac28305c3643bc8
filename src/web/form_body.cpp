#include "web/form_body.h"

#include <algorithm>

#include "base/text.h"

namespace handset::web {
namespace {

std::optional<std::string> decode(std::string_view text) {
  std::string blanks(text);
  std::replace(blanks.begin(), blanks.end(), '+', ' ');
  for (std::size_t at = blanks.find('%'); at != std::string::npos; at = blanks.find('%', at + 1))
    if (at + 2 >= blanks.size() || !is_hex(blanks[at + 1]) || !is_hex(blanks[at + 2])) return std::nullopt;
  return percent_decode(blanks);
}

}  // namespace

tl::expected<std::vector<FormField>, std::string> read_form(std::string_view text) {
  std::vector<FormField> fields;
  while (!text.empty()) {
    const auto split = split_once(text, '&');
    text = split.after;
    if (split.before.empty()) continue;
    if (fields.size() == most_form_fields)
      return tl::unexpected("A form may have " + std::to_string(most_form_fields) + " fields at most.");
    const auto pair = split_once(split.before, '=');
    auto name = decode(pair.before);
    auto value = decode(pair.after);
    if (!name || !value)
      return tl::unexpected(std::string("An escape in the form is broken: two hexadecimal digits follow %."));
    fields.push_back({*std::move(name), *std::move(value)});
  }
  return fields;
}

std::optional<std::string> form_value(std::string_view text, std::string_view name) {
  auto fields = read_form(text);
  if (!fields) return std::nullopt;
  const auto found = std::find_if(fields->begin(), fields->end(),
                                  [name](const FormField& field) { return field.name == name; });
  if (found == fields->end()) return std::nullopt;
  return std::move(found->value);
}

}  // namespace handset::web
