#include "xml/status.h"

#include "xml/common.h"
#include "xml/reader.h"

namespace handset::xml {

namespace {

bool read_words(const Element& child, Reader& reader, StatusWords& words) {
  if (child.name() == "Text") {
    if (reader.is_first(child, words.text)) words.text = reader.line(child, StatusWords::letters);
  } else if (child.name() == "Timer") {
    if (words.timer) reader.breach(child, "Timer stands there twice");
    if (!words.timer) words.timer = reader.integer(child, {0, StatusWords::most_seconds});
  } else {
    return false;
  }
  return true;
}

// It is no application: nothing of it can be pressed or lose the focus.
void read_attributes(const Element& root, Reader& reader) {
  for (const Attribute& attribute : root.attributes()) {
    if (!is_namespace(attribute.name))
      reader.breach(root, in_words(root.name()) + " has no attribute " + in_words(attribute.name));
  }
}

}  // namespace

Status Status::read(const Element& element, Reader& reader) {
  Status status;
  read_attributes(element, reader);
  PictureElements picture;
  for (const Element child : element) {
    if (!read_words(child, reader, status.words) && !read_place(child, reader, status_limits, status.place) &&
        !picture.take(child, reader, status_limits))
      reader.unknown_child(child, element);
  }
  status.pixels = picture.decode(element, reader, status_limits);
  return status;
}

StatusFile StatusFile::read(const Element& element, Reader& reader) {
  StatusFile status;
  read_attributes(element, reader);
  for (const Element child : element) {
    if (child.name() == "URL") {
      if (reader.is_first(child, status.url)) status.url = reader.url(child);
    } else if (!read_words(child, reader, status.words) &&
               !read_place(child, reader, status_file_limits, status.place)) {
      reader.unknown_child(child, element);
    }
  }
  require_picture_url(element, reader, status.url);
  return status;
}

}  // namespace handset::xml
