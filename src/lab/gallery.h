// A small gallery of XML pages for trying a phone out: good ones of each kind that the phone can show, some
// to do something with (gallery_samples.h), and the mishaps that happen in real life. A pure function from a
// request to a response; gallery_server.h puts it on the network. Links are absolute and built from the
// address at which the request came in.
#pragma once

#include <chrono>
#include <span>
#include <string_view>

#include "io/http_server.h"

namespace handset::lab {

// The page that the demo pushes, and the menu of all pages.
inline constexpr std::string_view welcome_path = "/welcome";
inline constexpr std::string_view menu_path = "/";
inline constexpr std::string_view directory_path = "/staff";
inline constexpr std::string_view slow_path = "/slow";

struct GalleryPage {
  std::string_view path;
  std::string_view name;  // its row in the menu
};

// In the order of the menu.
[[nodiscard]] std::span<const GalleryPage> gallery_pages();

[[nodiscard]] io::HttpResponse answer_from_gallery(const io::HttpRequest& request);
// How long the answer is to be kept back.
[[nodiscard]] std::chrono::milliseconds delay_of(const io::HttpRequest& request);

}  // namespace handset::lab
