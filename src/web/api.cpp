#include "web/api.h"

#include <array>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <utility>

#include "base/text.h"
#include "phone/text_render.h"
#include "web/key_request.h"

namespace handset::web {
namespace {

namespace json = boost::json;

constexpr std::array route_table = std::to_array<Route>({
    {"/", "GET", View::Index},
    {"/api/v1/phone", "GET", View::Phone},
    {"/api/v1/screen", "GET", View::Screen},
    {"/api/v1/keys", "POST", View::Keys},
    {"/CGI/Screenshot", "GET", View::Screenshot},
    {"/CGI/ScreenShot", "GET", View::Screenshot},
});

constexpr std::string_view index_text =
    "This is a Handset phone.\n"
    "\n"
    "GET  /api/v1/phone     the phone and its lines\n"
    "GET  /api/v1/screen    what the screen shows\n"
    "POST /api/v1/keys      press keys: {\"key\": \"KeyPad1\"} or {\"keys\": [\"KeyPad1\", \"Soft1\"]}\n"
    "GET  /CGI/Screenshot   the screen as a PNG picture\n";

json::string_view text(std::string_view value) {
  return {value.data(), value.size()};
}

io::HttpResponse json_answer(int status, const json::object& body) {
  std::string out = json::serialize(body);
  out += '\n';
  return {status, {{"Content-Type", "application/json"}}, std::move(out)};
}

json::object row_object(const phone::ScreenRow& row) {
  return {{"text", text(row.text)},
          {"number", text(row.number)},
          {"right", text(row.right)},
          {"selected", row.selected}};
}

json::object screen_object(const PhoneSnapshot& phone) {
  const phone::Screen& screen = phone.screen;
  json::array rows;
  for (const auto& row : screen.rows) rows.push_back(row_object(row));
  json::array soft_keys;
  for (const auto& label : screen.soft_keys) soft_keys.push_back(text(label));
  return {{"version", phone.version},          {"kind", text(phone::window_kind_name(screen.kind))},
          {"title", text(screen.title)},       {"clock", text(screen.clock)},
          {"prompt", text(screen.prompt)},     {"rows", std::move(rows)},
          {"first_row", screen.first_row},     {"total_rows", screen.total_rows},
          {"soft_keys", std::move(soft_keys)}, {"text", text(phone::to_text(screen))}};
}

bool answers(const Route& route, std::string_view method) {
  return method == route.method || (method == "HEAD" && route.method == "GET");
}

// "application/json", with or without parameters.
bool is_json(std::string_view content_type) {
  return equal_ignoring_case(trim(split_once(content_type, ';').before), "application/json");
}

Reading read_keys(const io::HttpRequest& request, const phone::Model& model) {
  if (!is_json(request.field("Content-Type")))
    return error_answer(415, "Keys are sent as JSON, with Content-Type: application/json.");
  auto keys = read_key_request(request.body, model);
  if (!keys) return error_answer(400, keys.error());
  return Wish{View::Keys, *std::move(keys)};
}

io::HttpResponse wrong_method(const Route& route) {
  io::HttpResponse answer =
      error_answer(405, std::string(route.path) + " answers " + std::string(route.method) + " only.");
  answer.fields.push_back({"Allow", route.method == "GET" ? "GET, HEAD" : std::string(route.method)});
  return answer;
}

}  // namespace

std::span<const Route> routes() {
  return route_table;
}

Reading read_request(const io::HttpRequest& request, const phone::Model& model) {
  for (const Route& route : route_table) {
    if (request.path != route.path) continue;
    if (!answers(route, request.method)) return wrong_method(route);
    switch (route.view) {
      case View::Index:
        return io::HttpResponse{
            200, {{"Content-Type", "text/plain; charset=utf-8"}}, std::string(index_text)};
      case View::Keys:
        return read_keys(request, model);
      case View::Screenshot:
        if (model.screen == phone::ScreenKind::None) return screenshot_answer({});
        [[fallthrough]];
      case View::Phone:
      case View::Screen:
        return Wish{route.view, {}};
    }
  }
  return error_answer(404, "There is nothing at this address; GET / names those that there are.");
}

io::HttpResponse phone_answer(const PhoneSnapshot& phone) {
  json::array lines;
  for (const auto& line : phone.lines)
    lines.push_back(json::object{{"number", line.number},
                                 {"user_id", text(line.user_id)},
                                 {"label", text(line.label)},
                                 {"in_use", line.in_use}});
  return json_answer(200, {{"model", text(phone.model->name)},
                           {"name", text(phone.name)},
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
  for (const phone::Key key : ignored) names.push_back(text(phone::key_name(key)));
  json::object body = screen_object(phone);
  body["ignored"] = std::move(names);
  return json_answer(200, body);
}

io::HttpResponse screenshot_answer(std::string png) {
  if (png.empty()) return error_answer(404, "This model has no screen, so there is no picture of it.");
  return {200, {{"Content-Type", "image/png"}}, std::move(png)};
}

io::HttpResponse error_answer(int status, std::string_view sentence) {
  return json_answer(status, {{"error", text(sentence)}});
}

}  // namespace handset::web
