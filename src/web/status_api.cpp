#include "web/status_api.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <utility>
#include <variant>

#include "base/text.h"
#include "io/settings_keeper.h"
#include "phone/station.h"
#include "web/json.h"
#include "web/shard_door.h"

namespace handset::web {
namespace {

namespace json = boost::json;

OnShard show_status(const io::SettingsKeeper* keeper) {
  return {[keeper](const Request&) -> std::variant<ShardWork, io::HttpResponse> {
    return ShardWork([keeper](phone::Station& station) -> Finish {
      PhoneStatus status{.sections = station.status(),
                         .troubles = station.troubles(),
                         .restart_pending = station.restart_pending()};
      if (keeper != nullptr) status.revision = keeper->current()->revision;
      return [status = std::move(status)](Easel&) { return status_answer(status); };
    });
  }};
}

// The phone answers on its shard, when the proxy does or does not.
void check_line(const Request& request, const SharedAnswer& answer, ShardDoor& shard,
                const phone::Model& model) {
  const auto number = parse_decimal(request.matched.at(0), model.lines);
  if (!number || *number == 0)
    return (*answer)(
        error_answer(404, "The lines of this phone count from 1 to " + std::to_string(model.lines) + "."));
  shard.run([answer, line = static_cast<unsigned>(*number)](phone::Station& station) {
    const auto asked =
        station.check_line(line, [answer](const phone::LineCheck& check) { (*answer)(check_answer(check)); });
    if (!asked) (*answer)(error_answer(404, "The phone has no such line."));
  });
}

}  // namespace

void add_status_routes(std::vector<Route>& routes, const RouteParts& parts) {
  routes.push_back({"GET", "/api/v1/status", Access::User, show_status(parts.keeper)});
  routes.push_back({"POST", "/api/v1/lines/{number}/check", Access::Admin,
                    Deferred{[shard = parts.shard, &model = parts.model](const Request& request,
                                                                         const SharedAnswer& answer) {
                      check_line(request, answer, *shard, model);
                    }},
                    Content::Json});
}

io::HttpResponse status_answer(const PhoneStatus& status) {
  json::array sections;
  for (const phone::StatusSection& section : status.sections) {
    json::array rows;
    for (const phone::StatusRow& row : section.rows)
      rows.push_back(json::object{
          {"tag", json_text(row.tag)}, {"label", json_text(row.label)}, {"value", json_text(row.value)}});
    sections.push_back(json::object{{"name", json_text(section.name)}, {"rows", std::move(rows)}});
  }
  json::array troubles;
  for (const std::string& trouble : status.troubles) troubles.push_back(json_text(trouble));
  return json_answer(200, {{"sections", std::move(sections)},
                           {"troubles", std::move(troubles)},
                           {"restart_pending", status.restart_pending},
                           {"revision", status.revision}});
}

io::HttpResponse check_answer(const phone::LineCheck& check) {
  return json_answer(200, {{"ok", check.ok}, {"words", json_text(check.words)}});
}

}  // namespace handset::web
