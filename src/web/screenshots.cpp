#include "web/screenshots.h"

#include <string>
#include <utility>
#include <variant>

#include "draw/bmp_file.h"
#include "phone/station.h"
#include "web/json.h"
#include "web/shard_door.h"

namespace handset::web {
namespace {

enum class Format : std::uint8_t { Png, Bmp };

io::HttpResponse picture_answer(const char* type, std::string bytes) {
  if (bytes.empty()) return error_answer(404, "This model has no screen, so there is no picture of it.");
  return {200, {{"Content-Type", type}}, std::move(bytes)};
}

// The screen is taken on the shard, and drawn elsewhere.
OnShard draw_screen(const phone::Model& model, Format format) {
  if (model.screen == phone::ScreenKind::None) return {[](const Request&) { return png_answer({}); }};
  return {[&model, format](const Request&) -> std::variant<ShardWork, io::HttpResponse> {
    return ShardWork([&model, format](phone::Station& station) -> Finish {
      return [&model, format, screen = station.phone().screen()](Easel& easel) {
        if (format == Format::Bmp) return bmp_answer(easel.painter().pixels(screen, model));
        return png_answer(easel.painter().png(screen, model));
      };
    });
  }};
}

}  // namespace

void add_screenshot_routes(std::vector<Route>& routes, const RouteParts& parts) {
  const auto add = [&](const char* path, Format format) {
    routes.push_back({"GET", path, Access::Onlooker, draw_screen(parts.model, format)});
  };
  for (const char* path :
       {"/CGI/Screenshot", "/CGI/ScreenShot", "/CGI/Screenshot.png", "/CGI/ScreenShot.png"})
    add(path, Format::Png);
  for (const char* path : {"/CGI/Screenshot.bmp", "/CGI/ScreenShot.bmp", "/CGI/lcd.bmp"})
    add(path, Format::Bmp);
}

io::HttpResponse png_answer(std::string png) {
  return picture_answer("image/png", std::move(png));
}

io::HttpResponse bmp_answer(const draw::Picture& picture) {
  return picture_answer("image/bmp", draw::bmp_of(picture));
}

}  // namespace handset::web
