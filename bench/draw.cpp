// What does a picture of the phone's screen cost? One operation draws a screen that has changed since the
// last one and makes its PNG file, as the page gets it after a key. All kinds of window take turns, with
// Hebrew, Arabic and Japanese among their rows, on both displays. Beside it, in the same run, the floor:
// zlib's quickest compression of the same colour pixels, which no PNG of them does without. What counts is
// the CPU time of the thread.
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <vector>
#include <zlib.h>

#include "draw/painter.h"

namespace handset {
namespace {

using phone::Model;
using phone::Screen;
using phone::WindowKind;

constexpr std::array kinds{WindowKind::Idle,  WindowKind::Text, WindowKind::Menu,     WindowKind::Directory,
                           WindowKind::Input, WindowKind::Dial, WindowKind::Progress, WindowKind::Message};

double now() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_nsec) / 1e3;
}

// The `turn`th screen: full of rows, and like no other.
Screen screen_of(const Model& model, WindowKind kind, std::uint64_t turn) {
  static const std::array<std::string, 7> words{"Voice mail",  "Größe der Räume", "日本語の電話帳",
                                                "שלום עולם",   "مرحبا بالعالم",   "The quick brown fox jumps",
                                                "ДОМОФОН 4711"};
  const std::string number = std::to_string(turn % 1000);
  Screen screen;
  screen.kind = kind;
  screen.columns = model.columns;
  screen.text_rows = model.text_rows;
  screen.title = "Reception " + number;
  screen.prompt = "Choose " + number;
  screen.soft_keys = {"Select", "Exit", "Back", number};
  const bool idle = kind == WindowKind::Idle;
  if (idle) screen.clock = "3 Mar 14:" + std::to_string(10 + turn % 50);
  const std::size_t rows = kind == WindowKind::Progress ? 2 : kind == WindowKind::Dial ? 1 : model.text_rows;
  screen.total_rows = idle ? rows : 3 * rows;
  screen.first_row = turn % 10;
  for (std::size_t i = 0; i < rows; ++i) {
    phone::ScreenRow row;
    row.text = words[(i + turn) % words.size()];
    if (kind == WindowKind::Input || kind == WindowKind::Dial) {
      row.field = phone::ScreenField{8, number + "abc", {}};
      if (i == turn % rows) row.field->cursor = 2;
    } else if (kind != WindowKind::Text && kind != WindowKind::Message) {
      row.number = std::to_string(i + 1);
      row.indent = 3;
      row.right = idle ? "registered" : number;
      row.selected = !idle && i == turn % rows;
    }
    screen.rows.push_back(std::move(row));
  }
  if (turn % 16 == 15) screen.overlay = phone::ScreenOverlay{"Ringer volume", turn % 100};
  return screen;
}

struct Figures {
  double median = 0;
  double p99 = 0;
};

Figures figures_of(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return {values[values.size() / 2], values[values.size() * 99 / 100]};
}

struct Times {
  std::vector<double> all;
  std::size_t bytes = 0;
  std::uint64_t pictures = 0;
};

void draw(draw::Painter& painter, const Model& model, std::uint64_t turn, Times& times) {
  const Screen screen = screen_of(model, kinds[turn % kinds.size()], turn / kinds.size() + turn);
  const double before = now();
  const std::string png = painter.png(screen, model);
  times.all.push_back(now() - before);
  times.bytes += png.size();
  ++times.pictures;
  if (png.empty()) {
    std::fprintf(stderr, "bench/draw: a screen without a picture\n");
    std::exit(1);
  }
}

// Compresses the colour pixels of that screen, three bytes each.
void deflate_pixels(draw::Painter& painter, const Model& model, std::uint64_t turn, Times& times) {
  const draw::Picture picture = painter.pixels(screen_of(model, kinds[turn % kinds.size()], turn), model);
  std::vector<Bytef> raw;
  raw.reserve(picture.pixels.size() * 3);
  for (const std::uint32_t pixel : picture.pixels) {
    for (const unsigned shift : {16U, 8U, 0U}) raw.push_back(static_cast<Bytef>(pixel >> shift));
  }
  std::vector<Bytef> out(compressBound(raw.size()));
  uLongf size = out.size();
  const double before = now();
  compress2(out.data(), &size, raw.data(), raw.size(), Z_BEST_SPEED);
  times.all.push_back(now() - before);
  times.bytes += size;
  ++times.pictures;
}

double first_picture(const Model& model) {
  const double before = now();
  draw::Painter painter;
  static_cast<void>(painter.png(screen_of(model, WindowKind::Menu, 1), model));
  return now() - before;
}

int run(unsigned rounds, std::uint64_t pictures) {
  const Model& colour_model = phone::default_model();
  const Model& mono_model = *phone::find_model("SPA504G");
  const double first_colour = first_picture(colour_model);
  const double first_mono = first_picture(mono_model);
  draw::Painter painter;
  std::printf("a changed screen as a PNG file, %llu pictures a round; CPU time in microseconds\n\n",
              static_cast<unsigned long long>(pictures));
  std::printf("round   deflate   colour   p99   ratio    mono   p99\n");
  Times all_deflate;
  Times all_colour;
  Times all_mono;
  for (unsigned round = 1; round <= rounds; ++round) {
    Times deflate;
    Times colour;
    Times mono;
    for (std::uint64_t turn = 0; turn < pictures; ++turn) {
      draw(painter, colour_model, turn, colour);
      draw(painter, mono_model, turn, mono);
      if (turn % 4 == 0) deflate_pixels(painter, colour_model, turn / 4, deflate);
    }
    const double floor = figures_of(deflate.all).median;
    const Figures c = figures_of(colour.all);
    const Figures m = figures_of(mono.all);
    std::printf("%5u   %7.0f   %6.0f  %4.0f   %5.2f   %5.0f  %4.0f\n", round, floor, c.median, c.p99,
                c.median / floor, m.median, m.p99);
    std::fflush(stdout);
    const auto add = [](Times& to, const Times& from) {
      to.all.insert(to.all.end(), from.all.begin(), from.all.end());
      to.bytes += from.bytes;
      to.pictures += from.pictures;
    };
    add(all_deflate, deflate);
    add(all_colour, colour);
    add(all_mono, mono);
  }
  const double floor = figures_of(all_deflate.all).median;
  const Figures colour = figures_of(all_colour.all);
  const Figures mono = figures_of(all_mono.all);
  std::printf(
      "\ncolour: %.0f us, %.0f at the 99th percentile (entry ticket: under 5000), %zu bytes; the first "
      "%.0f\n",
      colour.median, colour.p99, all_colour.bytes / all_colour.pictures, first_colour);
  std::printf("mono: %.0f us, %.0f at the 99th percentile, %zu bytes; the first %.0f\n", mono.median,
              mono.p99, all_mono.bytes / all_mono.pictures, first_mono);
  std::printf(
      "{\"bench\":\"draw\",\"deflate_us\":%.1f,\"colour_us\":%.1f,\"colour_p99_us\":%.1f,\"ratio\":%.3f,"
      "\"mono_us\":%.1f,\"mono_p99_us\":%.1f,\"colour_bytes\":%zu,\"mono_bytes\":%zu,\"first_colour_us\":%."
      "0f,"
      "\"first_mono_us\":%.0f}\n",
      floor, colour.median, colour.p99, colour.median / floor, mono.median, mono.p99,
      all_colour.bytes / all_colour.pictures, all_mono.bytes / all_mono.pictures, first_colour, first_mono);
  return 0;
}

}  // namespace
}  // namespace handset

// bench/draw [rounds [pictures a round]]
int main(int argc, char** argv) {
  const auto rounds = argc > 1 ? static_cast<unsigned>(std::atoi(argv[1])) : 3U;
  const auto pictures = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 2000ULL;
  if (rounds == 0 || pictures < 100) {
    std::fprintf(stderr, "usage: draw [rounds [pictures a round, at least 100]]\n");
    return 2;
  }
  return handset::run(rounds, pictures);
}
