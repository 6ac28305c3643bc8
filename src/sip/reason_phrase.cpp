#include <algorithm>
#include <array>
#include <utility>

#include "sip/writer.h"

namespace handset::sip {
namespace {

// The registry of SIP response codes, in order.
constexpr auto phrases = std::to_array<std::pair<unsigned, std::string_view>>({
    {100, "Trying"},
    {180, "Ringing"},
    {181, "Call Is Being Forwarded"},
    {182, "Queued"},
    {183, "Session Progress"},
    {199, "Early Dialog Terminated"},
    {200, "OK"},
    {202, "Accepted"},
    {204, "No Notification"},
    {300, "Multiple Choices"},
    {301, "Moved Permanently"},
    {302, "Moved Temporarily"},
    {305, "Use Proxy"},
    {380, "Alternative Service"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {402, "Payment Required"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {406, "Not Acceptable"},
    {407, "Proxy Authentication Required"},
    {408, "Request Timeout"},
    {410, "Gone"},
    {412, "Conditional Request Failed"},
    {413, "Request Entity Too Large"},
    {414, "Request-URI Too Long"},
    {415, "Unsupported Media Type"},
    {416, "Unsupported URI Scheme"},
    {420, "Bad Extension"},
    {421, "Extension Required"},
    {422, "Session Interval Too Small"},
    {423, "Interval Too Brief"},
    {428, "Use Identity Header"},
    {429, "Provide Referrer Identity"},
    {433, "Anonymity Disallowed"},
    {469, "Bad Info Package"},
    {480, "Temporarily Unavailable"},
    {481, "Call/Transaction Does Not Exist"},
    {482, "Loop Detected"},
    {483, "Too Many Hops"},
    {484, "Address Incomplete"},
    {485, "Ambiguous"},
    {486, "Busy Here"},
    {487, "Request Terminated"},
    {488, "Not Acceptable Here"},
    {489, "Bad Event"},
    {491, "Request Pending"},
    {493, "Undecipherable"},
    {500, "Server Internal Error"},
    {501, "Not Implemented"},
    {502, "Bad Gateway"},
    {503, "Service Unavailable"},
    {504, "Server Time-out"},
    {505, "Version Not Supported"},
    {513, "Message Too Large"},
    {580, "Precondition Failure"},
    {600, "Busy Everywhere"},
    {603, "Decline"},
    {604, "Does Not Exist Anywhere"},
    {606, "Not Acceptable"},
});

std::string_view phrase_of_class(unsigned status) {
  switch (status / 100) {
    case 1:
      return "Session Progress";
    case 2:
      return "OK";
    case 3:
      return "Redirection";
    case 4:
      return "Bad Request";
    case 5:
      return "Server Internal Error";
    default:
      return "Global Failure";
  }
}

}  // namespace

std::string_view reason_phrase(unsigned status) {
  const auto* found =
      std::lower_bound(phrases.begin(), phrases.end(), status,
                       [](const auto& entry, unsigned wanted) { return entry.first < wanted; });
  return found != phrases.end() && found->first == status ? found->second : phrase_of_class(status);
}

std::string_view status_digits(unsigned status) {
  static constexpr auto table = [] {
    std::array<std::array<char, 3>, 600> digits{};
    for (unsigned i = 0; i < digits.size(); ++i) {
      const unsigned number = 100 + i;
      digits[i] = {static_cast<char>('0' + number / 100), static_cast<char>('0' + number / 10 % 10),
                   static_cast<char>('0' + number % 10)};
    }
    return digits;
  }();
  if (status < 100 || status > 699) return "other";
  const auto& digits = table[status - 100];
  return {digits.data(), digits.size()};
}

}  // namespace handset::sip
