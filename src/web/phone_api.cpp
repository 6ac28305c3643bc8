#include "web/phone_api.h"

#include <boost/json/array.hpp>
#include <functional>
#include <memory>
#include <utility>

#include "phone/station.h"
#include "phone/text_render.h"
#include "web/json.h"
#include "web/key_request.h"

namespace handset::web {
namespace {

namespace json = boost::json;

json::object row_object(const phone::ScreenRow& row) {
  return {{"text", json_text(row.text)},
          {"number", json_text(row.number)},
          {"right", json_text(row.right)},
          {"selected", row.selected}};
}

json::object screen_object(const PhoneSnapshot& phone) {
  const phone::Screen& screen = phone.screen;
  json::array rows;
  for (const auto& row : screen.rows) rows.push_back(row_object(row));
  json::array soft_keys;
  for (const auto& label : screen.soft_keys) soft_keys.push_back(json_text(label));
  return {{"version", phone.version},           {"kind", json_text(phone::window_kind_name(screen.kind))},
          {"title", json_text(screen.title)},   {"clock", json_text(screen.clock)},
          {"prompt", json_text(screen.prompt)}, {"rows", std::move(rows)},
          {"first_row", screen.first_row},      {"total_rows", screen.total_rows},
          {"soft_keys", std::move(soft_keys)},  {"text", json_text(phone::to_text(screen))}};
}

using Writer = std::function<io::HttpResponse(const PhoneSnapshot&, Easel&)>;

// Takes the snapshot on the shard, and writes the answer of it elsewhere.
OnShard show(const Writer& write) {
  return {[write](const Request&) -> std::variant<ShardWork, io::HttpResponse> {
    return ShardWork([write](phone::Station& station) -> Finish {
      auto phone = std::make_shared<const PhoneSnapshot>(take_snapshot(station));
      return [write, phone](Easel& easel) { return write(*phone, easel); };
    });
  }};
}

// Presses the keys in their order, then shows the screen.
OnShard press_keys(const phone::Model& model) {
  return {[&model](const Request& request) -> std::variant<ShardWork, io::HttpResponse> {
    auto keys = read_key_request(request.http.body, model);
    if (!keys) return error_answer(400, keys.error());
    return ShardWork([keys = *std::move(keys)](phone::Station& station) -> Finish {
      std::vector<phone::Key> ignored;
      for (const phone::Key key : keys)
        if (!station.phone().press(key)) ignored.push_back(key);
      auto phone = std::make_shared<const PhoneSnapshot>(take_snapshot(station));
      return [ignored, phone](Easel&) { return keys_answer(*phone, ignored); };
    });
  }};
}

OnShard draw_screen(const phone::Model& model) {
  if (model.screen == phone::ScreenKind::None) return {[](const Request&) { return screenshot_answer({}); }};
  return show([](const PhoneSnapshot& phone, Easel& easel) {
    return screenshot_answer(easel.painter().png(phone.screen, *phone.model));
  });
}

}  // namespace

void add_phone_routes(std::vector<Route>& routes, const RouteParts& parts) {
  const auto of_phone = [](const PhoneSnapshot& phone, Easel&) { return phone_answer(phone); };
  const auto of_screen = [](const PhoneSnapshot& phone, Easel&) { return screen_answer(phone); };
  routes.push_back({"GET", "/api/v1/phone", Access::User, show(of_phone)});
  routes.push_back({"GET", "/api/v1/screen", Access::User, show(of_screen)});
  routes.push_back({"POST", "/api/v1/keys", Access::User, press_keys(parts.model), Content::Json});
  for (const char* path : {"/CGI/Screenshot", "/CGI/ScreenShot"})
    routes.push_back({"GET", path, Access::User, draw_screen(parts.model)});
}

io::HttpResponse phone_answer(const PhoneSnapshot& phone) {
  json::array lines;
  for (const auto& line : phone.lines)
    lines.push_back(json::object{{"number", line.number},
                                 {"user_id", json_text(line.user_id)},
                                 {"label", json_text(line.label)},
                                 {"in_use", line.in_use}});
  return json_answer(200, {{"model", json_text(phone.model->name)},
                           {"name", json_text(phone.name)},
                           {"idle", phone.idle},
                           {"pushes_waiting", phone.pushes_waiting},
                           {"screen_version", phone.version},
                           {"lines", std::move(lines)}});
}

io::HttpResponse screen_answer(const PhoneSnapshot& phone) {
  return json_answer(200, screen_object(phone));
}

io::HttpResponse keys_answer(const PhoneSnapshot& phone, std::span<const phone::Key> ignored) {
  json::array names;
  for (const phone::Key key : ignored) names.push_back(json_text(phone::key_name(key)));
  json::object body = screen_object(phone);
  body["ignored"] = std::move(names);
  return json_answer(200, body);
}

io::HttpResponse screenshot_answer(std::string png) {
  if (png.empty()) return error_answer(404, "This model has no screen, so there is no picture of it.");
  return {200, {{"Content-Type", "image/png"}}, std::move(png)};
}

}  // namespace handset::web
