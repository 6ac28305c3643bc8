#include "web/push_api.h"

#include <boost/json/array.hpp>
#include <memory>
#include <ranges>
#include <utility>
#include <variant>

#include "base/text.h"
#include "base/utf8.h"
#include "phone/date_text.h"
#include "phone/shown_text.h"
#include "phone/station.h"
#include "web/command_lines.h"
#include "web/json.h"
#include "web/shard_door.h"

namespace handset::web {
namespace {

namespace json = boost::json;

using ShardStep = std::variant<ShardWork, io::HttpResponse>;

constexpr std::string_view no_such_push =
    "There is no such push: GET /api/v1/pushes lists those that are remembered, the last twenty.";
constexpr std::string_view not_repeated =
    "Only a push is repeated whose digest was right: of others the phone did nothing, and a page that a "
    "person "
    "opened is opened again at the phone.";

double milliseconds_of(Duration duration) {
  return std::chrono::duration<double, std::milli>(duration).count();
}

// Bytes from outside as JSON can have them.
std::string readable(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size());
  while (!bytes.empty()) append_utf8(text, take_code_point(bytes));
  return text;
}

std::uint64_t number_of(phone::PushId id) {
  return static_cast<std::uint64_t>(id);
}

std::optional<phone::PushId> id_of(const Request& request) {
  const auto number = parse_decimal(request.matched.at(0), std::uint64_t{1} << 53U);
  if (!number || *number == 0) return std::nullopt;
  return phone::PushId{*number};
}

json::array fields_array(const std::vector<HttpField>& fields) {
  json::array array;
  for (const HttpField& field : fields)
    array.push_back(json::object{{"name", readable(field.name)}, {"value", readable(field.value)}});
  return array;
}

json::array texts_array(const std::vector<std::string>& texts) {
  json::array array;
  for (const std::string& text : texts) array.push_back(json::string(readable(text)));
  return array;
}

json::object step_object(const phone::PushStep& step) {
  return {{"after_ms", milliseconds_of(step.after)},
          {"from", json_text(step.from)},
          {"to", json_text(step.to)},
          {"label", readable(step.label)},
          {"detail", readable(step.detail)}};
}

json::object document_object(const phone::PushDocument& document) {
  const FetchTiming& timing = document.timing;
  return {{"url", readable(document.url)},
          {"status", document.status},
          {"trouble", json_text(document.trouble)},
          {"content_type", readable(document.content_type)},
          {"request_fields", fields_array(document.request_fields)},
          {"fields", fields_array(document.fields)},
          {"timing_ms", json::object{{"named", milliseconds_of(timing.named)},
                                     {"connected", milliseconds_of(timing.connected)},
                                     {"secured", milliseconds_of(timing.secured)},
                                     {"answered", milliseconds_of(timing.answered)},
                                     {"ended", milliseconds_of(timing.ended)}}},
          {"body", readable(document.body)},
          {"cut", document.cut},
          {"strict", texts_array(document.notes)},
          {"curl", readable(curl_line(document))}};
}

// What stands in one line of the list for what was pushed.
std::string summary_of(const phone::PushRecord& push) {
  constexpr std::size_t most = 120;
  if (push.way == phone::PushWay::Key) return push.uri;
  const std::string body = phone::without_credentials(trim(push.body));
  const std::string line = body.substr(0, body.find_first_of("\r\n"));
  return line.size() <= most ? line : line.substr(0, most) + "...";
}

OnShard list_pushes() {
  return {[](const Request&) -> ShardStep {
    return ShardWork([](phone::Station& station) -> Finish {
      json::array pushes;
      if (const phone::PushLog* log = station.push_log())
        for (const auto& push : std::ranges::reverse_view(log->records()))
          pushes.push_back(push_summary(push));
      auto body = std::make_shared<json::object>(json::object{{"pushes", std::move(pushes)}});
      return [body](Easel&) { return json_answer(200, *body); };
    });
  }};
}

OnShard show_push() {
  return {[](const Request& request) -> ShardStep {
    const auto id = id_of(request);
    if (!id) return error_answer(404, no_such_push);
    return ShardWork([id = *id](phone::Station& station) -> Finish {
      const phone::PushRecord* found = station.push_log() != nullptr ? station.push_log()->find(id) : nullptr;
      if (found == nullptr) return [](Easel&) { return error_answer(404, no_such_push); };
      return [push = *found, rules = push_rules(*station.settings())](Easel&) {
        return push_answer(push, rules);
      };
    });
  }};
}

OnShard repeat_push() {
  return {[](const Request& request) -> ShardStep {
    const auto id = id_of(request);
    if (!id) return error_answer(404, no_such_push);
    return ShardWork([id = *id](phone::Station& station) -> Finish {
      const auto repeated = station.repeat_push(id);
      if (repeated)
        return [number = number_of(*repeated)](Easel&) { return json_answer(202, {{"id", number}}); };
      if (repeated.error().code == Errc::Refused)
        return [](Easel&) { return error_answer(409, not_repeated); };
      return [](Easel&) { return error_answer(404, no_such_push); };
    });
  }};
}

}  // namespace

void add_push_routes(std::vector<Route>& routes) {
  routes.push_back({"GET", "/api/v1/pushes", Access::Admin, list_pushes()});
  routes.push_back({"GET", "/api/v1/pushes/{id}", Access::Admin, show_push()});
  routes.push_back({"POST", "/api/v1/pushes/{id}/repeat", Access::Admin, repeat_push(), Content::Json});
}

json::object push_summary(const phone::PushRecord& push) {
  return {{"id", number_of(push.id)},
          {"time", json_text(phone::second_text(push.date))},
          {"way", json_text(phone::push_way_name(push.way))},
          {"line", push.line},
          {"source", json_text(push.source)},
          {"status", push.status},
          {"reason", json_text(push.reason)},
          {"title", json_text(push.title)},
          {"summary", readable(summary_of(push))}};
}

io::HttpResponse push_answer(const phone::PushRecord& push, const PushRules& rules) {
  json::array steps;
  for (const auto& step : push.steps) steps.push_back(step_object(step));
  json::array documents;
  for (const auto& document : push.documents) documents.push_back(document_object(document));
  json::object body = push_summary(push);
  body["uri"] = readable(phone::without_credentials(push.uri));
  body["body"] = readable(phone::without_credentials(push.body));
  body["content_type"] = readable(push.content_type);
  body["strict"] = texts_array(push.notes);
  body["ladder"] = std::move(steps);
  body["documents"] = std::move(documents);
  body["fetched"] = push.fetched;
  body["withheld"] = push.typed == phone::Typed::Secret;
  body["repeatable"] = push.repeatable();
  if (push.repeatable() && push.way == phone::PushWay::Http)
    body["curl_push"] = readable(post_line(push, rules));
  else if (push.repeatable())
    body["handset_push"] = readable(push_line(push));
  return json_answer(200, body);
}

}  // namespace handset::web
