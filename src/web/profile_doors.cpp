#include "web/profile_doors.h"

#include <string>
#include <utility>
#include <variant>

#include "phone/station.h"
#include "settings/profile.h"
#include "web/change_page.h"
#include "web/settings_request.h"
#include "web/shard_door.h"

namespace handset::web {
namespace {

using SharedDesk = std::shared_ptr<SettingsDesk>;

std::vector<settings::StatusValue> status_values(const std::vector<phone::StatusSection>& sections) {
  std::vector<settings::StatusValue> out;
  for (const phone::StatusSection& section : sections)
    for (const phone::StatusRow& row : section.rows)
      out.push_back({section.name, std::string(row.tag), row.value});
  return out;
}

// The status is taken on the shard, the document is written elsewhere.
OnShard write_document(const SharedDesk& desk) {
  return {[desk](const Request&) -> std::variant<ShardWork, io::HttpResponse> {
    return ShardWork([desk](phone::Station& station) -> Finish {
      return [desk, status = status_values(station.status())](Easel&) {
        return io::HttpResponse{200,
                                {{"Content-Type", "text/xml; charset=utf-8"}},
                                settings::write_profile(*desk->keeper().current()->snapshot, status)};
      };
    });
  }};
}

void take_form(const Request& request, const SharedAnswer& answer, const SharedDesk& desk,
               const std::string& back) {
  const auto show = [answer, back](const SettingsResult& result) { (*answer)(change_page(result, back)); };
  auto wish = read_settings_form(request.http.body);
  if (!wish) return show(tl::unexpected(Refusal{.status = 400, .sentence = std::move(wish.error())}));
  desk->submit(request.caller, *std::move(wish), show);
}

}  // namespace

void add_profile_routes(std::vector<Route>& routes, const SharedDesk& desk) {
  const auto form = [&desk](const std::string& back) {
    return Deferred{[desk, back](const Request& request, const SharedAnswer& answer) {
      take_form(request, answer, desk, back);
    }};
  };
  routes.push_back({"GET", "/admin/spacfg.xml", Access::Admin, write_document(desk)});
  routes.push_back({"POST", "/admin/bcisco.csc", Access::Admin, form("/admin/advanced"), Content::Form});
  routes.push_back({"POST", "/bcisco.csc", Access::User, form("/advanced"), Content::Form});
}

}  // namespace handset::web
