#include "phone/picture_data.h"

#include <array>
#include <cstdint>
#include <utility>

namespace handset::phone {

namespace {

constexpr std::string_view png_signature = {"\x89PNG\r\n\x1a\n", 8};
constexpr std::string_view png_head = {"\0\0\0\rIHDR", 8};

std::uint32_t big_endian(std::string_view bytes) {
  std::uint32_t number = 0;
  for (const char c : bytes.substr(0, 4)) number = number << 8 | static_cast<unsigned char>(c);
  return number;
}

xml::CipPixels question_mark() {
  constexpr std::array<std::string_view, 10> rows{"##########", "#........#", "#..####..#", "#.##..##.#",
                                                  "#.....##.#", "#....##..#", "#...##...#", "#........#",
                                                  "#...##...#", "##########"};
  xml::CipPixels pixels{static_cast<unsigned>(rows[0].size()), static_cast<unsigned>(rows.size()), {}};
  for (const std::string_view row : rows) {
    for (const char c : row) pixels.levels.push_back(c == '#' ? 3 : 0);
  }
  return pixels;
}

}  // namespace

unsigned width_of(const PictureData& picture) {
  return std::visit([](const auto& each) { return each.width; }, picture);
}

unsigned height_of(const PictureData& picture) {
  return std::visit([](const auto& each) { return each.height; }, picture);
}

std::size_t size_of(const PictureData& picture) {
  const auto* file = std::get_if<PngFile>(&picture);
  return file != nullptr ? file->bytes.size() : std::get<xml::CipPixels>(picture).levels.size();
}

PicturePtr make_picture(xml::CipPixels pixels) {
  return std::make_shared<const PictureData>(std::move(pixels));
}

Result<PicturePtr> make_picture(std::string png, const PictureLimit& limit) {
  constexpr std::size_t least = png_signature.size() + png_head.size() + 8;
  const std::string_view bytes = png;
  if (bytes.size() < least || !bytes.starts_with(png_signature) ||
      !bytes.substr(png_signature.size()).starts_with(png_head))
    return fail(Errc::Malformed, "the file is no PNG picture");
  const std::string_view sides = bytes.substr(png_signature.size() + png_head.size());
  const std::uint32_t width = big_endian(sides);
  const std::uint32_t height = big_endian(sides.substr(4));
  if (width == 0 || height == 0) return fail(Errc::Malformed, "the picture has no pixels");
  if (bytes.size() > limit.bytes) return fail(Errc::TooLarge, "the file has too many bytes");
  if (width > limit.side || height > limit.side)
    return fail(Errc::TooLarge, "the picture has too many pixels on a side");
  return std::make_shared<const PictureData>(PngFile{width, height, std::move(png)});
}

PicturePtr unknown_icon() {
  return make_picture(question_mark());
}

std::string picture_words(const PictureData& picture) {
  return std::string(std::holds_alternative<PngFile>(picture) ? "PNG" : "CIP") + " picture, " +
         std::to_string(width_of(picture)) + " x " + std::to_string(height_of(picture));
}

}  // namespace handset::phone
