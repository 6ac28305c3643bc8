#include "xml/directory.h"

#include "xml/reader.h"

namespace handset::xml {

namespace {

DirectoryEntry read_entry(const Element& element, Reader& reader) {
  DirectoryEntry entry;
  for (const Element child : element) {
    if (child.name() == "Name") {
      if (reader.is_first(child, entry.name)) entry.name = reader.line(child, Directory::letters);
    } else if (child.name() == "Telephone") {
      if (reader.is_first(child, entry.telephone)) entry.telephone = reader.line(child, Directory::letters);
    } else {
      reader.unknown_child(child, element);
    }
  }
  return entry;
}

}  // namespace

Directory Directory::read(const Element& element, Reader& reader) {
  Directory directory;
  read_common_attributes(element, reader, directory.common);
  for (const Element child : element) {
    if (child.name() == "DirectoryEntry") {
      if (reader.has_room(child, directory.entries.size(), most_entries, most_entries_friendly)) {
        directory.entries.push_back(read_entry(child, reader));
      }
    } else if (!read_common_child(child, reader, directory.common)) {
      reader.unknown_child(child, element);
    }
  }
  finish_common(directory.common);
  return directory;
}

}  // namespace handset::xml
