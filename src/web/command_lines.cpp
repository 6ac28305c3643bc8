#include "web/command_lines.h"

#include <algorithm>

#include "base/text.h"
#include "phone/shown_text.h"

namespace handset::web {
namespace {

bool is_plain(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
         (letter >= '0' && letter <= '9') ||
         std::string_view("-_./:@%+,=").find(letter) != std::string_view::npos;
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

std::string post_line(const phone::PushRecord& push) {
  return "printf %s " + shell_word(phone::without_credentials(push.body)) +
         " | curl --digest --user user --data-urlencode XML@- http://PHONE" + push.uri;
}

std::string push_line(const phone::PushRecord& push) {
  const std::string body = phone::without_credentials(trim(push.body));
  const bool is_url = body.find_first_of("<\r\n") == std::string::npos;
  if (is_url) return "handset push " + shell_word(push.uri) + " " + shell_word(body);
  return "printf %s " + shell_word(body) + " > push.xml && handset push " + shell_word(push.uri) +
         " push.xml";
}

}  // namespace handset::web
