#include "web/cookies.h"

#include <algorithm>

#include "base/text.h"
#include "web/sessions.h"

namespace handset::web {
namespace {

bool is_id(std::string_view text) {
  return text.size() == Sessions::id_letters && std::all_of(text.begin(), text.end(), is_alnum);
}

std::string cookie(const io::HttpRequest& request, std::string_view value) {
  return cookie_name(request) + '=' + std::string(value) + "; Path=/; HttpOnly; SameSite=Strict" +
         (request.tls ? "; Secure" : "");
}

}  // namespace

std::string cookie_name(const io::HttpRequest& request) {
  return (request.tls ? "__Host-handset_" : "handset_") + std::to_string(request.local.port);
}

LoginCookie read_login_cookie(const io::HttpRequest& request) {
  const std::string ours = cookie_name(request);
  LoginCookie out;
  for (const HttpField& field : request.fields) {
    if (!equal_ignoring_case(field.name, "Cookie")) continue;
    std::string_view rest = field.value;
    while (!rest.empty()) {
      const auto pair = split_once(rest, ';');
      const auto [name, value, found] = split_once(trim(pair.before), '=');
      rest = pair.after;
      if (name != ours) continue;
      // Two of them are none: a browser sends one.
      out.id = !out.present && found && is_id(value) ? std::optional(std::string(value)) : std::nullopt;
      out.present = true;
    }
  }
  return out;
}

std::string set_cookie(const io::HttpRequest& request, std::string_view id) {
  return cookie(request, id);
}

std::string clear_cookie(const io::HttpRequest& request) {
  return cookie(request, {}) + "; Max-Age=0";
}

}  // namespace handset::web
