// PNG files and CIP pixels made into rasters, and what of them a pane shows.
#include "draw/raster.h"

#include <gtest/gtest.h>

#include "unit/draw/png_maker.h"

namespace handset::draw {
namespace {

using namespace std::string_literals;

std::vector<std::uint32_t> pixels_of(const std::string& png) {
  const auto raster = read_png(png);
  EXPECT_TRUE(raster);
  return raster ? raster->pixels : std::vector<std::uint32_t>{};
}

TEST(ReadPng, AllKindsOfColoursBecomeTheSame) {
  const std::vector<std::uint32_t> expected{0xff102030, 0xffffffff, 0xff000000, 0xff808080};
  EXPECT_EQ(
      pixels_of(make_png(2, 2, {PNG_COLOR_TYPE_RGB}, {"\x10\x20\x30\xff\xff\xff"s, "\0\0\0\x80\x80\x80"s})),
      expected);
  EXPECT_EQ(pixels_of(make_png(2, 2, {PNG_COLOR_TYPE_RGB_ALPHA},
                               {"\x10\x20\x30\xff\xff\xff\xff\xff"s, "\0\0\0\xff\x80\x80\x80\xff"s})),
            expected);
  EXPECT_EQ(pixels_of(make_png(2, 2, {PNG_COLOR_TYPE_PALETTE}, {"\0\1"s, "\2\3"s},
                               {{0x10, 0x20, 0x30}, {255, 255, 255}, {0, 0, 0}, {128, 128, 128}})),
            expected);
  EXPECT_EQ(pixels_of(make_png(2, 2, {PNG_COLOR_TYPE_RGB, 16},
                               {"\x10\x10\x20\x20\x30\x30\xff\xff\xff\xff\xff\xff"s,
                                "\0\0\0\0\0\0\x80\x80\x80\x80\x80\x80"s})),
            expected);
}

TEST(ReadPng, GreysOfAnyDepth) {
  const std::vector<std::uint32_t> expected{0xff000000, 0xffffffff};
  EXPECT_EQ(pixels_of(make_png(2, 1, {PNG_COLOR_TYPE_GRAY, 1}, {"\x40"s})), expected);
  EXPECT_EQ(pixels_of(make_png(2, 1, {PNG_COLOR_TYPE_GRAY, 2}, {"\x30"s})), expected);
  EXPECT_EQ(pixels_of(make_png(2, 1, {PNG_COLOR_TYPE_GRAY, 8}, {"\0\xff"s})), expected);
  EXPECT_EQ(pixels_of(make_png(2, 1, {PNG_COLOR_TYPE_GRAY, 16}, {"\0\0\xff\xff"s})), expected);
  EXPECT_EQ(pixels_of(make_png(1, 1, {PNG_COLOR_TYPE_GRAY_ALPHA}, {"\x55\x80"s})),
            std::vector<std::uint32_t>{0x80555555});
}

TEST(ReadPng, OpacityIsKept) {
  EXPECT_EQ(
      pixels_of(make_png(2, 1, {PNG_COLOR_TYPE_PALETTE}, {"\0\1"s}, {{255, 0, 0}, {0, 0, 255}}, {0x40})),
      (std::vector<std::uint32_t>{0x40ff0000, 0xff0000ff}));
}

TEST(ReadPng, InterlacedFilesComeOutInTheirRows) {
  std::vector<std::string> rows;
  for (char y = 0; y < 9; ++y) {
    std::string row;
    for (char x = 0; x < 7; ++x) row += {x, y, 0};
    rows.push_back(row);
  }
  EXPECT_EQ(pixels_of(make_png(7, 9, {PNG_COLOR_TYPE_RGB, 8, PNG_INTERLACE_ADAM7}, rows)),
            pixels_of(make_png(7, 9, {PNG_COLOR_TYPE_RGB}, rows)));
}

TEST(ReadPng, WhatIsCutShortOrDamagedIsNoPicture) {
  const std::string sound = plain_png(20, 20, 0xff123456);
  for (std::size_t size = 0; size + 12 < sound.size(); ++size)
    EXPECT_FALSE(read_png(std::string_view(sound).substr(0, size))) << size;
  // The size in the head, and its checksum.
  for (const std::size_t at : {std::size_t{18}, std::size_t{30}}) {
    std::string damaged = sound;
    damaged[at] = static_cast<char>(damaged[at] ^ 1);
    EXPECT_FALSE(read_png(damaged)) << at;
  }
  EXPECT_FALSE(read_png("GIF89a"));
}

TEST(ReadPng, ItsHeadComesFirst) {
  const std::string bytes = plain_png(3, 2, 0xff123456);
  constexpr std::size_t signature = 8;
  const std::string unknown("\0\0\0\0abCd\x78\x06\xe9\xb3", 12);
  EXPECT_FALSE(read_png(std::string(bytes).insert(signature, unknown))) << "a chunk before IHDR";
  constexpr std::size_t head = 25;
  EXPECT_TRUE(read_png(std::string(bytes).insert(signature + head, unknown))) << "behind it";
}

TEST(ReadPng, AFileOfTooManyPixelsIsNotUnpacked) {
  EXPECT_TRUE(read_png(make_png(2048, 1, {PNG_COLOR_TYPE_GRAY, 1}, {std::string(256, '\0')})));
  EXPECT_FALSE(read_png(make_png(2049, 1, {PNG_COLOR_TYPE_GRAY, 1}, {std::string(257, '\0')})));
  EXPECT_FALSE(read_png(make_png(1, 2049, {PNG_COLOR_TYPE_GRAY, 1}, std::vector<std::string>(2049, "\0"s))));
}

TEST(RasterOfCip, WhiteIsTransparent) {
  EXPECT_EQ(raster_of({4, 1, {0, 1, 2, 3}}).pixels,
            (std::vector<std::uint32_t>{0x00ffffff, 0xffaaaaaa, 0xff555555, 0xff000000}));
}

struct Cutting {
  int place;
  unsigned size;
  int pane;
  int from;
  int at;
  int length;
};

TEST(CutToPane, CentresOrCropsEachAxisByItself) {
  for (const Cutting& each : {Cutting{0, 8, 100, 0, 0, 8},        //
                              Cutting{10, 8, 100, 0, 10, 8},      //
                              Cutting{95, 8, 100, 0, 95, 5},      // out at the far edge
                              Cutting{-1, 8, 100, 0, 46, 8},      // in the middle
                              Cutting{-1, 9, 100, 0, 45, 9},      //
                              Cutting{-1, 120, 100, 10, 0, 100},  // its middle is seen
                              Cutting{-1, 121, 100, 10, 0, 100}, Cutting{0, 120, 100, 0, 0, 100}}) {
    const Raster raster{each.size, 1, std::vector<std::uint32_t>(each.size)};
    const Cut cut = cut_to_pane({nullptr, each.place, 0}, raster, each.pane, 50);
    EXPECT_EQ(cut.from_x, each.from) << each.place << ' ' << each.size;
    EXPECT_EQ(cut.x, each.at) << each.place << ' ' << each.size;
    EXPECT_EQ(cut.width, each.length) << each.place << ' ' << each.size;
    EXPECT_EQ(cut.height, 1);
    const Raster turned{1, each.size, std::vector<std::uint32_t>(each.size)};
    EXPECT_EQ(cut_to_pane({nullptr, 0, each.place}, turned, 50, each.pane).from_y, each.from);
  }
}

TEST(CutToPane, NothingIsSeenOfWhatLiesOutside) {
  const Raster raster{8, 8, std::vector<std::uint32_t>(64)};
  EXPECT_LE(cut_to_pane({nullptr, 100, 0}, raster, 100, 50).width, 0);
  EXPECT_LE(cut_to_pane({nullptr, 0, 32767}, raster, 100, 50).height, 0);
}

TEST(Rasters, AreMadeOnceForAPicture) {
  Rasters rasters;
  const auto file = phone::make_picture(plain_png(3, 2, 0xff00ff00));
  ASSERT_TRUE(file);
  const Raster* first = &rasters.of(*file);
  EXPECT_EQ(first->width, 3U);
  EXPECT_EQ(&rasters.of(*file), first);
  for (unsigned i = 0; i < Rasters::most_kept; ++i)
    static_cast<void>(rasters.of(phone::make_picture(xml::CipPixels{1, 1, {3}})));
  EXPECT_EQ(rasters.of(*file).height, 2U);
}

TEST(Rasters, OfABrokenFileIsAQuestionMark) {
  Rasters rasters;
  const auto file = phone::make_picture(plain_png(64, 64, 0xff00ff00).substr(0, 60));
  ASSERT_TRUE(file);
  EXPECT_EQ(rasters.of(*file).pixels, raster_of(std::get<xml::CipPixels>(*phone::unknown_icon())).pixels);
}

}  // namespace
}  // namespace handset::draw
