#include "draw/glyphs.h"

#include <algorithm>
#include <optional>
#include <string_view>
// clang-format off
#include <ft2build.h>
#include FT_FREETYPE_H
// clang-format on

#include "draw/font_file.h"

namespace handset::draw {

namespace {

// A page may hold any letter there is; beyond this many the store begins anew.
constexpr std::size_t most_kept = 4096;

struct FaceChoice {
  std::string_view family;
  std::string_view path;
  unsigned pixels;
};

constexpr FaceChoice letter_choices[] = {
    {"Terminus", "/usr/share/fonts/opentype/terminus/terminus-normal.otb", 12},
    {"WenQuanYi Bitmap Song", "/usr/share/fonts/X11/misc/wenquanyi_9pt.pcf", 12},
    {"DejaVu Sans Mono", "/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf", 10},
    {"DejaVu Sans", "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", 10},
    {"WenQuanYi Micro Hei", "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc", 12},
};
constexpr FaceChoice digit_choices[] = {
    {"Terminus", "/usr/share/fonts/opentype/terminus/terminus-bold.otb", 22},
    {"DejaVu Sans Mono", "/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf", 18},
};

// Its letters reach deep below the line, where there is no room, and not high.
bool is_arabic(char32_t code) {
  return (code >= 0x600 && code <= 0x6ff) || (code >= 0xfb50 && code <= 0xfdff) ||
         (code >= 0xfe70 && code <= 0xfefe);
}

Glyph from_bitmap(const FT_GlyphSlotRec& slot) {
  const FT_Bitmap& bitmap = slot.bitmap;
  Glyph glyph{slot.bitmap_left, slot.bitmap_top, bitmap.width, bitmap.rows};
  glyph.ink.reserve(std::size_t{bitmap.width} * bitmap.rows);
  for (unsigned row = 0; row < bitmap.rows; ++row) {
    const unsigned char* bits = bitmap.buffer + static_cast<std::ptrdiff_t>(row) * bitmap.pitch;
    for (unsigned column = 0; column < bitmap.width; ++column) {
      glyph.ink.push_back((bits[column / 8] >> (7 - column % 8) & 1) != 0);
    }
  }
  return glyph;
}

// A missing letter.
Glyph box(int width, int height) {
  Glyph glyph{0, height, static_cast<unsigned>(width - 1), static_cast<unsigned>(height)};
  for (unsigned row = 0; row < glyph.rows; ++row) {
    for (unsigned column = 0; column < glyph.width; ++column) {
      glyph.ink.push_back(row == 0 || row + 1 == glyph.rows || column == 0 || column + 1 == glyph.width);
    }
  }
  return glyph;
}

// The part of a glyph that is inside `width` columns and no higher than `ascent` nor deeper than `descent`.
Glyph cut_to(const Glyph& glyph, int width, int ascent, int descent) {
  const int left = std::max(glyph.left, 0);
  const int right = std::min(glyph.left + static_cast<int>(glyph.width), width);
  const int top = std::min(glyph.top, ascent);
  const int bottom = std::max(glyph.top - static_cast<int>(glyph.rows), -descent);
  if (right <= left || top <= bottom) return {};
  Glyph out{left, top, static_cast<unsigned>(right - left), static_cast<unsigned>(top - bottom)};
  for (int row = glyph.top - top; row < glyph.top - bottom; ++row) {
    for (int column = left - glyph.left; column < right - glyph.left; ++column) {
      out.ink.push_back(glyph.at(static_cast<unsigned>(column), static_cast<unsigned>(row)));
    }
  }
  return out;
}

}  // namespace

struct Glyphs::Library {
  Library() {
    if (FT_Init_FreeType(&handle) != 0) handle = nullptr;
  }
  ~Library() {
    if (handle != nullptr) FT_Done_FreeType(handle);
  }
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;

  FT_Library handle = nullptr;
};

class Glyphs::Face {
 public:
  Face(FT_Library library, const FaceChoice& choice) : library_(library), choice_(choice) {}
  ~Face() {
    if (face_ != nullptr) FT_Done_Face(face_);
  }
  Face(const Face&) = delete;
  Face& operator=(const Face&) = delete;

  // Nothing: this face has no such letter.
  std::optional<Glyph> load(char32_t code, int width) {
    if (!asked_) open();
    if (face_ == nullptr) return std::nullopt;
    const FT_UInt index = FT_Get_Char_Index(face_, code);
    if (index == 0 || FT_Load_Glyph(face_, index, FT_LOAD_RENDER | FT_LOAD_TARGET_MONO) != 0) {
      return std::nullopt;
    }
    const FT_GlyphSlotRec& slot = *face_->glyph;
    if (slot.bitmap.pixel_mode != FT_PIXEL_MODE_MONO) return std::nullopt;
    Glyph glyph = from_bitmap(slot);
    // A proportional letter stands in the middle of its cells; one that is a little too wide keeps its
    // middle.
    const int advance = static_cast<int>(slot.advance.x >> 6);
    if (width > 0 && advance > 0) glyph.left += (width - advance) / 2;
    // A mark that is meant to be drawn after its letter goes back over it.
    if (width == 0 && glyph.left < 0) glyph.left += cell;
    return glyph;
  }

 private:
  void open() {
    asked_ = true;
    if (library_ == nullptr) return;
    const auto file = find_font(choice_.family, choice_.path);
    if (!file || FT_New_Face(library_, file->path.c_str(), file->index, &face_) != 0) {
      face_ = nullptr;
      return;
    }
    if (set_size() != 0) {
      FT_Done_Face(face_);
      face_ = nullptr;
    }
  }

  // A bitmap font has just the sizes that it has.
  FT_Error set_size() {
    for (FT_Int i = 0; i < face_->num_fixed_sizes; ++i) {
      if (face_->available_sizes[i].y_ppem >> 6 == static_cast<FT_Pos>(choice_.pixels)) {
        return FT_Select_Size(face_, i);
      }
    }
    return FT_Set_Pixel_Sizes(face_, 0, choice_.pixels);
  }

  FT_Library library_;
  FaceChoice choice_;
  FT_Face face_ = nullptr;
  bool asked_ = false;
};

Glyphs::Glyphs() : library_(std::make_unique<Library>()) {
  for (const FaceChoice& choice : letter_choices) {
    faces_.push_back(std::make_unique<Face>(library_->handle, choice));
  }
  for (const FaceChoice& choice : digit_choices) {
    digit_faces_.push_back(std::make_unique<Face>(library_->handle, choice));
  }
}

Glyphs::~Glyphs() = default;

const Glyph& Glyphs::letter(char32_t code, unsigned cells) {
  if (const auto found = letters_.find(code); found != letters_.end()) return found->second;
  if (letters_.size() >= most_kept) letters_.clear();
  const int width = cell * static_cast<int>(std::max(cells, 1U));
  std::optional<Glyph> glyph;
  for (const auto& face : faces_) {
    glyph = face->load(code, cells == 0 ? 0 : width);
    if (glyph) break;
  }
  if (glyph && is_arabic(code)) ++glyph->top;
  if (!glyph) glyph = cells == 0 ? Glyph{} : box(width, ascent - 2);
  return letters_.emplace(code, cut_to(*glyph, width, ascent, descent)).first->second;
}

const Glyph& Glyphs::digit(char32_t code) {
  if (const auto found = digits_.find(code); found != digits_.end()) return found->second;
  if (digits_.size() >= most_kept) digits_.clear();
  std::optional<Glyph> glyph;
  for (const auto& face : digit_faces_) {
    glyph = face->load(code, digit_width);
    if (glyph) break;
  }
  if (!glyph) glyph = box(digit_width, digit_height);
  return digits_.emplace(code, cut_to(*glyph, digit_width, digit_height, 0)).first->second;
}

}  // namespace handset::draw
