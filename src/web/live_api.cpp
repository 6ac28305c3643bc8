#include "web/live_api.h"

#include <cstdint>
#include <string>
#include <tl/expected.hpp>
#include <utility>

#include "base/text.h"
#include "io/web_socket.h"
#include "web/form_body.h"
#include "web/json.h"

namespace handset::web {
namespace {

// ?stream=ID&after=N&pictures=no. A number that is none is one of another stream: it gets a snapshot.
tl::expected<LiveWish, io::HttpResponse> read_wish(std::string_view query) {
  LiveWish wish;
  const auto fields = read_form(query);
  if (!fields) return tl::unexpected(error_answer(400, fields.error()));
  for (const FormField& field : *fields) {
    if (field.name == "stream") {
      wish.stream = field.value;
    } else if (field.name == "after") {
      const auto number = parse_decimal(field.value, UINT64_MAX);
      if (!number) return tl::unexpected(error_answer(400, "after= is the number of an event."));
      wish.after = *number;
    } else if (field.name == "pictures" && (field.value == "yes" || field.value == "no")) {
      wish.pictures = field.value == "yes";
    } else {
      return tl::unexpected(error_answer(400, "What may be asked for: stream=, after= and pictures=no."));
    }
  }
  return wish;
}

io::HttpResponse upgrade_required() {
  io::HttpResponse answer = error_answer(426, "This is a WebSocket: ask for it with an opening handshake.");
  answer.fields.push_back({"Upgrade", "websocket"});
  return answer;
}

}  // namespace

void add_live_routes(std::vector<Route>& routes, const RouteParts& parts) {
  const auto open = [hub = parts.live, &model = parts.model](const Request& request) -> io::HttpResponse {
    if (!io::is_web_socket_request(request.http)) return upgrade_required();
    auto wish = read_wish(request.http.query);
    if (!wish) return std::move(wish.error());
    if (model.screen == phone::ScreenKind::None) wish->pictures = false;
    io::HttpResponse answer{101, {}, {}};
    answer.user = hub->invite(request.caller, *std::move(wish));
    return answer;
  };
  routes.push_back({"GET", "/api/v1/events", Access::User, AtOnce{open}});
}

}  // namespace handset::web
