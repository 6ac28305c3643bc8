#include "settings/row_words.h"

#include <algorithm>
#include <array>

namespace handset::settings {
namespace {

struct TypeWords {
  Type type;
  std::string_view name;
  std::string_view expected;  // of types that need no more than their name
};

constexpr std::array type_words = std::to_array<TypeWords>({
    {Type::Bool, "bool", "Yes or No"},
    {Type::Unsigned, "uint", "a number"},
    {Type::Integer, "int", "a number"},
    {Type::Seconds, "seconds", "seconds"},
    {Type::Port, "port", "a port"},
    {Type::Enum, "enum", ""},
    {Type::Set, "set", ""},
    {Type::Numbers, "numbers", "numbers"},
    {Type::Text, "text", "text of one line"},
    {Type::Secret, "secret", "a secret, without control characters"},
    {Type::Password, "password", "a password of at most 256 bytes, without control characters"},
    {Type::Host, "host", "a host name or an address"},
    {Type::Hosts, "hosts", "host names or addresses with commas between them"},
    {Type::HostPort, "hostport",
     "a host name or an address, with :port or without ([address]:port for IPv6)"},
    {Type::Ip, "ip", "an IPv4 or IPv6 address"},
    {Type::Ipv4, "ipv4", "an IPv4 address"},
    {Type::Netmask, "netmask", "an IPv4 netmask such as 255.255.255.0"},
    {Type::Group, "group", "an IPv4 multicast address with a port, such as 224.168.168.168:6061"},
    {Type::UserHost, "userhost", "user@host or a host, with :port or without"},
    {Type::Proxy, "proxy",
     "a host with :port or without, or a list such as name:SRV=host:port:p=0|host2:port:p=1"},
    {Type::KeepAliveDest, "keepalivedest", "$PROXY, or a host with :port or without"},
    {Type::Networks, "networks",
     "hosts and networks with commas between them, such as pbx.example.com,10.0.0.0/8"},
    {Type::Url, "url", "an address that begins with http://, https:// or tftp://, or with a macro"},
    {Type::Rule, "rule", "[options] URL, or (condition)? URL | (condition)? URL | URL"},
    {Type::Condition, "condition", "comparisons joined with and, such as $SWVER lt 7.5.2 and $PRVTMR ge 600"},
    {Type::Codes, "codes", "status codes with commas between them, ? for any digit, such as 5??,403"},
    {Type::Tone, "tone", "a tone script such as 350@-19,440@-19;10(*/0/1+2)"},
    {Type::Cadence, "cadence", "a cadence such as 60(2/4) or 60(.4/.2,.3/.2,.8/4)"},
    {Type::Ring, "ring", "a ring script such as n=Classic-1;w=3;c=1"},
    {Type::Led, "led", "a lamp script such as c=r;p=f: colour r, g, a or o, then the pattern"},
    {Type::DialPlan, "dialplan", "a dial plan such as (*xx|[3469]11|0|[2-9]xxxxxx|<9:>xx.)"},
    {Type::DialMap, "dialmap", "rewriting rules such as (<+1:>xxxxxxxxxx|x.)"},
    {Type::StarCode, "starcode", "keys to dial (0-9, *, #), such as *69"},
    {Type::StarCodes, "starcodes",
     "star codes with | between them, each with a tone letter or without, such as *72`c`|*67`p`"},
    {Type::Announcements, "announcements", "CODE=extension with ; between them, such as CWT=00;CWF=01"},
    {Type::KeyList, "keylist",
     "soft keys with ; between them, each with its position or without, such as redial|1;dir|2;dnd"},
    {Type::Function, "function", "a function script such as fnc=blf+sd+cp;sub=101@$PROXY;nme=Bob"},
    {Type::Paging, "paging",
     "paging groups such as pggrp=224.168.168.168:34560;name=All;num=800;listen=yes;"},
    {Type::HexByte, "hexbyte", "0x00 to 0xff"},
    {Type::Base64, "base64", "base64 text"},
    {Type::DayTime, "daytime", "a time of day as HHmm, such as 0230"},
    {Type::Date, "date", "a date as mm/dd, mm/dd/yy or mm/dd/yyyy"},
    {Type::Time, "time", "a time as HH/mm or HH/mm/ss"},
    {Type::TimeOffset, "timeoffset", "an offset as HH/mm, + or - before it"},
    {Type::DaylightRule, "daylightrule", "a rule such as start=3/-1/7/2;end=10/-1/7/2;save=1"},
});

constexpr bool in_order() {
  for (std::size_t i = 0; i < type_words.size(); ++i)
    if (static_cast<std::size_t>(type_words[i].type) != i) return false;
  return true;
}
static_assert(in_order());

const TypeWords& words(Type type) {
  return type_words[static_cast<std::size_t>(type)];
}

// Microseconds as seconds, without zeros at the end.
std::string seconds_text(std::int64_t micros) {
  std::string out = std::to_string(micros / 1'000'000);
  std::string fraction = std::to_string(1'000'000 + micros % 1'000'000).substr(1);
  fraction.erase(fraction.find_last_not_of('0') + 1);
  return fraction.empty() ? out : out + "." + fraction;
}

std::string number_text(const Row& row, std::int64_t number) {
  return row.type == Type::Seconds ? seconds_text(number) : std::to_string(number);
}

std::string with_range(const Row& row, std::string out) {
  const Range& range = row.range;
  out += " from " + number_text(row, range.min) + " to " + number_text(row, range.max);
  if (range.step != 1) out += " in steps of " + number_text(row, range.step);
  if (range.also) out += ", or " + number_text(row, *range.also);
  return out;
}

std::string with_members(const Row& row) {
  std::string out = row.type == Type::Set ? "one or more, with commas between them, of " : "one of ";
  for (std::size_t i = 0; i < row.members.size(); ++i) {
    if (i > 0) out += ", ";
    // A member with a comma would read as two.
    const bool quote = row.members[i].find(',') != std::string_view::npos;
    out += quote ? '"' + std::string(row.members[i]) + '"' : std::string(row.members[i]);
  }
  return out;
}

std::string unblanked_expectation(const Row& row) {
  std::string name(words(row.type).expected);
  switch (row.type) {
    case Type::Unsigned:
    case Type::Integer:
    case Type::Seconds:
    case Type::Port:
      return with_range(row, name);
    case Type::Numbers:
      return with_range(row, name) + ", with commas between them";
    case Type::Enum:
    case Type::Set:
      return with_members(row);
    case Type::Text:
      return row.range.max > 0 ? name + ", up to " + std::to_string(row.range.max) + " letters" : name;
    case Type::Codes:
      return row.members.empty() ? name : name + ", or " + std::string(row.members[0]);
    default:
      return name;
  }
}

}  // namespace

std::string_view type_name(Type type) {
  return words(type).name;
}

std::optional<Type> type_from_name(std::string_view name) {
  const auto at = std::find_if(type_words.begin(), type_words.end(),
                               [&](const TypeWords& entry) { return entry.name == name; });
  if (at == type_words.end()) return std::nullopt;
  return at->type;
}

std::string_view scope_name(Scope scope) {
  constexpr std::array<std::string_view, 5> names{"phone", "ext", "linekey", "unit", "unitkey"};
  return names[static_cast<std::size_t>(scope)];
}

std::string_view state_name(State state) {
  constexpr std::array<std::string_view, 3> names{"active", "stored", "hardware"};
  return names[static_cast<std::size_t>(state)];
}

std::string expectation(const Row& row) {
  std::string out = unblanked_expectation(row);
  const bool said_by_type = row.type == Type::Text || row.secret();
  if (row.blank && !said_by_type) out += ", or nothing";
  return out;
}

}  // namespace handset::settings
