// A picture that a service has sent, as shared data that never changes: pixels of a document, or the bytes of
// a PNG file as they came. Nothing is decoded here but the head of the file (ISO 15948, 5.2 and 11.2.2);
// whoever draws it does the rest, with limits of its own. Any thread.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

#include "base/result.h"
#include "xml/cip_data.h"

namespace handset::phone {

// The most that a file may have, and its picture.
inline constexpr std::size_t png_bytes_limit = std::size_t{1024} * 1024;
inline constexpr unsigned png_side_limit = 2048;

struct PictureLimit {
  std::size_t bytes = png_bytes_limit;
  unsigned side = png_side_limit;  // pixels
};
// Of an icon: the side of the reference, and what is taken from servers that keep to no such limit.
inline constexpr PictureLimit icon_limit{std::size_t{16} * 1024, 18};
inline constexpr PictureLimit icon_limit_friendly{std::size_t{16} * 1024, 64};

struct PngFile {
  unsigned width = 0;  // as its head says
  unsigned height = 0;
  std::string bytes{};

  friend bool operator==(const PngFile&, const PngFile&) = default;
};

using PictureData = std::variant<xml::CipPixels, PngFile>;
using PicturePtr = std::shared_ptr<const PictureData>;  // null: there is none, or not yet

[[nodiscard]] unsigned width_of(const PictureData& picture);
[[nodiscard]] unsigned height_of(const PictureData& picture);
// That it keeps in memory.
[[nodiscard]] std::size_t size_of(const PictureData& picture);

[[nodiscard]] PicturePtr make_picture(xml::CipPixels pixels);
// Errors: Malformed (no PNG by its signature and head), TooLarge (bytes or sides).
[[nodiscard]] Result<PicturePtr> make_picture(std::string png, const PictureLimit& limit = {});

// In the place of an icon of the phone's own that it does not have.
[[nodiscard]] PicturePtr unknown_icon();

// "PNG picture, 64 x 48".
[[nodiscard]] std::string picture_words(const PictureData& picture);

}  // namespace handset::phone
