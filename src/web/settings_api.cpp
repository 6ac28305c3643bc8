#include "web/settings_api.h"

#include <utility>

#include "web/form_body.h"
#include "web/json.h"
#include "web/settings_request.h"
#include "web/settings_schema.h"
#include "web/settings_view.h"

namespace handset::web {
namespace {

using SharedDesk = std::shared_ptr<SettingsDesk>;

SettingsDesk::Done answer_with(const SharedAnswer& answer) {
  return [answer](const SettingsResult& result) { (*answer)(result_answer(result)); };
}

// as=user lets an administrator see what the user sees.
io::HttpResponse show(const Request& request, const SettingsDesk& desk, const phone::Model& model) {
  const Account account = *request.caller.account;
  const auto as = form_value(request.http.query, "as");
  const auto eyes = as ? account_of(*as) : account;
  if (!eyes) return error_answer(400, "\"as\" is admin or user.");
  if (*eyes == Account::Admin && account != Account::Admin)
    return error_answer(403, "This is for the admin account.");
  const OpenAccounts open = desk.open_accounts();
  return json_answer(
      200, settings_json(*desk.keeper().current(), {.account = account,
                                                    .as = *eyes,
                                                    .model = &model,
                                                    .all = form_value(request.http.query, "all") == "1",
                                                    .admin_open = open.admin,
                                                    .user_open = open.user}));
}

void change(const Request& request, const SharedAnswer& answer, const SharedDesk& desk) {
  auto wish = read_settings_patch(request.http.body);
  if (!wish) return (*answer)(std::move(wish.error()));
  desk->submit(request.caller, *std::move(wish), answer_with(answer));
}

void undo(const Request& request, const SharedAnswer& answer, const SharedDesk& desk) {
  auto wish = read_undo(request.http.body);
  if (!wish) return (*answer)(std::move(wish.error()));
  desk->undo(request.caller, *wish, answer_with(answer));
}

void show_history(const Request& request, const SharedAnswer& answer, const SharedDesk& desk) {
  auto wish = read_history_query(request.http.query);
  if (!wish) return (*answer)(std::move(wish.error()));
  const bool taken = desk->keeper().history(
      wish->before, wish->limit,
      [answer](const Result<std::vector<io::HistoryEntry>>& history) { (*answer)(history_answer(history)); });
  if (!taken) answer->busy();
}

}  // namespace

void add_settings_routes(std::vector<Route>& routes, const RouteParts& parts, const SharedDesk& desk) {
  const auto schema = std::make_shared<const SettingsSchema>();
  const auto with_desk = [&desk](auto serve) {
    return Deferred{
        [desk, serve](const Request& request, const SharedAnswer& answer) { serve(request, answer, desk); }};
  };
  routes.push_back({"GET", "/api/v1/settings/schema", Access::User,
                    AtOnce{[schema](const Request& request) { return schema->answer(request.http); }}});
  routes.push_back(
      {"GET", "/api/v1/settings", Access::User,
       AtOnce{[desk, &model = parts.model](const Request& request) { return show(request, *desk, model); }}});
  routes.push_back({"PATCH", "/api/v1/settings", Access::User, with_desk(change), Content::Json});
  routes.push_back({"GET", "/api/v1/settings/history", Access::Admin, with_desk(show_history)});
  routes.push_back({"POST", "/api/v1/settings/undo", Access::Admin, with_desk(undo), Content::Json});
}

}  // namespace handset::web
