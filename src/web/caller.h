// Who sent a request, as far as the server knows: nothing in it comes from the request unchecked.
#pragma once

#include <cstdint>
#include <optional>

#include "base/address.h"
#include "web/accounts.h"
#include "web/sessions.h"

namespace handset::web {

enum class Means : std::uint8_t {
  None,         // nobody has logged in
  Session,      // a login cookie and, where something may change, the token of its session
  Credentials,  // Basic or Digest: a program
  Keys,         // no request at all: somebody at the phone, whose menus act for the user account
};

struct Caller {
  std::optional<Account> account{};
  Means means = Means::None;
  std::optional<SessionKey> session{};  // with Means::Session
  bool browser = false;                 // has Origin, a Sec-Fetch field or a login cookie of ours
  IpAddress source{};

  [[nodiscard]] bool is_admin() const { return account == Account::Admin; }
};

}  // namespace handset::web
