#include "draw/raster.h"

#include <algorithm>
#include <array>
#include <utility>

namespace handset::draw {

namespace {

// From white to black.
constexpr std::array<std::uint32_t, 4> greys{0x00ffffff, 0xffaaaaaa, 0xff555555, 0xff000000};

struct Span {
  int from = 0;
  int at = 0;
  int length = 0;
};

Span cut_axis(int place, int size, int pane) {
  // Rounded down on both sides of zero.
  if (place == phone::ScreenPicture::centred) place = pane >= size ? (pane - size) / 2 : -((size - pane) / 2);
  const int at = std::max(place, 0);
  const int end = std::min(place + size, pane);
  return {at - place, at, end - at};
}

Raster make_raster(const phone::PictureData& picture) {
  if (const auto* pixels = std::get_if<xml::CipPixels>(&picture)) return raster_of(*pixels);
  if (auto raster = read_png(std::get<phone::PngFile>(picture).bytes)) return *std::move(raster);
  return raster_of(std::get<xml::CipPixels>(*phone::unknown_icon()));
}

}  // namespace

Raster raster_of(const xml::CipPixels& pixels) {
  Raster raster{pixels.width, pixels.height, {}};
  raster.pixels.reserve(pixels.levels.size());
  for (const std::uint8_t level : pixels.levels) raster.pixels.push_back(greys.at(level));
  return raster;
}

Cut cut_to_pane(const phone::ScreenPicture& place, const Raster& raster, int pane_width, int pane_height) {
  const Span across = cut_axis(place.x, static_cast<int>(raster.width), pane_width);
  const Span down = cut_axis(place.y, static_cast<int>(raster.height), pane_height);
  return {across.from, down.from, across.at, down.at, across.length, down.length};
}

Cut cut_to_middle(const Raster& raster, int pane_width, int pane_height) {
  constexpr int middle = phone::ScreenPicture::centred;
  return cut_to_pane({nullptr, middle, middle}, raster, pane_width, pane_height);
}

std::size_t Rasters::pixels_kept() const {
  std::size_t sum = 0;
  for (const Kept& kept : kept_) sum += kept.raster->pixels.size();
  return sum;
}

const Raster& Rasters::of(const phone::PicturePtr& picture) {
  std::erase_if(kept_, [](const Kept& kept) { return kept.picture.expired(); });
  const auto known = std::find_if(kept_.begin(), kept_.end(),
                                  [&](const Kept& kept) { return kept.picture.lock() == picture; });
  if (known != kept_.end()) {
    std::rotate(known, known + 1, kept_.end());
  } else {
    kept_.push_back({picture, std::make_unique<const Raster>(make_raster(*picture))});
    while (kept_.size() > most_kept || (kept_.size() > 1 && pixels_kept() > most_pixels))
      kept_.erase(kept_.begin());
  }
  return *kept_.back().raster;
}

}  // namespace handset::draw
