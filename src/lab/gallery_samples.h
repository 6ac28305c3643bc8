// The pages of the gallery that one does something with: a form and its answer, directories, messages with
// more soft keys than there are places, a page that goes on by itself.
#pragma once

#include "lab/gallery_writer.h"

namespace handset::lab {

[[nodiscard]] io::HttpResponse order_form(const GalleryWriter& pages);
[[nodiscard]] io::HttpResponse order_answer(const GalleryWriter& pages);
[[nodiscard]] io::HttpResponse staff(const GalleryWriter& pages);
[[nodiscard]] io::HttpResponse more_staff(const GalleryWriter& pages);
[[nodiscard]] io::HttpResponse messages(const GalleryWriter& pages);
[[nodiscard]] io::HttpResponse message_answer(const GalleryWriter& pages);
[[nodiscard]] io::HttpResponse ticker(const GalleryWriter& pages);

}  // namespace handset::lab
