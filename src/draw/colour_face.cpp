#include "draw/colour_face.h"

#include <algorithm>
#include <cmath>

#include "draw/scroll_thumb.h"

namespace handset::draw {

namespace {

constexpr std::string_view family = "DejaVu Sans";

constexpr Colour paper{0xffffff};
constexpr Colour ink{0x1c2430};
constexpr Colour faint_ink{0x66758a};
constexpr Colour title_bar{0x17344f};
constexpr Colour title_ink{0xffffff};
constexpr Colour clock_ink{0xb4cbe0};
constexpr Colour alarm_bar{0x8c2f2b};
constexpr Colour alarm_ink{0x9a2620};
constexpr Colour accent{0x1f6fd6};
constexpr Colour on_accent{0xffffff};
constexpr Colour on_accent_faint{0xcfe2fb};
constexpr Colour strip{0xe9eef4};
constexpr Colour strip_ink{0x34475c};
constexpr Colour rule{0xcdd7e2};
constexpr Colour key_ink{0x17344f};
constexpr Colour empty_key{0xdde5ed};
constexpr Colour track_ink{0xe3e9f0};
constexpr Colour thumb{0x8fa5bb};

constexpr double title_height = 30;
constexpr double prompt_height = 22;
constexpr double keys_height = 30;
constexpr double margin = 8;
constexpr double scroll_width = 4;
constexpr double gap = 4;

// The share of the text width that a number of cells has.
double cells(const Area& area, std::size_t count, std::size_t columns) {
  return std::round(area.width * static_cast<double>(count) /
                    static_cast<double>(std::max<std::size_t>(columns, 1)));
}

}  // namespace

ColourFace::ColourFace(PangoContext* context)
    : title_(context, family, 15, true),
      small_(context, family, 12, false),
      row_(context, family, 14, false),
      key_(context, family, 12, true) {}

void ColourFace::draw(Canvas& canvas, const phone::Screen& screen, const phone::Model& model) const {
  const double width = model.width;
  const double height = model.height;
  canvas.fill({0, 0, width, height}, paper);
  draw_title(canvas, screen, width);

  const Area keys{0, height - keys_height, width, keys_height};
  const Area prompt{0, keys.y - prompt_height, width, prompt_height};
  canvas.fill({0, prompt.y, width, prompt_height + keys_height}, strip);
  canvas.fill({0, prompt.y, width, 1}, rule);
  canvas.text({margin, prompt.y + 1, width - 2 * margin, prompt_height - 1}, screen.prompt, small_,
              screen.kind == phone::WindowKind::Message ? alarm_ink : strip_ink);
  draw_soft_keys(canvas, screen, keys);

  draw_rows(canvas, screen, {0, title_height, width, prompt.y - title_height});
}

void ColourFace::draw_rows(Canvas& canvas, const phone::Screen& screen, const Area& area) const {
  const auto rows = static_cast<double>(std::max<std::size_t>(screen.text_rows, 1));
  const double height = std::floor(area.height / rows);
  const double top = area.y + std::floor((area.height - height * rows) / 2);
  Area row{margin, top, area.width - 2 * margin - scroll_width, height};
  draw_selection(canvas, screen, row);
  for (const phone::ScreenRow& each : screen.rows) {
    draw_row(canvas, each, screen.columns, row);
    row.y += height;
  }
  if (!screen.scrolls()) return;
  const Area track{area.width - scroll_width - 3, area.y + 4, scroll_width, area.height - 8};
  canvas.fill_rounded(track, scroll_width / 2, track_ink);
  canvas.fill_rounded(scroll_thumb(track, screen, 14), scroll_width / 2, thumb);
}

void ColourFace::draw_title(Canvas& canvas, const phone::Screen& screen, double width) const {
  const bool alarm = screen.kind == phone::WindowKind::Message;
  canvas.fill({0, 0, width, title_height}, alarm ? alarm_bar : title_bar);
  const double clock = screen.clock.empty() ? 0 : canvas.text_width(screen.clock, small_) + margin;
  const double room = width - 2 * margin;
  canvas.text({margin, 0, room - clock, title_height}, screen.title, title_, title_ink);
  canvas.text({margin, 0, room, title_height}, screen.clock, small_, clock_ink, Align::End);
}

// One bar under all rows of the chosen item. `row`: the first of the screen.
void ColourFace::draw_selection(Canvas& canvas, const phone::Screen& screen, const Area& row) const {
  const auto selected = [](const phone::ScreenRow& each) { return each.selected; };
  const auto first = std::find_if(screen.rows.begin(), screen.rows.end(), selected);
  const auto rows = std::count_if(first, screen.rows.end(), selected);
  if (rows == 0) return;
  const double above = row.height * static_cast<double>(first - screen.rows.begin());
  canvas.fill_rounded(
      {row.x - margin + gap, row.y + above, row.width + margin, row.height * static_cast<double>(rows)}, 4,
      accent);
}

void ColourFace::draw_row(Canvas& canvas, const phone::ScreenRow& row, std::size_t columns,
                          const Area& area) const {
  const double indent = cells(area, row.indent, columns);
  canvas.text({area.x, area.y, indent - gap, area.height}, row.number, small_,
              row.selected ? on_accent_faint : faint_ink, Align::End);
  const double right = row.right.empty() ? 0 : canvas.text_width(row.right, small_) + margin;
  canvas.text({area.x + indent, area.y, area.width - indent - right, area.height}, row.text, row_,
              row.selected ? on_accent : ink);
  canvas.text({area.x + indent, area.y, area.width - indent, area.height}, row.right, small_,
              row.selected ? on_accent_faint : faint_ink, Align::End);
}

void ColourFace::draw_soft_keys(Canvas& canvas, const phone::Screen& screen, const Area& area) const {
  const double pitch = (area.width - gap) / static_cast<double>(screen.soft_keys.size());
  Area key{area.x + gap, area.y + 1, pitch - gap, area.height - gap - 1};
  for (const std::string& label : screen.soft_keys) {
    canvas.fill_rounded(key, 5, label.empty() ? empty_key : key_ink);
    canvas.text({key.x + 3, key.y, key.width - 6, key.height}, label, key_, title_ink, Align::Middle);
    key.x += pitch;
  }
}

}  // namespace handset::draw
