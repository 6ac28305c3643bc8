// Internal URIs and cookies, which a page and its server give: the first line of the input is what stands
// behind the scheme of a URI, each further line a Set-Cookie field. An argument that is taken is within its
// limits and a slice of what was read, and the address of a Notify is one that everybody reads the same.
// Cookies are bounded, go to no other server than theirs, and end no line.
#include "xml/uri_arguments.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "base/text.h"
#include "base/web_url.h"
#include "fuzz/property.h"
#include "phone/cookie_jar.h"
#include "xml/common.h"

namespace handset {
namespace {

using fuzz::require;
using fuzz::require_slice;

bool has_line_end(std::string_view text) {
  return text.find_first_of(std::string_view("\r\n\0", 3)) != std::string_view::npos;
}

bool are_tones(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789#*ABCDabcd,") == std::string_view::npos;
}

void check_rtp(std::string_view argument) {
  using xml::Scheme;
  for (const Scheme scheme : {Scheme::RtpRx, Scheme::RtpTx, Scheme::RtpMRx, Scheme::RtpMTx}) {
    const auto stream = xml::parse_rtp(scheme, argument);
    if (!stream || stream->stop) continue;
    const bool group = scheme == Scheme::RtpMRx || scheme == Scheme::RtpMTx;
    require(stream->address.is_multicast() == group, "a group is one, a host is none");
    require(!stream->address.is_unspecified(), "a stream has an address");
    const bool chosen = stream->port == 0;
    require(chosen ? scheme == Scheme::RtpRx
                   : stream->port % 2 == 0 && stream->port >= 20480 && stream->port <= 32768,
            "a port is even and one of those for media");
    require(stream->volume.value_or(0) <= 100, "a volume is a percentage");
  }
}

void check_notify(std::string_view argument) {
  const auto notify = xml::parse_notify_uri(argument);
  if (!notify) return;
  require_slice(notify->credentials, argument);
  require_slice(notify->data, argument);
  require(xml::is_web_url(notify->url), "a Notify goes to a web address");
  const auto url = WebUrl::parse(notify->url);
  require(url && !url->tftp, "everybody reads its address");
  require(!has_line_end(notify->url) && !has_line_end(notify->credentials), "nothing of it ends a line");
  require(notify->url.find('@') == std::string::npos || notify->url.find('@') > notify->url.find('/', 8),
          "no user stands before its host");
}

void check_dialling(std::string_view argument) {
  if (const auto digits = xml::parse_send_digits(argument)) {
    require_slice(digits->digits, argument);
    require_slice(digits->app_id, argument);
    require(are_tones(digits->digits), "tones are tones");
    require(digits->app_id.size() <= xml::app_id_letters, "an appId has its limit");
  }
  if (const auto dial = xml::parse_dial(argument)) {
    require_slice(dial->target, argument);
    require_slice(dial->app_id, argument);
    const bool sip =
        starts_with_ignoring_case(dial->target, "sip:") || starts_with_ignoring_case(dial->target, "sips:");
    const std::string_view number = dial->target.starts_with('+') ? dial->target.substr(1) : dial->target;
    require(sip || are_tones(number), "a number is one that can be dialled");
    require(!has_line_end(dial->target), "nothing of it ends a line");
  }
}

void check_argument(std::string_view argument) {
  check_rtp(argument);
  check_notify(argument);
  check_dialling(argument);
  if (const auto display = xml::parse_display(argument))
    require(display->lasts >= Duration{} && display->lasts <= minutes(1440),
            "a display is dark for a day at most");
  if (const auto app = xml::parse_app(argument)) {
    require_slice(app->app_id, argument);
    require(app->idle >= seconds(10) && app->idle <= seconds(86400), "an application waits within limits");
    require(app->priority <= xml::Priority::IfIdle, "there are three priorities");
    require(app->app_id.size() <= xml::app_id_letters, "an appId has its limit");
  }
}

void check_cookies(std::string_view lines) {
  constexpr std::array<std::string_view, 3> servers = {"https://a.shop.example/dir/page",
                                                       "http://shop.example/", "http://192.0.2.1/dir/"};
  phone::CookieJar jar;
  phone::CookieJar secure;
  SteadyTime now{hours(1)};
  for (std::size_t count = 0; !lines.empty(); ++count) {
    const Split line = split_once(lines, '\n');
    lines = line.after;
    jar.take(*WebUrl::parse(servers.at(count % servers.size())), line.before, now, WallTime{});
    secure.take(*WebUrl::parse(servers[0]), std::string(line.before) + "; Secure", now, WallTime{});
    now += seconds(1);
  }
  constexpr std::size_t most = phone::CookieJar::most_hosts * phone::CookieJar::most_of_a_host;
  require(jar.size() <= most && secure.size() <= most, "cookies are bounded");
  for (const std::string_view server : servers) {
    const std::string field = jar.field_for(*WebUrl::parse(server), now);
    require(!has_line_end(field), "a cookie ends no line");
    require(field.size() <= most * (phone::CookieJar::most_bytes + 2), "a field is bounded");
  }
  for (const char* other : {"http://evil.example/dir/page", "http://notshop.example/", "http://example/",
                            "http://192.0.2.10/dir/", "http://2.1/dir/"})
    require(jar.field_for(*WebUrl::parse(other), now).empty(), "a cookie goes to no other server");
  require(secure.field_for(*WebUrl::parse("http://a.shop.example/dir/page"), now).empty(),
          "a secure cookie goes over https alone");
  static_cast<void>(jar.field_for(*WebUrl::parse(servers[0]), now + hours(25)));
  require(jar.size() == 0, "unused cookies are forgotten");
}

}  // namespace
}  // namespace handset

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const handset::Split input = handset::split_once(handset::fuzz::text_of(data, size), '\n');
  handset::check_argument(input.before);
  handset::check_cookies(input.after);
  return 0;
}
