#include "lab/dns_query.h"

#include <algorithm>
#include <cstddef>

#include "base/text.h"
#include "lab/zone_record.h"

namespace handset::lab {
namespace {

constexpr std::size_t header_size = 12;
constexpr std::size_t longest_label = 63;
constexpr std::size_t longest_name = 255;  // in octets (RFC 1035 2.3.4)
constexpr unsigned most_additional = 8;    // OPT, and a signature perhaps

constexpr std::uint16_t is_answer = 0x8000;
constexpr std::uint16_t opcode_bits = 0x7800;
constexpr std::uint16_t recursion_desired = 0x0100;

constexpr std::uint16_t internet = 1;
constexpr std::uint16_t any_class = 255;
// RFC 6895 3.1: IXFR, AXFR, MAILB and MAILA ask for more than the records of a name.
constexpr std::uint16_t first_transfer = 251;
constexpr std::uint16_t last_transfer = 254;

// The first fault stays; what is read behind it is empty.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}

  std::uint8_t u8() {
    const std::string_view byte = take(1);
    return byte.empty() ? std::uint8_t{0} : static_cast<std::uint8_t>(byte.front());
  }
  std::uint16_t u16() {
    const std::uint16_t high = u8();
    return static_cast<std::uint16_t>(high << 8U | u8());
  }
  std::string_view take(std::size_t length) {
    if (length > bytes_.size() - at_) {
      broken_ = true;
      at_ = bytes_.size();
      return {};
    }
    at_ += length;
    return bytes_.substr(at_ - length, length);
  }
  void break_off() { broken_ = true; }

  [[nodiscard]] std::size_t at() const { return at_; }
  [[nodiscard]] bool at_end() const { return at_ == bytes_.size(); }
  [[nodiscard]] bool is_broken() const { return broken_; }

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
  bool broken_ = false;
};

bool is_name_letter(char c) {
  return is_alnum(c) || c == '-' || c == '_';
}

// The name of a question is the first in the message: there is nothing that a pointer could point to.
std::string read_name(Reader& reader) {
  const std::size_t begin = reader.at();
  std::string name;
  bool odd = false;
  while (const std::size_t length = reader.u8()) {
    const std::string_view label = length <= longest_label ? reader.take(length) : std::string_view();
    if (label.empty() || reader.at() - begin >= longest_name) {
      reader.break_off();
      return {};
    }
    odd = odd || !std::all_of(label.begin(), label.end(), is_name_letter);
    if (!name.empty()) name += '.';
    name += lower_case(label);
  }
  if (odd) return {};
  return name.empty() ? "." : name;
}

// The owner of a record whose name does not matter: labels, and at their end the root or a pointer.
bool skip_name(Reader& reader) {
  constexpr std::size_t pointer = 0xc0;
  bool is_root = true;
  while (const std::size_t length = reader.u8()) {
    is_root = false;
    if (length >= pointer) {
      static_cast<void>(reader.u8());
      break;
    }
    if (length > longest_label) reader.break_off();
    static_cast<void>(reader.take(length));
    if (reader.is_broken()) break;
  }
  return is_root;
}

// RFC 6891 6.1.2: of the records behind the question, OPT alone says something to us.
void read_additional(Reader& reader, DnsQuery& query) {
  const bool of_root = skip_name(reader);
  const std::uint16_t type = reader.u16();
  const std::uint16_t room = reader.u16();
  static_cast<void>(reader.u8());  // the upper bits of a code: for answers
  const std::uint8_t version = reader.u8();
  static_cast<void>(reader.u16());
  static_cast<void>(reader.take(reader.u16()));
  if (type != static_cast<std::uint16_t>(DnsType::Opt)) return;
  if (!of_root || query.room) reader.break_off();
  query.room = room;
  if (version > 0) query.refusal = DnsRcode::BadVers;
}

}  // namespace

std::string_view dns_rcode_name(DnsRcode code) {
  switch (code) {
    case DnsRcode::NoError:
      return "NOERROR";
    case DnsRcode::FormErr:
      return "FORMERR";
    case DnsRcode::ServFail:
      return "SERVFAIL";
    case DnsRcode::NxDomain:
      return "NXDOMAIN";
    case DnsRcode::NotImp:
      return "NOTIMP";
    case DnsRcode::Refused:
      return "REFUSED";
    case DnsRcode::BadVers:
      return "BADVERS";
  }
  return "";
}

std::optional<DnsQuery> read_dns_query(std::string_view bytes) {
  if (bytes.size() < header_size) return std::nullopt;
  Reader reader(bytes);
  DnsQuery query;
  query.id = reader.u16();
  const std::uint16_t flags = reader.u16();
  if ((flags & is_answer) != 0) return std::nullopt;
  query.flags = flags & (opcode_bits | recursion_desired);
  if ((flags & opcode_bits) != 0) {  // what stands behind it follows other rules
    query.refusal = DnsRcode::NotImp;
    return query;
  }
  const std::uint16_t questions = reader.u16();
  const std::uint16_t answers = reader.u16();
  const std::uint16_t authorities = reader.u16();
  const std::uint16_t additional = reader.u16();

  std::string name = read_name(reader);
  const std::uint16_t type = reader.u16();
  const std::uint16_t its_class = reader.u16();
  const std::string_view question = bytes.substr(header_size, reader.at() - header_size);
  for (unsigned i = 0; i < std::min<unsigned>(additional, most_additional); ++i)
    read_additional(reader, query);
  if (questions != 1 || answers != 0 || authorities != 0 || additional > most_additional ||
      reader.is_broken() || !reader.at_end()) {
    query.room.reset();
    query.refusal = DnsRcode::FormErr;
    return query;
  }
  query.question = question;
  query.name = std::move(name);
  query.type = type;
  const bool served =
      (its_class == internet || its_class == any_class) && (type < first_transfer || type > last_transfer);
  if (query.refusal == DnsRcode::NoError && !served) query.refusal = DnsRcode::Refused;
  return query;
}

}  // namespace handset::lab
