// What comes in on a connection of the web server. It is read the same however it was split, and each request
// that is taken has the length and the fields that a second reader finds in its bytes (RFC 9112 5, 6
// and 7.1); all else is answered with an error and read no further.
#include "io/http_request.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.h"
#include "fuzz/property.h"

namespace handset::io {
namespace {

using fuzz::require;
using State = HttpRequestReader::State;

const HttpServerLimits limits{.head = 1024, .body = 512};

struct Field {
  std::string name;
  std::string value;
  bool folded = false;
};

// One request as a second reader finds it.
struct Seen {
  std::vector<Field> fields;
  std::string body;
  std::size_t size = 0;  // of all of it
};

bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return is_alnum(c) || std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
  });
}

// A line without its CR LF; nothing when there is none. A CR or an LF alone ends no line.
std::optional<std::string_view> take_line(std::string_view& text) {
  const auto end = text.find("\r\n");
  if (end == std::string_view::npos) return std::nullopt;
  const auto line = text.substr(0, end);
  text.remove_prefix(end + 2);
  return line;
}

std::vector<std::string> values_of(const Seen& seen, std::string_view name) {
  std::vector<std::string> values;
  for (const auto& field : seen.fields)
    if (equal_ignoring_case(field.name, name)) values.push_back(field.value);
  return values;
}

std::optional<std::uint64_t> hexadecimal(std::string_view text) {
  std::uint64_t value = 0;
  if (text.empty()) return std::nullopt;
  for (const char c : text) {
    if (!is_hex(c) || value > 0xffff) return std::nullopt;
    value = value * 16 + hex_value(c);
  }
  return value;
}

// RFC 9112 7.1, trailer fields and all.
bool take_chunks(std::string_view& text, std::string& body) {
  while (true) {
    const auto line = take_line(text);
    if (!line) return false;
    const auto size = hexadecimal(trim(line->substr(0, line->find(';'))));
    if (!size || text.size() < *size) return false;
    body += text.substr(0, *size);
    text.remove_prefix(*size);
    if (*size > 0) {
      if (!text.starts_with("\r\n")) return false;
      text.remove_prefix(2);
      continue;
    }
    while (const auto trailer = take_line(text))
      if (trailer->empty()) return true;
    return false;
  }
}

std::optional<Seen> read(std::string_view bytes) {
  Seen seen;
  std::string_view rest = bytes;
  const auto request_line = take_line(rest);
  if (!request_line) return std::nullopt;
  for (auto line = take_line(rest);; line = take_line(rest)) {
    if (!line) return std::nullopt;
    if (line->empty()) break;
    if (is_blank(line->front())) {
      if (seen.fields.empty()) return std::nullopt;
      seen.fields.back().folded = true;
      seen.fields.back().value += " " + std::string(trim(*line));
      continue;
    }
    const auto [name, value, found] = split_once(*line, ':');
    if (!found || !is_token(name)) return std::nullopt;
    seen.fields.push_back({std::string(name), std::string(trim(value))});
  }
  const auto lengths = values_of(seen, "Content-Length");
  const auto codings = values_of(seen, "Transfer-Encoding");
  if (lengths.size() + codings.size() > 1) return std::nullopt;
  if (!lengths.empty()) {
    const auto length = parse_decimal(trim(lengths[0]), 1U << 20U);
    if (!length || rest.size() < *length) return std::nullopt;
    seen.body = rest.substr(0, *length);
    rest.remove_prefix(*length);
  }
  if (!codings.empty()) {
    if (!equal_ignoring_case(trim(codings[0]), "chunked") || !take_chunks(rest, seen.body))
      return std::nullopt;
  }
  seen.size = bytes.size() - rest.size();
  return seen;
}

void check_fields(const HttpRequest& request, const Seen& seen) {
  require(request.fields.size() == seen.fields.size(), "a second reader sees as many fields");
  std::vector<std::string> ours;
  std::vector<std::string> theirs;
  for (const auto& field : request.fields) {
    require(field.value.find_first_of(std::string_view("\r\n\0", 3)) == std::string::npos,
            "no field holds a line end or a NUL");
    ours.push_back(field.name);
  }
  for (const auto& field : seen.fields) theirs.push_back(field.name);
  std::sort(ours.begin(), ours.end());
  std::sort(theirs.begin(), theirs.end());
  require(ours == theirs, "with the same names");
  for (const auto& field : seen.fields) {
    const auto same = [&](const HttpField& other) {
      return other.name == field.name && (field.folded || other.value == field.value);
    };
    require(std::any_of(request.fields.begin(), request.fields.end(), same), "and the same values");
  }
}

void check_request(const HttpRequest& request, std::string_view bytes, std::size_t used) {
  const auto seen = read(bytes);
  require(seen.has_value(), "what was taken is a request to a second reader, too");
  require(used == seen->size, "which finds its end at the same place");
  require(request.body == seen->body, "and the same body");
  check_fields(request, *seen);
  require(request.body.size() <= limits.body && used - request.body.size() <= limits.head + 8 * limits.body,
          "the limits hold");
  const auto hosts = values_of(*seen, "Host");
  require(hosts.size() <= 1, "a request has one Host");
  require(is_token(request.method), "a method is a token");
  require(request.path == "*" || request.path.starts_with('/'), "a path begins with a slash");
  for (const char c : request.path)
    require(static_cast<unsigned char>(c) >= ' ' && c != 0x7f, "a path holds no control character");
  for (const char c : request.query) require(c > ' ' && c <= '~', "a query is visible letters");
}

bool is_refusal(int status) {
  const auto known = {400, 413, 417, 431, 501, 505};
  return std::find(known.begin(), known.end(), status) != known.end();
}

// The requests that a connection brings, which come in pieces of `step`; 0: all at once.
std::string read_connection(std::string_view bytes, std::size_t step) {
  std::string log;
  std::string input;
  std::size_t consumed = 0;
  auto reader = std::make_unique<HttpRequestReader>(limits);
  std::size_t fed = 0;
  while (fed < bytes.size()) {
    const auto piece = bytes.substr(fed, step == 0 ? bytes.size() : step);
    fed += piece.size();
    input += piece;
    for (State state = State::Complete; state == State::Complete && !input.empty();) {
      state = reader->feed(input);
      if (state == State::Refused) {
        require(is_refusal(reader->refusal()), "a refusal is one of those that the server knows");
        return log;
      }
      if (state != State::Complete) break;
      const std::size_t used = fed - input.size() - consumed;
      const auto& request = reader->request();
      check_request(request, bytes.substr(consumed), used);
      consumed += used;
      log += request.method + " " + request.target + " " + request.path + "?" + request.query + "\n";
      for (const auto& field : request.fields) log += field.name + ": " + field.value + "\n";
      log += request.body + (reader->keep_alive() ? "\n" : "\nclose\n");
      reader = std::make_unique<HttpRequestReader>(limits);
    }
  }
  return log;
}

// What is no request may be refused at once or wait for more, until its time is over, and of several faults
// it may be told one or another; the requests that are taken do not depend on the pieces.
void check_connection(std::string_view bytes) {
  const auto whole = read_connection(bytes, 0);
  // Where exactly a head is above the limit, Beast counts by the pieces.
  if (bytes.size() > limits.head) return;
  for (const std::size_t step : {1U, 7U})
    require(whole == read_connection(bytes, step), "how requests were split makes no difference");
}

}  // namespace
}  // namespace handset::io

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  handset::io::check_connection(handset::fuzz::text_of(data, size));
  return 0;
}
