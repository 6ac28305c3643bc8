#include "phone/key.h"

#include <array>
#include <string>

#include "base/text.h"

namespace handset::phone {

namespace {

constexpr std::array<std::string_view, 50> names{
    "KeyPad0",    "KeyPad1", "KeyPad2",    "KeyPad3",     "KeyPad4",     "KeyPad5",  "KeyPad6", "KeyPad7",
    "KeyPad8",    "KeyPad9", "KeyPadStar", "KeyPadPound", "Soft1",       "Soft2",    "Soft3",   "Soft4",
    "NavUp",      "NavDown", "NavLeft",    "NavRight",    "NavSelect",   "NavBack",  "Line1",   "Line2",
    "Line3",      "Line4",   "Line5",      "Line6",       "Line7",       "Line8",    "Line9",   "Line10",
    "Line11",     "Line12",  "Messages",   "Services",    "Directories", "Settings", "Hold",    "Transfer",
    "Conference", "Speaker", "Headset",    "Mute",        "VolUp",       "VolDown",  "Onhook",  "Offhook",
    "EndCall",    "Exit",
};
static_assert(names.size() == static_cast<std::size_t>(Key::Exit) + 1);

using ConsoleNames = std::array<std::string, std::size_t{most_consoles} * console_keys>;

const ConsoleNames& console_names() {
  static const ConsoleNames made = [] {
    ConsoleNames out;
    for (std::size_t i = 0; i < out.size(); ++i)
      out[i] = "Unit" + std::to_string(i / console_keys + 1) + "Key" + std::to_string(i % console_keys + 1);
    return out;
  }();
  return made;
}

struct Alias {
  std::string_view name;
  Key key;
};

// What other phones of the family and their clients call the same buttons.
constexpr std::array aliases{
    Alias{"NavDwn", Key::NavDown},         Alias{"VolDwn", Key::VolDown},
    Alias{"VolDn", Key::VolDown},          Alias{"SoftKey1", Key::Soft1},
    Alias{"SoftKey2", Key::Soft2},         Alias{"SoftKey3", Key::Soft3},
    Alias{"SoftKey4", Key::Soft4},         Alias{"Applications", Key::Services},
    Alias{"AppMenu", Key::Services},       Alias{"Contacts", Key::Directories},
    Alias{"FixedFeature1", Key::Transfer}, Alias{"FixedFeature2", Key::Conference},
    Alias{"FixedFeature3", Key::Hold},     Alias{"Release", Key::EndCall},
};

std::optional<unsigned> offset_in(Key key, Key first, Key last) {
  if (key < first || key > last) return std::nullopt;
  return static_cast<unsigned>(key) - static_cast<unsigned>(first);
}

}  // namespace

std::optional<Key> parse_key(std::string_view name) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (equal_ignoring_case(name, names[i])) return static_cast<Key>(i);
  }
  for (const Alias& alias : aliases) {
    if (equal_ignoring_case(name, alias.name)) return alias.key;
  }
  for (unsigned place = 0; place < console_names().size(); ++place)
    if (equal_ignoring_case(name, console_names()[place])) return console_key(place);
  return std::nullopt;
}

std::string_view key_name(Key key) {
  if (const auto place = console_place_of(key)) return console_names()[*place];
  return names[static_cast<std::size_t>(key)];
}

std::string_view key_source_name(KeySource source) {
  switch (source) {
    case KeySource::Person:
      return "person";
    case KeySource::Push:
      return "push";
    case KeySource::Program:
      return "program";
  }
  return "";
}

bool has_key(const Model& model, Key key) {
  if (const auto line = line_of(key)) return *line < model.lines;
  if (const auto place = console_place_of(key)) return *place < model.consoles * console_keys;
  if (soft_key_of(key)) return model.screen != ScreenKind::None;
  return true;
}

std::vector<Key> keys_of(const Model& model) {
  std::vector<Key> out;
  for (std::size_t i = 0; i < names.size(); ++i)
    if (const auto key = static_cast<Key>(i); has_key(model, key)) out.push_back(key);
  return out;
}

bool is_arrow(Key key) {
  return key >= Key::NavUp && key <= Key::NavRight;
}

std::optional<Key> keypad_key(char sign) {
  if (sign == '*') return Key::KeyPadStar;
  if (sign == '#') return Key::KeyPadPound;
  if (sign < '0' || sign > '9') return std::nullopt;
  return static_cast<Key>(static_cast<int>(Key::KeyPad0) + (sign - '0'));
}

Key line_key(unsigned line) {
  return static_cast<Key>(static_cast<unsigned>(Key::Line1) + line);
}

Key console_key(unsigned place) {
  // Those between the first and the last have no names of their own in the enum.
  // NOLINTNEXTLINE(clang-analyzer-optin.core.EnumCastOutOfRange)
  return static_cast<Key>(static_cast<unsigned>(Key::Unit1Key1) + place);
}

std::optional<unsigned> digit_of(Key key) {
  return offset_in(key, Key::KeyPad0, Key::KeyPad9);
}
std::optional<unsigned> soft_key_of(Key key) {
  return offset_in(key, Key::Soft1, Key::Soft4);
}
std::optional<unsigned> line_of(Key key) {
  return offset_in(key, Key::Line1, Key::Line12);
}
std::optional<unsigned> console_place_of(Key key) {
  return offset_in(key, Key::Unit1Key1, Key::Unit2Key32);
}

}  // namespace handset::phone
