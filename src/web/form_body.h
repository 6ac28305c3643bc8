// Names and values as browsers send them: the body of a form (application/x-www-form-urlencoded) or the query
// of an address. Pure functions; any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace handset::web {

struct FormField {
  std::string name;
  std::string value;

  friend bool operator==(const FormField&, const FormField&) = default;
};

inline constexpr std::size_t most_form_fields = 4096;

// In their order; a blank stands as '+'. The error is a sentence: too many fields, or a broken escape.
[[nodiscard]] tl::expected<std::vector<FormField>, std::string> read_form(std::string_view text);

// The first field of that name; nothing when there is none or the text cannot be read.
[[nodiscard]] std::optional<std::string> form_value(std::string_view text, std::string_view name);

}  // namespace handset::web
