// The keys of the phone and of its attendant consoles, and their names, as `Key:NAME` URIs and the HTTP API
// write them: key 5 of the first console is "Unit1Key5".
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "phone/model.h"

namespace handset::phone {

// Digits, soft keys and lines stand in order, so that digit_key(), soft_key() and line_key() are sums.
enum class Key : std::uint8_t {
  KeyPad0,
  KeyPad1,
  KeyPad2,
  KeyPad3,
  KeyPad4,
  KeyPad5,
  KeyPad6,
  KeyPad7,
  KeyPad8,
  KeyPad9,
  KeyPadStar,
  KeyPadPound,
  Soft1,
  Soft2,
  Soft3,
  Soft4,
  NavUp,
  NavDown,
  NavLeft,
  NavRight,
  NavSelect,
  NavBack,
  Line1,
  Line2,
  Line3,
  Line4,
  Line5,
  Line6,
  Line7,
  Line8,
  Line9,
  Line10,
  Line11,
  Line12,
  Messages,
  Services,
  Directories,
  Settings,
  Hold,
  Transfer,
  Conference,
  Speaker,
  Headset,
  Mute,
  VolUp,
  VolDown,
  Onhook,
  Offhook,
  EndCall,
  Exit,  // no button of its own: leaves the services, whatever page is open
  // Of the attendant consoles, those of the first before those of the second.
  Unit1Key1,
  Unit2Key32 = Unit1Key1 + most_consoles * console_keys - 1,
};

// Who pressed a key.
enum class KeySource : std::uint8_t {
  Person,   // at the phone's page
  Push,     // a Key: URI of a document
  Program,  // over the API
};
// "person", "push", "program".
[[nodiscard]] std::string_view key_source_name(KeySource source);

// A name or one of its aliases ("NavDwn", "KeyPadPound", "VolDn", "SoftKey1"), without case. Nothing for a
// key that this family of phones never had.
[[nodiscard]] std::optional<Key> parse_key(std::string_view name);
[[nodiscard]] std::string_view key_name(Key key);

// Whether the model has that button, or a console that may stand beside it: no line keys above its lines.
[[nodiscard]] bool has_key(const Model& model, Key key);
// All that it has itself, in the order of Key.
[[nodiscard]] std::vector<Key> keys_of(const Model& model);

[[nodiscard]] bool is_arrow(Key key);
// The key of a keypad's sign: 0 to 9, '*' and '#'.
[[nodiscard]] std::optional<Key> keypad_key(char sign);
// The key of a line, from 0; at most 11.
[[nodiscard]] Key line_key(unsigned line);
// The key of a console, from 0 through both; at most 63.
[[nodiscard]] Key console_key(unsigned place);
// 0 to 9 for a digit, 0 to 3 for a soft key, 0 to 11 for a line key, 0 to 63 for one of a console; nothing
// for others.
[[nodiscard]] std::optional<unsigned> digit_of(Key key);
[[nodiscard]] std::optional<unsigned> soft_key_of(Key key);
[[nodiscard]] std::optional<unsigned> line_of(Key key);
[[nodiscard]] std::optional<unsigned> console_place_of(Key key);

}  // namespace handset::phone
