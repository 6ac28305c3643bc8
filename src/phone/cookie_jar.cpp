#include "phone/cookie_jar.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "base/address.h"
#include "base/text.h"
#include "phone/page_headers.h"

namespace handset::phone {
namespace {

constexpr std::size_t country_letters = 2;

bool is_clean(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= ' ' && byte < 0x7F && c != ';' && c != ',';
  });
}

bool lies_in(std::string_view host, std::string_view domain) {
  if (host == domain) return true;
  return host.size() > domain.size() && host.ends_with(domain) &&
         host[host.size() - domain.size() - 1] == '.';
}

// Whether cookies may be for all hosts of that domain.
bool may_be_shared(std::string_view domain) {
  const auto dots = std::count(domain.begin(), domain.end(), '.');
  const std::size_t top = domain.size() - domain.rfind('.') - 1;
  return dots >= (top == country_letters ? 2 : 1);
}

// RFC 6265 section 5.1.4: the folder of the page.
std::string usual_path(std::string_view path) {
  path = path.substr(0, path.find('?'));
  const auto slash = path.rfind('/');
  return std::string(slash == 0 || slash == std::string_view::npos ? "/" : path.substr(0, slash));
}

bool covers(std::string_view path, std::string_view asked) {
  asked = asked.substr(0, asked.find('?'));
  if (!asked.starts_with(path)) return false;
  return asked.size() == path.size() || path.ends_with('/') || asked[path.size()] == '/';
}

}  // namespace

// A Set-Cookie field in its parts.
struct CookieJar::Given {
  Cookie cookie;
  std::string domain;               // empty: none is named
  std::optional<Duration> lives{};  // by Max-Age
  std::optional<WallTime> until{};  // by Expires, which Max-Age outranks

  static std::optional<Given> read(std::string_view field);
  void read_attribute(std::string_view attribute);
};

std::optional<CookieJar::Given> CookieJar::Given::read(std::string_view field) {
  Split part = split_once(field, ';');
  const Split pair = split_once(part.before, '=');
  Given given;
  given.cookie.name = trim(pair.before);
  given.cookie.value = trim(pair.after);
  const std::size_t bytes = given.cookie.name.size() + 1 + given.cookie.value.size();
  if (!pair.found || given.cookie.name.empty() || bytes > most_bytes) return std::nullopt;
  if (!is_clean(given.cookie.name) || !is_clean(given.cookie.value)) return std::nullopt;
  while (part.found) {
    part = split_once(part.after, ';');
    given.read_attribute(part.before);
  }
  return given;
}

void CookieJar::Given::read_attribute(std::string_view attribute) {
  constexpr std::uint64_t day = 86400;
  const Split pair = split_once(attribute, '=');
  const std::string_view name = trim(pair.before);
  std::string_view value = trim(pair.after);
  if (equal_ignoring_case(name, "Secure")) {
    cookie.secure = true;
  } else if (equal_ignoring_case(name, "Path")) {
    cookie.path = value.starts_with('/') && is_clean(value) ? value : std::string_view();
  } else if (equal_ignoring_case(name, "Domain")) {
    if (value.starts_with('.')) value.remove_prefix(1);
    domain = lower_case(value);
  } else if (equal_ignoring_case(name, "Expires")) {
    until = parse_expires(value);
  } else if (equal_ignoring_case(name, "Max-Age")) {
    if (const auto age = parse_decimal(value, UINT64_MAX)) {
      lives = seconds(static_cast<std::int64_t>(std::min(*age, day)));
    } else if (value.starts_with('-')) {
      lives = Duration{};
    }
  }
}

void CookieJar::take(const WebUrl& from, std::string_view set_cookie, SteadyTime now, WallTime wall) {
  drop_ended(now);
  auto given = Given::read(set_cookie);
  if (!given || (given->cookie.secure && !from.secure)) return;
  Cookie& cookie = given->cookie;
  std::string host = from.host;
  if (!given->domain.empty() && given->domain != host) {
    if (IpAddress::parse(host) || !lies_in(host, given->domain) || !may_be_shared(given->domain)) return;
    host = given->domain;
    cookie.host_only = false;
  } else if (!given->domain.empty()) {
    cookie.host_only = IpAddress::parse(host) || !may_be_shared(host);
  }
  if (cookie.path.empty()) cookie.path = usual_path(from.path);
  if (cookie.path.size() > most_path) return;
  if (!given->lives && given->until) given->lives = *given->until - wall;
  if (given->lives && *given->lives <= Duration{}) return forget(host, cookie);
  if (given->lives) cookie.ends = now + std::min<Duration>(*given->lives, minutes(1440));
  keep(host, std::move(cookie), now);
}

void CookieJar::keep(const std::string& name, Cookie cookie, SteadyTime now) {
  forget(name, cookie);
  Host& host = host_of(name, now);
  cookie.used = now;
  if (host.cookies.size() == most_of_a_host) {
    host.cookies.erase(std::min_element(host.cookies.begin(), host.cookies.end(),
                                        [](const Cookie& a, const Cookie& b) { return a.used < b.used; }));
  }
  host.cookies.push_back(std::move(cookie));
}

CookieJar::Host& CookieJar::host_of(const std::string& name, SteadyTime now) {
  auto found =
      std::find_if(hosts_.begin(), hosts_.end(), [&](const Host& host) { return host.name == name; });
  if (found == hosts_.end()) {
    if (hosts_.size() == most_hosts) {
      hosts_.erase(std::min_element(hosts_.begin(), hosts_.end(),
                                    [](const Host& a, const Host& b) { return a.used < b.used; }));
    }
    hosts_.push_back({name, {}, now});
    found = hosts_.end() - 1;
  }
  found->used = now;
  return *found;
}

// A cookie is the same as another of its name and path (RFC 6265 section 5.3, step 11).
void CookieJar::forget(const std::string& name, const Cookie& like) {
  for (Host& host : hosts_) {
    if (host.name != name) continue;
    std::erase_if(host.cookies, [&](const Cookie& each) {
      return each.name == like.name && each.path == like.path && each.host_only == like.host_only;
    });
  }
  std::erase_if(hosts_, [](const Host& host) { return host.cookies.empty(); });
}

std::string CookieJar::field_for(const WebUrl& to, SteadyTime now) {
  drop_ended(now);
  std::vector<const Cookie*> sent;
  for (Host& host : hosts_) {
    if (!lies_in(to.host, host.name)) continue;
    for (Cookie& cookie : host.cookies) {
      if (cookie.host_only && host.name != to.host) continue;
      if ((cookie.secure && !to.secure) || !covers(cookie.path, to.path)) continue;
      cookie.used = host.used = now;
      sent.push_back(&cookie);
    }
  }
  // RFC 6265 section 5.4: longer paths first.
  std::stable_sort(sent.begin(), sent.end(),
                   [](const Cookie* a, const Cookie* b) { return a->path.size() > b->path.size(); });
  std::string field;
  for (const Cookie* cookie : sent) {
    if (!field.empty()) field += "; ";
    field += cookie->name + "=" + cookie->value;
  }
  return field;
}

void CookieJar::drop_ended(SteadyTime now) {
  for (Host& host : hosts_) {
    std::erase_if(host.cookies, [now](const Cookie& cookie) {
      return cookie.used + idle_life <= now || (cookie.ends && *cookie.ends <= now);
    });
  }
  std::erase_if(hosts_, [](const Host& host) { return host.cookies.empty(); });
}

std::size_t CookieJar::size() const {
  std::size_t count = 0;
  for (const Host& host : hosts_) count += host.cookies.size();
  return count;
}

}  // namespace handset::phone
