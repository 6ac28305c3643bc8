#include "web/command_lines.h"

#include <algorithm>
#include <optional>

#include "base/text.h"
#include "phone/shown_text.h"
#include "web/accounts.h"

namespace handset::web {
namespace {

bool is_plain(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
         (letter >= '0' && letter <= '9') ||
         std::string_view("-_./:@%+,=").find(letter) != std::string_view::npos;
}

// Nothing: everybody does, unasked.
std::optional<std::string> who_pushes(const PushRules& rules) {
  switch (rules.mode) {
    case PushMode::Trusted:
      return std::nullopt;
    case PushMode::LocalCredential:
      return std::string(account_name(Account::User));
    case PushMode::RemoteCredential:
      break;
  }
  return rules.remote.user;
}

}  // namespace

std::string shell_word(std::string_view text) {
  if (!text.empty() && std::all_of(text.begin(), text.end(), is_plain)) return std::string(text);
  std::string word = "'";
  for (const char letter : text) {
    if (letter == '\'') {
      word += R"('\'')";
    } else {
      word += letter;
    }
  }
  return word + "'";
}

std::string curl_line(const phone::PushDocument& document) {
  std::string line = "curl";
  for (const HttpField& field : document.request_fields)
    line += " -H " + shell_word(field.name + ": " + field.value);
  return line + " " + shell_word(document.url);
}

std::string post_line(const phone::PushRecord& push, const PushRules& rules) {
  std::string line = "printf %s " + shell_word(phone::without_credentials(push.body)) + " | curl";
  if (const auto user = who_pushes(rules)) line += " --digest --user " + shell_word(*user);
  if (!push.content_type.empty())
    line +=
        " -H " + shell_word("Content-Type: application/x-www-form-urlencoded; charset=" + push.content_type);
  return line + " --data-urlencode XML@- http://PHONE" + push.uri;
}

std::string push_line(const phone::PushRecord& push) {
  const std::string body = phone::without_credentials(trim(push.body));
  const bool is_url = body.find_first_of("<\r\n") == std::string::npos;
  if (is_url) return "handset push " + shell_word(push.uri) + " " + shell_word(body);
  return "printf %s " + shell_word(body) + " > push.xml && handset push " + shell_word(push.uri) +
         " push.xml";
}

}  // namespace handset::web
