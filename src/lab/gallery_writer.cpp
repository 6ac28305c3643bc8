#include "lab/gallery_writer.h"

#include <utility>

#include "base/text.h"
#include "base/xml_escape.h"

namespace handset::lab {

std::string element(std::string_view name, std::string_view text) {
  std::string out = "<" + std::string(name) + ">";
  append_xml_escaped(out, text);
  return out + "</" + std::string(name) + ">";
}

io::HttpResponse document(std::string body, std::string_view content_type) {
  return {200, {{"Content-Type", std::string(content_type)}, {"Cache-Control", "no-store"}}, std::move(body)};
}

std::string GalleryWriter::value(std::string_view name) const {
  std::string_view rest = query_;
  while (!rest.empty()) {
    const Split pair = split_once(rest, '&');
    const Split parts = split_once(pair.before, '=');
    if (percent_decode(parts.before) == name) return percent_decode(parts.after);
    rest = pair.after;
  }
  return {};
}

std::string GalleryWriter::text(std::string_view title, std::string_view prompt, std::string_view text,
                                std::string_view more) {
  return "<CiscoIPPhoneText>\n" + element("Title", title) + element("Prompt", prompt) +
         element("Text", text) + std::string(more) + "\n</CiscoIPPhoneText>\n";
}

std::string GalleryWriter::menu_head(std::string_view title, std::string_view prompt) {
  return "<CiscoIPPhoneMenu>\n" + element("Title", title) + element("Prompt", prompt) + "\n";
}

std::string GalleryWriter::menu_item(std::string_view name, std::string_view path) const {
  return "<MenuItem>" + element("Name", name) + element("URL", link(path)) + "</MenuItem>\n";
}

std::string GalleryWriter::soft_key(int position, std::string_view name, std::string_view url) {
  return "\n<SoftKeyItem>" + element("Name", name) + element("URL", url) +
         element("Position", std::to_string(position)) + "</SoftKeyItem>";
}

}  // namespace handset::lab
