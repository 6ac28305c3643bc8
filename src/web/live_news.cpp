#include "web/live_news.h"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <utility>

#include "web/json.h"
#include "web/phone_json.h"

namespace handset::web {
namespace {

namespace json = boost::json;

json::array key_events(const LiveSample& sample, std::uint64_t after) {
  json::array out;
  for (const phone::KeyEvent& event : sample.keys)
    if (event.number > after) out.push_back(key_event_object(event));
  return out;
}

// {"event": name, name: text}, of a text that is JSON.
std::string event_of(std::string_view name, std::string_view text) {
  std::string out;
  out.reserve(text.size() + 2 * name.size() + 16);
  out += R"({"event":")";
  out += name;
  out += "\",\"";
  out += name;
  out += "\":";
  out += text;
  out += '}';
  return out;
}

}  // namespace

std::vector<std::string> LiveNews::details(const LiveSample& sample) {
  std::vector<std::string> out;
  if (!sample.keys.empty() && sample.keys.back().number > last_key_) {
    out.push_back(event_of("keys", json::serialize(key_events(sample, last_key_))));
    last_key_ = sample.keys.back().number;
  }
  if (std::string facts = json::serialize(phone_object(sample.phone)); facts != facts_) {
    out.push_back(event_of("phone", facts));
    facts_ = std::move(facts);
  }
  if (sample.pushes != pushes_) {
    out.emplace_back(R"({"event":"push"})");
    pushes_ = sample.pushes;
  }
  return out;
}

std::optional<std::string> LiveNews::screen(const LiveSample& sample) {
  std::string screen = json::serialize(screen_object(sample.phone));
  if (screen == screen_) return std::nullopt;
  screen_ = std::move(screen);
  return event_of("screen", screen_);
}

std::string snapshot_news(const LiveSample& sample, std::string_view stream, bool pictured) {
  json::object out{{"event", "snapshot"},
                   {"stream", json_text(stream)},
                   {"phone", phone_object(sample.phone)},
                   {"screen", screen_object(sample.phone)},
                   {"keys", key_events(sample, 0)}};
  if (!pictured) out["picture"] = nullptr;
  return json::serialize(out);
}

}  // namespace handset::web
