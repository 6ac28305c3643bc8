#include "web/gate.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "web/api.h"

namespace handset::web {
namespace {

constexpr std::string_view http_scheme = "http://";

struct HostPort {
  std::string_view host;  // a literal IPv6 address without its brackets
  std::string_view port;  // "80" when left out
};

std::optional<HostPort> split_host(std::string_view text) {
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
  out.port = "80";
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
bool is_same_origin(std::string_view origin, const HostPort& host) {
  if (!starts_with_ignoring_case(origin, http_scheme)) return false;
  const auto from = split_host(origin.substr(http_scheme.size()));
  return from && equal_ignoring_case(from->host, host.host) && from->port == host.port;
}

// "none": a person typed the address. That may show a page, and change nothing.
bool is_same_site(std::string_view fetch_site, std::string_view method) {
  return fetch_site == "same-origin" || (fetch_site == "none" && (method == "GET" || method == "HEAD"));
}

constexpr std::array security_fields = std::to_array<std::array<std::string_view, 2>>({
    {"Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"},
    {"Referrer-Policy", "no-referrer"},
    {"Cache-Control", "no-store"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
});

}  // namespace

std::optional<io::HttpResponse> refuse_origin(const io::HttpRequest& request,
                                              std::span<const std::string> hosts) {
  const auto host = split_host(request.field("Host"));
  if (!host || !is_ours(host->host, request, hosts))
    return error_answer(421, "The Host of this request is none of this phone's addresses.");
  for (const HttpField& field : request.fields) {
    const bool foreign =
        (equal_ignoring_case(field.name, "Origin") && !is_same_origin(field.value, *host)) ||
        (equal_ignoring_case(field.name, "Sec-Fetch-Site") && !is_same_site(field.value, request.method));
    if (foreign) return error_answer(403, "This request comes from a page of another site.");
  }
  return std::nullopt;
}

std::optional<Credentials> basic_credentials(const io::HttpRequest& request) {
  constexpr std::string_view scheme = "Basic ";
  constexpr std::size_t most_letters = 1024;
  const HttpField* only = nullptr;
  for (const HttpField& field : request.fields) {
    if (!equal_ignoring_case(field.name, "Authorization")) continue;
    if (only != nullptr) return std::nullopt;
    only = &field;
  }
  if (only == nullptr || only->value.size() > most_letters) return std::nullopt;
  if (!starts_with_ignoring_case(only->value, scheme)) return std::nullopt;
  const auto plain = base64_decode(trim(std::string_view(only->value).substr(scheme.size())));
  if (!plain) return std::nullopt;
  const auto split = split_once(*plain, ':');
  if (!split.found) return std::nullopt;
  return Credentials{std::string(split.before), std::string(split.after)};
}

io::HttpResponse ask_for_credentials() {
  io::HttpResponse answer =
      error_answer(401, "The name and password of this phone's admin or user account are needed.");
  answer.fields.push_back({"WWW-Authenticate", R"(Basic realm="Handset", charset="UTF-8")"});
  return answer;
}

io::HttpResponse come_back_later(int status, Duration wait, std::string_view sentence) {
  io::HttpResponse answer = error_answer(status, sentence);
  const auto whole = std::chrono::ceil<seconds>(wait).count();
  answer.fields.push_back({"Retry-After", std::to_string(std::max<std::int64_t>(whole, 1))});
  return answer;
}

void add_security_fields(io::HttpResponse& answer) {
  for (const auto& [name, value] : security_fields)
    answer.fields.push_back({std::string(name), std::string(value)});
}

}  // namespace handset::web
