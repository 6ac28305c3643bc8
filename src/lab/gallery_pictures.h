// The pages of the gallery with pictures: one for each object that has some, as CIP data in the document and
// as PNG files beside it, and the Status windows with the page that takes them away.
#pragma once

#include "lab/gallery_writer.h"

namespace handset::lab {

[[nodiscard]] io::HttpResponse image(const GalleryWriter& pages);
[[nodiscard]] io::HttpResponse image_file(const GalleryWriter& pages);
[[nodiscard]] io::HttpResponse graphic_menu(const GalleryWriter& pages);
[[nodiscard]] io::HttpResponse graphic_file_menu(const GalleryWriter& pages);
[[nodiscard]] io::HttpResponse icon_menu(const GalleryWriter& pages);
[[nodiscard]] io::HttpResponse icon_file_menu(const GalleryWriter& pages);
[[nodiscard]] io::HttpResponse status(const GalleryWriter& pages);
[[nodiscard]] io::HttpResponse status_file(const GalleryWriter& pages);
[[nodiscard]] io::HttpResponse status_end(const GalleryWriter& pages);

// The files.
[[nodiscard]] io::HttpResponse plan_png(const GalleryWriter& pages);
[[nodiscard]] io::HttpResponse icon_png(const GalleryWriter& pages);

}  // namespace handset::lab
