// Who may push to the phone by HTTP, and look at it with the same right: decided by CISCO_XML_EXE_Enable and
// CISCO_XML_EXE_Auth_Mode alone. The admin account and logins by cookie do not push: a page in a browser must
// not be able to. Passwords are checked and guesses slowed as at every other door (logins.h, digest_login.h).
// Owned by the web server; any thread.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/time.h"
#include "io/http_server.h"
#include "web/accounts.h"
#include "web/digest_login.h"
#include "web/logins.h"
#include "web/push_rules.h"

namespace handset::web {

struct PushVerdict {
  enum class Kind : std::uint8_t {
    Admitted,
    Closed,     // whoever asks: a setting says so, or is missing
    Unknown,    // no credentials, wrong ones, or some that may not be used: ask for them
    Malformed,  // no answer to a challenge of this phone
    Later,      // too many wrong ones came from this source: after `wait`
    Busy,       // too much to check
  };
  Kind kind = Kind::Unknown;
  std::string words{};  // for people, of all kinds but Admitted
  bool stale = false;   // with Unknown: right, but made for an old challenge
  Duration wait{};
};

struct PushDoorParts {
  Accounts& accounts;
  Logins& logins;
  DigestLogin& digest;
  std::function<PushRules()> rules;
  std::function<SteadyTime()> now;
};

class PushDoor {
 public:
  using Then = std::function<void(const PushVerdict&)>;

  explicit PushDoor(PushDoorParts parts) : parts_(std::move(parts)) {}

  // Calls `then` once: at once, or on the login worker.
  void check(const io::HttpRequest& request, const Then& then);
  // For what the accounts may look at as well. Somebody who may push and is no account is admitted; a name
  // and password that can be no account's are judged here and counted when wrong: Unknown, or Later. Nothing
  // of everybody else, whom the logins judge: the names of the accounts are theirs here, XML_User_Name or
  // not, but by digest.
  [[nodiscard]] std::optional<PushVerdict> admit_stranger(const io::HttpRequest& request);

  // The fields that ask for credentials.
  [[nodiscard]] std::vector<HttpField> challenges(const io::HttpRequest& request, bool stale);

 private:
  [[nodiscard]] PushVerdict failed(const io::HttpRequest& request);
  // Later, while its source has to wait.
  [[nodiscard]] std::optional<PushVerdict> wait_of(const io::HttpRequest& request) const;
  [[nodiscard]] std::optional<PushVerdict> admit_by_digest(const io::HttpRequest& request,
                                                           std::string_view value, const PushRules& rules);
  [[nodiscard]] PushVerdict check_digest(const io::HttpRequest& request, std::string_view value,
                                         const PushRules& rules);
  void check_plain(const io::HttpRequest& request, Credentials given, const PushRules& rules,
                   const Then& then);

  PushDoorParts parts_;
};

}  // namespace handset::web
