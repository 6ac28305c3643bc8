// CiscoIPPhoneInput: a form of up to five fields, whose values go to a URL as its query (query.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "xml/common.h"

namespace handset::xml {

// What a field takes: the letter of InputFlags.
enum class InputKind : std::uint8_t {
  Any,        // A
  Telephone,  // T: digits, # and *
  Number,     // N: digits
  Equation,   // E: digits and arithmetic signs
  Capitals,   // U
  Small,      // L
};

struct InputFlags {
  InputKind kind = InputKind::Any;
  bool masked = false;  // P, before or after the letter

  friend bool operator==(const InputFlags&, const InputFlags&) = default;
};

// Small letters count as capitals, and a P alone is that of any text; nothing for what is no flag.
// parse_input_flags("PN") is Number, masked.
[[nodiscard]] std::optional<InputFlags> parse_input_flags(std::string_view text);

struct InputItem {
  std::string name;       // as shown
  std::string parameter;  // its name in the query; empty: not sent
  InputFlags flags;
  std::string value;  // the one to begin with
};

struct Input {
  static constexpr std::string_view root = "CiscoIPPhoneInput";
  static constexpr std::size_t most_items = 5;
  static constexpr std::size_t letters = 32;  // of each text of an item

  Common common;
  std::string url;  // never empty
  std::vector<InputItem> items;

  static Input read(const Element& element, Reader& reader);
};

}  // namespace handset::xml
