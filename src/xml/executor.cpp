#include "xml/executor.h"

#include "base/utf8.h"

namespace handset::xml {

namespace {

Outcome open_page(std::string_view url, Priority priority, ExecuteHost& host) {
  switch (priority) {
    case Priority::Now:
      return host.open_now(url);
    case Priority::WhenIdle:
      return host.open_when_idle(url);
    case Priority::IfIdle:
      break;
  }
  return host.idle() ? host.open_now(url) : Outcome::not_idle();
}

Outcome run_item(const ExecuteItem& item, Mode mode, ExecuteHost& host) {
  const Uri uri = parse_uri(item.url);
  if (uri.scheme == Scheme::None) return Outcome::invalid_uri();
  if (uri.is_web()) {
    if (!is_web_url(uri.text) || count_code_points(uri.text) > url_letters(mode))
      return Outcome::invalid_uri();
    return open_page(uri.text, item.priority, host);
  }
  return may_stand_in_execute(uri.scheme) ? host.run(uri) : Outcome::not_found();
}

}  // namespace

Response run_execute(const Execute& execute, Mode mode, ExecuteHost& host) {
  Response response;
  response.items.reserve(execute.items.size());
  for (const ExecuteItem& item : execute.items) {
    Outcome outcome = run_item(item, mode, host);
    response.items.push_back({outcome.status, std::move(outcome.data), item.url});
  }
  return response;
}

bool may_stand_in_execute(Scheme scheme) {
  switch (scheme) {
    case Scheme::None:
    case Scheme::Unknown:
    case Scheme::SoftKey:
    case Scheme::QueryStringParam:
    case Scheme::Notify:
      return false;
    default:
      return true;
  }
}

}  // namespace handset::xml
