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

using HttpsPort = std::function<std::optional<std::uint16_t>(const IpAddress& local)>;

// Who asks from another machine without TLS is to be asked to use it, if it is there.
void add_https_advice(json::object& body, const io::HttpRequest& request, const HttpsPort& https_port) {
  if (request.tls || request.local.address.is_loopback()) return;
  json::value address = nullptr;
  if (const auto port = https_port ? https_port(request.local.address) : std::nullopt)
    address = "https://" + std::string(host_name_of(request)) + ":" + std::to_string(*port);
  body["https_advice"] = json::object{{"address", std::move(address)}};
}

json::object session_object(const Session& session) {
  return {{"account", json_text(account_name(session.account))},
          {"token", json_text(session.token)},
          {"expires_in", std::chrono::duration_cast<seconds>(session.expires_in).count()}};
}

// What follows the check of a password, on whatever thread.
struct Login {
  std::shared_ptr<Sessions> sessions;
  SteadyTime now;
  io::HttpRequest request;
  SharedAnswer answer;
  HttpsPort https_port;

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
    json::object body = session_object(opened.session);
    add_https_advice(body, request, https_port);
    io::HttpResponse response = json_answer(200, body);
    response.fields.push_back({"Set-Cookie", set_cookie(request, opened.id)});
    (*answer)(std::move(response));
  }
};

json::object nobody_object(const Accounts& accounts) {
  json::array open;
  for (const Account account : {Account::Admin, Account::User})
    if (accounts.is_open(account)) open.push_back(json_text(account_name(account)));
  return {{"error", "Nobody has logged in."}, {"open", std::move(open)}};
}

}  // namespace

void add_session_routes(std::vector<Route>& routes, const RouteParts& parts) {
  const auto sessions = parts.sessions;
  const auto now = parts.now;
  const auto https_port = parts.https_port;
  const auto log_in = [sessions, now, https_port, &logins = parts.logins](const Request& request,
                                                                          const SharedAnswer& answer) {
    auto credentials = read_login(request.http.body);
    if (!credentials) return (*answer)(std::move(credentials.error()));
    logins.check(request.caller.source, *std::move(credentials),
                 [login = Login{sessions, now(), request.http, answer, https_port}](
                     const LoginOutcome& outcome) { login.finish(outcome); });
  };
  const auto show = [sessions, now, https_port, &accounts = parts.accounts](const Request& request) {
    const LoginCookie cookie = read_login_cookie(request.http);
    const auto session = cookie.id ? sessions->find(*cookie.id, now()) : std::nullopt;
    json::object body = session ? session_object(*session) : nobody_object(accounts);
    add_https_advice(body, request.http, https_port);
    return json_answer(session ? 200 : 401, body);
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
