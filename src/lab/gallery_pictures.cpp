#include "lab/gallery_pictures.h"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "draw/png_file.h"

namespace handset::lab {

namespace {

using io::HttpResponse;

// Drawn in letters: a blank is white, then come the two greys, '#' is black.
constexpr std::string_view tones = " .o#";
using Drawing = std::span<const std::string_view>;

constexpr std::array<std::string_view, 16> house = {
    "           ##           ", "          ####          ", "         ##..##         ",
    "        ##....##        ", "       ##......##       ", "      ##........##      ",
    "     ##..........##     ", "    ################    ", "    #oooooooooooooo#    ",
    "    #o####oooo####o#    ", "    #o#  #oooo#  #o#    ", "    #o####oooo####o#    ",
    "    #ooooo####ooooo#    ", "    #ooooo#  #ooooo#    ", "    #ooooo#  #ooooo#    ",
    "########################",
};
constexpr std::array<std::string_view, 10> letter = {
    "################", "##            ##", "# ##        ## #", "#   ##    ##   #", "#     ####     #",
    "#              #", "#              #", "#              #", "#              #", "################",
};
constexpr std::array<std::string_view, 10> read_letter = {
    "      ####      ", "    ##....##    ", "  ##........##  ", "##............##", "# ##........## #",
    "#   ##....##   #", "#     ####     #", "#              #", "#              #", "################",
};

// CIP data of depth 2: four pixels a byte, the first in the lowest bits, rows without an end.
std::string cip_data(Drawing drawing) {
  constexpr std::string_view hex = "0123456789ABCDEF";
  std::vector<std::uint8_t> bytes;
  std::size_t at = 0;
  for (const std::string_view row : drawing) {
    for (const char letter_of_row : row) {
      if (at % 4 == 0) bytes.push_back(0);
      const auto tone = static_cast<unsigned>(tones.find(letter_of_row));
      bytes.back() = static_cast<std::uint8_t>(bytes.back() | tone << 2 * (at % 4));
      ++at;
    }
  }
  std::string out;
  for (const std::uint8_t byte : bytes) {
    out += hex[byte >> 4U];
    out += hex[byte & 15U];
  }
  return out;
}

std::string picture(Drawing drawing) {
  return element("Width", std::to_string(drawing.front().size())) +
         element("Height", std::to_string(drawing.size())) + element("Depth", "2") +
         element("Data", cip_data(drawing)) + "\n";
}

std::string centred() {
  return element("LocationX", "-1") + element("LocationY", "-1") + "\n";
}

std::string head(std::string_view title, std::string_view prompt) {
  return element("Title", title) + element("Prompt", prompt) + "\n";
}

HttpResponse object(std::string_view root, const std::string& inner) {
  return document("<" + std::string(root) + ">\n" + inner + "</" + std::string(root) + ">\n");
}

std::string icon_item(std::string_view index, const std::string& inner) {
  return "<IconItem>" + element("Index", index) + inner + "</IconItem>\n";
}

std::string icon_row(const GalleryWriter& pages, std::string_view icon, std::string_view name) {
  return "<MenuItem>" + element("IconIndex", icon) + element("Name", name) +
         element("URL", pages.link("/text")) + "</MenuItem>\n";
}

std::string icon_rows(const GalleryWriter& pages) {
  return icon_row(pages, "0", "Reception 09:02") + icon_row(pages, "1", "Kitchen 09:15") +
         icon_row(pages, "7", "Without an icon");
}

// A floor with three rooms, each with a colour of its own.
struct Room {
  std::string_view name;
  unsigned x1, y1, x2, y2;  // the last pixels belong to it
  std::uint32_t colour;
};
constexpr unsigned plan_width = 240;
constexpr unsigned plan_height = 120;
constexpr std::array<Room, 3> rooms = {
    Room{"Kitchen", 2, 2, 117, 70, 0xF2C879},
    Room{"Library", 120, 2, 237, 70, 0x9CC5A1},
    Room{"Corridor", 2, 73, 237, 117, 0xA9BCD6},
};

HttpResponse png(const std::vector<std::uint32_t>& pixels, unsigned width, unsigned height) {
  return document(draw::png_of_colours(pixels, width, height, width), "image/png");
}

std::string touch_area(const Room& room) {
  const auto side = [](std::string_view name, unsigned value) {
    return " " + std::string(name) + "=\"" + std::to_string(value) + "\"";
  };
  return "<TouchArea" + side("X1", room.x1) + side("Y1", room.y1) + side("X2", room.x2) +
         side("Y2", room.y2) + "/>";
}

}  // namespace

HttpResponse image(const GalleryWriter&) {
  return object("CiscoIPPhoneImage", head("A picture", "CIP data, four tones") + centred() + picture(house));
}

HttpResponse image_file(const GalleryWriter& pages) {
  return object("CiscoIPPhoneImageFile", head("Second floor", "A PNG file") + centred() +
                                             element("URL", pages.link("/plan.png")) + "\n");
}

HttpResponse graphic_menu(const GalleryWriter& pages) {
  return object("CiscoIPPhoneGraphicMenu",
                head("A picture with choices", "1 house, 2 text, 3 gallery") + centred() + picture(house) +
                    pages.menu_item("The house", "/image") + pages.menu_item("A text", "/text") +
                    pages.menu_item("The gallery", "/"));
}

HttpResponse graphic_file_menu(const GalleryWriter& pages) {
  std::string inner = head("Second floor", "Touch a room") + element("LocationX", "0") +
                      element("LocationY", "0") + element("URL", pages.link("/plan.png")) + "\n";
  for (const Room& room : rooms) {
    inner += "<MenuItem>" + element("Name", room.name) + element("URL", pages.link("/text")) +
             touch_area(room) + "</MenuItem>\n";
  }
  return object("CiscoIPPhoneGraphicFileMenu", inner);
}

HttpResponse icon_menu(const GalleryWriter& pages) {
  return object("CiscoIPPhoneIconMenu", head("Mailbox", "An open one was read") + icon_rows(pages) +
                                            icon_item("0", picture(letter)) +
                                            icon_item("1", picture(read_letter)));
}

HttpResponse icon_file_menu(const GalleryWriter& pages) {
  return object("CiscoIPPhoneIconFileMenu", head("Mailbox", "Icons as PNG files") + icon_rows(pages) +
                                                icon_item("0", element("URL", pages.link("/icon.png"))) +
                                                icon_item("1", element("URL", pages.link("/missing.png"))));
}

HttpResponse status(const GalleryWriter&) {
  return object("CiscoIPPhoneStatus",
                element("Text", "The door is open") + element("Timer", "90") + centred() + picture(letter));
}

HttpResponse status_file(const GalleryWriter& pages) {
  return object("CiscoIPPhoneStatusFile", element("Text", "A status with a file") + centred() +
                                              element("URL", pages.link("/icon.png")) + "\n");
}

HttpResponse status_end(const GalleryWriter&) {
  return object("CiscoIPPhoneExecute", "<ExecuteItem Priority=\"0\" URL=\"Init:AppStatus\"/>\n");
}

HttpResponse plan_png(const GalleryWriter&) {
  std::vector<std::uint32_t> pixels(std::size_t{plan_width} * plan_height, 0x404040);
  for (const Room& room : rooms)
    for (unsigned y = room.y1; y <= room.y2; ++y)
      for (unsigned x = room.x1; x <= room.x2; ++x) pixels[std::size_t{y} * plan_width + x] = room.colour;
  return png(pixels, plan_width, plan_height);
}

HttpResponse icon_png(const GalleryWriter&) {
  constexpr std::array<std::uint32_t, tones.size()> colours = {0xFFFFFF, 0xBFD3E6, 0x7FA7CC, 0x1F4E79};
  std::vector<std::uint32_t> pixels;
  for (const std::string_view row : letter)
    for (const char tone : row) pixels.push_back(colours[tones.find(tone)]);
  return png(pixels, static_cast<unsigned>(letter.front().size()), static_cast<unsigned>(letter.size()));
}

}  // namespace handset::lab
