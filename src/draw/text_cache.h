// Lines of text with their letters shaped and placed, which is what takes long about drawing them: most of a
// screen is what it was before the last key. Of the Painter's thread.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <pango/pango.h>
#include <string>
#include <string_view>
#include <utility>

namespace handset::draw {

class Font;

class TextCache {
 public:
  // `context` outlives it.
  explicit TextCache(PangoContext* context) : context_(context) {}
  TextCache(const TextCache&) = delete;
  TextCache& operator=(const TextCache&) = delete;

  // One line, as wide as it likes. Not to be changed, and valid until the next call. The font lives as long
  // as the cache.
  [[nodiscard]] PangoLayout* line(std::string_view text, const Font& font);

 private:
  struct Unref {
    void operator()(PangoLayout* layout) const { g_object_unref(layout); }
  };
  using Layout = std::unique_ptr<PangoLayout, Unref>;

  [[nodiscard]] Layout make(std::string_view text, const Font& font) const;

  PangoContext* context_;
  std::map<std::pair<const Font*, std::string>, Layout, std::less<>> kept_;
  Layout long_;  // the last one that was too long to be kept
};

}  // namespace handset::draw
