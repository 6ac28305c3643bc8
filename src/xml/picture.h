// What all objects with a picture have in common: where it stands, and its data or the address of its file.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "base/xml_document.h"
#include "xml/cip_data.h"

namespace handset::xml {

class Reader;

// Pixels from the upper left corner of the pane to that of the picture.
struct PicturePlace {
  static constexpr int centred = -1;  // in the middle of that axis

  int x = 0;
  int y = 0;

  friend bool operator==(const PicturePlace&, const PicturePlace&) = default;
};

// The schema's limits, and behind them those of a friendly phone, which takes any place.
struct PictureLimits {
  int right = 0;       // most of LocationX
  int bottom = 0;      // most of LocationY
  unsigned width = 0;  // most of each, of a picture in the document
  unsigned height = 0;
  unsigned width_friendly = 0;
  unsigned height_friendly = 0;
};

inline constexpr PictureLimits image_limits{132, 64, 133, 65, 320, 240};
inline constexpr PictureLimits image_file_limits{297, 167};
inline constexpr PictureLimits status_limits{105, 20, 106, 21, 320, 240};
inline constexpr PictureLimits status_file_limits{261, 49};
inline constexpr PictureLimits icon_limits{0, 0, 16, 10, 64, 64};

// Takes LocationX and LocationY; false for other children.
bool read_place(const Element& child, Reader& reader, const PictureLimits& limits, PicturePlace& place);

// A file has to have a web address: nothing can be shown otherwise.
void require_picture_url(const Element& root, Reader& reader, std::string_view url);

// The elements of a picture, in any order: Width, Height, Depth, Data.
class PictureElements {
 public:
  // False when the child is none of them.
  bool take(const Element& child, Reader& reader, const PictureLimits& limits);
  // Once, after all children of `parent`. Nothing when a size or the depth is missing, which is a breach.
  std::optional<CipPixels> decode(const Element& parent, Reader& reader, const PictureLimits& limits) const;

 private:
  std::optional<int> width_;
  std::optional<int> height_;
  std::optional<int> depth_;
  Element data_;
};

}  // namespace handset::xml
