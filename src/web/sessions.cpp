#include "web/sessions.h"

#include <algorithm>

namespace handset::web {

Sessions::Sessions(Random& random, const SessionOptions& options)
    : random_(random), options_(options), hash_(random.key()) {}

SessionKey Sessions::key_of(std::string_view id) const {
  const auto hash = hash_.hash128({id});
  return {hash.high, hash.low};
}

Duration Sessions::left(const Entry& entry, SteadyTime now) const {
  return std::min(entry.used + options_.idle, entry.opened + options_.absolute) - now;
}

NewSession Sessions::open(Account account, SteadyTime now) {
  NewSession out{random_.token(id_letters), {}};
  const Entry entry{account, random_.token(id_letters), now, now};
  out.session = {key_of(out.id), account, entry.token, left(entry, now)};
  bool full = false;
  {
    const std::lock_guard lock(mutex_);
    full = make_room(account, now);
    entries_.emplace(out.session.key, entry);
  }
  if (full) tell_ended();
  return out;
}

// With the mutex held. True when a session had to go.
bool Sessions::make_room(Account account, SteadyTime now) {
  std::erase_if(entries_, [&](const auto& item) { return left(item.second, now) <= Duration::zero(); });
  const auto of_account = [&](const auto& item) { return item.second.account == account; };
  const auto count = std::count_if(entries_.begin(), entries_.end(), of_account);
  if (static_cast<std::size_t>(count) < options_.per_account) return false;
  auto oldest = entries_.end();
  for (auto it = entries_.begin(); it != entries_.end(); ++it)
    if (of_account(*it) && (oldest == entries_.end() || it->second.used < oldest->second.used)) oldest = it;
  entries_.erase(oldest);
  return true;
}

std::optional<Session> Sessions::find(std::string_view id, SteadyTime now) {
  const SessionKey key = key_of(id);
  const std::lock_guard lock(mutex_);
  return use(entries_.find(key), now);
}

bool Sessions::touch(SessionKey key, SteadyTime now) {
  const std::lock_guard lock(mutex_);
  return use(entries_.find(key), now).has_value();
}

// With the mutex held.
std::optional<Session> Sessions::use(Entries::iterator found, SteadyTime now) {
  if (found == entries_.end()) return std::nullopt;
  Entry& entry = found->second;
  if (left(entry, now) <= Duration::zero()) {
    entries_.erase(found);
    return std::nullopt;
  }
  entry.used = now;
  return Session{found->first, entry.account, entry.token, left(entry, now)};
}

void Sessions::end(std::string_view id) {
  const SessionKey key = key_of(id);
  {
    const std::lock_guard lock(mutex_);
    entries_.erase(key);
  }
  tell_ended();
}

void Sessions::end_all(Account account, std::optional<SessionKey> except) {
  {
    const std::lock_guard lock(mutex_);
    std::erase_if(entries_, [&](const auto& item) {
      return item.second.account == account && (!except || item.first != *except);
    });
  }
  tell_ended();
}

std::size_t Sessions::size() const {
  const std::lock_guard lock(mutex_);
  return entries_.size();
}

}  // namespace handset::web
