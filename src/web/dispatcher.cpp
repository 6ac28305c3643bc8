#include "web/dispatcher.h"

#include <utility>

#include "base/hash.h"
#include "base/text.h"
#include "web/cookies.h"
#include "web/execute_answer.h"
#include "web/form_body.h"
#include "web/json.h"

namespace handset::web {
namespace {

bool changes_nothing(const io::HttpRequest& request) {
  return request.method == "GET" || request.method == "HEAD";
}

// A form without script has no field of its own for it.
std::string sent_token(const Route& route, const io::HttpRequest& request) {
  const std::string_view field = request.field("X-CSRF-Token");
  if (!field.empty() || route.content != Content::Form) return std::string(field);
  return form_value(request.body, "csrf_token").value_or(std::string());
}

std::optional<io::HttpResponse> refuse_content(const Route& route, const io::HttpRequest& request) {
  if (route.content == Content::Any || changes_nothing(request)) return std::nullopt;
  const bool form = route.content == Content::Form;
  const std::string_view wanted = form ? "application/x-www-form-urlencoded" : "application/json";
  const auto given = media_type(request.field("Content-Type"));
  if (equal_ignoring_case(given, wanted)) return std::nullopt;
  return error_answer(415, std::string(form ? "A form" : "JSON") +
                               " is wanted here, with Content-Type: " + std::string(wanted) + ".");
}

int push_status(PushVerdict::Kind kind) {
  switch (kind) {
    case PushVerdict::Kind::Closed:
      return 403;
    case PushVerdict::Kind::Malformed:
      return 400;
    case PushVerdict::Kind::Later:
      return 429;
    case PushVerdict::Kind::Busy:
      return 503;
    case PushVerdict::Kind::Admitted:
    case PushVerdict::Kind::Unknown:
      break;
  }
  return 401;
}

}  // namespace

struct Dispatcher::Visit {
  const Route* route;
  Request request;
  SharedAnswer answer;

  void refuse(io::HttpResponse response) const { (*answer)(std::move(response)); }
};

Dispatcher::Dispatcher(DispatcherParts parts, RouteTable routes)
    : parts_(std::move(parts)), routes_(std::move(routes)) {}

void Dispatcher::dispatch(const io::HttpRequest& request, const SharedAnswer& answer) {
  if (auto refusal = refuse_origin(request, *parts_.hosts.get())) return (*answer)(*std::move(refusal));
  auto found = routes_.find(request.method, request.path);
  if (auto* refusal = std::get_if<io::HttpResponse>(&found)) return (*answer)(std::move(*refusal));
  auto& match = std::get<Match>(found);
  const auto visit =
      std::make_shared<Visit>(Visit{match.route, {request, {}, std::move(match.matched)}, answer});
  const LoginCookie cookie = read_login_cookie(request);
  Caller& caller = visit->request.caller;
  caller.source = request.remote.address;
  caller.browser = cookie.present || comes_from_browser(request);
  if (match.route->acts && caller.browser) return visit->refuse(parts_.page(request));

  std::optional<Session> session;
  if (cookie.id) session = parts_.sessions.find(*cookie.id, parts_.now());
  if (session) {
    caller.account = session->account;
    caller.means = Means::Session;
    caller.session = session->key;
  }
  if (match.route->access == Access::Open) return serve(visit);
  if (match.route->access == Access::Push) return judge_push(visit);
  if (!session && match.route->access == Access::Onlooker)
    if (const auto verdict = parts_.push.admit_stranger(request)) return receive_stranger(visit, *verdict);
  if (!session) return use_credentials(visit);
  if (!changes_nothing(request) && !equal_constant_time(sent_token(*match.route, request), session->token))
    return visit->refuse(error_answer(403, "The token of the login is missing or wrong."));
  enter(visit);
}

void Dispatcher::receive_stranger(const SharedVisit& visit, const PushVerdict& verdict) {
  if (verdict.kind == PushVerdict::Kind::Admitted) return serve(visit);
  if (verdict.kind == PushVerdict::Kind::Later) return visit->refuse(too_many_failures(verdict.wait));
  ask_to_log_in(visit, verdict.stale);
}

void Dispatcher::use_credentials(const SharedVisit& visit) {
  const std::string_view value = authorization_of(visit->request.http);
  if (starts_with_ignoring_case(value, "Digest ")) return use_digest(visit, value);
  if (auto credentials = basic_credentials(value)) return use_basic(visit, *std::move(credentials));
  ask_to_log_in(visit, false);
}

void Dispatcher::use_basic(const SharedVisit& visit, Credentials credentials) {
  parts_.logins.check(visit->request.caller.source, std::move(credentials),
                      [this, visit](const LoginOutcome& outcome) {
                        switch (outcome.verdict) {
                          case LoginOutcome::Verdict::Right:
                            visit->request.caller.account = outcome.account;
                            visit->request.caller.means = Means::Credentials;
                            return enter(visit);
                          case LoginOutcome::Verdict::Wrong:
                            return ask_to_log_in(visit, false);
                          case LoginOutcome::Verdict::Later:
                            return visit->refuse(too_many_failures(outcome.wait));
                          case LoginOutcome::Verdict::Busy:
                            return visit->answer->busy();
                        }
                      });
}

void Dispatcher::use_digest(const SharedVisit& visit, std::string_view value) {
  const IpAddress source = visit->request.caller.source;
  if (const Duration wait = parts_.logins.delay(source); wait > Duration::zero())
    return visit->refuse(too_many_failures(wait));
  const DigestOutcome outcome = parts_.digest.check(visit->request.http, value, parts_.now());
  switch (outcome.verdict) {
    case DigestVerdict::Right:
      visit->request.caller.account = outcome.account;
      visit->request.caller.means = Means::Credentials;
      return enter(visit);
    case DigestVerdict::Stale:
      return ask_to_log_in(visit, true);
    case DigestVerdict::Malformed:
      return visit->refuse(
          error_answer(400, "The Authorization field is no answer to this phone's challenge."));
    case DigestVerdict::Wrong:
      break;
  }
  parts_.logins.record_failure(source);
  ask_to_log_in(visit, false);
}

void Dispatcher::judge_push(const SharedVisit& visit) {
  // Neither cookies nor accounts count here.
  visit->request.caller.account.reset();
  visit->request.caller.session.reset();
  visit->request.caller.means = Means::None;
  parts_.push.check(visit->request.http, [this, visit](const PushVerdict& verdict) {
    if (verdict.kind == PushVerdict::Kind::Admitted) return serve(visit);
    refuse_push(visit, verdict);
  });
}

void Dispatcher::refuse_push(const SharedVisit& visit, const PushVerdict& verdict) {
  io::HttpResponse answer =
      execute_error(push_status(verdict.kind), xml::PushError::Authentication, verdict.words);
  if (verdict.wait > Duration::zero()) answer.fields.push_back(retry_after(verdict.wait));
  if (verdict.kind == PushVerdict::Kind::Unknown && !visit->request.caller.browser)
    for (HttpField& field : parts_.push.challenges(visit->request.http, verdict.stale))
      answer.fields.push_back(std::move(field));
  visit->refuse(std::move(answer));
}

void Dispatcher::ask_to_log_in(const SharedVisit& visit, bool stale) {
  io::HttpResponse answer =
      error_answer(401, "The name and password of this phone's admin or user account are needed.");
  const Caller& caller = visit->request.caller;
  if (!caller.browser) {
    for (std::string& challenge : parts_.digest.challenges(caller.source, stale, parts_.now()))
      answer.fields.push_back({"WWW-Authenticate", std::move(challenge)});
    answer.fields.push_back(
        {"WWW-Authenticate", "Basic realm=\"" + std::string(web_realm) + "\", charset=\"UTF-8\""});
  }
  visit->refuse(std::move(answer));
}

void Dispatcher::enter(const SharedVisit& visit) {
  if (visit->route->access == Access::Admin && !visit->request.caller.is_admin())
    return visit->refuse(error_answer(403, "This is for the admin account."));
  serve(visit);
}

void Dispatcher::serve(const SharedVisit& visit) {
  if (auto refusal = refuse_content(*visit->route, visit->request.http))
    return visit->refuse(*std::move(refusal));
  const auto& handler = visit->route->handler;
  if (const auto* at_once = std::get_if<AtOnce>(&handler))
    return (*visit->answer)(at_once->answer(visit->request));
  if (const auto* deferred = std::get_if<Deferred>(&handler))
    return deferred->begin(visit->request, visit->answer);
  auto read = std::get<OnShard>(handler).read(visit->request);
  if (auto* answer = std::get_if<io::HttpResponse>(&read)) return (*visit->answer)(std::move(*answer));
  parts_.on_shard(std::get<ShardWork>(std::move(read)), visit->answer);
}

}  // namespace handset::web
