#include "xml/query.h"

#include <cstddef>

#include "base/text.h"
#include "xml/internal_uri.h"

namespace handset::xml {

namespace {

// The data of a QueryStringParam is a piece of a query already: only what no URL may hold is escaped.
std::string as_query(std::string_view data) {
  constexpr std::string_view never = "\"#<>\\^`{|}";
  std::string out;
  for (const char c : data) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte <= 0x20 || byte >= 0x7F || never.find(c) != std::string_view::npos) {
      out += percent_encode({&c, 1});
    } else {
      out += c;
    }
  }
  return out;
}

// Notify:http:HOST:PORT:PATH[:CRED[:DATA]] with that DATA.
std::string with_data(std::string_view notify, std::string_view data) {
  constexpr std::size_t before_data = 6;  // fields, the scheme among them
  std::string out;
  std::string_view rest = notify;
  for (std::size_t field = 0; field < before_data; ++field) {
    const Split split = split_once(rest, ':');
    out += split.before;
    rest = split.after;
    out += ':';  // DATA has its place even behind a CRED that is not there
  }
  return out += data;
}

std::string joined(std::string_view uri, std::string_view data) {
  const Uri target = parse_uri(uri);
  if (target.is_web()) return append_query(target.text, as_query(data));
  if (target.scheme == Scheme::Notify) return with_data(target.text, data);
  return std::string(target.text);
}

}  // namespace

std::string append_query(std::string_view url, std::string_view query) {
  std::string out(url.substr(0, url.find('#')));
  if (query.empty()) return out;
  const bool has_query = out.find('?') != std::string::npos;
  if (!has_query) {
    out += '?';
  } else if (!out.ends_with('?') && !out.ends_with('&')) {
    out += '&';
  }
  out += query;
  return out;
}

std::string submit_url(std::string_view url, const std::vector<Parameter>& parameters) {
  std::string query;
  for (const Parameter& parameter : parameters) {
    if (parameter.name.empty()) continue;
    if (!query.empty()) query += '&';
    query += percent_encode(parameter.name) + '=' + percent_encode(parameter.value);
  }
  return append_query(url, query);
}

std::string key_with_row(std::string_view key_uri, std::string_view row_uri) {
  const Uri key = parse_uri(key_uri);
  const Uri row = parse_uri(row_uri);
  if (key.scheme == Scheme::QueryStringParam) {
    if (row.scheme == Scheme::None || row.scheme == Scheme::QueryStringParam) return {};
    return joined(row.text, key.argument);
  }
  if (row.scheme == Scheme::QueryStringParam) return joined(key.text, row.argument);
  return std::string(key.text);
}

}  // namespace handset::xml
