#include "sip/grammar.h"

namespace handset::sip {
namespace {

// An unquoted parameter value is a token or a host, in practice anything that cannot be mistaken for what
// comes next.
constexpr auto value_chars = [] {
  std::array<bool, 256> table{};
  for (std::size_t c = '!'; c < 256; ++c) table[c] = c != 0x7f;
  for (const char c : std::string_view("\",;<>")) table[static_cast<unsigned char>(c)] = false;
  return table;
}();

}  // namespace

bool is_token(std::string_view text) {
  for (const char c : text)
    if (!is_token_char(c)) return false;
  return !text.empty();
}

std::optional<std::string_view> take_quoted(std::string_view& text) {
  for (std::size_t at = 1; at < text.size(); ++at) {
    if (text[at] == '\\') {
      ++at;
    } else if (text[at] == '"') {
      const auto inside = text.substr(1, at - 1);
      text.remove_prefix(at + 1);
      return inside;
    }
  }
  return std::nullopt;
}

bool equals_quoted(std::string_view quoted, std::string_view plain) {
  std::size_t at = 0;
  for (const char c : plain) {
    if (at + 1 < quoted.size() && quoted[at] == '\\') ++at;
    if (at == quoted.size() || quoted[at] != c) return false;
    ++at;
  }
  return at == quoted.size();
}

std::optional<std::string_view> unquote(std::string_view quoted, std::span<char> buffer) {
  if (quoted.find('\\') == std::string_view::npos) return quoted;
  std::size_t size = 0;
  for (std::size_t at = 0; at < quoted.size(); ++at) {
    if (quoted[at] == '\\' && at + 1 < quoted.size()) ++at;
    if (size == buffer.size()) return std::nullopt;
    buffer[size++] = quoted[at];
  }
  return std::string_view(buffer.data(), size);
}

std::optional<std::string_view> unfold(std::string_view value, std::span<char> buffer) {
  if (find_line_end(value) == value.size()) return value;
  std::size_t size = 0;
  while (!value.empty()) {
    // Blanks in front of a fold belong to it, those inside a line stay.
    const std::size_t text_end = value.find_first_of(" \t\r\n");
    const auto text = value.substr(0, text_end);
    value.remove_prefix(text.size());
    const auto after = skip_blanks(value);
    auto blanks = value.substr(0, value.size() - after.size());
    if (find_line_end(blanks) != blanks.size()) blanks = " ";
    value = after;
    if (buffer.size() - size < text.size() + blanks.size()) return std::nullopt;
    size += text.copy(buffer.data() + size, text.size());
    size += blanks.copy(buffer.data() + size, blanks.size());
  }
  return std::string_view(buffer.data(), size);
}

ListItem split_list(std::string_view list) {
  if (list.find(',') == std::string_view::npos) return {trim(list), {}, false};
  bool in_angle = false;
  for (std::size_t at = 0; at < list.size(); ++at) {
    const char c = list[at];
    if (c == '"' && !in_angle) {
      auto rest = list.substr(at);
      if (!take_quoted(rest)) break;
      at = list.size() - rest.size() - 1;
    } else if (c == '<') {
      in_angle = true;
    } else if (c == '>') {
      in_angle = false;
    } else if (c == ',' && !in_angle) {
      return {trim(list.substr(0, at)), list.substr(at + 1), true};
    }
  }
  return {trim(list), {}, false};
}

std::optional<Parameter> ParameterReader::next() {
  if (rest_.empty()) return std::nullopt;
  rest_ = skip_blanks(rest_);
  while (!rest_.empty() && rest_.front() == separator_) rest_ = skip_blanks(rest_.substr(1));
  if (rest_.empty() || malformed_) return std::nullopt;

  Parameter parameter;
  parameter.name = take_token(rest_);
  malformed_ = parameter.name.empty();
  auto rest = skip_blanks(rest_);
  if (!malformed_ && !rest.empty() && rest.front() == '=') {
    parameter.has_value = true;
    rest = skip_blanks(rest.substr(1));
    if (!rest.empty() && rest.front() == '"') {
      const auto inside = take_quoted(rest);
      malformed_ = !inside;
      parameter.quoted = true;
      parameter.value = inside.value_or(std::string_view{});
    } else {
      const char* const start = rest.data();
      const char* const end = start + rest.size();
      const char* at = start;
      while (at != end && value_chars[static_cast<unsigned char>(*at)]) ++at;
      parameter.value = {start, static_cast<std::size_t>(at - start)};
      rest = {at, static_cast<std::size_t>(end - at)};
    }
    rest = skip_blanks(rest);
  }
  rest_ = rest;
  if (!rest_.empty() && rest_.front() != separator_) malformed_ = true;
  if (malformed_) return std::nullopt;
  return parameter;
}

std::optional<Parameter> find_parameter(std::string_view parameters, std::string_view name, char separator) {
  ParameterReader reader(parameters, separator);
  while (const auto parameter = reader.next())
    if (parameter->is(name)) return parameter;
  return std::nullopt;
}

bool parameters_are_sound(std::string_view parameters, char separator) {
  ParameterReader reader(parameters, separator);
  while (reader.next()) continue;
  return !reader.malformed();
}

}  // namespace handset::sip
