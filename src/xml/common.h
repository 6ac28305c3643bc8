// What all objects that are shown have in common (Cisco's schema: title, prompt, soft keys, key handlers and
// the attributes of the root).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace handset {
class Element;
}

namespace handset::xml {

class Reader;

// How much of each an object may hold.
inline constexpr std::size_t title_letters = 32;
inline constexpr std::size_t prompt_letters = 32;
inline constexpr std::size_t soft_key_name_letters = 32;
inline constexpr std::size_t soft_key_places = 8;
inline constexpr std::size_t soft_keys_friendly = 16;
inline constexpr std::size_t key_items = 32;
inline constexpr std::size_t app_id_letters = 64;

// Acts on release with `url`, on press with `url_down`, which is never a web URL. Texts that are missing
// are empty.
struct SoftKeyItem {
  std::string name;
  int position = 0;  // 1 to 16; -1 is the function of the Applications key, which is not drawn
  std::string url;
  std::string url_down;
};

struct KeyItem {
  std::string key;  // "KeyPad0", "NavUp", ... as the document spells it
  std::string url;
  std::string url_down;
};

// Where digits go while the page is up.
enum class KeypadTarget : std::uint8_t { Application, ApplicationCall, ActiveCall };

struct Common {
  std::string title;                   // empty: the name of the row that led here
  std::string prompt;                  // empty: the prompt line is cleared
  std::vector<SoftKeyItem> soft_keys;  // none: the default ones of the object
  std::vector<KeyItem> keys;
  std::optional<int> title_icon{};  // index of an icon of the same menu
  KeypadTarget keypad_target = KeypadTarget::Application;
  std::string app_id;
  // Lists of URIs with `;` between.
  std::string on_focus_lost;
  std::string on_focus_gained;
  std::string on_minimized;
  std::string on_closed;
};

// Names of schemas, which say nothing to a phone.
[[nodiscard]] bool is_namespace(std::string_view attribute);
// The attributes of the root.
void read_common_attributes(const Element& root, Reader& reader, Common& common);
// Takes a child of the root if it is a common one; false when it is the object's own.
bool read_common_child(const Element& child, Reader& reader, Common& common);
// Once, after all children: positions of soft keys that have none.
void finish_common(Common& common);

}  // namespace handset::xml
