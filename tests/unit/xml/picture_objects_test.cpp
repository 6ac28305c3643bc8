// The objects with pictures: the limits of the schema (reference 2.3), and what a friendly phone makes of
// what breaks them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>

#include "xml/object.h"

namespace handset::xml {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

constexpr const char* shape = "<Width>1</Width><Height>1</Height><Depth>2</Depth><Data>03</Data>";

// A document with a number in the place of @.
struct Range {
  const char* what;
  int least;
  int most;
  const char* before;
  const char* after;
};

std::string with(const Range& range, int number) {
  return range.before + std::to_string(number) + range.after;
}

const Range ranges[] = {
    {"ImageX", -1, 132, "<CiscoIPPhoneImage><LocationX>",
     "</LocationX><Width>1</Width><Height>1</Height><Depth>2</Depth><Data>03</Data></CiscoIPPhoneImage>"},
    {"ImageY", -1, 64, "<CiscoIPPhoneImage><LocationY>",
     "</LocationY><Width>1</Width><Height>1</Height><Depth>2</Depth><Data>03</Data></CiscoIPPhoneImage>"},
    {"ImageFileX", -1, 297, "<CiscoIPPhoneImageFile><LocationX>",
     "</LocationX><URL>http://a/b.png</URL></CiscoIPPhoneImageFile>"},
    {"ImageFileY", -1, 167, "<CiscoIPPhoneImageFile><LocationY>",
     "</LocationY><URL>http://a/b.png</URL></CiscoIPPhoneImageFile>"},
    {"StatusX", -1, 105, "<CiscoIPPhoneStatus><LocationX>",
     "</LocationX><Width>1</Width><Height>1</Height><Depth>2</Depth><Data>03</Data></CiscoIPPhoneStatus>"},
    {"StatusY", -1, 20, "<CiscoIPPhoneStatus><LocationY>",
     "</LocationY><Width>1</Width><Height>1</Height><Depth>2</Depth><Data>03</Data></CiscoIPPhoneStatus>"},
    {"StatusFileX", -1, 261, "<CiscoIPPhoneStatusFile><LocationX>",
     "</LocationX><URL>http://a/b.png</URL></CiscoIPPhoneStatusFile>"},
    {"StatusFileY", -1, 49, "<CiscoIPPhoneStatusFile><LocationY>",
     "</LocationY><URL>http://a/b.png</URL></CiscoIPPhoneStatusFile>"},
    {"Timer", 0, 65535, "<CiscoIPPhoneStatusFile><Timer>",
     "</Timer><URL>http://a/b.png</URL></CiscoIPPhoneStatusFile>"},
    {"IconIndex", 0, 9, "<CiscoIPPhoneIconMenu><MenuItem><IconIndex>",
     "</IconIndex></MenuItem></CiscoIPPhoneIconMenu>"},
    {"Index", 0, 9, "<CiscoIPPhoneIconFileMenu><IconItem><Index>",
     "</Index><URL>http://a/i.png</URL></IconItem></CiscoIPPhoneIconFileMenu>"},
};

class Ranges : public testing::TestWithParam<Range> {};

INSTANTIATE_TEST_SUITE_P(OfTheSchema, Ranges, testing::ValuesIn(ranges),
                         [](const auto& of) { return std::string(of.param.what); });

TEST_P(Ranges, are_those_of_the_schema) {
  for (const int fits : {GetParam().least, GetParam().most}) {
    const auto strict = parse_document(with(GetParam(), fits), {}, Mode::Strict);
    ASSERT_TRUE(strict) << strict.error().log_words();
    EXPECT_THAT(strict->notes, IsEmpty());
  }
  for (const int over : {GetParam().least - 1, GetParam().most + 1}) {
    const auto strict = parse_document(with(GetParam(), over), {}, Mode::Strict);
    ASSERT_FALSE(strict) << over;
    EXPECT_EQ(strict.error().prompt_words(), "XML Error [4]");
    EXPECT_THAT(strict.error().message, HasSubstr(std::to_string(GetParam().most)));
    const auto friendly = parse_document(with(GetParam(), over), {}, Mode::Friendly);
    ASSERT_TRUE(friendly) << over;
    EXPECT_THAT(friendly->notes, Not(IsEmpty()));
  }
}

struct Side {
  const char* what;
  unsigned width;
  unsigned height;
  std::size_t bytes;
  const char* before;
  const char* after;
};

const Side sides[] = {
    {"Image", 133, 65, 2162, "<CiscoIPPhoneImage>", "</CiscoIPPhoneImage>"},
    {"GraphicMenu", 133, 65, 2162, "<CiscoIPPhoneGraphicMenu>", "</CiscoIPPhoneGraphicMenu>"},
    {"Status", 106, 21, 557, "<CiscoIPPhoneStatus>", "</CiscoIPPhoneStatus>"},
    {"Icon", 16, 10, 40, "<CiscoIPPhoneIconMenu><IconItem><Index>0</Index>",
     "</IconItem></CiscoIPPhoneIconMenu>"},
};

std::string picture(const Side& side, unsigned width, unsigned height, std::size_t bytes, int depth = 2) {
  std::string data;
  for (std::size_t i = 0; i < bytes; ++i) data += "FF";
  return side.before + ("<Width>" + std::to_string(width) + "</Width><Height>" + std::to_string(height)) +
         "</Height><Depth>" + std::to_string(depth) + "</Depth><Data>" + data + "</Data>" + side.after;
}

class Sides : public testing::TestWithParam<Side> {};

INSTANTIATE_TEST_SUITE_P(OfTheSchema, Sides, testing::ValuesIn(sides),
                         [](const auto& of) { return std::string(of.param.what); });

TEST_P(Sides, are_those_of_the_schema) {
  const Side& side = GetParam();
  const auto largest = parse_document(picture(side, side.width, side.height, side.bytes), {}, Mode::Strict);
  ASSERT_TRUE(largest) << largest.error().log_words();
  EXPECT_THAT(largest->notes, IsEmpty());
  for (const std::string& over :
       {picture(side, side.width + 1, 1, side.width / 4 + 1),
        picture(side, 1, side.height + 1, side.height / 4 + 1), picture(side, 1, 1, side.bytes + 1)}) {
    EXPECT_FALSE(parse_document(over, {}, Mode::Strict));
    const auto friendly = parse_document(over, {}, Mode::Friendly);
    ASSERT_TRUE(friendly);
    EXPECT_THAT(friendly->notes, SizeIs(1));
  }
}

TEST_P(Sides, of_what_is_too_large_for_any_screen_or_of_no_depth_nothing_is_made) {
  for (const std::string& broken : {picture(GetParam(), 65535, 65535, 1), picture(GetParam(), 0, 1, 1),
                                    picture(GetParam(), 1, 1, 1, 3), picture(GetParam(), 1, 1, 1, 0)}) {
    EXPECT_FALSE(parse_document(broken, {}, Mode::Strict));
    const auto friendly = parse_document(broken, {}, Mode::Friendly);
    const bool page =
        GetParam().what == std::string("Image") || GetParam().what == std::string("GraphicMenu");
    ASSERT_EQ(friendly.has_value(), !page);
    if (friendly && std::holds_alternative<Status>(friendly->object)) {
      EXPECT_FALSE(std::get<Status>(friendly->object).pixels);
    }
    if (friendly && std::holds_alternative<IconMenu>(friendly->object)) {
      EXPECT_THAT(std::get<IconMenu>(friendly->object).icons, IsEmpty());
    }
  }
}

TEST_P(Sides, short_data_is_noted_by_both_kinds_of_phone) {
  for (const Mode mode : {Mode::Strict, Mode::Friendly}) {
    const auto parsed = parse_document(picture(GetParam(), 8, 8, 15), {}, mode);
    ASSERT_TRUE(parsed);
    ASSERT_THAT(parsed->notes, SizeIs(1));
    EXPECT_THAT(parsed->notes[0].message, HasSubstr("15 bytes of 16"));
  }
}

TEST(PictureObjects, data_that_is_no_hex_is_a_breach) {
  const std::string page =
      "<CiscoIPPhoneImage><Width>4</Width><Height>2</Height><Depth>2</Depth><Data>FF "
      "zz</Data></CiscoIPPhoneImage>";
  EXPECT_FALSE(parse_document(page, {}, Mode::Strict));
  const auto friendly = parse_document(page, {}, Mode::Friendly);
  ASSERT_TRUE(friendly);
  EXPECT_EQ(std::get<Image>(friendly->object).pixels, (CipPixels{4, 2, {3, 3, 3, 3, 0, 0, 0, 0}}));
}

TEST(PictureObjects, without_the_address_of_its_file_there_is_no_page) {
  for (const char* root :
       {"CiscoIPPhoneImageFile", "CiscoIPPhoneGraphicFileMenu", "CiscoIPPhoneStatusFile"}) {
    for (const char* inner : {"", "<URL></URL>", "<URL>Dial:1</URL>", "<URL>pic.png</URL>"}) {
      const std::string page = "<" + std::string(root) + ">" + inner + "</" + root + ">";
      for (const Mode mode : {Mode::Strict, Mode::Friendly}) {
        const auto parsed = parse_document(page, {}, mode);
        ASSERT_FALSE(parsed) << page;
        EXPECT_EQ(parsed.error().prompt_words(), "XML Error [4]");
      }
    }
  }
}

struct Count {
  const char* what;
  std::size_t most;
  std::size_t most_friendly;
  const char* before;
  const char* item;
  const char* after;
};

const Count counts[] = {
    {"RowsOfAGraphicMenu", 12, 12,
     "<CiscoIPPhoneGraphicMenu><Width>1</Width><Height>1</Height><Depth>2</Depth><Data>03</Data>",
     "<MenuItem><Name>n</Name><URL>Dial:1</URL></MenuItem>", "</CiscoIPPhoneGraphicMenu>"},
    {"RowsOfAGraphicFileMenu", 32, 32, "<CiscoIPPhoneGraphicFileMenu><URL>http://a/p.png</URL>",
     "<MenuItem><Name>n</Name><URL>Dial:1</URL><TouchArea X1='0' Y1='0' X2='1' Y2='1'/></MenuItem>",
     "</CiscoIPPhoneGraphicFileMenu>"},
    {"RowsOfAnIconMenu", 32, 100, "<CiscoIPPhoneIconMenu>", "<MenuItem><Name>n</Name></MenuItem>",
     "</CiscoIPPhoneIconMenu>"},
    {"RowsOfAnIconFileMenu", 32, 100, "<CiscoIPPhoneIconFileMenu>", "<MenuItem><Name>n</Name></MenuItem>",
     "</CiscoIPPhoneIconFileMenu>"},
};

class PictureCounts : public testing::TestWithParam<Count> {};

INSTANTIATE_TEST_SUITE_P(OfTheSchema, PictureCounts, testing::ValuesIn(counts),
                         [](const auto& of) { return std::string(of.param.what); });

TEST_P(PictureCounts, are_those_of_the_schema) {
  const auto document = [](std::size_t count) {
    std::string out = GetParam().before;
    for (std::size_t i = 0; i < count; ++i) out += GetParam().item;
    return out + GetParam().after;
  };
  const auto fits = parse_document(document(GetParam().most), {}, Mode::Strict);
  ASSERT_TRUE(fits) << fits.error().log_words();
  EXPECT_THAT(fits->notes, IsEmpty());
  EXPECT_FALSE(parse_document(document(GetParam().most + 1), {}, Mode::Strict));
  const auto friendly = parse_document(document(200), {}, Mode::Friendly);
  ASSERT_TRUE(friendly);
  std::visit(
      [](const auto& object) {
        if constexpr (requires { object.items.size(); }) {
          EXPECT_EQ(object.items.size(), GetParam().most_friendly);
        }
      },
      friendly->object);
}

TEST(IconMenus, have_ten_icons_each_index_once) {
  std::string icons;
  for (int index = 0; index < 10; ++index)
    icons += "<IconItem><Index>" + std::to_string(index) + "</Index>" + shape + "</IconItem>";
  const std::string full = "<CiscoIPPhoneIconMenu>" + icons;
  ASSERT_TRUE(parse_document(full + "</CiscoIPPhoneIconMenu>", {}, Mode::Strict));
  const std::string over = full + "<IconItem><Index>9</Index>" + shape + "</IconItem></CiscoIPPhoneIconMenu>";
  EXPECT_FALSE(parse_document(over, {}, Mode::Strict));
  const std::string twice =
      "<CiscoIPPhoneIconFileMenu><IconItem><Index>1</Index><URL>http://a/1.png</URL></IconItem>"
      "<IconItem><Index>1</Index><URL>http://a/2.png</URL></IconItem></CiscoIPPhoneIconFileMenu>";
  EXPECT_FALSE(parse_document(twice, {}, Mode::Strict));
  const auto friendly = parse_document(twice, {}, Mode::Friendly);
  ASSERT_TRUE(friendly);
  ASSERT_THAT(std::get<IconFileMenu>(friendly->object).icons, SizeIs(1));
  EXPECT_EQ(std::get<IconFileMenu>(friendly->object).icons[0].url, "http://a/1.png");
}

TEST(IconMenus, may_have_an_icon_before_their_title) {
  for (const Mode mode : {Mode::Strict, Mode::Friendly}) {
    for (const char* page :
         {"<CiscoIPPhoneIconFileMenu IconIndex='3'><Title>t</Title></CiscoIPPhoneIconFileMenu>",
          "<CiscoIPPhoneIconFileMenu><Title IconIndex='3'>t</Title></CiscoIPPhoneIconFileMenu>"}) {
      const auto parsed = parse_document(page, {}, mode);
      ASSERT_TRUE(parsed) << page;
      EXPECT_THAT(parsed->notes, IsEmpty());
      EXPECT_EQ(std::get<IconFileMenu>(parsed->object).common.title_icon, 3);
    }
  }
  EXPECT_FALSE(parse_document("<CiscoIPPhoneMenu IconIndex='3'/>", {}, Mode::Strict));
}

TEST(TouchAreas, have_four_edges_in_any_order) {
  const auto area = [](const std::string& attributes, Mode mode) {
    return parse_document("<CiscoIPPhoneGraphicFileMenu><URL>http://a/p.png</URL><MenuItem><TouchArea " +
                              attributes + "/></MenuItem></CiscoIPPhoneGraphicFileMenu>",
                          {}, mode);
  };
  const auto sound = area("Y2='4' X1='1' X2='3' Y1='2'", Mode::Strict);
  ASSERT_TRUE(sound);
  const auto& item = std::get<GraphicFileMenu>(sound->object).items.at(0);
  EXPECT_EQ(item.area, (TouchArea{1, 2, 3, 4}));
  const auto turned = area("X1='3' Y1='4' X2='1' Y2='2'", Mode::Strict);
  ASSERT_TRUE(turned);
  EXPECT_EQ(std::get<GraphicFileMenu>(turned->object).items.at(0).area, (TouchArea{1, 2, 3, 4}));
  for (const char* broken : {"X1='1' Y1='2' X2='3'", "X1='1' Y1='2' X2='3' Y2='-4'",
                             "X1='1' Y1='2' X2='3' Y2='70000'", "X1='1' Y1='2' X2='3' Y2=''"}) {
    EXPECT_FALSE(area(broken, Mode::Strict)) << broken;
    const auto friendly = area(broken, Mode::Friendly);
    ASSERT_TRUE(friendly) << broken;
    EXPECT_FALSE(std::get<GraphicFileMenu>(friendly->object).items.at(0).area) << broken;
  }
}

TEST(StatusObjects, are_no_applications) {
  const std::string inner = std::string(shape);
  for (const char* attributes : {" appId='a/b'", " onAppClosed='RTPRx:Stop'", " keypadTarget='activeCall'"}) {
    const std::string page =
        "<CiscoIPPhoneStatus" + std::string(attributes) + ">" + inner + "</CiscoIPPhoneStatus>";
    EXPECT_FALSE(parse_document(page, {}, Mode::Strict)) << attributes;
    EXPECT_TRUE(parse_document(page, {}, Mode::Friendly)) << attributes;
  }
  for (const char* child : {"<Title>t</Title>", "<Prompt>p</Prompt>",
                            "<SoftKeyItem><Name>n</Name><Position>1</Position></SoftKeyItem>"})
    EXPECT_FALSE(
        parse_document("<CiscoIPPhoneStatus>" + inner + child + "</CiscoIPPhoneStatus>", {}, Mode::Strict))
        << child;
}

TEST(StatusObjects, of_words_alone_a_friendly_phone_shows) {
  const std::string page = "<CiscoIPPhoneStatus><Text>Recording</Text><Timer>5</Timer></CiscoIPPhoneStatus>";
  EXPECT_FALSE(parse_document(page, {}, Mode::Strict));
  const auto friendly = parse_document(page, {}, Mode::Friendly);
  ASSERT_TRUE(friendly);
  const auto& status = std::get<Status>(friendly->object);
  EXPECT_EQ(status.words.text, "Recording");
  EXPECT_EQ(status.words.timer, 5);
  EXPECT_FALSE(status.pixels);
}

TEST(Roots, that_a_phone_only_sends_are_no_pages) {
  for (const char* page : {"<CiscoIPPhoneResponse/>", "<CiscoIPPhoneError Number='1'/>"}) {
    for (const Mode mode : {Mode::Strict, Mode::Friendly}) {
      const auto parsed = parse_document(page, {}, mode);
      ASSERT_FALSE(parsed);
      EXPECT_EQ(parsed.error().prompt_words(), "XML Error [5]");
    }
  }
}

TEST(Roots, of_pictures_to_be_touched_are_not_on_multiplatform_phones) {
  const std::string page =
      "<CiscoIPPhoneGraphicFileMenu><URL>http://a/b.png</URL></CiscoIPPhoneGraphicFileMenu>";
  EXPECT_TRUE(parse_document(page, {}, {Mode::Strict, Profile::Series79}));
  const auto parsed = parse_document(page, {}, {Mode::Friendly, Profile::Mpp});
  ASSERT_FALSE(parsed);
  EXPECT_EQ(parsed.error().prompt_words(), "XML Error [5]");
}

}  // namespace
}  // namespace handset::xml
