#include "web/counters_api.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <string>
#include <utility>
#include <variant>

#include "phone/station.h"
#include "web/json.h"

namespace handset::web {
namespace {

namespace json = boost::json;

// Of OpenMetrics: what a name begins with, so that it cannot be taken for another program's.
constexpr std::string_view prefix = "handset_";

// OpenMetrics 1.0, "escaped-string": for label values and help.
void append_escaped(std::string& out, std::string_view text) {
  for (const char c : text) {
    if (c == '\n') {
      out += "\\n";
      continue;
    }
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
}

void append_family(std::string& out, const Figures::Family& family) {
  const std::string name = std::string(prefix) + std::string(family.text.name);
  out += "# TYPE " + name + (family.gauge ? " gauge\n" : " counter\n");
  out += "# HELP " + name + " ";
  append_escaped(out, family.text.help);
  out += '\n';
  for (const Figures::Member& member : family.members) {
    out += name + (family.gauge ? "" : "_total");
    if (!member.label.empty()) {
      out += "{" + std::string(family.text.label) + "=\"";
      append_escaped(out, member.label);
      out += "\"}";
    }
    out += " " + std::to_string(member.value) + "\n";
  }
}

OnShard show(std::vector<const CounterGroup*> groups, io::HttpResponse (*answer)(const Figures&)) {
  return {[groups = std::move(groups), answer](const Request&) -> std::variant<ShardWork, io::HttpResponse> {
    return ShardWork([groups, answer](phone::Station&) -> Finish {
      Figures figures;
      for (const CounterGroup* group : groups) group->read(figures);
      return [figures = std::move(figures), answer](Easel&) { return answer(figures); };
    });
  }};
}

}  // namespace

void Figures::take(const FigureValue& figure) {
  auto family = std::find_if(families_.begin(), families_.end(),
                             [&](const Family& known) { return known.text.name == figure.text.name; });
  if (family == families_.end()) family = families_.insert(family, {figure.text, figure.gauge, {}});
  auto member = std::find_if(family->members.begin(), family->members.end(),
                             [&](const Member& known) { return known.label == figure.member; });
  if (member == family->members.end()) member = family->members.insert(member, {figure.member, 0});
  member->value += figure.value;
}

io::HttpResponse counters_answer(const Figures& figures) {
  json::array counters;
  for (const Figures::Family& family : figures.families()) {
    json::object shown{{"name", json_text(family.text.name)},
                       {"kind", family.gauge ? "gauge" : "counter"},
                       {"help", json_text(family.text.help)}};
    if (family.text.label.empty()) {
      shown["value"] = family.members.front().value;
    } else {
      json::array values;
      for (const Figures::Member& member : family.members)
        values.push_back(json::object{{"label", json_text(member.label)}, {"value", member.value}});
      shown["label"] = json_text(family.text.label);
      shown["values"] = std::move(values);
    }
    counters.push_back(std::move(shown));
  }
  return json_answer(200, {{"counters", std::move(counters)}});
}

io::HttpResponse metrics_answer(const Figures& figures) {
  io::HttpResponse answer;
  answer.status = 200;
  answer.fields.push_back({"Content-Type", std::string(open_metrics_type)});
  for (const Figures::Family& family : figures.families()) append_family(answer.body, family);
  answer.body += "# EOF\n";
  return answer;
}

void add_counters_routes(std::vector<Route>& routes, const RouteParts& parts) {
  routes.push_back({"GET", "/api/v1/counters", Access::User, show(parts.counters, counters_answer)});
  routes.push_back({"GET", "/metrics", Access::User, show(parts.counters, metrics_answer)});
}

}  // namespace handset::web
