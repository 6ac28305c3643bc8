// Digest credentials of programs (RFC 7616: SHA-256 and MD5, qop=auth). Nonces are those of sip/nonce.h:
// keyed, with their time and for one source; an answer counts once. It needs the kept HA1 only, so it is
// quick. Owned by the web server; any thread.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/address.h"
#include "base/time.h"
#include "base/world.h"
#include "io/http_server.h"
#include "sip/digest.h"
#include "sip/nonce.h"
#include "sip/nonce_ledger.h"
#include "web/accounts.h"
#include "web/credentials.h"

namespace handset::web {

enum class DigestVerdict : std::uint8_t {
  Right,
  Stale,      // right, but its nonce or count is not: try again with a new one
  Wrong,      // name or password
  Malformed,  // 400
};

struct DigestOutcome {
  DigestVerdict verdict = DigestVerdict::Wrong;
  Account account = Account::User;  // with Right
};

class DigestLogin {
 public:
  static constexpr Duration nonce_lifetime{minutes(5)};

  DigestLogin(Accounts& accounts, Random& random, SteadyTime now);

  // `value`: of the Authorization field, with the scheme Digest.
  [[nodiscard]] DigestOutcome check(const io::HttpRequest& request, std::string_view value, SteadyTime now);
  // The same for a name and password that are no account's; such a name may be that of an account.
  [[nodiscard]] DigestVerdict check_others(const io::HttpRequest& request, std::string_view value,
                                           const Credentials& expected, SteadyTime now);
  // The values of WWW-Authenticate, best first.
  [[nodiscard]] std::vector<std::string> challenges(const IpAddress& source, bool stale, SteadyTime now);
  // Of them the one with MD5, for old clients, which take the first one only.
  [[nodiscard]] std::string md5_challenge(const IpAddress& source, bool stale, SteadyTime now);

 private:
  struct Ledger {
    std::uint64_t changes;  // of the account's password
    sip::NonceLedger used;
  };
  [[nodiscard]] Ledger fresh_ledger(Account account, SteadyTime now);
  // Of an answer that is right: whether it counts. With the mutex held.
  [[nodiscard]] DigestVerdict use(const io::HttpRequest& request, const sip::DigestCredentials& given,
                                  sip::NonceLedger& used, SteadyTime now);

  std::mutex mutex_;  // guards what follows the accounts
  Accounts& accounts_;
  sip::NonceMaker nonces_;
  std::array<Ledger, account_count> ledgers_;
  sip::NonceLedger others_;
};

}  // namespace handset::web
