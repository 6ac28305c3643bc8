#include "xml/picture.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "base/text.h"
#include "xml/internal_uri.h"
#include "xml/reader.h"

namespace handset::xml {

namespace {

constexpr int most_depth = 2;

bool read_once(const Element& at, Reader& reader, const IntegerLimits& limits, std::optional<int>& number) {
  const auto read = reader.integer(at, limits);
  if (number) {
    reader.breach(at, in_words(at.name()) + " stands there twice");
  } else {
    number = read;
  }
  return true;
}

}  // namespace

bool read_place(const Element& child, Reader& reader, const PictureLimits& limits, PicturePlace& place) {
  constexpr int furthest = std::numeric_limits<short>::max();
  const auto read = [&](int most) {
    return reader.integer(child, {PicturePlace::centred, most, furthest}).value_or(0);
  };
  if (child.name() == "LocationX") {
    place.x = read(limits.right);
  } else if (child.name() == "LocationY") {
    place.y = read(limits.bottom);
  } else {
    return false;
  }
  return true;
}

void require_picture_url(const Element& root, Reader& reader, std::string_view url) {
  if (!is_web_url(url)) reader.refuse(root, in_words(root.name()) + " needs the URL of a PNG file");
}

bool PictureElements::take(const Element& child, Reader& reader, const PictureLimits& limits) {
  if (child.name() == "Width")
    return read_once(child, reader,
                     {1, static_cast<int>(limits.width), static_cast<int>(limits.width_friendly)}, width_);
  if (child.name() == "Height")
    return read_once(child, reader,
                     {1, static_cast<int>(limits.height), static_cast<int>(limits.height_friendly)}, height_);
  if (child.name() == "Depth") return read_once(child, reader, {1, most_depth, most_depth}, depth_);
  if (child.name() != "Data") return false;
  if (data_) reader.breach(child, "Data stands there twice");
  if (!data_) data_ = child;
  return true;
}

std::optional<CipPixels> PictureElements::decode(const Element& parent, Reader& reader,
                                                 const PictureLimits& limits) const {
  if (!width_ || !height_ || !depth_) {
    reader.breach(parent, in_words(parent.name()) + " needs Width, Height and Depth");
    return std::nullopt;
  }
  const CipShape shape{static_cast<unsigned>(*width_), static_cast<unsigned>(*height_),
                       static_cast<unsigned>(*depth_)};
  const Element at = data_ ? data_ : parent;
  const std::string text = data_ ? data_.text() : std::string();
  CipPicture picture = decode_cip(trim(text), shape);
  if (picture.stopped) reader.breach(at, "Data is not made of pairs of hex digits");
  const std::size_t most = CipShape{limits.width, limits.height, most_depth}.bytes();
  if (picture.bytes > most)
    reader.breach(
        at, "Data has " + std::to_string(picture.bytes) + " bytes; " + std::to_string(most) + " are allowed");
  if (picture.bytes < shape.bytes())
    reader.note(at, "Data has " + std::to_string(picture.bytes) + " bytes of " +
                        std::to_string(shape.bytes()) + "; what is missing is white");
  return std::move(picture.pixels);
}

}  // namespace handset::xml
