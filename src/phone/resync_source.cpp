#include "phone/resync_source.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"

namespace handset::phone {
namespace {

struct Scheme {
  std::string_view name;
  std::uint16_t port;
};
constexpr std::array schemes{Scheme{"tftp", 69}, Scheme{"http", 80}, Scheme{"https", 443}};

constexpr std::string_view example = "Right is [--uid name --pwd password] http://host/path.";

tl::unexpected<std::string> wrong(std::string_view sentence) {
  return tl::unexpected(std::string(sentence) + " " + std::string(example));
}

const Scheme* find_scheme(std::string_view name) {
  const auto* const at = std::find_if(schemes.begin(), schemes.end(), [name](const Scheme& scheme) {
    return equal_ignoring_case(scheme.name, name);
  });
  return at == schemes.end() ? nullptr : at;
}

std::string_view take_word(std::string_view& text) {
  text = trim(text);
  const auto word = text.substr(0, text.find_first_of(" \t"));
  text.remove_prefix(word.size());
  return word;
}

// "--uid name --pwd password", of a report "--delta" as well; empty when it is right.
std::string_view read_options(std::string_view text, RuleUse use, ResyncSource& source) {
  FetchLogin login{.user = {}, .password = {}, .basic_over_http = true};  // as the rule itself says
  bool given = false;
  for (std::string_view name = take_word(text); !name.empty(); name = take_word(text)) {
    if (name == "--delta" && use == RuleUse::Report) {
      source.delta = true;
      continue;
    }
    const std::string_view value = take_word(text);
    if (name == "--key") return "Encrypted profiles cannot be read.";
    if (name != "--uid" && name != "--pwd") return "Only --uid and --pwd are options here.";
    if (value.empty()) return "An option has no value.";
    (name == "--uid" ? login.user : login.password) = value;
    given = true;
  }
  if (given) source.login = std::move(login);
  return {};
}

// "host", "host:port", "[v6]:port" or nothing; empty when it is right.
std::string_view read_authority(std::string_view text, ResyncSource& source) {
  if (text.find('@') != std::string_view::npos) return "A login does not belong into the address.";
  std::string_view host = text.substr(0, text.find(':'));
  std::string_view rest = text.substr(host.size());
  if (text.starts_with('[')) {
    const auto end = std::min(text.find(']'), text.size());
    host = text.substr(1, end - 1);
    rest = text.substr(std::min(end + 1, text.size()));
    const auto address = IpAddress::parse(host);
    if (!address || address->is_v4()) return "There is no IPv6 address between the brackets.";
  }
  const auto fits = [](char c) { return is_alnum(c) || c == '-' || c == '.' || c == '_' || c == ':'; };
  if (!std::all_of(host.begin(), host.end(), fits)) return "The host is no name and no address.";
  source.host = host;
  if (rest.empty()) return {};
  constexpr std::uint64_t last_port = 65535;
  const auto port = parse_decimal(rest.substr(1), last_port);
  if (rest.front() != ':' || !port || *port == 0) return "The port is a number from 1 to 65535.";
  source.port = static_cast<std::uint16_t>(*port);
  return {};
}

// Blanks and whatever else no URL has as escapes; escapes stay.
std::string encoded_path(std::string_view path) {
  std::string out;
  for (const char c : path) {
    const bool plain = c > ' ' && c < '\x7f' && std::string_view("\"<>\\^`{|}#").find(c) == std::string::npos;
    if (plain)
      out += c;
    else
      out += percent_encode(std::string_view(&c, 1));
  }
  return out;
}

}  // namespace

std::string ResyncSource::url() const {
  const Scheme* known = find_scheme(scheme);
  std::string out = scheme + "://";
  out += host.find(':') == std::string::npos ? host : "[" + host + "]";
  if (known == nullptr || known->port != port) out += ":" + std::to_string(port);
  return out + path;
}

std::string agent_of(const PhoneIdentity& identity) {
  std::string out = "Handset/" + identity.model + "-" + identity.version;
  if (!identity.mac.empty()) out += " (" + identity.mac + ")";
  if (!identity.serial.empty()) out += "(" + identity.serial + ")";
  return out;
}

tl::expected<ResyncSource, std::string> parse_resync_source(std::string_view text, const IpAddress& asker,
                                                            const MacroValues& macros, RuleUse use) {
  ResyncSource source;
  text = trim(text);
  if (text.starts_with('[') && text.find("--") != std::string_view::npos) {
    const auto end = text.find(']');
    if (end == std::string_view::npos) return wrong("The bracket of the options is not closed.");
    if (const auto what = read_options(text.substr(1, end - 1), use, source); !what.empty())
      return wrong(what);
    text = trim(text.substr(end + 1));
  }
  const std::string expanded = expand_macros(text, macros);
  std::string_view rest = expanded;
  if (rest.empty()) return wrong("It is not said where the profile is.");
  if (const auto colon = rest.find("://"); colon != std::string_view::npos && colon < rest.find('/')) {
    const Scheme* scheme = find_scheme(rest.substr(0, colon));
    if (scheme == nullptr) return wrong("Profiles come by http, https or tftp.");
    source.scheme = scheme->name;
    source.port = scheme->port;
    rest.remove_prefix(colon + 3);
  }
  const auto path_at = std::min(rest.find('/'), rest.size());
  if (const auto what = read_authority(rest.substr(0, path_at), source); !what.empty()) return wrong(what);
  const std::string_view path = rest.substr(path_at);
  if (source.host.empty() && path.empty()) return wrong("It is not said where the profile is.");
  if (source.host.empty() && asker.is_unspecified())
    return wrong("It names no host, and nobody who asks may stand for one.");
  if (source.host.empty()) source.host = asker.to_string();
  source.path = path.empty() ? "/" : encoded_path(path);
  return source;
}

MacroValues resync_macros(MacroValues macros, const ResyncSource& source, std::string_view error) {
  macros.set("SCHEME", source.scheme);
  macros.set("METH", source.scheme);
  macros.set("SERV", source.host);
  macros.set("SERVIP", source.host);
  macros.set("PORT", std::to_string(source.port));
  macros.set("PATH", source.path);
  macros.set("ERR", std::string(error));
  return macros;
}

}  // namespace handset::phone
