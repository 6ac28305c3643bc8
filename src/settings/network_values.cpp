#include <algorithm>
#include <utility>

#include "base/address.h"
#include "base/fetch.h"
#include "settings/value_checks.h"

namespace handset::settings {
namespace {

constexpr std::size_t longest_name = 253;  // RFC 1035 2.3.4
constexpr std::size_t longest_label = 63;

Fault wrong(std::string_view what, std::size_t at = 0) {
  return Error{Errc::Malformed, static_cast<std::uint32_t>(at), what};
}

Fault check_label(std::string_view label) {
  if (label.empty()) return wrong("two dots with nothing between them");
  if (label.size() > longest_label) return wrong("a part of the name is longer than 63 letters");
  if (label.front() == '-' || label.back() == '-')
    return wrong("a part of the name begins or ends with a hyphen");
  const bool sound =
      std::all_of(label.begin(), label.end(), [](char c) { return is_alnum(c) || c == '-' || c == '_'; });
  return sound ? Fault{} : wrong("not a letter of a host name");
}

Fault check_name(std::string_view name) {
  if (name.size() > longest_name) return wrong("a host name has 253 letters at most");
  if (name.ends_with('.')) name.remove_suffix(1);  // a name told to be complete
  std::string_view last;
  for (std::string_view rest = name; true;) {
    const Split split = split_once(rest, '.');
    if (const Fault fault = check_label(split.before)) return fault;
    last = split.before;
    if (!split.found) break;
    rest = split.after;
  }
  // No top-level domain is a number, so this was meant to be an address.
  if (std::all_of(last.begin(), last.end(), is_digit)) return wrong("not an IPv4 address");
  return {};
}

Fault check_port(std::string_view port) {
  const auto number = parse_decimal(port, 65535);
  return number && *number > 0 ? Fault{} : wrong("the port is not a number from 1 to 65535");
}

struct HostAndPort {
  std::string_view host;
  std::string_view port;
  bool has_port = false;
  bool bracketed = false;
};

// Takes the brackets off; a bare IPv6 address has no port.
HostAndPort split_port(std::string_view value) {
  if (value.starts_with('[')) {
    const auto end = value.find(']');
    const std::string_view rest = end == std::string_view::npos ? "" : value.substr(end + 1);
    // Brackets that are no pair stay, and make no address.
    if (end == std::string_view::npos || (!rest.empty() && !rest.starts_with(':')))
      return {value, {}, false, true};
    return {value.substr(1, end - 1), rest.empty() ? rest : rest.substr(1), !rest.empty(), true};
  }
  const Split split = split_once(value, ':');
  if (!split.found || split.after.find(':') != std::string_view::npos) return {value, {}, false, false};
  return {split.before, split.after, true, false};
}

Fault check_host_of(const HostAndPort& parts) {
  if (parts.host.empty()) return wrong("the host is missing");
  const bool colon = parts.host.find(':') != std::string_view::npos;
  if (!colon && !parts.bracketed) return IpAddress::parse(parts.host) ? Fault{} : check_name(parts.host);
  const auto address = IpAddress::parse(parts.host);
  return address && !address->is_v4() ? Fault{} : wrong("not an IPv6 address");
}

// host[:port] with the attributes of a list entry behind it: `:p=0`, `:w=1`.
Fault check_proxy_entry(std::string_view entry) {
  std::string_view host = entry;
  for (auto at = host.rfind(':'); at != std::string_view::npos; at = host.rfind(':')) {
    const std::string_view attribute = host.substr(at + 1);
    if (!attribute.starts_with("p=") && !attribute.starts_with("w=")) break;
    if (!parse_decimal(attribute.substr(2), 65535)) return wrong("p= and w= take a number from 0 to 65535");
    host = host.substr(0, at);
  }
  return check_host_port(host);
}

bool has_space(std::string_view value) {
  return std::any_of(value.begin(), value.end(), is_space);
}

}  // namespace

Fault check_host(std::string_view value) {
  const HostAndPort parts = split_port(value);
  if (parts.has_port) return wrong("a port does not belong here", parts.host.size());
  return check_host_of(parts);
}

Fault check_host_port(std::string_view value) {
  const HostAndPort parts = split_port(value);
  if (const Fault fault = check_host_of(parts)) return fault;
  return parts.has_port ? check_port(parts.port) : Fault{};
}

Fault check_ip(std::string_view value) {
  return IpAddress::parse(value) ? Fault{} : wrong("not an address");
}

Fault check_ipv4(std::string_view value) {
  const auto address = IpAddress::parse(value);
  return address && address->is_v4() ? Fault{} : wrong("not an IPv4 address");
}

Fault check_netmask(std::string_view value) {
  const auto address = IpAddress::parse(value);
  if (!address || !address->is_v4()) return wrong("not an IPv4 address");
  std::uint32_t mask = 0;
  for (std::size_t i = 0; i < 4; ++i) mask = mask << 8 | address->bytes()[i];
  const std::uint32_t host_part = ~mask;
  return (host_part & (host_part + 1)) == 0 && mask != 0 ? Fault{}
                                                         : wrong("the ones of a netmask stand in one row");
}

Fault check_group(std::string_view value) {
  const auto endpoint = Endpoint::parse(value);
  if (!endpoint || !endpoint->address.is_v4() || endpoint->port == 0)
    return wrong("not an IPv4 address with a port");
  return endpoint->address.is_multicast() ? Fault{}
                                          : wrong("not a multicast address (224.0.0.0 to 239.255.255.255)");
}

Fault check_user_host(std::string_view value) {
  const auto at = value.rfind('@');
  if (at == std::string_view::npos) return check_host_port(value);
  if (at == 0 || has_space(value.substr(0, at)))
    return wrong("the user before the @ is missing or has a blank");
  return check_host_port(value.substr(at + 1));
}

Fault check_proxy(std::string_view value) {
  const auto list = value.find(":SRV=");
  if (list == std::string_view::npos) return check_host_port(value);
  if (const Fault fault = check_host(value.substr(0, list))) return fault;
  for (std::string_view rest = value.substr(list + 5); true;) {
    const Split split = split_once(rest, '|');
    if (const Fault fault = check_proxy_entry(split.before)) return fault;
    if (!split.found) return {};
    rest = split.after;
  }
}

Fault check_keep_alive_dest(std::string_view value) {
  return value == "$PROXY" ? Fault{} : check_host_port(value);
}

Fault check_networks(std::string_view value) {
  const auto policy = FetchPolicy::parse(value, false, {});
  return policy ? Fault{} : Fault{policy.error()};
}

Fault check_macros(std::string_view value) {
  ScriptScan scan(value);
  while (!scan.done()) {
    if (scan.take("$$")) continue;
    if (!scan.take("$(")) {
      // A name that is not known stays as it is, and a lone $ is one too.
      scan.take_while([first = true](char c) mutable { return std::exchange(first, false) || c != '$'; });
      continue;
    }
    if (scan.take_while(is_alnum).empty()) return scan.wrong("a macro has its name between the parentheses");
    for (int i = 0; i < 2 && scan.take(':'); ++i)
      if (scan.take_digits().empty())
        return scan.wrong("the part of a macro is given in numbers, $(NAME:p:q)");
    if (!scan.take(')')) return scan.wrong("the macro's closing parenthesis is missing");
  }
  return {};
}

Fault check_url(std::string_view value) {
  if (has_space(value)) return wrong("a blank in an address is written %20");
  if (const Fault fault = check_macros(value)) return fault;
  if (value.starts_with('$')) return {};
  const auto scheme = value.find("://");
  if (scheme == std::string_view::npos) return wrong("the scheme is missing");
  const std::string_view name = value.substr(0, scheme);
  if (!equal_ignoring_case(name, "http") && !equal_ignoring_case(name, "https") &&
      !equal_ignoring_case(name, "tftp"))
    return wrong("no such scheme is served");
  std::string_view host = value.substr(scheme + 3);
  host = host.substr(0, host.find_first_of("/?#"));
  if (const auto at = host.rfind('@'); at != std::string_view::npos) host.remove_prefix(at + 1);
  return host.find('$') != std::string_view::npos ? Fault{} : check_host_port(host);
}

}  // namespace handset::settings
