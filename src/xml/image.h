// CiscoIPPhoneImage and CiscoIPPhoneImageFile: a page that is a picture, in the document or in a PNG file.
#pragma once

#include <string>
#include <string_view>

#include "xml/common.h"
#include "xml/picture.h"

namespace handset::xml {

struct Image {
  static constexpr std::string_view root = "CiscoIPPhoneImage";

  Common common;
  PicturePlace place;
  CipPixels pixels;

  static Image read(const Element& element, Reader& reader);
};

struct ImageFile {
  static constexpr std::string_view root = "CiscoIPPhoneImageFile";

  Common common;
  PicturePlace place;
  std::string url;

  static ImageFile read(const Element& element, Reader& reader);
};

}  // namespace handset::xml
