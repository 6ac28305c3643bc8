#include "web/logins.h"

#include <utility>

namespace handset::web {
namespace {

using Verdict = LoginOutcome::Verdict;

}  // namespace

Logins::Logins(Accounts& accounts, Background background, std::function<SteadyTime()> now,
               const LoginThrottleOptions& throttle, Log* log)
    : accounts_(accounts),
      background_(std::move(background)),
      now_(std::move(now)),
      throttle_(throttle),
      log_(log) {}

Duration Logins::delay(const IpAddress& source) const {
  return throttle_.delay(source, now_());
}

void Logins::record_failure(const IpAddress& source) {
  throttle_.record_failure(source, now_());
  ++counters_.wrong;
  if (log_ != nullptr)
    log_->write(LogLevel::Warning, "web", "wrong name or password from " + source.to_string());
}

void Logins::check(const IpAddress& source, Credentials credentials,
                   const std::function<void(const LoginOutcome&)>& then) {
  if (const Duration wait = delay(source); wait > Duration::zero()) {
    ++counters_.put_off;
    return then({.verdict = Verdict::Later, .wait = wait});
  }
  if (const auto account = accounts_.recall(credentials.user, credentials.password))
    return then({.verdict = Verdict::Right, .account = *account});
  const bool taken = background_([this, source, credentials = std::move(credentials), then] {
    check_slowly(source, credentials, then);
  });
  if (taken) return;
  // Counted, or a full queue would make guesses free: recall() has judged this one already.
  throttle_.record_failure(source, now_());
  then({.verdict = Verdict::Busy});
}

void Logins::check_slowly(const IpAddress& source, const Credentials& credentials,
                          const std::function<void(const LoginOutcome&)>& then) {
  // Checked meanwhile, in another request of the same client.
  if (const auto account = accounts_.recall(credentials.user, credentials.password))
    return then({.verdict = Verdict::Right, .account = *account});
  if (const Duration wait = delay(source); wait > Duration::zero()) {
    ++counters_.put_off;
    return then({.verdict = Verdict::Later, .wait = wait});
  }
  if (const auto account = accounts_.check(credentials.user, credentials.password))
    return then({.verdict = Verdict::Right, .account = *account});
  record_failure(source);
  then({.verdict = Verdict::Wrong});
}

}  // namespace handset::web
