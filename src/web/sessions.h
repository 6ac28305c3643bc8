// The login sessions of browsers. Owned by the web server; any thread.
//
// An id is 130 random bits and new at each login; what is kept of it is a keyed hash, so that memory holds no
// cookie. A session ends when it was not used for a while, at the latest after some hours, at logout, when
// the password of its account changes, and when its account has opened too many newer ones.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/hash.h"
#include "base/time.h"
#include "base/world.h"
#include "web/accounts.h"

namespace handset::web {

struct SessionOptions {
  Duration idle{minutes(30)};
  Duration absolute{hours(12)};
  std::size_t per_account = 16;  // at least 1; one more ends the one that was not used for longest
};

// Tells sessions apart inside the server; nobody gets in with it.
struct SessionKey {
  std::uint64_t high = 0;
  std::uint64_t low = 0;
  friend auto operator<=>(const SessionKey&, const SessionKey&) = default;
};

struct Session {
  SessionKey key;
  Account account;
  std::string token;      // against forged requests
  Duration expires_in{};  // when nobody uses it
};

struct NewSession {
  std::string id;  // for the cookie, and known to nobody else
  Session session;
};

class Sessions {
 public:
  static constexpr std::size_t id_letters = 26;  // of 5 bits each

  // `random` may be called from any thread.
  explicit Sessions(Random& random, const SessionOptions& options = {});

  [[nodiscard]] NewSession open(Account account, SteadyTime now);
  // Counts as a use of the session.
  [[nodiscard]] std::optional<Session> find(std::string_view id, SteadyTime now);
  // Counts as a use as well: somebody is connected with it. False when it has ended.
  [[nodiscard]] bool touch(SessionKey key, SteadyTime now);
  void end(std::string_view id);
  // All of an account, but `except`.
  void end_all(Account account, std::optional<SessionKey> except = std::nullopt);
  [[nodiscard]] std::size_t size() const;

  // Called whenever a session may have ended before its time, by whoever ended it. To be set before others
  // use the sessions.
  void on_end(std::function<void()> then) { ended_ = std::move(then); }

 private:
  struct Entry {
    Account account;
    std::string token;
    SteadyTime opened;
    SteadyTime used;
  };
  using Entries = std::map<SessionKey, Entry>;
  [[nodiscard]] SessionKey key_of(std::string_view id) const;
  [[nodiscard]] Duration left(const Entry& entry, SteadyTime now) const;
  [[nodiscard]] std::optional<Session> use(Entries::iterator found, SteadyTime now);
  bool make_room(Account account, SteadyTime now);
  void tell_ended() const {
    if (ended_) ended_();
  }

  Random& random_;
  SessionOptions options_;
  KeyedHash hash_;
  std::function<void()> ended_;
  mutable std::mutex mutex_;
  Entries entries_;
};

}  // namespace handset::web
