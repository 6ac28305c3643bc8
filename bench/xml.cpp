// What does a page of an XML service cost? One operation takes the bytes as they came from the server, checks
// and reads the document, makes the window of its object and lays out the screen of the model: a menu of 100
// rows, a text of 4,000 letters, and a directory page of 32 entries. Beside each, in turns, the floor: a bare
// pugixml parse of the same bytes, which checks nothing and reads nothing out. Then the screen drawn to a PNG
// file, on both displays. What counts is the CPU time of the thread, the median of the rounds.
#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <memory>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include "draw/painter.h"
#include "phone/layout.h"
#include "phone/service_pages.h"
#include "xml/object.h"

// --- Allocations, by whatever library

extern "C" void* __libc_malloc(std::size_t size);

namespace {
std::atomic<std::uint64_t> allocations{0};
}  // namespace

extern "C" void* malloc(std::size_t size) {
  allocations.fetch_add(1, std::memory_order_relaxed);
  return __libc_malloc(size);
}

namespace handset {
namespace {

[[noreturn]] void give_up(const char* why) {
  std::fprintf(stderr, "bench/xml: %s\n", why);
  std::exit(1);
}

double now() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_nsec) / 1e3;
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

// --- The documents

std::string document(std::string_view root, const std::string& inner) {
  std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<" + std::string(root) + ">\n";
  out += "  <Title>Lobby services</Title>\n  <Prompt>Choose one</Prompt>\n" + inner;
  return out + "</" + std::string(root) + ">\n";
}

std::string menu() {
  std::string rows;
  for (int i = 1; i <= 100; ++i) {
    const std::string number = std::to_string(i);
    rows += "  <MenuItem>\n    <Name>Meeting room " + number +
            "</Name>\n    <URL>http://pbx.example.test/room?id=";
    rows += number + "&amp;floor=2</URL>\n  </MenuItem>\n";
  }
  return document("CiscoIPPhoneMenu", rows);
}

std::string text() {
  std::string words;
  while (words.size() < 4000) words += "The kitchen on the second floor is closed until noon. ";
  words.resize(4000);
  return document("CiscoIPPhoneText", "  <Text>" + words + "</Text>\n");
}

std::string directory() {
  std::string entries;
  for (int i = 1; i <= 32; ++i) {
    const std::string number = std::to_string(200 + i);
    entries += "  <DirectoryEntry>\n    <Name>Desk " + number + "</Name>\n    <Telephone>" + number;
    entries += "</Telephone>\n  </DirectoryEntry>\n";
  }
  return document("CiscoIPPhoneDirectory", entries);
}

// --- The operations

std::unique_ptr<phone::Window> window_of(const phone::Model& model, const std::string& bytes) {
  auto parsed = xml::parse_content("text/xml; charset=UTF-8", bytes, xml::Mode::Strict);
  if (!parsed) give_up("the document was refused");
  return std::visit(
      [&](const auto& object) -> std::unique_ptr<phone::Window> {
        using Kind = std::decay_t<decltype(object)>;
        if constexpr (std::is_same_v<Kind, xml::Menu> || std::is_same_v<Kind, xml::Text> ||
                      std::is_same_v<Kind, xml::Directory>)
          return phone::make_page(model, {}, object);
        else
          give_up("another object than was written");
      },
      parsed->object);
}

phone::Screen screen_of(const phone::Model& model, const std::string& bytes) {
  const auto window = window_of(model, bytes);
  phone::Screen screen;
  screen.columns = model.columns;
  screen.text_rows = model.text_rows;
  window->show(screen);
  if (screen.rows.size() != model.text_rows) give_up("the screen is not full");
  return screen;
}

struct Figure {
  double microseconds = 0;
  double allocations = 0;
};

template <class Work>
Figure measure(std::uint64_t operations, const Work& work) {
  work();
  const std::uint64_t allocated = allocations;
  const double before = now();
  for (std::uint64_t i = 0; i < operations; ++i) work();
  const auto count = static_cast<double>(operations);
  const double used = now() - before;
  return {used / count, static_cast<double>(allocations - allocated) / count};
}

struct Page {
  const char* name;
  std::string bytes;
  std::vector<double> bare{};
  std::vector<double> ours{};
  std::vector<double> ratio{};
  double allocations = 0;
};

int run(unsigned rounds, std::uint64_t operations) {
  const phone::Model& colour = *phone::find_model("SPA525G2");
  const phone::Model& mono = *phone::find_model("SPA504G");
  std::array pages{Page{"menu", menu()}, Page{"text", text()}, Page{"directory", directory()}};
  std::printf("parsed, checked and laid out; us: CPU of one\n\n");
  std::printf("page        bytes   round   pugixml us   page us   ratio   allocations\n");
  for (unsigned round = 1; round <= rounds; ++round) {
    for (Page& page : pages) {
      const Figure bare = measure(operations, [&] {
        pugi::xml_document document;
        if (!document.load_buffer(page.bytes.data(), page.bytes.size())) give_up("pugixml refuses it");
      });
      const Figure ours = measure(operations, [&] { static_cast<void>(screen_of(colour, page.bytes)); });
      page.bare.push_back(bare.microseconds);
      page.ours.push_back(ours.microseconds);
      page.ratio.push_back(ours.microseconds / bare.microseconds);
      page.allocations = ours.allocations;
      std::printf("%-9s   %5zu   %5u   %10.1f   %7.1f   %5.2f   %11.1f\n", page.name, page.bytes.size(),
                  round, bare.microseconds, ours.microseconds, page.ratio.back(), ours.allocations);
    }
  }
  std::printf("\ndrawn to PNG\ndisplay     page        ms a screen\n");
  double slowest = 0;
  draw::Painter painter;
  for (const phone::Model* model : {&colour, &mono}) {
    for (const Page& page : pages) {
      const phone::Screen screen = screen_of(*model, page.bytes);
      std::vector<double> times;
      for (unsigned round = 0; round < rounds; ++round)
        times.push_back(measure(std::max<std::uint64_t>(operations / 20, 5),
                                [&] {
                                  if (painter.png(screen, *model).empty()) give_up("no picture");
                                })
                            .microseconds /
                        1e3);
      slowest = std::max(slowest, median(times));
      std::printf("%3ux%-3u     %-9s   %11.2f\n", model->width, model->height, page.name, median(times));
    }
  }
  double worst = 0;
  std::string figures;
  for (const Page& page : pages) {
    worst = std::max(worst, median(page.ratio));
    const std::string name = page.name;
    figures += ",\"" + name + "_us\":" + std::to_string(median(page.ours)) + ",\"" + name +
               "_ratio\":" + std::to_string(median(page.ratio)) + ",\"" + name +
               "_allocations\":" + std::to_string(page.allocations);
  }
  std::printf("\nworst: %.2f x a bare parse (aim: 3); %.2f ms a picture (aim: 5)\n", worst, slowest);
  std::printf("{\"bench\":\"xml\",\"worst_ratio\":%.3f,\"slowest_png_ms\":%.3f%s}\n", worst, slowest,
              figures.c_str());
  return 0;
}

}  // namespace
}  // namespace handset

// bench/xml [rounds [pages a round]]
int main(int argc, char** argv) {
  const auto rounds = argc > 1 ? static_cast<unsigned>(std::atoi(argv[1])) : 5U;
  const auto operations = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 5'000ULL;
  if (rounds == 0 || operations == 0) {
    std::fprintf(stderr, "usage: xml [rounds [pages a round]]\n");
    return 2;
  }
  return handset::run(rounds, operations);
}
