#include "web/execute_door.h"

#include <memory>
#include <utility>

#include "phone/station.h"
#include "web/execute_answer.h"
#include "web/execute_body.h"
#include "web/shard_door.h"

namespace handset::web {
namespace {

// The phone does it and answers on its shard.
void execute(const Request& request, const SharedAnswer& answer, ShardDoor& shard) {
  auto body = read_execute_body(request.http.field("Content-Type"), request.http.body);
  if (!body) return (*answer)(execute_error(body.error().status, xml::PushError::Parse, body.error().words));
  const auto push = std::make_shared<const phone::HttpPush>(
      phone::HttpPush{request.http.remote, std::move(body->document), std::move(body->charset)});
  shard.run([answer, push](phone::Station& station) { (*answer)(execute_answer(station.post(*push))); });
}

}  // namespace

void add_execute_routes(std::vector<Route>& routes, const RouteParts& parts) {
  routes.push_back({"POST", "/CGI/Execute", Access::Push,
                    Deferred{[shard = parts.shard](const Request& request, const SharedAnswer& answer) {
                      execute(request, answer, *shard);
                    }}});
}

}  // namespace handset::web
