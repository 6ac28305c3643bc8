#include "xml/internal_uri.h"

#include "base/eight_letters.h"
#include "base/text.h"
#include "base/utf8.h"

namespace handset::xml {

namespace {

struct SchemeName {
  Scheme scheme;
  std::string_view name;  // with its colon
};

constexpr SchemeName schemes[] = {
    {Scheme::Http, "http:"},
    {Scheme::Https, "https:"},
    {Scheme::Key, "Key:"},
    {Scheme::SoftKey, "SoftKey:"},
    {Scheme::QueryStringParam, "QueryStringParam:"},
    {Scheme::Dial, "Dial:"},
    {Scheme::EditDial, "EditDial:"},
    {Scheme::SendDigits, "SendDigits:"},
    {Scheme::Play, "Play:"},
    {Scheme::RtpRx, "RTPRx:"},
    {Scheme::RtpTx, "RTPTx:"},
    {Scheme::RtpMRx, "RTPMRx:"},
    {Scheme::RtpMTx, "RTPMTx:"},
    {Scheme::Vibrate, "Vibrate:"},
    {Scheme::Display, "Display:"},
    {Scheme::Device, "Device:"},
    {Scheme::Init, "Init:"},
    {Scheme::Notify, "Notify:"},
    {Scheme::App, "App:"},
};

struct InitName {
  InitTarget target;
  std::string_view name;
};

constexpr InitName inits[] = {
    {InitTarget::CallHistory, "CallHistory"}, {InitTarget::Services, "Services"},
    {InitTarget::Messages, "Messages"},       {InitTarget::Directories, "Directories"},
    {InitTarget::AppStatus, "AppStatus"},
};

bool is_scheme_letter(char c) {
  return is_alnum(c) || c == '+' || c == '-' || c == '.';
}

Scheme find_scheme(std::string_view with_colon) {
  for (const SchemeName& entry : schemes) {
    if (equal_ignoring_case(with_colon, entry.name)) return entry.scheme;
  }
  return Scheme::Unknown;
}

}  // namespace

Uri parse_uri(std::string_view text) {
  text = trim(text);
  Uri uri{Scheme::None, text, text};
  std::size_t end = 0;
  while (end < text.size() && is_scheme_letter(text[end])) ++end;
  if (end == 0 || end == text.size() || text[end] != ':' || !is_alpha(text[0])) return uri;
  uri.scheme = find_scheme(text.substr(0, end + 1));
  uri.argument = text.substr(end + 1);
  return uri;
}

std::string_view scheme_name(Scheme scheme) {
  for (const SchemeName& entry : schemes) {
    if (entry.scheme == scheme) return entry.name;
  }
  return {};
}

bool is_web_url(std::string_view text) {
  const Uri uri = parse_uri(text);
  return uri.text.size() == text.size() && is_web_url(uri);
}

bool is_web_url(const Uri& uri) {
  if (!uri.is_web()) return false;
  if (!uri.argument.starts_with("//")) return false;
  const std::string_view rest = uri.argument.substr(2);
  const bool has_host = !rest.empty() && rest.front() != '/' && rest.front() != '?' && rest.front() != '#';
  if (!has_host) return false;
  if (is_plain(uri.text, '!')) return true;
  for (const char c : uri.text)
    if (static_cast<unsigned char>(c) <= ' ' || c == 0x7f) return false;
  return is_valid_utf8(uri.text);
}

std::optional<InitTarget> parse_init(std::string_view argument) {
  for (const InitName& entry : inits) {
    if (equal_ignoring_case(trim(argument), entry.name)) return entry.target;
  }
  return std::nullopt;
}

}  // namespace handset::xml
