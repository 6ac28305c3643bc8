#include "io/http_request.h"

#include <algorithm>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <cstdint>
#include <utility>

#include "base/text.h"

namespace handset::io {
namespace {

namespace http = boost::beast::http;

std::string_view view(boost::beast::string_view text) {
  return {text.data(), text.size()};
}

// A request line that is sound but for the number of its version: "GET / HTTP/2.0".
bool has_other_version(std::string_view request) {
  constexpr std::string_view shape = " HTTP/0.0";
  const auto line = request.substr(0, request.find("\r\n"));
  if (line.size() == request.size() || line.size() < shape.size()) return false;
  const auto version = line.substr(line.size() - shape.size());
  return version.substr(0, 6) == shape.substr(0, 6) && is_digit(version[6]) && version[7] == '.' &&
         is_digit(version[8]);
}

int status_of(const boost::system::error_code& error, std::string_view request) {
  if (error == http::error::header_limit) return 431;
  if (error == http::error::body_limit) return 413;
  if (error == http::error::bad_version && has_other_version(request)) return 505;
  return 400;
}

// '%' and two hexadecimal digits, no control character behind them; visible ASCII otherwise.
bool is_sound_path(std::string_view path) {
  for (std::size_t i = 0; i < path.size(); ++i) {
    if (path[i] <= ' ' || path[i] > '~' || path[i] == '#') return false;
    if (path[i] != '%') continue;
    if (i + 2 >= path.size() || !is_hex(path[i + 1]) || !is_hex(path[i + 2])) return false;
    const int value = hex_value(path[i + 1]) * 16 + hex_value(path[i + 2]);
    if (value < 0x20 || value == 0x7F) return false;
    i += 2;
  }
  return true;
}

bool is_sound_query(std::string_view query) {
  return std::all_of(query.begin(), query.end(), [](char c) { return c > ' ' && c <= '~' && c != '#'; });
}

bool is_sound_host(std::string_view host) {
  return std::all_of(host.begin(), host.end(), [](char c) {
    return is_alnum(c) || std::string_view("-._~:[]%!$&'()*+,;=").find(c) != std::string_view::npos;
  });
}

}  // namespace

std::string_view HttpRequest::field(std::string_view name) const {
  for (const HttpField& candidate : fields)
    if (equal_ignoring_case(candidate.name, name)) return candidate.value;
  return {};
}

struct HttpRequestReader::Parser : http::request_parser<http::string_body> {};

HttpRequestReader::HttpRequestReader(const HttpServerLimits& limits) : parser_(std::make_unique<Parser>()) {
  parser_->header_limit(static_cast<std::uint32_t>(limits.head));
  parser_->body_limit(limits.body);
  parser_->eager(false);
}

HttpRequestReader::~HttpRequestReader() = default;

bool HttpRequestReader::take_expectation() {
  return std::exchange(expects_continue_, false);
}

HttpRequestReader::State HttpRequestReader::refuse(int status) {
  refusal_ = status;
  return state_ = State::Refused;
}

HttpRequestReader::State HttpRequestReader::feed(std::string& bytes) {
  std::size_t used = 0;
  while (state_ == State::Head || state_ == State::Body) {
    // What is left of a body in chunks is never shorter than its end, "0" CRLF CRLF, and Beast asserts that.
    constexpr std::size_t shortest_rest = 5;
    if (state_ == State::Body && parser_->chunked() && bytes.size() - used < shortest_rest) break;
    boost::system::error_code error;
    used += parser_->put(boost::asio::const_buffer(bytes.data() + used, bytes.size() - used), error);
    if (error && error != http::error::need_more) return refuse(status_of(error, bytes));
    if (state_ == State::Head && parser_->is_header_done()) {
      if (const int status = check_head(); status != 0) return refuse(status);
      state_ = State::Body;
      parser_->eager(true);
    }
    if (parser_->is_done()) {
      request_.body = std::move(parser_->get().body());
      expects_continue_ = false;
      state_ = State::Complete;
    } else if (error == http::error::need_more || used == bytes.size()) {
      break;
    }
  }
  bytes.erase(0, used);
  return state_;
}

// Copied before the body is read: trailer fields behind a chunked body are not fields of the request.
int HttpRequestReader::check_head() {
  const auto& head = parser_->get();
  request_.method = view(head.method_string());
  request_.target = view(head.target());
  for (const auto& field : head)
    request_.fields.push_back({std::string(view(field.name_string())), std::string(view(field.value()))});
  keep_alive_ = parser_->keep_alive();
  if (const int status = check_framing(); status != 0) return status;
  if (const int status = take_target(); status != 0) return status;
  const auto expected = request_.field("Expect");
  if (expected.empty()) return 0;
  if (!equal_ignoring_case(expected, "100-continue")) return 417;
  expects_continue_ = head.version() == 11;
  return 0;
}

int HttpRequestReader::check_framing() const {
  const auto count = [&](std::string_view name) {
    return std::count_if(request_.fields.begin(), request_.fields.end(),
                         [&](const HttpField& field) { return equal_ignoring_case(field.name, name); });
  };
  const auto lengths = count("Content-Length");
  const auto codings = count("Transfer-Encoding");
  const auto hosts = count("Host");
  const bool is_1_1 = parser_->get().version() == 11;
  if (lengths > 1 || codings > 1 || (lengths > 0 && codings > 0)) return 400;
  // Beast would take a list of equal numbers.
  if (lengths > 0 && !parse_decimal(request_.field("Content-Length"), UINT64_MAX)) return 400;
  if (hosts > 1 || (is_1_1 && hosts == 0) || !is_sound_host(request_.field("Host"))) return 400;
  if (codings > 0) {
    if (!is_1_1) return 400;
    if (!equal_ignoring_case(request_.field("Transfer-Encoding"), "chunked")) return 501;
  }
  return 0;
}

// Origin form, "*" of OPTIONS, or absolute form naming the same host as the Host field (RFC 9112, 3.2).
int HttpRequestReader::take_target() {
  std::string_view target = request_.target;
  if (target == "*" && request_.method == "OPTIONS") {
    request_.path = "*";
    return 0;
  }
  if (starts_with_ignoring_case(target, "http://") || starts_with_ignoring_case(target, "https://")) {
    target.remove_prefix(target.find("//") + 2);
    const auto authority = target.substr(0, target.find_first_of("/?"));
    if (!equal_ignoring_case(authority, request_.field("Host"))) return 400;
    target.remove_prefix(authority.size());
    if (target.empty()) target = "/";
  }
  const auto [path, query, found] = split_once(target, '?');
  if (path.empty() || path.front() != '/' || !is_sound_path(path) || !is_sound_query(query)) return 400;
  request_.path = percent_decode(path);
  request_.query = query;
  return 0;
}

}  // namespace handset::io
