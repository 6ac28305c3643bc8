#include "io/dns_answer.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>

#include "base/text.h"

namespace handset::io {
namespace {

constexpr std::uint16_t internet = 1;
constexpr std::uint16_t cname = 5;

constexpr std::size_t most_records = 256;
constexpr std::size_t longest_name = 253;  // in letters: 255 octets
constexpr int most_pointers = 128;         // more than a name has labels

// The first fault stays; what is read behind it is empty.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}

  std::uint16_t u16() { return static_cast<std::uint16_t>(u8() << 8U | u8()); }
  std::uint32_t u32() {
    const std::uint32_t high = u16();
    return high << 16U | u16();
  }
  // RFC 1035 3.3: a character-string.
  std::string_view string() { return take(u8()); }
  // RFC 1035 4.1.4: labels, then a pointer to the rest or the root.
  std::string name();

  [[nodiscard]] std::size_t at() const { return at_; }
  void go_to(std::size_t at) { at_ = at; }
  [[nodiscard]] std::size_t left() const { return bytes_.size() - at_; }

  void break_off(std::string_view what) {
    if (!error_) error_ = Error{Errc::Malformed, static_cast<std::uint32_t>(at_), what};
    at_ = bytes_.size();
  }
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }

 private:
  std::uint8_t u8() {
    const std::string_view byte = take(1);
    return byte.empty() ? std::uint8_t{0} : static_cast<std::uint8_t>(byte.front());
  }
  std::string_view take(std::size_t length) {
    if (length > left()) {
      break_off("the answer of the name server is cut short");
      return {};
    }
    const std::string_view taken = bytes_.substr(at_, length);
    at_ += length;
    return taken;
  }

  std::string_view bytes_;
  std::size_t at_ = 0;
  std::optional<Error> error_;
};

bool is_name_letter(char c) {
  return is_alnum(c) || c == '-' || c == '_';
}

std::string Reader::name() {
  std::string name;
  std::optional<std::size_t> behind;  // the first pointer
  std::size_t piece = at_;
  for (int pointers = 0; !error_;) {
    const std::size_t length = u8();
    if (length == 0) break;
    if (length >= 0xc0U) {
      const std::size_t target = (length & 0x3fU) << 8U | u8();
      if (!behind) behind = at_;
      if (target >= piece || ++pointers > most_pointers) break_off("a name in the answer has no end");
      if (!error_) at_ = piece = target;
      continue;
    }
    if (length > 63) break_off("a name in the answer is none");
    const std::string_view label = take(length);
    if (!std::all_of(label.begin(), label.end(), is_name_letter))
      break_off("a name in the answer has letters that no host name has");
    if (!name.empty()) name += '.';
    name += label;
    if (name.size() > longest_name) break_off("a name in the answer is too long");
  }
  if (error_) return {};
  if (behind) at_ = *behind;
  return name.empty() ? std::string(".") : name;
}

void read(Reader& reader, SrvRecord& record) {
  record.priority = reader.u16();
  record.weight = reader.u16();
  record.port = reader.u16();
  record.target = reader.name();
}

void read(Reader& reader, NaptrRecord& record) {
  record.order = reader.u16();
  record.preference = reader.u16();
  record.flags = reader.string();
  record.service = reader.string();
  record.regexp = reader.string();
  record.replacement = reader.name();
}

// What the header says of the answer as a whole; afterwards the reader stands at the question.
Result<std::size_t> read_header(Reader& reader) {
  static_cast<void>(reader.u16());  // whoever received it has compared the id
  const std::uint16_t flags = reader.u16();
  const std::uint16_t questions = reader.u16();
  const std::size_t answers = reader.u16();
  static_cast<void>(reader.u32());  // how many others there are, behind the answers
  if (reader.error()) return tl::unexpected(*reader.error());
  constexpr std::uint16_t is_answer = 0x8000;
  constexpr std::uint16_t is_cut_short = 0x0200;
  constexpr std::uint16_t no_such_name = 3;
  if ((flags & is_answer) == 0 || questions != 1)
    return fail(Errc::Malformed, "the name server did not send an answer");
  const std::uint16_t code = flags & 0xfU;
  if (code == no_such_name) return fail(Errc::NotFound, "this name is not known");
  if (code != 0) return fail(Errc::Unavailable, "the name server cannot answer");
  if ((flags & is_cut_short) != 0 || answers > most_records)
    return fail(Errc::TooLarge, "the name server has more records than can be used");
  return answers;
}

template <class Record>
Result<RecordSet<Record>> read_answer(std::string_view bytes, std::uint16_t wanted_type) {
  Reader reader(bytes);
  const auto answers = read_header(reader);
  if (!answers) return tl::unexpected(answers.error());
  std::string wanted = reader.name();
  if (reader.u16() != wanted_type || reader.u16() != internet)
    reader.break_off("the name server answers another question");

  RecordSet<Record> set;
  std::uint32_t least_ttl = INT32_MAX;
  for (std::size_t i = 0; i < *answers && !reader.error(); ++i) {
    const std::string owner = reader.name();
    const std::uint16_t type = reader.u16();
    const bool of_wanted = reader.u16() == internet && equal_ignoring_case(owner, wanted);
    const std::uint32_t ttl = reader.u32();
    const std::size_t length = reader.u16();
    const std::size_t end = reader.at() + length;
    if (length > reader.left()) reader.break_off("the answer of the name server is cut short");
    if (of_wanted && type == cname)
      wanted = reader.name();
    else if (of_wanted && type == wanted_type)
      read(reader, set.records.emplace_back());
    else
      reader.go_to(end);
    if (reader.at() != end) reader.break_off("a record is not as long as it says");
    // RFC 2181 8: what has the highest bit set counts as zero.
    if (of_wanted) least_ttl = std::min(least_ttl, ttl > INT32_MAX ? 0 : ttl);
  }
  if (reader.error()) return tl::unexpected(*reader.error());
  if (set.records.empty()) return fail(Errc::NotFound, "this name has no such records");
  set.ttl = seconds(least_ttl);
  return set;
}

}  // namespace

Result<SrvRecords> read_srv_answer(std::string_view bytes) {
  return read_answer<SrvRecord>(bytes, 33);
}

Result<NaptrRecords> read_naptr_answer(std::string_view bytes) {
  return read_answer<NaptrRecord>(bytes, 35);
}

}  // namespace handset::io
