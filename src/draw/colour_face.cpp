#include "draw/colour_face.h"

#include <algorithm>
#include <cmath>

#include "draw/scroll_thumb.h"

namespace handset::draw {

namespace {

constexpr std::string_view kFamily = "DejaVu Sans";

constexpr Colour kPaper{0xffffff};
constexpr Colour kInk{0x1c2430};
constexpr Colour kFaintInk{0x66758a};
constexpr Colour kTitleBar{0x17344f};
constexpr Colour kTitleInk{0xffffff};
constexpr Colour kClockInk{0xb4cbe0};
constexpr Colour kAlarmBar{0x8c2f2b};
constexpr Colour kAlarmInk{0x9a2620};
constexpr Colour kAccent{0x1f6fd6};
constexpr Colour kOnAccent{0xffffff};
constexpr Colour kOnAccentFaint{0xcfe2fb};
constexpr Colour kStrip{0xe9eef4};
constexpr Colour kStripInk{0x34475c};
constexpr Colour kRule{0xcdd7e2};
constexpr Colour kKey{0x17344f};
constexpr Colour kEmptyKey{0xdde5ed};
constexpr Colour kTrack{0xe3e9f0};
constexpr Colour kThumb{0x8fa5bb};

constexpr double kTitleHeight = 30;
constexpr double kPromptHeight = 22;
constexpr double kKeysHeight = 30;
constexpr double kMargin = 8;
constexpr double kScrollWidth = 4;
constexpr double kGap = 4;

// The share of the text width that a number of cells has.
double cells(const Area& area, std::size_t count, std::size_t columns) {
  return std::round(area.width * static_cast<double>(count) /
                    static_cast<double>(std::max<std::size_t>(columns, 1)));
}

}  // namespace

ColourFace::ColourFace(PangoContext* context)
    : title_(context, kFamily, 15, true),
      small_(context, kFamily, 12, false),
      row_(context, kFamily, 14, false),
      key_(context, kFamily, 12, true) {}

void ColourFace::draw(Canvas& canvas, const phone::Screen& screen, const phone::Model& model) const {
  const double width = model.width;
  const double height = model.height;
  canvas.fill({0, 0, width, height}, kPaper);
  draw_title(canvas, screen, width);

  const Area keys{0, height - kKeysHeight, width, kKeysHeight};
  const Area prompt{0, keys.y - kPromptHeight, width, kPromptHeight};
  canvas.fill({0, prompt.y, width, kPromptHeight + kKeysHeight}, kStrip);
  canvas.fill({0, prompt.y, width, 1}, kRule);
  canvas.text({kMargin, prompt.y + 1, width - 2 * kMargin, kPromptHeight - 1}, screen.prompt, small_,
              screen.kind == phone::WindowKind::Message ? kAlarmInk : kStripInk);
  draw_soft_keys(canvas, screen, keys);

  draw_rows(canvas, screen, {0, kTitleHeight, width, prompt.y - kTitleHeight});
}

void ColourFace::draw_rows(Canvas& canvas, const phone::Screen& screen, const Area& area) const {
  const auto rows = static_cast<double>(std::max<std::size_t>(screen.text_rows, 1));
  const double height = std::floor(area.height / rows);
  const double top = area.y + std::floor((area.height - height * rows) / 2);
  Area row{kMargin, top, area.width - 2 * kMargin - kScrollWidth, height};
  draw_selection(canvas, screen, row);
  for (const phone::ScreenRow& each : screen.rows) {
    draw_row(canvas, each, screen.columns, row);
    row.y += height;
  }
  if (!screen.scrolls()) return;
  const Area track{area.width - kScrollWidth - 3, area.y + 4, kScrollWidth, area.height - 8};
  canvas.fill_rounded(track, kScrollWidth / 2, kTrack);
  canvas.fill_rounded(scroll_thumb(track, screen, 14), kScrollWidth / 2, kThumb);
}

void ColourFace::draw_title(Canvas& canvas, const phone::Screen& screen, double width) const {
  const bool alarm = screen.kind == phone::WindowKind::Message;
  canvas.fill({0, 0, width, kTitleHeight}, alarm ? kAlarmBar : kTitleBar);
  const double clock = screen.clock.empty() ? 0 : canvas.text_width(screen.clock, small_) + kMargin;
  const double room = width - 2 * kMargin;
  canvas.text({kMargin, 0, room - clock, kTitleHeight}, screen.title, title_, kTitleInk);
  canvas.text({kMargin, 0, room, kTitleHeight}, screen.clock, small_, kClockInk, Align::End);
}

// One bar under all rows of the chosen item. `row`: the first of the screen.
void ColourFace::draw_selection(Canvas& canvas, const phone::Screen& screen, const Area& row) const {
  const auto selected = [](const phone::ScreenRow& each) { return each.selected; };
  const auto first = std::find_if(screen.rows.begin(), screen.rows.end(), selected);
  const auto rows = std::count_if(first, screen.rows.end(), selected);
  if (rows == 0) return;
  const double above = row.height * static_cast<double>(first - screen.rows.begin());
  canvas.fill_rounded(
      {row.x - kMargin + kGap, row.y + above, row.width + kMargin, row.height * static_cast<double>(rows)}, 4,
      kAccent);
}

void ColourFace::draw_row(Canvas& canvas, const phone::ScreenRow& row, std::size_t columns,
                          const Area& area) const {
  const double indent = cells(area, row.indent, columns);
  canvas.text({area.x, area.y, indent - kGap, area.height}, row.number, small_,
              row.selected ? kOnAccentFaint : kFaintInk, Align::End);
  const double right = row.right.empty() ? 0 : canvas.text_width(row.right, small_) + kMargin;
  canvas.text({area.x + indent, area.y, area.width - indent - right, area.height}, row.text, row_,
              row.selected ? kOnAccent : kInk);
  canvas.text({area.x + indent, area.y, area.width - indent, area.height}, row.right, small_,
              row.selected ? kOnAccentFaint : kFaintInk, Align::End);
}

void ColourFace::draw_soft_keys(Canvas& canvas, const phone::Screen& screen, const Area& area) const {
  const double pitch = (area.width - kGap) / static_cast<double>(screen.soft_keys.size());
  Area key{area.x + kGap, area.y + 1, pitch - kGap, area.height - kGap - 1};
  for (const std::string& label : screen.soft_keys) {
    canvas.fill_rounded(key, 5, label.empty() ? kEmptyKey : kKey);
    canvas.text({key.x + 3, key.y, key.width - 6, key.height}, label, key_, kTitleInk, Align::Middle);
    key.x += pitch;
  }
}

}  // namespace handset::draw
