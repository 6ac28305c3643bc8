#include "web/session_api.h"

#include <boost/json/array.hpp>
#include <chrono>
#include <utility>

#include "web/cookies.h"
#include "web/gate.h"
#include "web/json.h"

namespace handset::web {
namespace {

namespace json = boost::json;

constexpr std::string_view what_is_right = R"(Send {"account": "admin", "password": "..."}.)";

tl::expected<Credentials, io::HttpResponse> read_login(std::string_view body) {
  auto object = read_object(body);
  if (!object) return tl::unexpected(std::move(object.error()));
  const auto* account = object->if_contains("account");
  const auto* password = object->if_contains("password");
  if (object->size() != 2 || account == nullptr || password == nullptr || !account->is_string() ||
      !password->is_string())
    return tl::unexpected(
        error_answer(400, "A login is an account and a password. " + std::string(what_is_right)));
  return Credentials{std::string(account->get_string()), std::string(password->get_string())};
}

io::HttpResponse session_answer(const Session& session) {
  return json_answer(200, {{"account", json_text(account_name(session.account))},
                           {"token", json_text(session.token)},
                           {"expires_in", std::chrono::duration_cast<seconds>(session.expires_in).count()}});
}

// What follows the check of a password, on whatever thread.
struct Login {
  std::shared_ptr<Sessions> sessions;
  SteadyTime now;
  io::HttpRequest request;
  SharedAnswer answer;

  void finish(const LoginOutcome& outcome) const {
    switch (outcome.verdict) {
      case LoginOutcome::Verdict::Right:
        return open(outcome.account);
      case LoginOutcome::Verdict::Wrong:
        return (*answer)(error_answer(401, "The name or the password is wrong."));
      case LoginOutcome::Verdict::Later:
        return (*answer)(too_many_failures(outcome.wait));
      case LoginOutcome::Verdict::Busy:
        return answer->busy();
    }
  }
  // Always a new session: an id that somebody planted before the login is worth nothing after it.
  void open(Account account) const {
    if (const auto cookie = read_login_cookie(request); cookie.id) sessions->end(*cookie.id);
    const NewSession opened = sessions->open(account, now);
    io::HttpResponse response = session_answer(opened.session);
    response.fields.push_back({"Set-Cookie", set_cookie(request, opened.id)});
    (*answer)(std::move(response));
  }
};

io::HttpResponse nobody_answer(const Accounts& accounts) {
  json::array open;
  for (const Account account : {Account::Admin, Account::User})
    if (accounts.is_open(account)) open.push_back(json_text(account_name(account)));
  return json_answer(401, {{"error", "Nobody has logged in."}, {"open", std::move(open)}});
}

}  // namespace

void add_session_routes(std::vector<Route>& routes, const RouteParts& parts) {
  const auto sessions = parts.sessions;
  const auto now = parts.now;
  const auto log_in = [sessions, now, &logins = parts.logins](const Request& request,
                                                              const SharedAnswer& answer) {
    auto credentials = read_login(request.http.body);
    if (!credentials) return (*answer)(std::move(credentials.error()));
    logins.check(request.caller.source, *std::move(credentials),
                 [login = Login{sessions, now(), request.http, answer}](const LoginOutcome& outcome) {
                   login.finish(outcome);
                 });
  };
  const auto show = [sessions, now, &accounts = parts.accounts](const Request& request) {
    const LoginCookie cookie = read_login_cookie(request.http);
    const auto session = cookie.id ? sessions->find(*cookie.id, now()) : std::nullopt;
    return session ? session_answer(*session) : nobody_answer(accounts);
  };
  const auto log_out = [sessions](const Request& request) {
    if (const auto cookie = read_login_cookie(request.http); cookie.id) sessions->end(*cookie.id);
    return io::HttpResponse{204, {{"Set-Cookie", clear_cookie(request.http)}}, {}};
  };
  routes.push_back({"POST", "/api/v1/login", Access::Open, Deferred{log_in}, Content::Json});
  routes.push_back({"GET", "/api/v1/session", Access::Open, AtOnce{show}});
  routes.push_back({"POST", "/api/v1/logout", Access::User, AtOnce{log_out}});
}

}  // namespace handset::web
