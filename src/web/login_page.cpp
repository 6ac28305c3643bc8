#include "web/login_page.h"

#include <string>
#include <utility>

#include "web/cookies.h"
#include "web/gate.h"
#include "web/html_page.h"
#include "web/json.h"

namespace handset::web {
namespace {

io::HttpResponse used_up_page() {
  XmlText page = begin_page("This link is used up");
  page.element(
      "p",
      "A login link works once, and for ten minutes. Start the program anew for another one, or log in "
      "with a password.");
  add_link(page, "/phone", "To the phone");
  return page_response(410, std::move(page));
}

// Whoever only looks does not use the link up.
io::HttpResponse head_refused() {
  io::HttpResponse answer = error_answer(405, "A login link answers GET only.");
  answer.fields.push_back({"Allow", "GET"});
  return answer;
}

}  // namespace

std::string login_path(std::string_view token) {
  return "/login/" + std::string(token);
}

void add_login_routes(std::vector<Route>& routes, const RouteParts& parts) {
  const auto follow = [links = parts.links, sessions = parts.sessions, now = parts.now,
                       &logins = parts.logins](const Request& request) -> io::HttpResponse {
    if (request.http.method != "GET") return head_refused();
    if (const Duration wait = logins.delay(request.caller.source); wait > Duration::zero())
      return too_many_failures(wait);
    if (!links->take(request.matched.at(0), now())) {
      logins.record_failure(request.caller.source);
      return used_up_page();
    }
    if (const auto cookie = read_login_cookie(request.http); cookie.id) sessions->end(*cookie.id);
    const NewSession opened = sessions->open(Account::Admin, now());
    return {303, {{"Location", "/phone"}, {"Set-Cookie", set_cookie(request.http, opened.id)}}, {}};
  };
  routes.push_back({"GET", "/login/{token}", Access::Open, AtOnce{follow}});
}

}  // namespace handset::web
