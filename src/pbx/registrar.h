// A registrar, sans-I/O: who is who, and where each one is reached. It takes a REGISTER in the order of RFC
// 3261 10.3 and says how it is to be answered; write() then adds what is special about that answer. Digest by
// RFC 8760 (one challenge for each algorithm), Path by RFC 3327, flows (outbound) by RFC 5626. GRUU is not
// known here.
//
// What it remembers of a request is its bindings alone: retransmissions are for its owner (the Pbx) to find.
// Owned by the Pbx; shard's thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "base/world.h"
#include "pbx/binding_table.h"
#include "pbx/contact_change.h"
#include "pbx/faults.h"
#include "sip/authenticator.h"
#include "sip/message.h"
#include "sip/writer.h"

namespace handset::pbx {

struct Account {
  std::string user;      // of the address-of-record
  std::string password;  // empty: nobody gets in
  std::string login{};   // the digest's username; empty: the user
};

struct RegistrarOptions {
  std::vector<Account> accounts;  // of those with the same user, or the same login, the first counts
  std::string realm = "handset";
  sip::DigestPolicy digest{};
  sip::FailureSketchOptions slowing{};
  std::vector<std::string> domains{};  // hosts that are ours; none: any host is
  std::uint32_t usual_expires = 3600;
  std::uint32_t least_expires = 60;  // at most 3600: an hour is always granted (10.3)
  std::uint32_t most_expires = 7200;
  std::size_t most_contacts = 10;  // of one user
  std::string service_route{};     // "<sip:proxy;lr>" (RFC 3608); empty: none
};

// How a REGISTER is answered. Small, so that a retransmission can be answered from it.
enum class RegisterResult : std::uint8_t {
  Done,        // 200
  Malformed,   // 400
  Challenge,   // 401
  Forbidden,   // 403: somebody else's address
  TooMany,     // 403: more contacts than one may have
  NotFound,    // 404
  Extension,   // 420
  TooBrief,    // 423
  NoOutbound,  // 439: flows are asked for, and the first proxy keeps none
  OutOfOrder,  // 500: a newer request was there before
  Busy,        // 503
};

struct RegisterAnswer {
  RegisterResult result = RegisterResult::Done;
  BindingTable::Aor aor = 0;      // with Done: whose bindings
  bool authentic = false;         // the digest was right
  bool stale = false;             // with Challenge
  std::uint32_t retry_after = 0;  // seconds, with Busy
  std::string_view reason{};      // a literal; empty: the usual phrase
};

// What is new, for whoever looks on. From inside, the registrar may not be changed.
class RegistrarListener {
 public:
  enum class Removal : std::uint8_t { Asked, Expired, Forgotten };

  virtual void on_registered(std::string_view user, const Binding& binding) = 0;
  virtual void on_refreshed(std::string_view user, const Binding& binding) = 0;
  virtual void on_removed(std::string_view user, const Binding& binding, Removal why) = 0;
  // `user` is whom the request was for, as it says. A first request without a digest is not told.
  virtual void on_refused(std::string_view user, const Endpoint& source, unsigned status,
                          std::string_view reason) = 0;

 protected:
  ~RegistrarListener() = default;
};

class Registrar final : private BindingTable::Listener {
 public:
  static constexpr std::size_t longest_path = 1024;

  // References outlive the registrar; `listener` may be null. An account costs a hash or two of each
  // algorithm, and some 400 bytes.
  Registrar(Clock& clock, Random& random, const RegistrarOptions& options, RegistrarListener* listener);
  Registrar(const Registrar&) = delete;
  Registrar& operator=(const Registrar&) = delete;

  // A REGISTER that passed sip::check(), to a SIP URI. Once for each transaction: the digest counts.
  RegisterAnswer take(const sip::Message& request, const Endpoint& source);
  // What that answer says beyond its start (sip::write_response()).
  void write(sip::Writer& out, const sip::Message& request, const Endpoint& source,
             const RegisterAnswer& answer);

  // The one whose digest a request of any method has, once for each transaction; nothing: `answer` says why
  // not, and write() what that answer has.
  std::optional<BindingTable::Aor> authenticate(const sip::Message& request, const IpAddress& source,
                                                RegisterAnswer& answer);

  void set_faults(const RegistrarFaults& faults) { faults_ = faults; }
  // With what is left of stale_answers.
  [[nodiscard]] const RegistrarFaults& faults() const { return faults_; }
  void forget_bindings();

  [[nodiscard]] const RegistrarOptions& options() const { return options_; }
  // By user; the numbers are those of the bindings.
  [[nodiscard]] std::size_t users() const { return users_.size(); }
  [[nodiscard]] std::string_view user(BindingTable::Aor aor) const { return users_[aor].name; }
  [[nodiscard]] std::optional<BindingTable::Aor> find_user(std::string_view name) const;
  [[nodiscard]] const BindingTable& bindings() const { return bindings_; }

 private:
  using Aor = BindingTable::Aor;
  struct User {
    std::string name;
    sip::LineAccount account;
  };
  struct Login {
    std::string name;
    Aor aor;
  };

  void on_expired(Aor aor, const Binding& binding) override;
  void add_accounts(const std::vector<Account>& accounts, SteadyTime now);

  RegisterAnswer decide(const sip::Message& request, const Endpoint& source);
  [[nodiscard]] std::optional<Aor> claimed_login(const sip::Message& request) const;
  [[nodiscard]] std::optional<Aor> address_of_record(const sip::Message& request, Aor self) const;
  [[nodiscard]] bool is_ours(std::string_view host) const;
  RegisterAnswer change(Aor aor, const sip::Message& request, const Endpoint& source);
  [[nodiscard]] std::optional<RegisterResult> obstacle(Aor aor, const RegisterOrder& order) const;
  void commit(Aor aor, const RegisterOrder& order, std::string_view path, const Endpoint& source);
  void remove(Aor aor, const Binding& binding, RegistrarListener::Removal why);
  void remove_all(Aor aor, RegistrarListener::Removal why);
  void write_done(sip::Writer& out, const sip::Message& request, Aor aor);
  void write_contacts(sip::Writer& out, Aor aor) const;

  Clock& clock_;
  RegistrarOptions options_;  // without its accounts
  RegistrarListener* listener_;
  RegistrarFaults faults_;
  KeyedHash hash_;
  sip::Authenticator authenticator_;
  std::vector<User> users_;    // by name
  std::vector<Login> logins_;  // by name
  sip::LineAccount nobody_;    // whose digest is never right: for logins that are unknown
  BindingTable bindings_;

  // Reused for each request.
  ContactChanges changes_;
  std::string path_;
};

// The status of an answer, and its phrase where that is not the usual one.
[[nodiscard]] unsigned status_of(RegisterResult result);
[[nodiscard]] std::string_view reason_of(const RegisterAnswer& answer);

// What a request may Require of a registrar.
[[nodiscard]] std::span<const std::string_view> registrar_extensions();

}  // namespace handset::pbx
