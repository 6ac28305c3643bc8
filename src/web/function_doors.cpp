#include "web/function_doors.h"

#include <boost/json/object.hpp>
#include <utility>
#include <variant>

#include "base/text.h"
#include "phone/station.h"
#include "web/json.h"
#include "web/settings_view.h"
#include "web/shard_door.h"

namespace handset::web {
namespace {

constexpr std::string_view reboot_words = "The phone restarts as soon as it is idle.";
constexpr std::string_view upgrade_words =
    "This phone is a program: a new version comes with its package, from the package manager of the computer "
    "that it runs on. It loads no firmware image.";
constexpr std::string_view resync_example = R"(Send {"url": "http://host/path"}.)";

// What is said, as JSON for the API and as a line of text for the old addresses.
using Say = io::HttpResponse (*)(int status, std::string_view words);

io::HttpResponse say_json(int status, std::string_view words) {
  const char* name = status < 300 ? "words" : "error";
  return json_answer(status, {{name, json_text(words)}});
}

io::HttpResponse say_text(int status, std::string_view words) {
  return {status, {{"Content-Type", "text/plain; charset=utf-8"}}, std::string(words) + "\n"};
}

using ShardStep = std::variant<ShardWork, io::HttpResponse>;

// Whoever asks for the head alone wants to look, not to act.
bool only_looks(const Request& request) {
  return request.http.method == "HEAD";
}

OnShard reboot(Say say) {
  return {[say](const Request& request) -> ShardStep {
    if (only_looks(request)) return say(200, {});
    return ShardWork([say](phone::Station& station) -> Finish {
      station.request_restart();
      return [say](Easel&) { return say(202, reboot_words); };
    });
  }};
}

int status_of(phone::ResyncRefusal::Why why) {
  switch (why) {
    case phone::ResyncRefusal::Why::BadAddress:
      return 400;
    case phone::ResyncRefusal::Why::Disabled:
      return 403;
    case phone::ResyncRefusal::Why::UnderWay:
      break;
  }
  return 409;
}

ShardWork start_resync(std::string source, const IpAddress& asker, const std::shared_ptr<ProfileTaker>& taker,
                       Say say) {
  return [source = std::move(source), asker, taker, say](phone::Station& station) -> Finish {
    const auto started = station.resync().start(source, asker, taker->taker());
    const int status = started ? 202 : status_of(started.error().why);
    return [say, status, words = started ? *started : started.error().words](Easel&) {
      return say(status, words);
    };
  };
}

OnShard resync_by_query(const std::shared_ptr<ProfileTaker>& taker) {
  return {[taker](const Request& request) -> ShardStep {
    if (only_looks(request)) return say_text(200, {});
    return start_resync(resync_query(request.http.query), request.caller.source, taker, say_text);
  }};
}

OnShard resync_by_json(const std::shared_ptr<ProfileTaker>& taker) {
  return {[taker](const Request& request) -> ShardStep {
    const auto object = read_object(request.http.body);
    if (!object) return object.error();
    const auto* url = object->if_contains("url");
    const bool right = object->empty() || (object->size() == 1 && url != nullptr && url->is_string());
    if (!right) return error_answer(400, "A resync has a url. " + std::string(resync_example));
    std::string source = url == nullptr ? std::string() : std::string(url->get_string());
    return start_resync(std::move(source), request.caller.source, taker, say_json);
  }};
}

OnShard show_resync() {
  return {[](const Request&) -> ShardStep {
    return ShardWork([](phone::Station& station) -> Finish {
      return [report = station.resync().report()](Easel&) { return resync_report_answer(report); };
    });
  }};
}

AtOnce refuse_upgrade(Say say) {
  return {[say](const Request&) { return say(200, upgrade_words); }};
}

}  // namespace

std::string resync_query(std::string_view query) {
  return percent_decode(query);
}

io::HttpResponse resync_report_answer(const phone::ResyncReport& report) {
  using State = phone::ResyncReport::State;
  const bool pending =
      report.state == State::Waiting || report.state == State::Fetching || report.state == State::Applying;
  boost::json::object out{{"state", json_text(phone::resync_state_name(report.state))}, {"pending", pending}};
  if (report.state == State::None) {
    out["words"] = "No profile was fetched since the phone was started.";
    return json_answer(200, out);
  }
  out["words"] = json_text(report.words);
  out["url"] = json_text(report.url);
  out["at"] = json_text(json_time(report.at));
  return json_answer(200, out);
}

void add_function_routes(std::vector<Route>& routes, const std::shared_ptr<ProfileTaker>& taker) {
  const auto acts = [&routes](std::string path, std::variant<AtOnce, OnShard, Deferred> handler) {
    routes.push_back(
        {"GET", std::move(path), Access::Admin, std::move(handler), Content::Any, /*acts=*/true});
  };
  acts("/admin/reboot", reboot(say_text));
  acts("/admin/upgrade", refuse_upgrade(say_text));
  routes.push_back({"POST", "/api/v1/reboot", Access::Admin, reboot(say_json), Content::Json});
  routes.push_back({"POST", "/api/v1/upgrade", Access::Admin, refuse_upgrade(say_json), Content::Json});
  if (taker == nullptr) return;
  acts("/admin/resync", resync_by_query(taker));
  routes.push_back({"GET", "/api/v1/resync", Access::Admin, show_resync()});
  routes.push_back({"POST", "/api/v1/resync", Access::Admin, resync_by_json(taker), Content::Json});
}

}  // namespace handset::web
