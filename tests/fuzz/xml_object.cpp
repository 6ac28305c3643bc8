// What a web server sent: the first line of the input is the Content-Type, the rest the content. No DOCTYPE,
// the limits hold, a strict phone takes nothing that a friendly one refuses, and the time grows with the
// size.
#include <string>
#include <utility>

#include "base/text.h"
#include "base/utf8.h"
#include "fuzz/property.h"
#include "fuzz/xml_shape.h"
#include "xml/internal_uri.h"
#include "xml/object.h"

namespace handset::xml {
namespace {

using fuzz::require;

// Takes each text of an object, with the most letters that it may have.
class TextCounter {
 public:
  explicit TextCounter(Mode mode) : mode_(mode) {}

  void text(const std::string& text, std::size_t most, std::string_view controls = {}) {
    require(is_valid_utf8(text), "what is shown is UTF-8");
    require(count_code_points(text) <= most, "a text has no more letters than it may");
    for (const char c : text)
      require(
          (static_cast<unsigned char>(c) >= ' ' && c != 0x7f) || controls.find(c) != std::string_view::npos,
          "a text has no control characters");
    bytes_ += text.size();
    all_ += text;
    all_ += '\1';
  }
  void url(const std::string& url) { text(url, url_letters(mode_)); }
  void count(std::size_t held, std::size_t most) {
    require(held <= most, "a list has no more items than it may");
  }
  void number(int number) { all_ += std::to_string(number) + "\1"; }
  [[nodiscard]] std::size_t pick(std::size_t strict, std::size_t friendly) const {
    return mode_ == Mode::Strict ? strict : friendly;
  }

  [[nodiscard]] std::size_t bytes() const { return bytes_; }
  // All of the object as one text.
  [[nodiscard]] const std::string& all() const { return all_; }

 private:
  Mode mode_;
  std::size_t bytes_ = 0;
  std::string all_;
};

void take(const Common& common, TextCounter& out) {
  out.text(common.title, title_letters);
  out.text(common.prompt, prompt_letters);
  out.count(common.soft_keys.size(), out.pick(soft_key_places, soft_keys_friendly));
  for (const auto& key : common.soft_keys) {
    out.text(key.name, soft_key_name_letters);
    out.url(key.url);
    out.url(key.url_down);
    require(!parse_uri(key.url_down).is_web(), "no web address acts at the press of a key");
    require(key.position == -1 || (key.position >= 1 && key.position <= 16), "each soft key has a place");
    out.number(key.position);
  }
  out.count(common.keys.size(), key_items);
  for (const auto& key : common.keys) {
    out.text(key.key, soft_key_name_letters);
    out.url(key.url);
    out.url(key.url_down);
  }
  out.number(static_cast<int>(common.keypad_target));
  require(common.app_id.size() <= app_id_letters, "an appId has 64 letters at most");
  for (const auto* handler :
       {&common.on_focus_lost, &common.on_focus_gained, &common.on_minimized, &common.on_closed})
    out.url(*handler);
}

void take(const Text& page, TextCounter& out) {
  take(page.common, out);
  out.text(page.text, Text::letters, "\t\n");
}

void take(const Menu& menu, TextCounter& out) {
  take(menu.common, out);
  out.count(menu.items.size(), Menu::most_items);
  for (const auto& item : menu.items) {
    out.text(item.name, Menu::name_letters, "\n");
    out.url(item.url);
  }
}

void take(const Input& input, TextCounter& out) {
  take(input.common, out);
  require(!input.url.empty(), "a form has somewhere to go");
  out.url(input.url);
  out.count(input.items.size(), Input::most_items);
  for (const auto& item : input.items) {
    out.text(item.name, Input::letters);
    out.text(item.parameter, Input::letters);
    out.text(item.value, Input::letters);
    out.number(static_cast<int>(item.flags.kind) * 2 + (item.flags.masked ? 1 : 0));
  }
}

void take(const Directory& directory, TextCounter& out) {
  take(directory.common, out);
  out.count(directory.entries.size(), out.pick(Directory::most_entries, Directory::most_entries_friendly));
  for (const auto& entry : directory.entries) {
    out.text(entry.name, Directory::letters);
    out.text(entry.telephone, Directory::letters);
  }
}

// Width and height are those of the document, so the pixels are bounded, not the text that they come from.
void take(const CipPixels& pixels, unsigned most_width, unsigned most_height, TextCounter& out) {
  require(
      pixels.width >= 1 && pixels.width <= most_width && pixels.height >= 1 && pixels.height <= most_height,
      "a picture is no larger than it may be");
  require(pixels.levels.size() == std::size_t{pixels.width} * pixels.height,
          "a picture has all of its pixels");
  for (const std::uint8_t level : pixels.levels) out.number(level);
}

void take(const CipPixels& pixels, const PictureLimits& limits, TextCounter& out) {
  take(pixels, static_cast<unsigned>(out.pick(limits.width, limits.width_friendly)),
       static_cast<unsigned>(out.pick(limits.height, limits.height_friendly)), out);
}

void take(const PicturePlace& place, TextCounter& out) {
  require(place.x >= PicturePlace::centred && place.y >= PicturePlace::centred,
          "a picture stands in its pane or in the middle");
  out.number(place.x);
  out.number(place.y);
}

void take_file(const std::string& url, TextCounter& out) {
  require(is_web_url(url), "a file has a web address");
  out.url(url);
}

void take(const Image& image, TextCounter& out) {
  take(image.common, out);
  take(image.place, out);
  take(image.pixels, image_limits, out);
}

void take(const ImageFile& image, TextCounter& out) {
  take(image.common, out);
  take(image.place, out);
  take_file(image.url, out);
}

void take(const GraphicMenu& menu, TextCounter& out) {
  take(menu.common, out);
  take(menu.place, out);
  take(menu.pixels, image_limits, out);
  out.count(menu.items.size(), GraphicMenu::most_items);
  for (const auto& item : menu.items) {
    out.text(item.name, Menu::name_letters, "\n");
    out.url(item.url);
  }
}

void take(const GraphicFileMenu& menu, TextCounter& out) {
  take(menu.common, out);
  take(menu.place, out);
  take_file(menu.url, out);
  out.count(menu.items.size(), GraphicFileMenu::most_items);
  for (const auto& item : menu.items) {
    out.text(item.name, GraphicFileMenu::name_letters);
    out.url(item.url);
    if (!item.area) continue;
    require(item.area->left <= item.area->right && item.area->top <= item.area->bottom,
            "an area has its edges in order");
    for (const int edge : {item.area->left, item.area->top, item.area->right, item.area->bottom})
      out.number(edge);
  }
}

template <class IconMenuObject>
void take_rows(const IconMenuObject& menu, TextCounter& out) {
  take(menu.common, out);
  out.count(menu.items.size(), out.pick(icon_menu_items, icon_menu_items_friendly));
  for (const auto& each : menu.items) {
    out.text(each.item.name, Menu::name_letters, "\n");
    out.url(each.item.url);
    out.number(each.icon.value_or(-1));
  }
  out.count(menu.icons.size(), icon_items);
  for (const auto& icon : menu.icons) out.number(icon.index);
}

void take(const IconMenu& menu, TextCounter& out) {
  take_rows(menu, out);
  for (const auto& icon : menu.icons) take(icon.pixels, icon_limits, out);
}

void take(const IconFileMenu& menu, TextCounter& out) {
  take_rows(menu, out);
  for (const auto& icon : menu.icons) {
    require(!icon.url.empty(), "an icon of a file has an address");
    out.url(icon.url);
  }
}

void take(const StatusWords& words, TextCounter& out) {
  out.text(words.text, StatusWords::letters);
  require(words.timer.value_or(0) >= 0 && words.timer.value_or(0) <= StatusWords::most_seconds,
          "a timer has its limits");
  out.number(words.timer.value_or(-1));
}

void take(const Status& status, TextCounter& out) {
  take(status.words, out);
  take(status.place, out);
  if (status.pixels) take(*status.pixels, status_limits, out);
}

void take(const StatusFile& status, TextCounter& out) {
  take(status.words, out);
  take(status.place, out);
  take_file(status.url, out);
}

void take(const Execute& execute, TextCounter& out) {
  out.count(execute.items.size(), out.pick(Execute::most_items_strict, Execute::most_items_friendly));
  for (const auto& item : execute.items) {
    out.url(item.url);
    out.number(static_cast<int>(item.priority));
  }
}

// The object as text, its limits checked on the way.
std::string checked(const Object& object, Mode mode, std::size_t source_bytes) {
  TextCounter out(mode);
  std::visit([&](const auto& each) { take(each, out); }, object);
  require(out.bytes() <= source_bytes, "nothing in an object is longer than what it was made of");
  return std::to_string(object.index()) + out.all();
}

std::size_t decoded_size(std::string_view content, std::string_view charset) {
  const auto decoded = decode_document(content, charset);
  return decoded.text ? decoded.text->size() : 0;
}

void check_content(std::string_view type, std::string_view content) {
  const auto charset = charset_of(type);
  const DocumentLimits limits{.bytes = 2048, .depth = 5, .nodes = 48, .attributes = 6};
  const auto strict = parse_content(type, content, Mode::Strict, limits);
  const auto friendly = parse_content(type, content, Mode::Friendly, limits);
  for (const auto* parsed : {&strict, &friendly}) {
    if (*parsed) {
      require((*parsed)->notes.size() <= 32, "the notes are limited");
    } else {
      require(!parsed->error().message.empty() && !parsed->error().prompt_words().empty(),
              "a refusal says why");
    }
  }
  if (friendly) {
    const std::string whole = checked(friendly->object, Mode::Friendly, decoded_size(content, charset));
    require(!strict || checked(strict->object, Mode::Strict, content.size() * 4) == whole,
            "what a strict phone takes, a friendly one takes the same way");
  }
  require(friendly || !strict, "a friendly phone refuses nothing that a strict one takes");

  const auto document = parse_document(content, charset, Mode::Friendly, limits);
  if (document) fuzz::require_sound_document(content, charset, limits);
  const auto generous = parse_document(content, charset, Mode::Friendly);
  if (generous) fuzz::require_sound_document(content, charset, {});
  require(generous || !document, "what fits small limits fits large ones");
}

}  // namespace
}  // namespace handset::xml

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace handset;
  const auto [type, content, found] = split_once(fuzz::text_of(data, size), '\n');
  xml::check_content(type, content);
  if (size % 64 == 0) {
    const std::string large = fuzz::swollen(content, DocumentLimits{}.bytes);
    fuzz::require_quick(
        [&] { static_cast<void>(xml::parse_content("text/xml", large, xml::Mode::Friendly)); });
  }
  return 0;
}
