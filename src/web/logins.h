// Checks names and passwords for every door of the web: slowly, one after the other, on a worker of its own,
// so that guesses in parallel gain nothing, and ever more slowly for a source that is often wrong. What was
// right a moment ago is known at once. Owned by the web server; any thread.
#pragma once

#include <functional>
#include <optional>

#include "base/address.h"
#include "base/counters.h"
#include "base/log.h"
#include "base/time.h"
#include "web/accounts.h"
#include "web/credentials.h"
#include "web/login_throttle.h"
#include "web/shared_counter.h"

namespace handset::web {

struct LoginOutcome {
  enum class Verdict : std::uint8_t {
    Right,
    Wrong,  // name or password; which of them is not said
    Later,  // too many wrong ones came from this source: after `wait`
    Busy,   // too much to check
  };
  Verdict verdict = Verdict::Wrong;
  Account account = Account::User;  // with Right
  Duration wait{};                  // with Later
};

struct LoginCounters : CounterGroup {
  SharedCounter wrong{*this, {"web_wrong_logins", "Names or passwords that were wrong."}};
  SharedCounter put_off{*this,
                        {"web_delayed_logins", "Logins that were put off, since their source guesses."}};
};

class Logins {
 public:
  // Runs a slow task on another thread; false when it cannot take any more. Tests run it at once.
  using Background = std::function<bool(std::function<void()>)>;

  Logins(Accounts& accounts, Background background, std::function<SteadyTime()> now,
         const LoginThrottleOptions& throttle = {}, Log* log = nullptr);

  // Calls `then` once: at once, or on the worker.
  void check(const IpAddress& source, Credentials credentials,
             const std::function<void(const LoginOutcome&)>& then);

  // How long this source has to wait before anything of it is looked at.
  [[nodiscard]] Duration delay(const IpAddress& source) const;
  void record_failure(const IpAddress& source);
  [[nodiscard]] const LoginCounters& counters() const { return counters_; }

  // For other slow work with passwords, such as Accounts::prepare(). False when there is too much of it.
  [[nodiscard]] bool in_background(std::function<void()> task) { return background_(std::move(task)); }

 private:
  void check_slowly(const IpAddress& source, const Credentials& credentials,
                    const std::function<void(const LoginOutcome&)>& then);

  Accounts& accounts_;
  Background background_;
  std::function<SteadyTime()> now_;
  LoginThrottle throttle_;
  Log* log_;
  LoginCounters counters_;
};

}  // namespace handset::web
