#include "web/phone_api.h"

#include <boost/json/array.hpp>
#include <functional>
#include <memory>
#include <utility>

#include "base/utf8.h"
#include "phone/station.h"
#include "phone/text_render.h"
#include "web/json.h"
#include "web/key_request.h"
#include "web/phone_json.h"
#include "web/touch_request.h"

namespace handset::web {
namespace {

namespace json = boost::json;

json::object screen_with_text(const PhoneSnapshot& phone) {
  json::object out = screen_object(phone);
  out["text"] = json_text(phone::to_text(phone.screen));
  return out;
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

// What nothing obeyed, by the names of keys; of a text also the letters that are no keys.
std::vector<std::string> perform(const KeyRequest& request, phone::KeySource source,
                                 phone::Station& station) {
  std::vector<std::string> ignored;
  const auto note = [&](phone::Key key) { ignored.emplace_back(phone::key_name(key)); };
  switch (request.form) {
    case KeyRequest::Form::Press:
      for (const phone::Key key : request.keys)
        if (!station.press(key, source)) note(key);
      break;
    case KeyRequest::Form::Down:
      for (const phone::Key key : request.keys)
        if (!station.key_down(key, source)) note(key);
      break;
    case KeyRequest::Form::Up:
      for (const phone::Key key : request.keys) station.key_up(key, source);
      break;
    case KeyRequest::Form::Type: {
      const std::string text = station.type(request.text, source);
      for (std::string_view rest = text; !rest.empty();) {
        const std::string_view letter = first_code_points(rest, 1);
        const auto key = phone::keypad_key(letter.front());
        ignored.emplace_back(key ? phone::key_name(*key) : letter);
        rest.remove_prefix(letter.size());
      }
      break;
    }
  }
  return ignored;
}

// Presses or types, then shows the screen.
OnShard press_keys(const phone::Model& model) {
  return {[&model](const Request& request) -> std::variant<ShardWork, io::HttpResponse> {
    auto keys = read_key_request(request.http.body, model);
    if (!keys) return error_answer(400, keys.error());
    const auto source =
        request.caller.means == Means::Session ? phone::KeySource::Person : phone::KeySource::Program;
    return ShardWork([keys = *std::move(keys), source](phone::Station& station) -> Finish {
      auto ignored = perform(keys, source, station);
      auto phone = std::make_shared<const PhoneSnapshot>(take_snapshot(station));
      return [ignored = std::move(ignored), phone](Easel&) { return keys_answer(*phone, ignored); };
    });
  }};
}

// Touches the screen, then shows it.
OnShard touch_screen(const phone::Model& model) {
  return {[&model](const Request& request) -> std::variant<ShardWork, io::HttpResponse> {
    const auto touch = read_touch_request(request.http.body, model);
    if (!touch) return error_answer(400, touch.error());
    return ShardWork([touch = *touch](phone::Station& station) -> Finish {
      const bool obeyed = station.touch(touch.x, touch.y);
      auto phone = std::make_shared<const PhoneSnapshot>(take_snapshot(station));
      return [obeyed, phone](Easel&) { return touch_answer(*phone, obeyed); };
    });
  }};
}

}  // namespace

void add_phone_routes(std::vector<Route>& routes, const RouteParts& parts) {
  const auto of_phone = [](const PhoneSnapshot& phone, Easel&) { return phone_answer(phone); };
  const auto of_screen = [](const PhoneSnapshot& phone, Easel&) { return screen_answer(phone); };
  routes.push_back({"GET", "/api/v1/phone", Access::User, show(of_phone)});
  routes.push_back({"GET", "/api/v1/screen", Access::User, show(of_screen)});
  routes.push_back({"POST", "/api/v1/keys", Access::User, press_keys(parts.model), Content::Json});
  routes.push_back({"POST", "/api/v1/touch", Access::User, touch_screen(parts.model), Content::Json});
}

io::HttpResponse phone_answer(const PhoneSnapshot& phone) {
  json::object body = phone_object(phone);
  body["screen_version"] = phone.version;
  return json_answer(200, body);
}

io::HttpResponse screen_answer(const PhoneSnapshot& phone) {
  return json_answer(200, screen_with_text(phone));
}

io::HttpResponse keys_answer(const PhoneSnapshot& phone, std::span<const std::string> ignored) {
  json::object body = screen_with_text(phone);
  body["ignored"] = json::array(ignored.begin(), ignored.end());
  return json_answer(200, body);
}

io::HttpResponse touch_answer(const PhoneSnapshot& phone, bool obeyed) {
  json::object body = screen_with_text(phone);
  body["obeyed"] = obeyed;
  return json_answer(200, body);
}

}  // namespace handset::web
