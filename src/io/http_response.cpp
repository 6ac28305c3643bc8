#include "io/http_response.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>
#include <string_view>

#include "base/text.h"

namespace handset::io {
namespace {

struct Status {
  int code;
  std::string_view words;
};

constexpr std::array statuses = std::to_array<Status>({
    {100, "Continue"},
    {101, "Switching Protocols"},
    {200, "OK"},
    {201, "Created"},
    {202, "Accepted"},
    {204, "No Content"},
    {301, "Moved Permanently"},
    {302, "Found"},
    {303, "See Other"},
    {304, "Not Modified"},
    {307, "Temporary Redirect"},
    {308, "Permanent Redirect"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {406, "Not Acceptable"},
    {408, "Request Timeout"},
    {409, "Conflict"},
    {410, "Gone"},
    {411, "Length Required"},
    {412, "Precondition Failed"},
    {413, "Content Too Large"},
    {414, "URI Too Long"},
    {415, "Unsupported Media Type"},
    {417, "Expectation Failed"},
    {421, "Misdirected Request"},
    {422, "Unprocessable Content"},
    {426, "Upgrade Required"},
    {428, "Precondition Required"},
    {429, "Too Many Requests"},
    {431, "Request Header Fields Too Large"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {503, "Service Unavailable"},
    {504, "Gateway Timeout"},
    {505, "HTTP Version Not Supported"},
});

std::string_view words_of(int status) {
  const auto found =
      std::find_if(statuses.begin(), statuses.end(), [&](const Status& s) { return s.code == status; });
  return found == statuses.end() ? std::string_view("Status") : found->words;
}

// RFC 9110, 5.6.2.
bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return is_alnum(c) || std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
  });
}

bool is_field_value(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7F;
  });
}

// What the server says itself.
bool is_ours(std::string_view name) {
  constexpr std::array<std::string_view, 6> ours = {
      "Content-Length", "Transfer-Encoding", "Connection", "X-Content-Type-Options", "Date", "Keep-Alive"};
  return std::any_of(ours.begin(), ours.end(), [&](auto own) { return equal_ignoring_case(own, name); });
}

void append_field(std::string& out, std::string_view name, std::string_view value) {
  out += name;
  out += ": ";
  out += value;
  out += "\r\n";
}

// RFC 9110, 5.6.7: fixed English names, whatever the locale.
std::string http_date(WallTime now) {
  constexpr std::array days = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                 "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::time_t time = std::chrono::system_clock::to_time_t(now);
  std::tm utc{};
  ::gmtime_r(&time, &utc);
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%s, %02d %s %04d %02d:%02d:%02d GMT",
                days[static_cast<std::size_t>(utc.tm_wday)], utc.tm_mday,
                months[static_cast<std::size_t>(utc.tm_mon)], utc.tm_year + 1900, utc.tm_hour, utc.tm_min,
                utc.tm_sec);
  return text.data();
}

}  // namespace

HttpResponse plain_response(int status) {
  return {status,
          {{"Content-Type", "text/plain; charset=utf-8"},
           {"Cache-Control", "no-store"},
           {"Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"},
           {"Cross-Origin-Resource-Policy", "same-origin"},
           {"Referrer-Policy", "no-referrer"}},
          std::string(words_of(status)) + "\n"};
}

bool may_be_sent(const HttpField& field) {
  return is_token(field.name) && is_field_value(field.value) && !is_ours(field.name);
}

std::string serialize(const HttpResponse& response, bool head_only, bool keep_alive, WallTime now) {
  const bool has_body = response.status >= 200 && response.status != 204 && response.status != 304;
  std::string out;
  out.reserve(512 + response.body.size());
  out += "HTTP/1.1 ";
  append_decimal(out, static_cast<std::uint64_t>(response.status));
  out += ' ';
  out += words_of(response.status);
  out += "\r\n";
  for (const HttpField& field : response.fields)
    if (may_be_sent(field)) append_field(out, field.name, field.value);
  append_field(out, "Date", http_date(now));
  append_field(out, "X-Content-Type-Options", "nosniff");
  append_field(out, "Connection", keep_alive ? "keep-alive" : "close");
  if (has_body) {
    out += "Content-Length: ";
    append_decimal(out, response.body.size());
    out += "\r\n";
  }
  out += "\r\n";
  if (has_body && !head_only) out += response.body;
  return out;
}

}  // namespace handset::io
