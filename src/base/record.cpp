#include "base/record.h"

#include <algorithm>

#include "base/text.h"
#include "base/utf8.h"

namespace handset {
namespace {

constexpr std::int64_t second = 1'000'000;
constexpr std::size_t decimals = 6;
constexpr std::size_t shown_of_a_field = 60;  // characters
constexpr char sealed_mark = '~';

// --- Writing

// What needs no quotes: it reads back as it stands.
bool is_bare(std::string_view text) {
  return !text.empty() && text.front() != sealed_mark && std::all_of(text.begin(), text.end(), [](char c) {
    return c > ' ' && c < '\x7f' && c != '"' && c != '\\';
  });
}

void append_escaped(std::string& out, char c) {
  switch (c) {
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    case '"':
    case '\\':
      out += '\\';
      out += c;
      return;
    default:
      out += "\\x";
      append_hex(out, static_cast<unsigned char>(c), 2);
  }
}

void append_quoted(std::string& out, std::string_view text) {
  const bool readable = is_valid_utf8(text);
  out += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = byte >= 0x80 ? readable : byte >= ' ' && byte != 0x7f && c != '"' && c != '\\';
    if (plain)
      out += c;
    else
      append_escaped(out, c);
  }
  out += '"';
}

void append_text(std::string& out, std::string_view text) {
  if (is_bare(text))
    out += text;
  else
    append_quoted(out, text);
}

// --- Reading

constexpr bool is_name_letter(char c) {
  return (c >= 'a' && c <= 'z') || c == '_';
}

std::optional<RecordWay> way_of(char c) {
  for (const RecordWay way :
       {RecordWay::In, RecordWay::Within, RecordWay::Answer, RecordWay::Out, RecordWay::Screen})
    if (c == static_cast<char>(way)) return way;
  return std::nullopt;
}

class LineReader {
 public:
  LineReader(std::string_view line, RecordSeal& seal) : line_(line), seal_(seal) {}

  Result<RecordEntry> read();

 private:
  [[nodiscard]] bool at_end() const { return at_ == line_.size(); }
  [[nodiscard]] char here() const { return line_[at_]; }
  [[nodiscard]] tl::unexpected<Error> wrong(std::string_view what) const {
    return fail(Errc::Malformed, what, at_);
  }
  // Up to the next blank.
  std::string_view word() {
    const std::size_t begin = at_;
    at_ = std::min(line_.find(' ', at_), line_.size());
    return line_.substr(begin, at_ - begin);
  }
  bool take(char c) {
    if (at_end() || here() != c) return false;
    ++at_;
    return true;
  }
  Result<RecordField> field();
  Result<std::string> quoted();
  Result<char> escaped();
  Result<std::string> sealed();

  std::string_view line_;
  RecordSeal& seal_;
  std::size_t at_ = 0;
};

Result<char> LineReader::escaped() {
  if (at_end()) return wrong("the line ends within a quoted text");
  const char c = line_[at_++];
  switch (c) {
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    case '"':
    case '\\':
      return c;
    case 'x':
      if (line_.size() - at_ < 2 || !is_hex(line_[at_]) || !is_hex(line_[at_ + 1])) break;
      at_ += 2;
      return static_cast<char>(hex_value(line_[at_ - 2]) * 16 + hex_value(line_[at_ - 1]));
    default:
      break;
  }
  return wrong("there are \\n, \\r, \\t, \\\", \\\\ and \\xHH");
}

Result<std::string> LineReader::quoted() {
  std::string out;
  while (true) {
    if (at_end()) return wrong("the line ends within a quoted text");
    char c = line_[at_++];
    if (c == '"') return out;
    if (c == '\\') {
      const auto meant = escaped();
      if (!meant) return tl::unexpected(meant.error());
      c = *meant;
    }
    out += c;
  }
}

Result<std::string> LineReader::sealed() {
  const auto bytes = base64_decode(word());
  if (!bytes) return wrong("behind ~ stands base64");
  return seal_.open(*bytes);
}

Result<RecordField> LineReader::field() {
  if (take('"')) {
    auto text = quoted();
    if (!text) return tl::unexpected(text.error());
    return RecordField{*std::move(text)};
  }
  if (take(sealed_mark)) {
    auto text = sealed();
    if (!text) return tl::unexpected(text.error());
    return RecordField{*std::move(text), true};
  }
  const std::string_view text = word();
  if (!is_bare(text)) return wrong("a field that is no plain word stands in quotes");
  return RecordField{std::string(text)};
}

Result<RecordEntry> LineReader::read() {
  RecordEntry entry;
  const auto at = parse_record_time(word());
  if (!at) return wrong("a line begins with its time, as 12.034567");
  entry.at = *at;
  const auto way = take(' ') && !at_end() ? way_of(here()) : std::nullopt;
  if (!way) return wrong("behind the time stands one of > + = < |");
  entry.way = *way;
  ++at_;
  if (take(' ')) entry.name = word();
  if (entry.name.empty() || !std::all_of(entry.name.begin(), entry.name.end(), is_name_letter))
    return wrong("behind the sign stands a name of lower-case letters");
  while (!at_end()) {
    if (!take(' ')) return wrong("one blank stands between two fields");
    auto one = field();
    if (!one) return tl::unexpected(one.error());
    entry.fields.push_back(*std::move(one));
  }
  return entry;
}

}  // namespace

void append_record_time(std::string& out, Duration at) {
  append_decimal(out, static_cast<std::uint64_t>(at.count() / second));
  std::string micros;
  append_decimal(micros, static_cast<std::uint64_t>(at.count() % second));
  out += '.';
  out.append(decimals - micros.size(), '0');
  out += micros;
}

std::optional<Duration> parse_record_time(std::string_view text) {
  const Split parts = split_once(text, '.');
  const auto whole = parse_decimal(parts.before, std::uint64_t{1} << 40);
  const auto micros = parse_decimal(parts.after, second - 1);
  if (!whole || !micros || parts.after.size() != decimals) return std::nullopt;
  return Duration(static_cast<std::int64_t>(*whole) * second + static_cast<std::int64_t>(*micros));
}

Result<void> write_entry(std::string& out, const RecordEntry& entry, RecordSeal& seal) {
  const std::size_t before = out.size();
  append_record_time(out, entry.at);
  out += ' ';
  out += static_cast<char>(entry.way);
  out += ' ';
  out += entry.name;
  for (const RecordField& field : entry.fields) {
    out += ' ';
    if (!field.secret) {
      append_text(out, field.text);
      continue;
    }
    const auto sealed = seal.seal(field.text);
    if (!sealed) {
      out.resize(before);
      return tl::unexpected(sealed.error());
    }
    out += sealed_mark;
    out += base64_encode(*sealed);
  }
  out += '\n';
  return {};
}

Result<RecordEntry> read_entry(std::string_view line, RecordSeal& seal) {
  return LineReader(line, seal).read();
}

std::string describe(const RecordEntry& entry) {
  std::string out{static_cast<char>(entry.way)};
  out += ' ';
  out += entry.name;
  for (const RecordField& field : entry.fields) {
    out += ' ';
    if (field.secret) {
      out += "(secret)";
      continue;
    }
    const std::string_view shown = first_code_points(field.text, shown_of_a_field);
    append_text(out, shown);
    if (shown.size() < field.text.size()) out += "...";
  }
  return out;
}

}  // namespace handset
