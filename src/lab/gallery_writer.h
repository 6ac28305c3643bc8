// What the pages of the gallery are written with: elements, links back to where the request came in, and the
// values that it brought. One for each request.
#pragma once

#include <string>
#include <string_view>

#include "io/http_server.h"

namespace handset::lab {

class GalleryWriter {
 public:
  explicit GalleryWriter(const io::HttpRequest& request)
      : origin_("http://" + request.local.to_string()), query_(request.query) {}

  [[nodiscard]] std::string link(std::string_view path) const { return origin_ + std::string(path); }
  // A value of the query, decoded; empty when it is not there.
  [[nodiscard]] std::string value(std::string_view name) const;

  // Whole documents; `more` is what else stands in them, such as soft keys.
  [[nodiscard]] static std::string text(std::string_view title, std::string_view prompt,
                                        std::string_view text, std::string_view more = {});
  [[nodiscard]] static std::string menu_head(std::string_view title, std::string_view prompt);
  [[nodiscard]] std::string menu_item(std::string_view name, std::string_view path) const;
  [[nodiscard]] static std::string soft_key(int position, std::string_view name, std::string_view url);

 private:
  std::string origin_;
  std::string query_;
};

// <name>text</name>, the text escaped.
[[nodiscard]] std::string element(std::string_view name, std::string_view text);

[[nodiscard]] io::HttpResponse document(std::string body,
                                        std::string_view content_type = "text/xml; charset=utf-8");

}  // namespace handset::lab
