#include "lab/zone_record.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "base/text.h"

namespace handset::lab {
namespace {

constexpr std::size_t longest_line = 2048;
constexpr std::size_t longest_name = 253;  // in letters: 255 octets (RFC 1035 2.3.4)
constexpr std::size_t longest_label = 63;
constexpr std::size_t longest_string = 255;
constexpr std::uint64_t longest_ttl = INT32_MAX;  // RFC 2181 8

constexpr std::array<std::pair<DnsType, std::string_view>, 7> type_names{{{DnsType::A, "A"},
                                                                          {DnsType::Aaaa, "AAAA"},
                                                                          {DnsType::Cname, "CNAME"},
                                                                          {DnsType::Srv, "SRV"},
                                                                          {DnsType::Naptr, "NAPTR"},
                                                                          {DnsType::Soa, "SOA"},
                                                                          {DnsType::Any, "ANY"}}};

bool is_label_letter(char c) {
  return is_alnum(c) || c == '-' || c == '_';
}

bool is_name(std::string_view name) {
  if (name.empty() || name.size() > longest_name || name.back() == '.') return false;
  while (!name.empty()) {
    const Split split = split_once(name, '.');
    if (split.before.empty() || split.before.size() > longest_label ||
        !std::all_of(split.before.begin(), split.before.end(), is_label_letter))
      return false;
    name = split.after;
  }
  return true;
}

// Reads a line word by word. The first fault stays; what is read behind it is empty.
class LineReader {
 public:
  explicit LineReader(std::string_view line) : line_(line) { skip_blanks(); }

  [[nodiscard]] bool at_end() const { return at_ == line_.size(); }
  [[nodiscard]] std::string_view next_word() const {
    const std::string_view rest = line_.substr(at_);
    return rest.substr(0, std::min(rest.find_first_of(" \t"), rest.size()));
  }
  std::string_view word() {
    word_at_ = at_;
    const std::string_view word = next_word();
    if (word.empty()) break_off(Errc::Malformed, "the record ends too early");
    at_ += word.size();
    skip_blanks();
    return word;
  }
  std::uint64_t number(std::uint64_t most, std::string_view complaint) {
    const auto number = parse_decimal(word(), most);
    if (!number) break_off(Errc::Malformed, complaint);
    return number.value_or(0);
  }
  std::uint16_t u16() {
    return static_cast<std::uint16_t>(number(UINT16_MAX, "a number from 0 to 65535 is missing"));
  }
  // Without the dot at its end; the root stays ".".
  std::string name();
  // A character-string, in quotation marks or without (RFC 1035 5.1).
  std::string string();
  IpAddress address(IpAddress::Family family) {
    const auto address = IpAddress::parse(word());
    if (!address || address->family() != family)
      break_off(Errc::Malformed, "an address of this type is missing");
    return address.value_or(IpAddress());
  }

  // Of the word that was read last.
  void break_off(Errc code, std::string_view what) {
    if (!error_) error_ = Error{code, static_cast<std::uint32_t>(word_at_), what};
    at_ = line_.size();
  }
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }

 private:
  void skip_blanks() {
    while (at_ < line_.size() && is_blank(line_[at_])) ++at_;
  }
  // Behind a backslash: one letter, or three digits that are one octet.
  char escaped();

  std::string_view line_;
  std::size_t at_ = 0;
  std::size_t word_at_ = 0;
  std::optional<Error> error_;
};

std::string LineReader::name() {
  std::string_view name = word();
  if (name == ".") return std::string(name);
  if (name.ends_with('.')) name.remove_suffix(1);
  if (!is_name(name)) break_off(Errc::Malformed, "this is no name that a host or a service has");
  return std::string(error_ ? std::string_view() : name);
}

char LineReader::escaped() {
  if (at_end()) return '\\';  // the end of the line is found by who asks
  if (!is_digit(line_[at_])) return line_[at_++];
  const auto octet = parse_decimal(line_.substr(at_, 3), UINT8_MAX);
  if (!octet || line_.size() - at_ < 3) {
    break_off(Errc::Malformed, "a backslash has three digits behind it, or one other letter");
    return '\0';
  }
  at_ += 3;
  return static_cast<char>(*octet);
}

std::string LineReader::string() {
  word_at_ = at_;
  if (at_end()) break_off(Errc::Malformed, "the record ends too early");
  const bool quoted = !at_end() && line_[at_] == '"';
  if (quoted) ++at_;
  std::string out;
  bool closed = false;
  while (!at_end() && !closed) {
    const char c = line_[at_];
    if (!quoted && is_blank(c)) break;
    ++at_;
    if (quoted && c == '"')
      closed = true;
    else if (!quoted && std::string_view("\";()").find(c) != std::string_view::npos)
      break_off(Errc::Malformed, "this text has to stand in quotation marks");
    else
      out += c == '\\' ? escaped() : c;
  }
  if (quoted && !closed) break_off(Errc::Malformed, "a quotation mark is missing");
  if (closed && !at_end() && !is_blank(line_[at_]))
    break_off(Errc::Malformed, "there is no blank behind a quotation mark");
  if (out.size() > longest_string) break_off(Errc::TooLarge, "a text is longer than 255 letters");
  skip_blanks();
  return error_ ? std::string() : out;
}

SrvRecord read_srv(LineReader& reader) {
  SrvRecord record;
  record.priority = reader.u16();
  record.weight = reader.u16();
  record.port = reader.u16();
  record.target = reader.name();
  return record;
}

NaptrRecord read_naptr(LineReader& reader) {
  NaptrRecord record;
  record.order = reader.u16();
  record.preference = reader.u16();
  record.flags = reader.string();
  record.service = reader.string();
  record.regexp = reader.string();
  record.replacement = reader.name();
  return record;
}

void read_data(LineReader& reader, ZoneRecord& record) {
  const std::string_view type = reader.word();
  if (equal_ignoring_case(type, "A"))
    record.data = reader.address(IpAddress::Family::V4);
  else if (equal_ignoring_case(type, "AAAA"))
    record.data = reader.address(IpAddress::Family::V6);
  else if (equal_ignoring_case(type, "CNAME"))
    record.data = Alias{reader.name()};
  else if (equal_ignoring_case(type, "SRV"))
    record.data = read_srv(reader);
  else if (equal_ignoring_case(type, "NAPTR"))
    record.data = read_naptr(reader);
  else
    reader.break_off(Errc::Unsupported, "the type is none of A, AAAA, CNAME, SRV and NAPTR");
}

// With the dot that says that it is the whole name.
std::string dotted(std::string_view name) {
  return std::string(name) + (name == "." ? "" : ".");
}

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    const auto octet = static_cast<unsigned char>(c);
    if (octet < ' ' || octet > '~') {
      const std::string digits = std::to_string(octet);
      out += '\\' + std::string(3 - digits.size(), '0') + digits;
    } else {
      if (c == '"' || c == '\\') out += '\\';
      out += c;
    }
  }
  return out + '"';
}

struct DataText {
  std::string operator()(const IpAddress& address) const { return address.to_string(); }
  std::string operator()(const Alias& alias) const { return dotted(alias.target); }
  std::string operator()(const SrvRecord& srv) const {
    return std::to_string(srv.priority) + " " + std::to_string(srv.weight) + " " + std::to_string(srv.port) +
           " " + dotted(srv.target);
  }
  std::string operator()(const NaptrRecord& naptr) const {
    return std::to_string(naptr.order) + " " + std::to_string(naptr.preference) + " " + quoted(naptr.flags) +
           " " + quoted(naptr.service) + " " + quoted(naptr.regexp) + " " + dotted(naptr.replacement);
  }
};

struct DataType {
  DnsType operator()(const IpAddress& address) const { return address.is_v4() ? DnsType::A : DnsType::Aaaa; }
  DnsType operator()(const Alias&) const { return DnsType::Cname; }
  DnsType operator()(const SrvRecord&) const { return DnsType::Srv; }
  DnsType operator()(const NaptrRecord&) const { return DnsType::Naptr; }
};

}  // namespace

std::string dns_type_words(std::uint16_t type) {
  for (const auto& [named, name] : type_names)
    if (static_cast<std::uint16_t>(named) == type) return std::string(name);
  return "TYPE" + std::to_string(type);
}

Result<ZoneRecord> ZoneRecord::parse(std::string_view line) {
  if (line.size() > longest_line) return fail(Errc::TooLarge, "the record is too long", longest_line);
  const auto odd =
      std::find_if(line.begin(), line.end(), [](char c) { return c != '\t' && (c < ' ' || c > '~'); });
  if (odd != line.end())
    return fail(Errc::Malformed, "the record is to be one line of ASCII letters",
                static_cast<std::size_t>(odd - line.begin()));
  LineReader reader(line);
  ZoneRecord record;
  record.owner = lower_case(reader.name());
  if (record.owner == ".") reader.break_off(Errc::Unsupported, "the root has no records here");
  // The time to live and the class stand in either order.
  bool has_ttl = false;
  for (bool has_class = false; !reader.at_end();) {
    const std::string_view next = reader.next_word();
    if (!has_class && equal_ignoring_case(next, "IN")) {
      has_class = !reader.word().empty();
    } else if (!has_ttl && is_digit(next.front())) {
      record.ttl = static_cast<std::uint32_t>(reader.number(longest_ttl, "the time to live is in seconds"));
      has_ttl = true;
    } else {
      break;
    }
  }
  read_data(reader, record);
  if (!reader.error() && !reader.at_end()) {
    static_cast<void>(reader.word());
    reader.break_off(Errc::Malformed, "there is more behind the record");
  }
  if (reader.error()) return tl::unexpected(*reader.error());
  return record;
}

DnsType ZoneRecord::type() const {
  return std::visit(DataType(), data);
}

std::string ZoneRecord::text() const {
  return dotted(owner) + " " + std::to_string(ttl) + " IN " +
         dns_type_words(static_cast<std::uint16_t>(type())) + " " + std::visit(DataText(), data);
}

}  // namespace handset::lab
