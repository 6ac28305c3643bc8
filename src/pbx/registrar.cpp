#include "pbx/registrar.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "pbx/outbound.h"
#include "sip/digest.h"
#include "sip/header_values.h"
#include "sip/name_addr.h"
#include "sip/validate.h"

namespace handset::pbx {
namespace {

using Removal = RegistrarListener::Removal;

// The protection space of our nonces is the realm: who is challenged as one user may answer as another.
constexpr std::uint32_t realm_line = 1;

// RFC 3261 10.3, step 7: only what is below an hour may be too brief.
constexpr std::uint32_t always_granted = 3600;

constexpr std::array<std::string_view, 2> extensions = {"path", "outbound"};

RegisterAnswer refused(RegisterResult result, std::string_view reason = {}) {
  return {.result = result, .reason = reason};
}

// The first of that name in a list that is sorted by name.
template <class Named>
const Named* find_named(const std::vector<Named>& list, std::string_view name) {
  const auto found =
      std::lower_bound(list.begin(), list.end(), name,
                       [](const Named& one, std::string_view wanted) { return one.name < wanted; });
  return found == list.end() || found->name != name ? nullptr : &*found;
}

// Sorted by name; of those with the same the first stays.
template <class Named>
void sort_out(std::vector<Named>& list) {
  std::stable_sort(list.begin(), list.end(), [](const Named& a, const Named& b) { return a.name < b.name; });
  list.erase(
      std::unique(list.begin(), list.end(), [](const Named& a, const Named& b) { return a.name == b.name; }),
      list.end());
}

// All values of Path, as one list. Errors: Malformed, TooLarge.
Result<void> read_path(const sip::Message& request, std::string& path) {
  path.clear();
  for (const auto* line = request.find(sip::Field::Path); line != nullptr; line = request.next(*line)) {
    std::string_view rest = line->value;
    for (bool more = true; more;) {
      const auto hop = sip::NameAddr::parse(rest);
      if (!hop || hop->star || !hop->uri()) return fail(Errc::Malformed, "Path is wrong");
      if (path.size() + hop->text.size() > Registrar::longest_path)
        return fail(Errc::TooLarge, "Path is too long");
      if (!path.empty()) path += ", ";
      path += hop->text;
      rest = hop->rest;
      more = hop->more;
    }
  }
  return {};
}

}  // namespace

unsigned status_of(RegisterResult result) {
  switch (result) {
    case RegisterResult::Done:
      return 200;
    case RegisterResult::Malformed:
      return 400;
    case RegisterResult::Challenge:
      return 401;
    case RegisterResult::Forbidden:
    case RegisterResult::TooMany:
      return 403;
    case RegisterResult::NotFound:
      return 404;
    case RegisterResult::Extension:
      return 420;
    case RegisterResult::TooBrief:
      return 423;
    case RegisterResult::NoOutbound:
      return 439;
    case RegisterResult::OutOfOrder:
      return 500;
    case RegisterResult::Busy:
      return 503;
  }
  return 500;
}

std::string_view reason_of(const RegisterAnswer& answer) {
  switch (answer.result) {
    case RegisterResult::Malformed:
      return answer.reason;
    case RegisterResult::TooMany:
      return "Too Many Contacts";
    case RegisterResult::NoOutbound:
      return "First Hop Lacks Outbound Support";
    case RegisterResult::OutOfOrder:
      return "Older Than What Is Registered";
    default:
      return {};
  }
}

std::span<const std::string_view> registrar_extensions() {
  return extensions;
}

Registrar::Registrar(Clock& clock, Random& random, const RegistrarOptions& options,
                     RegistrarListener* listener)
    : clock_(clock),
      options_(options),
      listener_(listener),
      hash_(random.key()),
      authenticator_(random, options.slowing),
      nobody_(authenticator_.open({.line = realm_line, .realm = options.realm, .policy = options.digest},
                                  clock.now())),
      bindings_(clock, options.accounts.size(), *this) {
  options_.accounts = {};
  add_accounts(options.accounts, clock.now());
}

// The bindings may have more places than there are users, when one was named twice.
void Registrar::add_accounts(const std::vector<Account>& accounts, SteadyTime now) {
  struct Named {
    std::string_view name;
    const Account* account;
  };
  std::vector<Named> named;
  named.reserve(accounts.size());
  for (const Account& account : accounts) named.push_back({account.user, &account});
  sort_out(named);
  users_.reserve(named.size());
  logins_.reserve(named.size());
  for (const auto& [name, account] : named) {
    const std::string& login = account->login.empty() ? account->user : account->login;
    logins_.push_back({login, static_cast<Aor>(users_.size())});
    users_.push_back({account->user, authenticator_.open({.line = realm_line,
                                                          .usernames = {login},
                                                          .realm = options_.realm,
                                                          .password = account->password,
                                                          .policy = options_.digest},
                                                         now)});
  }
  sort_out(logins_);
}

std::optional<BindingTable::Aor> Registrar::find_user(std::string_view name) const {
  const User* user = find_named(users_, name);
  return user == nullptr ? std::nullopt : std::optional(static_cast<Aor>(user - users_.data()));
}

RegisterAnswer Registrar::take(const sip::Message& request, const Endpoint& source) {
  const RegisterAnswer answer = decide(request, source);
  const bool first_challenge =
      answer.result == RegisterResult::Challenge && !request.has(sip::Field::Authorization);
  if (listener_ == nullptr || answer.result == RegisterResult::Done || first_challenge) return answer;
  const auto to = request.to() ? request.to()->uri() : tl::unexpected(request.to().error());
  const unsigned status = status_of(answer.result);
  std::string_view reason = answer.reason;
  if (reason.empty()) reason = reason_of(answer);
  if (reason.empty()) reason = sip::reason_phrase(status);
  listener_->on_refused(to ? to->user : std::string_view{}, source, status, reason);
  return answer;
}

// RFC 3261 10.3, steps 1 to 5.
RegisterAnswer Registrar::decide(const sip::Message& request, const Endpoint& source) {
  if (!request.target() || !is_ours(request.target()->host)) return refused(RegisterResult::NotFound);
  if (!sip::check_require(request, extensions).ok()) return refused(RegisterResult::Extension);
  RegisterAnswer answer;
  const auto authentic = authenticate(request, source.address, answer);
  if (!authentic) return answer;
  const auto aor = address_of_record(request, *authentic);
  if (!aor) {
    answer = refused(RegisterResult::NotFound);
  } else if (*aor != *authentic) {
    answer = refused(RegisterResult::Forbidden);
  } else {
    bindings_.expire(*aor);
    answer = change(*aor, request, source);
    answer.aor = *aor;
  }
  answer.authentic = true;
  return answer;
}

bool Registrar::is_ours(std::string_view host) const {
  return options_.domains.empty() ||
         std::any_of(options_.domains.begin(), options_.domains.end(),
                     [host](const std::string& ours) { return equal_ignoring_case(ours, host); });
}

// Nearly everybody asks for himself: who he is need not be looked for twice.
std::optional<BindingTable::Aor> Registrar::address_of_record(const sip::Message& request, Aor self) const {
  const auto uri = request.to() ? request.to()->uri() : tl::unexpected(request.to().error());
  if (!uri || !uri->is_sip() || !is_ours(uri->host)) return std::nullopt;
  std::array<char, 256> plain;
  const auto user = sip::unescape(uri->user, plain);
  if (!user) return std::nullopt;
  return *user == users_[self].name ? self : find_user(*user);
}

std::optional<BindingTable::Aor> Registrar::claimed_login(const sip::Message& request) const {
  const sip::AuthRequest asked = sip::auth_request(request, {});
  for (std::size_t i = 0; i < asked.authorization_count; ++i) {
    const auto given = sip::parse_digest_credentials(asked.authorization[i]);
    if (!given || !given->realm.equals(options_.realm)) continue;
    std::array<char, 256> buffer;
    const auto plain = sip::unquote(given->username.raw, buffer);
    const Login* login = plain ? find_named(logins_, *plain) : nullptr;
    if (login != nullptr) return login->aor;
  }
  return std::nullopt;
}

// Who is unknown is asked, slowed and refused like one whose password is wrong.
std::optional<BindingTable::Aor> Registrar::authenticate(const sip::Message& request, const IpAddress& source,
                                                         RegisterAnswer& answer) {
  const auto aor = claimed_login(request);
  sip::LineAccount& account = aor ? users_[*aor].account : nobody_;
  const auto outcome = authenticator_.check(sip::auth_request(request, source), account, clock_.now());
  answer.reason = outcome.reason;
  switch (outcome.verdict) {
    case sip::AuthVerdict::Accepted:
      break;
    case sip::AuthVerdict::Challenge:
      answer.result = RegisterResult::Challenge;
      answer.stale = outcome.stale;
      return std::nullopt;
    case sip::AuthVerdict::Malformed:
      answer.result = RegisterResult::Malformed;
      return std::nullopt;
    case sip::AuthVerdict::Slow:
      answer.result = RegisterResult::Busy;
      answer.retry_after = outcome.retry_after;
      return std::nullopt;
  }
  if (faults_.stale_answers == 0 && !faults_.endless_challenges) return aor;
  answer.result = RegisterResult::Challenge;
  answer.reason = "refused on purpose";
  answer.stale = faults_.stale_answers != 0;
  if (answer.stale) --faults_.stale_answers;
  return std::nullopt;
}

// Steps 6 and 7: all of the request, or nothing of it.
RegisterAnswer Registrar::change(Aor aor, const sip::Message& request, const Endpoint& source) {
  if (const auto read = changes_.read(request, options_.usual_expires); !read)
    return refused(RegisterResult::Malformed, read.error().what);
  if (const auto read = read_path(request, path_); !read)
    return refused(RegisterResult::Malformed, read.error().what);
  const Outbound outbound = outbound_of(request);
  if (outbound == Outbound::Lost && changes_.has_flow()) return refused(RegisterResult::NoOutbound);
  if (outbound != Outbound::Kept) changes_.ignore_flows();
  const auto list = changes_.list();
  const auto kept = std::count_if(list.begin(), list.end(), [](const auto& c) { return c.asked != 0; });
  if (changes_.has_flow() && kept > 1)
    return refused(RegisterResult::Malformed, "A flow is registered by itself");

  const auto cseq = sip::CSeq::parse(request.value(sip::Field::CSeq));
  const RegisterOrder order{hash_.hash64({request.value(sip::Field::CallId)}), cseq ? cseq->number : 0};
  if (const auto refusal = obstacle(aor, order)) return refused(*refusal);
  commit(aor, order, path_, source);
  return {};
}

std::optional<RegisterResult> Registrar::obstacle(Aor aor, const RegisterOrder& order) const {
  const auto bound = bindings_.of(aor);
  if (changes_.everything()) {
    const bool newer =
        std::all_of(bound.begin(), bound.end(), [&](const Binding& b) { return b.yields_to(order); });
    return newer ? std::nullopt : std::optional(RegisterResult::OutOfOrder);
  }
  std::size_t after = bound.size();
  for (const ContactChange& change : changes_.list()) {
    if (change.asked != 0 && change.asked < options_.least_expires && change.asked < always_granted)
      return RegisterResult::TooBrief;
    const Binding* binding = bindings_.find(aor, change);
    if (binding != nullptr && !binding->yields_to(order)) return RegisterResult::OutOfOrder;
    if (binding == nullptr && change.asked != 0) ++after;
    if (binding != nullptr && change.asked == 0 && after > 0) --after;
  }
  if (after > options_.most_contacts && after > bound.size()) return RegisterResult::TooMany;
  return std::nullopt;
}

void Registrar::commit(Aor aor, const RegisterOrder& order, std::string_view path, const Endpoint& source) {
  if (changes_.everything()) return remove_all(aor, Removal::Asked);
  for (const ContactChange& change : changes_.list()) {
    const Binding* before = bindings_.find(aor, change);
    if (change.asked == 0) {
      if (before != nullptr) remove(aor, *before, Removal::Asked);
      continue;
    }
    const bool known = before != nullptr;
    const seconds lifetime{std::min(change.asked, options_.most_expires)};
    const Binding& binding = bindings_.put(aor, change, {order, source, path, lifetime});
    if (listener_ == nullptr) continue;
    known ? listener_->on_refreshed(user(aor), binding) : listener_->on_registered(user(aor), binding);
  }
}

void Registrar::remove(Aor aor, const Binding& binding, Removal why) {
  if (listener_ != nullptr) listener_->on_removed(user(aor), binding, why);
  bindings_.remove(aor, binding);
}

void Registrar::remove_all(Aor aor, Removal why) {
  if (listener_ != nullptr)
    for (const Binding& binding : bindings_.of(aor)) listener_->on_removed(user(aor), binding, why);
  bindings_.clear(aor);
}

void Registrar::on_expired(Aor aor, const Binding& binding) {
  if (listener_ != nullptr) listener_->on_removed(user(aor), binding, Removal::Expired);
}

void Registrar::forget_bindings() {
  for (Aor aor = 0; aor < users_.size(); ++aor) remove_all(aor, Removal::Forgotten);
}

}  // namespace handset::pbx
