// The files of the front-end, embedded in the program when it was built.
#pragma once

#include <span>
#include <string_view>

namespace handset::web {

struct Asset {
  std::string_view path;  // "/index.html", "/assets/app-1A2B3C4D.js"
  std::string_view content_type;
  std::string_view etag;   // with its quotes
  std::string_view bytes;  // as they are
  std::string_view gzip;   // compressed; empty when that makes them no smaller
};

// Defined by a source that the build makes from web/. Only the program refers to it: the server is given its
// assets, and tests give it their own.
[[nodiscard]] std::span<const Asset> assets();

// Null when there is none.
[[nodiscard]] const Asset* find_asset(std::span<const Asset> assets, std::string_view path);

}  // namespace handset::web
