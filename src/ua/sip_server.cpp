#include "ua/sip_server.h"

#include <cstddef>
#include <optional>

#include "base/text.h"

namespace handset::ua {
namespace {

constexpr std::size_t most_listed = 32;
constexpr std::string_view list_mark = ":SRV=";

struct HostPort {
  std::string_view host;
  std::uint16_t port = 0;
};

// A bare IPv6 address has no port.
std::optional<HostPort> read_host_port(std::string_view text) {
  HostPort read{text, 0};
  std::string_view port;
  bool has_port = false;
  if (text.starts_with('[')) {
    const auto end = text.find(']');
    if (end == std::string_view::npos) return std::nullopt;
    read.host = text.substr(1, end - 1);
    port = text.substr(end + 1);
    has_port = !port.empty();
    if (has_port && port.front() != ':') return std::nullopt;
    if (has_port) port.remove_prefix(1);
    if (!IpAddress::parse(read.host)) return std::nullopt;
  } else if (const Split split = split_once(text, ':'); split.found) {
    if (split.after.find(':') == std::string_view::npos) {
      read.host = split.before;
      port = split.after;
      has_port = true;
    } else if (!IpAddress::parse(text)) {
      return std::nullopt;
    }
  }
  if (read.host.empty()) return std::nullopt;
  if (has_port) {
    const auto number = parse_decimal(port, 65535);
    if (!number || *number == 0) return std::nullopt;
    read.port = static_cast<std::uint16_t>(*number);
  }
  return read;
}

// host[:port][:p=priority][:w=weight]
std::optional<ListedServer> read_listed(std::string_view text) {
  ListedServer server;
  for (auto at = text.rfind(':'); at != std::string_view::npos; at = text.rfind(':')) {
    const std::string_view attribute = text.substr(at + 1);
    if (!attribute.starts_with("p=") && !attribute.starts_with("w=")) break;
    const auto number = parse_decimal(attribute.substr(2), 65535);
    if (!number) return std::nullopt;
    (attribute.front() == 'p' ? server.priority : server.weight) = static_cast<std::uint16_t>(*number);
    text = text.substr(0, at);
  }
  const auto address = read_host_port(text);
  if (!address) return std::nullopt;
  server.host = address->host;
  server.port = address->port;
  return server;
}

}  // namespace

Result<ServerSetting> ServerSetting::parse(std::string_view text) {
  text = trim(text);
  const auto mark = text.find(list_mark);
  const auto name = read_host_port(text.substr(0, mark));
  if (!name) return fail(Errc::Malformed, "a server is a host, or a host with a port behind a colon");
  ServerSetting setting{std::string(name->host), name->port, {}};
  if (mark == std::string_view::npos) return setting;
  for (std::size_t at = mark + list_mark.size(); at <= text.size();) {
    const std::string_view entry = text.substr(at, text.find('|', at) - at);
    auto server = read_listed(trim(entry));
    if (!server) return fail(Errc::Malformed, "a listed server is host:port:p=priority", at);
    if (setting.list.size() == most_listed)
      return fail(Errc::TooLarge, "more than 32 servers are listed", at);
    setting.list.push_back(*std::move(server));
    at += entry.size() + 1;
  }
  return setting;
}

std::string ServerTarget::words() const {
  const bool named = !host.empty() && host != endpoint.address.to_string();
  std::string out = named ? host + " (" + endpoint.to_string() + ", " : endpoint.to_string() + " (";
  out += sip_transport_name(transport);
  return out + ")";
}

}  // namespace handset::ua
