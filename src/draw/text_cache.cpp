#include "draw/text_cache.h"

#include "draw/canvas.h"

namespace handset::draw {

namespace {

// Some screens' worth; then it begins anew.
constexpr std::size_t most_kept = 512;
constexpr std::size_t longest_kept = 256;

}  // namespace

TextCache::Layout TextCache::make(std::string_view text, const Font& font) const {
  Layout layout(pango_layout_new(context_));
  pango_layout_set_single_paragraph_mode(layout.get(), TRUE);
  PangoAttrList* attributes = pango_attr_list_new();
  pango_attr_list_insert(attributes, pango_attr_font_features_new("tnum"));
  pango_layout_set_attributes(layout.get(), attributes);
  pango_attr_list_unref(attributes);
  pango_layout_set_font_description(layout.get(), font.description());
  pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
  return layout;
}

PangoLayout* TextCache::line(std::string_view text, const Font& font) {
  if (text.size() > longest_kept) {
    long_ = make(text, font);
    return long_.get();
  }
  std::pair<const Font*, std::string> key{&font, text};
  if (const auto found = kept_.find(key); found != kept_.end()) return found->second.get();
  if (kept_.size() >= most_kept) kept_.clear();
  return kept_.emplace(std::move(key), make(text, font)).first->second.get();
}

}  // namespace handset::draw
