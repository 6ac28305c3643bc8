#include "web/gate.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

#include "base/text.h"
#include "web/json.h"

namespace handset::web {
namespace {

struct HostPort {
  std::string_view host;  // a literal IPv6 address without its brackets
  std::string_view port;  // that of the scheme when left out
};

std::string_view scheme_of(const io::HttpRequest& request) {
  return request.tls ? "https://" : "http://";
}

std::optional<HostPort> split_host(std::string_view text, bool tls) {
  HostPort out;
  std::string_view rest;
  if (text.starts_with('[')) {
    const auto end = text.find(']');
    if (end == std::string_view::npos) return std::nullopt;
    out.host = text.substr(1, end - 1);
    rest = text.substr(end + 1);
  } else {
    out.host = text.substr(0, text.find(':'));
    rest = text.substr(out.host.size());
  }
  out.port = tls ? "443" : "80";
  if (rest.empty()) return out;
  out.port = rest.substr(1);
  if (rest.front() != ':' || !parse_decimal(out.port, 65535)) return std::nullopt;
  return out;
}

bool is_ours(std::string_view host, const io::HttpRequest& request, std::span<const std::string> hosts) {
  if (equal_ignoring_case(host, "localhost")) return true;
  if (std::any_of(hosts.begin(), hosts.end(),
                  [&](const std::string& known) { return equal_ignoring_case(known, host); }))
    return true;
  const auto address = IpAddress::parse(host);
  return address && (address->is_loopback() || *address == request.local.address);
}

// A browser says where a request comes from in Origin, when another site may be behind it.
bool is_same_origin(std::string_view origin, const HostPort& host, const io::HttpRequest& request) {
  const auto scheme = scheme_of(request);
  if (!starts_with_ignoring_case(origin, scheme)) return false;
  const auto from = split_host(origin.substr(scheme.size()), request.tls);
  return from && equal_ignoring_case(from->host, host.host) && from->port == host.port;
}

// "none": a person typed the address. That may show a page, and change nothing.
bool is_same_site(std::string_view fetch_site, std::string_view method) {
  return fetch_site == "same-origin" || (fetch_site == "none" && (method == "GET" || method == "HEAD"));
}

bool has_field(const io::HttpRequest& request, std::string_view name) {
  return std::any_of(request.fields.begin(), request.fields.end(),
                     [name](const HttpField& field) { return equal_ignoring_case(field.name, name); });
}

constexpr std::array security_fields = std::to_array<std::array<std::string_view, 2>>({
    {"Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"},
    {"Referrer-Policy", "no-referrer"},
    {"Cache-Control", "no-store"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
});

}  // namespace

void HostNames::set(std::vector<std::string> names) {
  auto next = std::make_shared<const std::vector<std::string>>(std::move(names));
  const std::lock_guard lock(mutex_);
  names_ = std::move(next);
}

std::shared_ptr<const std::vector<std::string>> HostNames::get() const {
  const std::lock_guard lock(mutex_);
  return names_;
}

std::vector<std::string> split_host_names(std::string_view text) {
  std::vector<std::string> out;
  for (bool more = true; more;) {
    const auto split = split_once(text, ',');
    if (const auto name = trim(split.before); !name.empty()) out.emplace_back(name);
    text = split.after;
    more = split.found;
  }
  return out;
}

std::string_view host_name_of(const io::HttpRequest& request) {
  const std::string_view host = request.field("Host");
  const auto bracket = host.find(']');
  return host.substr(0, host.find(':', bracket == std::string_view::npos ? 0 : bracket));
}

std::optional<io::HttpResponse> refuse_origin(const io::HttpRequest& request,
                                              std::span<const std::string> hosts) {
  const auto host = split_host(request.field("Host"), request.tls);
  // Programs of HTTP/1.0 may name no host. Browsers always do, so no foreign name has led here.
  const bool nameless = !has_field(request, "Host");
  if (!host || (!nameless && !is_ours(host->host, request, hosts)))
    return error_answer(421, "The Host of this request is none of this phone's addresses.");
  for (const HttpField& field : request.fields) {
    const bool is_origin = equal_ignoring_case(field.name, "Origin");
    const bool is_site = equal_ignoring_case(field.name, "Sec-Fetch-Site");
    const bool foreign = (is_origin && (nameless || !is_same_origin(field.value, *host, request))) ||
                         (is_site && (nameless || !is_same_site(field.value, request.method)));
    if (foreign) return error_answer(403, "This request comes from a page of another site.");
  }
  return std::nullopt;
}

bool comes_from_browser(const io::HttpRequest& request) {
  constexpr std::array<std::string_view, 3> tell = {"Origin", "Accept-Language", "Upgrade-Insecure-Requests"};
  return std::any_of(request.fields.begin(), request.fields.end(), [&](const HttpField& field) {
    return starts_with_ignoring_case(field.name, "Sec-Fetch-") ||
           std::any_of(tell.begin(), tell.end(),
                       [&](std::string_view name) { return equal_ignoring_case(field.name, name); });
  });
}

HttpField retry_after(Duration wait) {
  const auto whole = std::chrono::ceil<seconds>(wait).count();
  return {"Retry-After", std::to_string(std::max<std::int64_t>(whole, 1))};
}

io::HttpResponse come_back_later(int status, Duration wait, std::string_view sentence) {
  io::HttpResponse answer = error_answer(status, sentence);
  answer.fields.push_back(retry_after(wait));
  return answer;
}

io::HttpResponse too_many_failures(Duration wait) {
  return come_back_later(429, wait, "Too many wrong passwords came from your address; wait a little.");
}

void add_security_fields(io::HttpResponse& answer, bool tls) {
  const auto add = [&](std::string_view name, std::string_view value) {
    const bool there = std::any_of(answer.fields.begin(), answer.fields.end(), [&](const HttpField& field) {
      return equal_ignoring_case(field.name, name);
    });
    if (!there) answer.fields.push_back({std::string(name), std::string(value)});
  };
  for (const auto& [name, value] : security_fields) add(name, value);
  if (tls) add("Strict-Transport-Security", "max-age=31536000");
}

}  // namespace handset::web
