#include "draw/colour_face.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "draw/colour_idle.h"
#include "draw/colour_pictures.h"
#include "draw/colour_rows.h"
#include "draw/colour_sign.h"
#include "draw/colours.h"
#include "phone/pane.h"

namespace handset::draw {

namespace {

using phone::Screen;
using phone::WindowKind;

// Seven rows of 22 between them.
constexpr double title_height = 30;
constexpr double prompt_height = 24;
constexpr double keys_height = 32;
constexpr double margin = 10;
constexpr int sign_pixels = 18;

}  // namespace

void ColourFace::draw(Canvas& canvas, Rasters& rasters, const Screen& screen,
                      const phone::Model& model) const {
  const double width = model.width;
  const double height = model.height;
  const Area keys{0, height - keys_height, width, keys_height};
  const Area prompt{0, keys.y - prompt_height, width, prompt_height};
  const Area words{margin, prompt.y, width - 2 * margin, prompt_height};
  if (screen.kind == WindowKind::Idle) {
    canvas.fill_fading({0, 0, width, height}, colours::night_top, colours::night_bottom);
    draw_idle(canvas, fonts_, screen, {0, 0, width, prompt.y}, title_height);
    canvas.text(words, screen.prompt, fonts_.small, colours::night_ink, Align::Middle);
  } else {
    const bool alarm = screen.kind == WindowKind::Message;
    canvas.fill({0, title_height, width, prompt.y - title_height}, colours::paper);
    draw_title(canvas, rasters, screen, width);
    canvas.fill(prompt, alarm ? colours::alarm_strip : colours::prompt_strip);
    canvas.fill({0, prompt.y, width, 1}, colours::rule);
    canvas.text(words, screen.prompt, fonts_.small, alarm ? colours::alarm_ink : colours::prompt_ink);
    const Area rows{0, title_height, width, prompt.y - title_height};
    if (screen.kind == WindowKind::Progress) {
      draw_progress(canvas, fonts_, screen, rows);
    } else if (screen.picture) {
      draw_picture(canvas, rasters, *screen.picture, phone::services_pane(model));
    } else {
      draw_rows(canvas, fonts_, rasters, screen, rows);
    }
  }
  if (screen.status) draw_status(canvas, fonts_, rasters, *screen.status, {0, 0, width, prompt.y});
  draw_soft_keys(canvas, screen, keys);
  if (!screen.overlay) return;
  // What stays readable are the words of a window and of its keys, which act as before.
  const bool idle = screen.kind == WindowKind::Idle;
  const double top = idle ? 0 : title_height;
  draw_overlay(canvas, *screen.overlay, {0, top, width, (idle ? height : prompt.y) - top});
}

void ColourFace::draw_title(Canvas& canvas, Rasters& rasters, const Screen& screen, double width) const {
  canvas.fill({0, 0, width, title_height},
              screen.kind == WindowKind::Message ? colours::alarm : colours::frame);
  const double clock = screen.clock.empty() ? 0 : canvas.text_width(screen.clock, fonts_.small) + margin;
  canvas.text({margin, 0, width - 2 * margin, title_height}, screen.clock, fonts_.small, colours::frame_faint,
              Align::End);
  const double room = width - 2 * margin - clock;
  // The sign stands where it takes nothing away from the title.
  constexpr double sign = sign_size + 8;
  const bool has_sign = canvas.text_width(screen.title, fonts_.title) + sign <= room;
  if (has_sign && screen.title_icon) {
    const Raster& raster = rasters.of(screen.title_icon);
    const Area card{margin - 1, (title_height - sign_size) / 2 - 1, sign_size + 2, sign_size + 2};
    canvas.fill_rounded(card, 3, colours::paper);
    canvas.raster(raster, cut_to_middle(raster, sign_pixels, sign_pixels), {card.x, card.y});
  } else if (has_sign) {
    draw_sign(canvas, {margin, (title_height - sign_size) / 2}, screen.kind, colours::frame_faint);
  }
  const double left = has_sign ? sign : 0;
  canvas.text({margin + left, 0, room - left, title_height}, screen.title, fonts_.title, colours::frame_ink);
}

void ColourFace::draw_soft_keys(Canvas& canvas, const Screen& screen, const Area& area) const {
  const bool night = screen.kind == WindowKind::Idle;
  if (!night) canvas.fill(area, colours::frame);
  constexpr double gap = 4;
  const double pitch = (area.width - gap) / static_cast<double>(screen.soft_keys.size());
  Area key{area.x + gap, area.y + 4, pitch - gap, area.height - 8};
  for (const std::string& label : screen.soft_keys) {
    const Colour full = night ? colours::night_key : colours::key;
    const Colour empty = night ? colours::night_empty_key : colours::empty_key;
    canvas.fill_rounded(key, 6, label.empty() ? empty : full);
    canvas.text({key.x + 4, key.y, key.width - 8, key.height}, label, fonts_.key, colours::frame_ink,
                Align::Middle);
    key.x += pitch;
  }
}

void ColourFace::draw_overlay(Canvas& canvas, const phone::ScreenOverlay& overlay, const Area& over) const {
  canvas.fill(over, colours::veil);
  const double wanted = canvas.text_width(overlay.text, fonts_.strong) + 48;
  const double width = std::clamp(std::round(wanted), 200.0, over.width - 24);
  const double height = overlay.percent ? 74 : 52;
  const Area card{over.x + std::round((over.width - width) / 2),
                  over.y + std::round((over.height - height) / 2), width, height};
  for (unsigned pixels = 9; pixels > 0; --pixels) {
    const double spread = pixels;
    canvas.fill_rounded(
        {card.x - spread, card.y - spread + 3, card.width + 2 * spread, card.height + 2 * spread},
        12 + spread, colours::shadow);
  }
  canvas.fill_rounded(card, 12, colours::paper);
  canvas.text({card.x + 16, card.y + 14, card.width - 32, 24}, overlay.text, fonts_.strong, colours::ink,
              Align::Middle);
  if (!overlay.percent) return;
  const Area track{card.x + 20, card.y + 48, card.width - 40, 8};
  canvas.fill_rounded(track, 4, colours::track);
  const double full = std::round(track.width * std::min(*overlay.percent, 100U) / 100);
  if (full > 0)
    canvas.fill_rounded({track.x, track.y, std::max(full, 8.0), track.height}, 4, colours::accent);
}

}  // namespace handset::draw
