#include "xml/common.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "base/text.h"
#include "xml/internal_uri.h"
#include "xml/reader.h"

namespace handset::xml {

namespace {

constexpr int last_position = 8;            // of the schema
constexpr int last_position_friendly = 16;  // of later phones, which also know -1

constexpr std::array<std::string_view, 20> key_names = {
    "KeyPad0",  "KeyPad1",   "KeyPad2", "KeyPad3",     "KeyPad4",    "KeyPad5", "KeyPad6",
    "KeyPad7",  "KeyPad8",   "KeyPad9", "KeyPadStar",  "NavUp",      "NavDown", "NavLeft",
    "NavRight", "NavSelect", "NavBack", "KeyPadPound", "PushToTalk", "NavDwn"};

// 0 when there is none, or none that any phone knows.
int read_position(const Element& at, Reader& reader) {
  const std::string text = reader.line(at, soft_key_name_letters);
  if (text == "-1") {
    reader.breach(at, "Position is -1; 1 to 8 are allowed");
    return -1;
  }
  const auto number = parse_decimal(text, last_position_friendly);
  const int position = number ? static_cast<int>(*number) : 0;
  if (position < 1 || position > last_position) {
    reader.breach(at, "Position is \"" + text + "\"; 1 to 8 are allowed");
  }
  return position;
}

// What happens at the press of a key; a page from the web would come too late for that.
std::string read_url_down(const Element& at, Reader& reader) {
  std::string url = reader.url(at);
  if (!parse_uri(url).is_web()) return url;
  reader.note(at, "URLDown takes no web address; pressing the key does nothing");
  return {};
}

void read_soft_key(const Element& item, Reader& reader, std::vector<SoftKeyItem>& keys) {
  SoftKeyItem key;
  bool placed = false;
  for (const Element child : item) {
    if (child.name() == "Name") {
      if (reader.is_first(child, key.name)) key.name = reader.line(child, soft_key_name_letters);
    } else if (child.name() == "Position") {
      key.position = read_position(child, reader);
      placed = true;
    } else if (child.name() == "URL") {
      if (reader.is_first(child, key.url)) key.url = reader.url(child);
    } else if (child.name() == "URLDown") {
      if (reader.is_first(child, key.url_down)) key.url_down = read_url_down(child, reader);
    } else {
      reader.unknown_child(child, item);
    }
  }
  if (!placed) reader.breach(item, "SoftKeyItem without Position");
  keys.push_back(std::move(key));
}

void read_key(const Element& item, Reader& reader, std::vector<KeyItem>& keys) {
  KeyItem key;
  for (const Element child : item) {
    if (child.name() == "Key") {
      if (reader.is_first(child, key.key)) key.key = reader.line(child, soft_key_name_letters);
    } else if (child.name() == "URL") {
      if (reader.is_first(child, key.url)) key.url = reader.url(child);
    } else if (child.name() == "URLDown") {
      if (reader.is_first(child, key.url_down)) key.url_down = read_url_down(child, reader);
    } else {
      reader.unknown_child(child, item);
    }
  }
  if (std::find(key_names.begin(), key_names.end(), key.key) == key_names.end()) {
    reader.breach(item, "KeyItem for \"" + key.key + "\", which is no key of the keypad or the cursor");
  }
  keys.push_back(std::move(key));
}

KeypadTarget read_keypad_target(const Element& root, std::string_view value, Reader& reader) {
  if (value == "applicationCall") return KeypadTarget::ApplicationCall;
  if (value == "activeCall") return KeypadTarget::ActiveCall;
  if (value != "application") {
    reader.breach(root, "keypadTarget is application, applicationCall or activeCall");
  }
  return KeypadTarget::Application;
}

std::string read_app_id(const Element& root, std::string_view value, Reader& reader) {
  if (value.empty() || value.size() > app_id_letters) {
    reader.breach(root, "appId has 1 to 64 letters");
    return {};
  }
  return std::string(value);
}

// The list of URIs that the attribute is for, or null.
std::string* handler_of(std::string_view attribute, Common& common) {
  if (attribute == "onAppFocusLost") return &common.on_focus_lost;
  if (attribute == "onAppFocusGained") return &common.on_focus_gained;
  if (attribute == "onAppMinimized") return &common.on_minimized;
  if (attribute == "onAppClosed") return &common.on_closed;
  return nullptr;
}

// The phone's books have it on the title, the schema on the root of the menu of icon files.
void read_title_icon(const Element& at, std::string_view value, Reader& reader, Common& common) {
  constexpr std::uint64_t furthest = 65535;
  const auto number = parse_decimal(trim(value), furthest);
  if (!number) return reader.breach(at, "IconIndex is the number of an icon");
  common.title_icon = static_cast<int>(*number);
}

void read_title(const Element& title, Reader& reader, Common& common) {
  if (!reader.is_first(title, common.title)) return;
  common.title = reader.line(title, title_letters);
  if (const auto icon = title.attribute("IconIndex")) read_title_icon(title, *icon, reader, common);
}

}  // namespace

bool is_namespace(std::string_view attribute) {
  return attribute == "xmlns" || attribute.starts_with("xmlns:") || attribute.starts_with("xsi:");
}

void read_common_attributes(const Element& root, Reader& reader, Common& common) {
  for (const Attribute& attribute : root.attributes()) {
    std::string* handler =
        has_focus_handlers(reader.profile()) ? handler_of(attribute.name, common) : nullptr;
    if (handler != nullptr) {
      *handler = reader.url(root, attribute.value);
    } else if (attribute.name == "keypadTarget") {
      common.keypad_target = read_keypad_target(root, attribute.value, reader);
    } else if (attribute.name == "appId" || attribute.name == "appID") {
      common.app_id = read_app_id(root, attribute.value, reader);
    } else if (attribute.name == "IconIndex" && root.name() == "CiscoIPPhoneIconFileMenu") {
      read_title_icon(root, attribute.value, reader, common);
    } else if (!is_namespace(attribute.name)) {
      reader.breach(root, in_words(root.name()) + " has no attribute " + in_words(attribute.name));
    }
  }
}

bool read_common_child(const Element& child, Reader& reader, Common& common) {
  const std::string_view name = child.name();
  if (name == "Title") {
    read_title(child, reader, common);
  } else if (name == "Prompt") {
    if (reader.is_first(child, common.prompt)) common.prompt = reader.line(child, prompt_letters);
  } else if (name == "SoftKeyItem") {
    if (reader.has_room(child, common.soft_keys.size(), soft_key_places, soft_keys_friendly)) {
      read_soft_key(child, reader, common.soft_keys);
    }
  } else if (name == "KeyItem") {
    if (reader.has_room(child, common.keys.size(), key_items, key_items)) {
      read_key(child, reader, common.keys);
    }
  } else {
    return false;
  }
  return true;
}

void finish_common(Common& common) {
  const auto taken = [&common](int position) {
    return std::any_of(common.soft_keys.begin(), common.soft_keys.end(),
                       [position](const SoftKeyItem& key) { return key.position == position; });
  };
  int next = 1;
  for (SoftKeyItem& key : common.soft_keys) {
    if (key.position != 0) continue;
    while (taken(next)) ++next;
    key.position = next;
  }
}

}  // namespace handset::xml
