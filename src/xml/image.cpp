#include "xml/image.h"

#include <utility>

#include "xml/reader.h"

namespace handset::xml {

Image Image::read(const Element& element, Reader& reader) {
  Image image;
  read_common_attributes(element, reader, image.common);
  PictureElements picture;
  for (const Element child : element) {
    if (read_place(child, reader, image_limits, image.place) || picture.take(child, reader, image_limits) ||
        read_common_child(child, reader, image.common))
      continue;
    reader.unknown_child(child, element);
  }
  finish_common(image.common);
  if (auto pixels = picture.decode(element, reader, image_limits)) {
    image.pixels = *std::move(pixels);
  } else {
    reader.refuse(element, "there is no picture without Width, Height and Depth");
  }
  return image;
}

ImageFile ImageFile::read(const Element& element, Reader& reader) {
  ImageFile image;
  read_common_attributes(element, reader, image.common);
  for (const Element child : element) {
    if (child.name() == "URL") {
      if (reader.is_first(child, image.url)) image.url = reader.url(child);
    } else if (!read_place(child, reader, image_file_limits, image.place) &&
               !read_common_child(child, reader, image.common)) {
      reader.unknown_child(child, element);
    }
  }
  finish_common(image.common);
  require_picture_url(element, reader, image.url);
  return image;
}

}  // namespace handset::xml
