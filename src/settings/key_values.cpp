// What keys and lamps do: LED scripts, soft key lists, function scripts, paging groups.
#include <algorithm>
#include <array>

#include "base/address.h"
#include "settings/value_checks.h"

namespace handset::settings {
namespace {

constexpr std::uint64_t last_key_position = 16;
constexpr std::size_t most_paging_groups = 5;
constexpr std::array<std::string_view, 8> function_keys{"fnc", "sub", "usr", "ext",
                                                        "nme", "url", "vid", "orbit"};

// key=value; the value may be anything but a semicolon.
struct Field {
  std::string_view key;
  std::string_view value;
};

Fault take_field(ScriptScan& scan, Field& field) {
  scan.skip_space();
  field.key = scan.take_while([](char c) { return is_alpha(c); });
  if (!scan.take('=')) return scan.wrong("the parts are written key=value");
  field.value = trim(scan.take_while([](char c) { return c != ';'; }));
  return {};
}

bool at_next_field(ScriptScan& scan) {
  scan.take(';');
  scan.skip_space();
  return !scan.done();
}

// Letters for each pattern: n steady, s slow, f fast, d double, u the user's own; more may follow.
bool is_lamp_pattern(std::string_view value) {
  constexpr std::string_view patterns = "nsfdu";
  const auto sound = [](char c) { return is_alnum(c) || c == '/' || c == ','; };
  return !value.empty() && patterns.find(value.front()) != std::string_view::npos &&
         std::all_of(value.begin(), value.end(), sound);
}

bool are_functions(std::string_view value) {
  ScriptScan scan(value);
  do {
    if (scan.take_while(is_alpha).empty()) return false;
  } while (scan.take('+'));
  return scan.done();
}

Fault check_paging_field(ScriptScan& scan, const Field& field) {
  if (field.key == "num") {
    const bool keys =
        !field.value.empty() && field.value.find_first_not_of("0123456789*#") == std::string_view::npos;
    return keys ? Fault{} : scan.wrong("num= is the number to dial");
  }
  if (field.key == "listen")
    return field.value == "yes" || field.value == "no" ? Fault{} : scan.wrong("listen= is yes or no");
  return field.key == "name" ? Fault{} : scan.wrong("a group has pggrp=, name=, num= and listen=");
}

Fault check_paging_address(ScriptScan& scan, std::string_view value) {
  if (check_group(value)) return scan.wrong("pggrp= is an IPv4 multicast address with a port");
  const auto endpoint = Endpoint::parse(value);
  return endpoint && endpoint->port % 2 == 0 ? Fault{} : scan.wrong("the port of a group is even");
}

}  // namespace

Fault check_led(std::string_view value) {
  ScriptScan scan(value);
  do {
    Field field;
    if (Fault fault = take_field(scan, field)) return fault;
    if (field.key == "c") {
      if (field.value.size() != 1 || std::string_view("rgao").find(field.value) == std::string_view::npos)
        return scan.wrong("the colour is r, g, a or o");
    } else if (field.key == "p") {
      if (!is_lamp_pattern(field.value)) return scan.wrong("the pattern begins with n, s, f, d or u");
    } else {
      return scan.wrong("a lamp has c= (colour) and p= (pattern)");
    }
  } while (at_next_field(scan));
  return {};
}

Fault check_key_list(std::string_view value) {
  ScriptScan scan(value);
  do {
    scan.skip_space();
    if (scan.take_while([](char c) { return is_alnum(c) || c == '_'; }).empty())
      return scan.wrong("the name of a soft key is missing");
    if (scan.take('|') && parse_decimal(scan.take_digits(), last_key_position).value_or(0) == 0)
      return scan.wrong("positions count from 1 to 16");
    scan.skip_space();
    if (!scan.done() && scan.peek() != ';') return scan.wrong("a ; stands between soft keys");
  } while (at_next_field(scan));
  return {};
}

Fault check_function(std::string_view value) {
  ScriptScan scan(value);
  bool has_function = false;
  do {
    Field field;
    if (Fault fault = take_field(scan, field)) return fault;
    if (std::find(function_keys.begin(), function_keys.end(), field.key) == function_keys.end())
      return scan.wrong("the parts are fnc, sub, usr, ext, nme, url, vid and orbit");
    if (field.key != "fnc") continue;
    has_function = true;
    if (!are_functions(field.value)) return scan.wrong("functions are words joined with +");
  } while (at_next_field(scan));
  return has_function ? Fault{} : scan.wrong("fnc= is missing");
}

Fault check_paging(std::string_view value) {
  ScriptScan scan(value);
  std::size_t groups = 0;
  do {
    Field field;
    if (Fault fault = take_field(scan, field)) return fault;
    if (field.key == "pggrp") {
      if (++groups > most_paging_groups) return scan.wrong("there are five groups at most");
      if (Fault fault = check_paging_address(scan, field.value)) return fault;
    } else if (groups == 0) {
      return scan.wrong("a group begins with pggrp=");
    } else if (Fault fault = check_paging_field(scan, field)) {
      return fault;
    }
  } while (at_next_field(scan));
  return {};
}

}  // namespace handset::settings
