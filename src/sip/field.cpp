#include "sip/field.h"

#include <array>

#include "base/eight_letters.h"
#include "base/text.h"

namespace handset::sip {
namespace {

// In the order of the enumeration.
constexpr std::array<std::string_view, field_count - 1> long_names = {
    "Accept",
    "Accept-Contact",
    "Accept-Encoding",
    "Accept-Language",
    "Alert-Info",
    "Allow",
    "Allow-Events",
    "Authorization",
    "Call-ID",
    "Call-Info",
    "Contact",
    "Content-Disposition",
    "Content-Encoding",
    "Content-Language",
    "Content-Length",
    "Content-Type",
    "CSeq",
    "Date",
    "Diversion",
    "Event",
    "Expires",
    "From",
    "History-Info",
    "Identity",
    "Join",
    "Max-Forwards",
    "MIME-Version",
    "Min-Expires",
    "Min-SE",
    "P-Asserted-Identity",
    "P-Preferred-Identity",
    "Path",
    "Privacy",
    "Proxy-Authenticate",
    "Proxy-Authorization",
    "Proxy-Require",
    "RAck",
    "Reason",
    "Record-Route",
    "Refer-To",
    "Referred-By",
    "Reject-Contact",
    "Remote-Party-ID",
    "Replaces",
    "Reply-To",
    "Request-Disposition",
    "Require",
    "Retry-After",
    "Route",
    "RSeq",
    "Server",
    "Service-Route",
    "Session-Expires",
    "SIP-ETag",
    "SIP-If-Match",
    "Subject",
    "Subscription-State",
    "Supported",
    "Timestamp",
    "To",
    "Unsupported",
    "User-Agent",
    "Via",
    "Warning",
    "WWW-Authenticate",
};

struct Compact {
  char letter;
  Field field;
};
constexpr std::array compact_names = {
    Compact{'a', Field::AcceptContact},
    Compact{'b', Field::ReferredBy},
    Compact{'c', Field::ContentType},
    Compact{'d', Field::RequestDisposition},
    Compact{'e', Field::ContentEncoding},
    Compact{'f', Field::From},
    Compact{'i', Field::CallId},
    Compact{'j', Field::RejectContact},
    Compact{'k', Field::Supported},
    Compact{'l', Field::ContentLength},
    Compact{'m', Field::Contact},
    Compact{'o', Field::Event},
    Compact{'r', Field::ReferTo},
    Compact{'s', Field::Subject},
    Compact{'t', Field::To},
    Compact{'u', Field::AllowEvents},
    Compact{'v', Field::Via},
    Compact{'x', Field::SessionExpires},
    Compact{'y', Field::Identity},
};

constexpr auto other = static_cast<std::uint8_t>(Field::Other);

constexpr std::array<std::uint8_t, 26> make_letter_table() {
  std::array<std::uint8_t, 26> table{};
  for (auto& entry : table) entry = other;
  for (const auto& [letter, field] : compact_names)
    table[static_cast<std::size_t>(letter - 'a')] = static_cast<std::uint8_t>(field);
  return table;
}

// A perfect hash of the long names: length, first, middle and last letter tell them apart, and the
// multiplier that sends each to a slot of its own is searched for at compile time.
constexpr unsigned slot_bits = 9;
constexpr std::size_t slot_count = std::size_t{1} << slot_bits;

constexpr std::size_t slot_of(std::string_view name, std::uint32_t multiplier) {
  // Setting that bit makes letters small; what else it changes doesn't matter to a hash.
  const auto letter = [name](std::size_t at) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(name[at]) | 0x20U);
  };
  const std::uint32_t mixed = static_cast<std::uint32_t>(name.size() & 31U) | letter(0) << 5U |
                              letter(name.size() / 2) << 13U | letter(name.size() - 1) << 21U;
  return (mixed * multiplier) >> (32 - slot_bits);
}

constexpr bool fill(std::array<std::uint8_t, slot_count>& table, std::uint32_t multiplier) {
  for (auto& entry : table) entry = other;
  for (std::size_t i = 0; i < long_names.size(); ++i) {
    auto& entry = table[slot_of(long_names[i], multiplier)];
    if (entry != other) return false;
    entry = static_cast<std::uint8_t>(i);
  }
  return true;
}

struct NameTable {
  std::uint32_t multiplier = 0x9e3779b1U;
  std::array<std::uint8_t, slot_count> slots{};
};

constexpr NameTable make_name_table() {
  NameTable table;
  while (!fill(table.slots, table.multiplier)) table.multiplier = table.multiplier * 1664525U + 1013904223U;
  return table;
}

constexpr auto letter_table = make_letter_table();
constexpr auto name_table = make_name_table();

}  // namespace

Field field_from_name(std::string_view name) {
  if (name.empty()) return Field::Other;
  if (name.size() == 1)
    return is_alpha(name[0])
               ? static_cast<Field>(letter_table[static_cast<std::size_t>(to_lower(name[0]) - 'a')])
               : Field::Other;
  const auto candidate = name_table.slots[slot_of(name, name_table.multiplier)];
  if (candidate == other) return Field::Other;
  const auto known = long_names[candidate];
  // Almost everybody writes names as the RFCs do.
  const bool same = name.size() == known.size() && same_letters(name.data(), known.data(), name.size());
  return same || equal_ignoring_case(name, known) ? static_cast<Field>(candidate) : Field::Other;
}

std::string_view field_name(Field field) {
  return field == Field::Other ? std::string_view{} : long_names[static_cast<std::size_t>(field)];
}

std::string_view compact_field_name(Field field) {
  for (const Compact& compact : compact_names)
    if (compact.field == field) return {&compact.letter, 1};
  return field_name(field);
}

}  // namespace handset::sip
