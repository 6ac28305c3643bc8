#include "web/phone_json.h"

#include <boost/json/array.hpp>
#include <string>
#include <utility>

#include "web/json.h"

namespace handset::web {
namespace {

namespace json = boost::json;

std::string_view screen_kind_name(phone::ScreenKind kind) {
  switch (kind) {
    case phone::ScreenKind::None:
      return "none";
    case phone::ScreenKind::Mono:
      return "mono";
    case phone::ScreenKind::Colour:
      return "colour";
  }
  return "";
}

template <class Value>
json::value or_null(const std::optional<Value>& value) {
  return value ? json::value(*value) : json::value(nullptr);
}

json::value forward_object(const std::optional<phone::Forwarding>& forward) {
  if (!forward) return nullptr;
  return json::object{{"active", forward->active},
                      {"destination", json_text(forward->destination)},
                      {"rings", forward->rings}};
}

json::value features_object(const std::optional<phone::LineFeatures>& features) {
  if (!features) return nullptr;
  const auto& told = features->told;
  return json::object{{"do_not_disturb", or_null(told.do_not_disturb)},
                      {"forward_always", forward_object(told.forward(phone::ForwardWhen::Always))},
                      {"forward_busy", forward_object(told.forward(phone::ForwardWhen::Busy))},
                      {"forward_no_answer", forward_object(told.forward(phone::ForwardWhen::NoAnswer))},
                      {"trouble", json_text(features->trouble)}};
}

json::object line_object(const LineSnapshot& line) {
  return {{"number", line.number},
          {"user_id", json_text(line.user_id)},
          {"label", json_text(line.label)},
          {"in_use", line.in_use},
          {"state", json_text(line.state)},
          {"trouble", json_text(line.trouble)},
          {"server", json_text(line.server)},
          {"why_server", json_text(line.why_server)},
          {"mapping", json_text(line.mapping)},
          {"features", features_object(line.features)}};
}

json::object watch_object(const WatchSnapshot& watch) {
  return {{"key", watch.key},
          {"label", json_text(watch.label)},
          {"uri", json_text(watch.uri)},
          {"state", json_text(phone::watch_state_name(watch.status.state))},
          {"peer", json_text(watch.status.peer)},
          {"trouble", json_text(watch.status.trouble)}};
}

json::object lamp_object(const phone::Lamp& lamp) {
  return {{"colour", json_text(phone::lamp_colour_name(lamp.colour))},
          {"pattern", json_text(phone::lamp_pattern_name(lamp.pattern))}};
}

json::object lamps_object(const phone::Lamps& lamps) {
  json::array lines;
  for (const auto& lamp : lamps.lines) lines.push_back(lamp_object(lamp));
  return {{"lines", std::move(lines)},
          {"message", lamp_object(lamps.message)},
          {"speaker", lamp_object(lamps.speaker)},
          {"headset", lamp_object(lamps.headset)},
          {"mute", lamp_object(lamps.mute)}};
}

// Of each console that stands beside the phone, its keys that have a function.
json::array consoles_array(const std::vector<ConsoleKeySnapshot>& all) {
  json::array consoles;
  unsigned unit = 0;
  for (const ConsoleKeySnapshot& one : all) {
    if (one.unit != unit) consoles.push_back(json::object{{"unit", one.unit}, {"keys", json::array()}});
    unit = one.unit;
    json::object key{{"key", one.key},
                     {"label", json_text(one.label)},
                     {"functions", json::array()},
                     {"speed_dial", json_text(one.speed_dial)},
                     {"uri", json_text(one.uri)},
                     {"state", nullptr},
                     {"peer", ""},
                     {"trouble", ""},
                     {"lamp", lamp_object(one.lamp)}};
    for (const std::string_view word : one.functions) key["functions"].as_array().push_back(json_text(word));
    if (one.status) {
      key["state"] = json_text(phone::watch_state_name(one.status->state));
      key["peer"] = json_text(one.status->peer);
      key["trouble"] = json_text(one.status->trouble);
    }
    consoles.back().as_object()["keys"].as_array().push_back(std::move(key));
  }
  return consoles;
}

json::value picture_object(const phone::PicturePtr& picture) {
  if (!picture) return nullptr;
  return json::object{
      {"format", std::holds_alternative<phone::PngFile>(*picture) ? "png" : "cip"},
      {"width", phone::width_of(*picture)},
      {"height", phone::height_of(*picture)},
  };
}

// Where it stands in its pane; null along an axis: in the middle of it.
json::object placed_object(const phone::ScreenPicture& picture) {
  const auto place = [](int at) {
    return at == phone::ScreenPicture::centred ? json::value(nullptr) : json::value(at);
  };
  return {{"picture", picture_object(picture.data)}, {"x", place(picture.x)}, {"y", place(picture.y)}};
}

json::object status_object(const phone::ScreenStatus& status) {
  json::object out{{"text", json_text(status.text)}, {"timer", json_text(status.timer)}};
  if (status.picture) out["picture"] = placed_object(*status.picture);
  return out;
}

json::object row_object(const phone::ScreenRow& row) {
  json::object out{{"text", json_text(row.text)},
                   {"number", json_text(row.number)},
                   {"right", json_text(row.right)},
                   {"selected", row.selected}};
  if (row.icon_room > 0) out["icon"] = picture_object(row.icon);
  if (row.field)
    out["field"] = json::object{
        {"at", row.field->at}, {"text", json_text(row.field->text)}, {"cursor", or_null(row.field->cursor)}};
  return out;
}

}  // namespace

json::object phone_object(const PhoneSnapshot& phone) {
  json::array lines;
  for (const auto& line : phone.lines) lines.push_back(line_object(line));
  json::array watches;
  for (const auto& watch : phone.watches) watches.push_back(watch_object(watch));
  json::array keys;
  for (const phone::Key key : phone::keys_of(*phone.model)) keys.push_back(json_text(phone::key_name(key)));
  return {{"model", json_text(phone.model->name)},
          {"name", json_text(phone.name)},
          {"idle", phone.idle},
          {"pushes_waiting", phone.pushes_waiting},
          {"screen", json::object{{"kind", json_text(screen_kind_name(phone.model->screen))},
                                  {"width", phone.model->width},
                                  {"height", phone.model->height}}},
          {"keys", std::move(keys)},
          {"lines", std::move(lines)},
          {"watches", std::move(watches)},
          {"consoles", consoles_array(phone.console_keys)},
          {"lamps", lamps_object(phone.lamps)},
          {"message_waiting", phone.message_waiting},
          {"voice_messages", or_null(phone.voice_messages)},
          {"missed_calls", phone.missed_calls}};
}

json::object screen_object(const PhoneSnapshot& phone) {
  const phone::Screen& screen = phone.screen;
  json::array rows;
  for (const auto& row : screen.rows) rows.push_back(row_object(row));
  json::array soft_keys;
  for (const auto& label : screen.soft_keys) soft_keys.push_back(json_text(label));
  json::object out{{"version", phone.version},
                   {"kind", json_text(phone::window_kind_name(screen.kind))},
                   {"title", json_text(screen.title)},
                   {"clock", json_text(screen.clock)},
                   {"prompt", json_text(screen.prompt)},
                   {"rows", std::move(rows)},
                   {"first_row", screen.first_row},
                   {"total_rows", screen.total_rows},
                   {"soft_keys", std::move(soft_keys)},
                   {"contrast", screen.contrast},
                   {"lit", screen.lit}};
  if (screen.title_icon) out["title_icon"] = picture_object(screen.title_icon);
  if (screen.picture) out["picture"] = placed_object(*screen.picture);
  if (screen.status) out["status"] = status_object(*screen.status);
  if (screen.overlay)
    out["overlay"] = json::object{{"text", json_text(screen.overlay->text)},
                                  {"percent", or_null(screen.overlay->percent)}};
  return out;
}

json::object key_event_object(const phone::KeyEvent& event) {
  return {{"number", event.number},
          {"key", json_text(phone::key_name(event.key))},
          {"source", json_text(phone::key_source_name(event.source))},
          {"down", event.down}};
}

}  // namespace handset::web
