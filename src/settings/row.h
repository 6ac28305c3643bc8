// The parameter table: what is known of every setting, whatever its value.
//
// A Row is one line of parameters.tsv, put into static storage by the generator of the build: pages, profile
// export, checks and docs/parameters.md all come from it. A row of scope Ext stands for twelve settings, so a
// single setting is an Address: row and index. Immutable; any thread.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace handset::settings {

// How often a row exists.
enum class Scope : std::uint8_t {
  Phone,    // once
  Ext,      // per extension: <n> in the tag
  LineKey,  // per line key: <n>
  Unit,     // per attendant console unit: <n>
  UnitKey,  // per key of a unit: <n> and <k>
};

enum class State : std::uint8_t {
  Active,    // obeyed
  Stored,    // kept and shown, its behaviour is not built yet
  Hardware,  // means nothing in software; Row::reason says why
};

enum class Access : std::uint8_t {
  ReadOnly,  // a status value
  Admin,     // the admin account alone
  User,      // the user account may change it too
};

// What a value may look like; value_types.h checks it.
enum class Type : std::uint8_t {
  Bool,           // Yes or No
  Unsigned,       // a number in a range
  Integer,        // the same with a sign
  Seconds,        // a time, with a fraction
  Port,           // 1 to 65535
  Enum,           // one of the members
  Set,            // members with commas between them, in order of preference
  Numbers,        // numbers with commas between them
  Text,           // any text of one line
  Secret,         // never shown, logged or exported
  Password,       // of an account of the web pages: a secret that only the command line gives as a value
  Host,           // a name or an address
  Hosts,          // the same, with commas between them
  HostPort,       // the same, with a port or without
  Ip,             // an address, IPv4 or IPv6
  Ipv4,           // an IPv4 address
  Netmask,        // an IPv4 netmask
  Group,          // an IPv4 multicast address with a port
  UserHost,       // user@host, or a host alone
  Proxy,          // a host with a port or a list of them (name:SRV=...)
  KeepAliveDest,  // $PROXY, or a host with a port or without
  Networks,       // hosts and networks with commas between them
  Url,            // http, https or tftp, with macros
  Rule,           // profile rule: conditions, options and URLs
  Condition,      // the condition of a rule alone
  Codes,          // status codes, `?` for any digit
  Tone,           // 350@-19,440@-19;10(*/0/1+2)
  Cadence,        // 60(2/4)
  Ring,           // n=Classic-1;w=3;c=1
  Led,            // c=r;p=f
  DialPlan,       // (*xx|[2-9]xxxxxx)
  DialMap,        // rewriting rules in the grammar of a dial plan
  StarCode,       // keys to dial: *69
  StarCodes,      // *72`c`|*67`p`
  Announcements,  // CWT=00;CWF=01
  KeyList,        // redial|1;dir|2
  Function,       // fnc=sd;ext=9999@$PROXY;nme=Taxi
  Paging,         // pggrp=224.168.168.168:34560;name=All;num=800;listen=yes;
  HexByte,        // 0x68
  Base64,         // base64 text
  DayTime,        // HHmm
  Date,           // mm/dd, with the year or without
  Time,           // HH/mm, with seconds or without
  TimeOffset,     // [+-]HH/mm
  DaylightRule,   // start=3/-1/7/2;end=10/-1/7/2;save=1
};

inline constexpr unsigned max_extensions = 12;
inline constexpr unsigned max_line_keys = 12;
inline constexpr unsigned max_units = 2;
inline constexpr unsigned keys_per_unit = 32;
inline constexpr std::size_t max_value_length = 4096;
inline constexpr std::size_t max_password_length = 256;

// Limits of a number; of seconds in microseconds.
struct Range {
  std::int64_t min = 0;
  std::int64_t max = 0;
  std::int64_t step = 1;
  std::optional<std::int64_t> also;  // one value beside the range
};

struct Row {
  std::string_view tag;  // with <n> and <k>
  std::string_view label;
  std::string_view tab;
  std::string_view section;  // with <n> and <k>
  Scope scope;
  Type type;
  State state;
  Access access;
  bool basic;                                 // shown in the basic view too
  bool blank;                                 // may be empty
  Range range;                                // of numbers and times; of Text, max is its longest length
  std::span<const std::string_view> members;  // of Enum and Set
  std::string_view default_value;             // of index 1 where each has its own
  std::span<const std::string_view> indexed_default;  // one per index, or empty
  std::string_view help;
  std::string_view reason;  // of Hardware
  bool restart;             // a new value waits until the phone is idle and then restarts it in place

  [[nodiscard]] constexpr bool settable() const { return access != Access::ReadOnly; }
  // Never shown, logged or exported.
  [[nodiscard]] constexpr bool secret() const { return type == Type::Secret || type == Type::Password; }
  // How many settings the row stands for.
  [[nodiscard]] constexpr unsigned instances() const {
    switch (scope) {
      case Scope::Phone:
        return 1;
      case Scope::Ext:
        return max_extensions;
      case Scope::LineKey:
        return max_line_keys;
      case Scope::Unit:
        return max_units;
      case Scope::UnitKey:
        break;
    }
    return max_units * keys_per_unit;
  }
};

// Position in rows(). Good within one build only: what is kept keeps the tag.
using RowId = std::uint16_t;

struct Address {
  RowId row = 0;
  std::uint8_t index = 0;  // 0 for Phone, else from 1; of UnitKey (unit - 1) * 32 + key

  friend constexpr bool operator==(const Address&, const Address&) = default;
  friend constexpr auto operator<=>(const Address&, const Address&) = default;
};

// In the order of the pages.
[[nodiscard]] std::span<const Row> rows();

// Their places in the order of the tags; of a tag that two rows share, the settable one first.
[[nodiscard]] std::span<const RowId> rows_by_tag();

// "User_ID_1_" -> that row, index 1. Letters count as they stand. Where a status value and a setting share a
// tag, the setting is meant; the index of a status value is 0.
[[nodiscard]] std::optional<Address> find_tag(std::string_view tag);

[[nodiscard]] std::string tag_of(Address address);
[[nodiscard]] std::string_view default_of(Address address);

// Up to three settable tags that a mistyped one may have meant, best first.
[[nodiscard]] std::vector<std::string> near_tags(std::string_view tag);

}  // namespace handset::settings
