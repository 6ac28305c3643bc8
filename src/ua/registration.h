// Keeps a contact registered at a registrar: when a REGISTER is due, what its answer means, and when the next
// one follows. RFC 3261 10.2; the intervals of failures are those of the reference (Reg Retry ...).
//
// It sends nothing itself: whoever owns it does, one request at a time, and hands it the answers. Owned by a
// line, on its shard. Costs a timer and a few words while nothing is wrong.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/world.h"
#include "sip/message.h"
#include "ua/outcome.h"
#include "ua/status_codes.h"

namespace handset::ua {

struct RegistrationOptions {
  seconds expires{3600};         // Register Expires: what is asked for; 0: it is not registered
  seconds min_expires{1};        // Reg Min Expires: a shorter lifetime counts as this
  seconds max_expires{7200};     // Reg Max Expires: no more than this is asked for because a 423 demands it
  Duration retry = seconds(30);  // Reg Retry Intvl: after no answer, or one of `retry_codes`
  Duration retry_random{};       // Reg Retry Random Delay: up to this much more
  Duration retry_cap{};          // Reg Retry Intvl Cap: up to this it doubles each time; 0: it does not
  Duration long_retry = seconds(1200);  // Reg Retry Long Intvl: after all other answers; 0: never again
  Duration long_retry_random{};
  StatusCodes retry_codes{};  // Retry Reg RSC

  friend bool operator==(const RegistrationOptions&, const RegistrationOptions&) = default;
};

// What became of a REGISTER.
struct RegisterAnswer {
  Outcome kind = Outcome::NotSetUp;
  const sip::Message* response = nullptr;  // of the first two; valid during the call
  std::string_view contact{};              // the URI that was to be bound
  std::string words{};                     // a sentence for people without a full stop
  bool of_herd = false;                    // others stood in line with it: its refresh is not to meet theirs
};

class Registration final {
 public:
  enum class State : std::uint8_t {
    Off,          // nothing is bound, and nothing is to be
    Waiting,      // for its turn to register first
    Registering,  // under way, and nothing is bound
    Registered,   // bound; a refresh may be under way
    Failed,       // not bound; tried again at next_at()
    GivenUp,      // not bound; tried again when somebody wants it
    Removing,     // the end of the binding is under way
  };

  // Who sends.
  class Registrar {
   public:
    // A REGISTER for that lifetime, 0 to end the binding, to `target`, a URI that the registrar named in a
    // 3xx, which is good until the answer; empty: to the registrar itself. One that is under way is
    // forgotten. The answer comes through take(), never from inside.
    virtual void send_register(seconds expires, std::string_view target) = 0;
    virtual void forget_register() = 0;
    // The state, its words or a time has changed.
    virtual void on_registration_changed() = 0;

   protected:
    ~Registrar() = default;
  };

  // What these refer to outlives it, the options among them.
  Registration(Clock& clock, Random& random, const RegistrationOptions& options, Registrar& registrar)
      : clock_(clock), random_(random), options_(options), registrar_(registrar) {}
  Registration(const Registration&) = delete;
  Registration& operator=(const Registration&) = delete;

  // Begins, when it is off or was given up; else it tries at once what it waits for.
  void start();
  // Ends the binding; without one it is off at once.
  void stop();
  // Of the last send_register().
  void take(const RegisterAnswer& answer);

  [[nodiscard]] State state() const { return state_; }
  // The registrar has a binding of ours that has not run out.
  [[nodiscard]] bool bound() const { return clock_.now() < bound_until_; }
  // Why it is not registered, or is no more refreshed; empty when all is well.
  [[nodiscard]] const std::string& trouble() const { return trouble_; }
  // The last success.
  [[nodiscard]] std::optional<WallTime> registered_at() const { return registered_at_; }
  // When the next REGISTER is due; nothing when none is.
  [[nodiscard]] std::optional<SteadyTime> next_at() const;
  // For the Route of what the line sends elsewhere (RFC 3608).
  [[nodiscard]] const std::string& service_route() const { return service_route_; }

 private:
  enum class Retry : std::uint8_t { Soon, Late };  // after Reg Retry Intvl, or Reg Retry Long Intvl

  void send();
  void follow(seconds expires, std::string target);
  void due();
  void take_success(const RegisterAnswer& answer);
  void take_too_brief(const RegisterAnswer& answer);
  void take_redirect(const RegisterAnswer& answer);
  [[nodiscard]] Retry retry_for(unsigned status) const;
  void fail(std::string words, Retry retry, std::optional<std::uint32_t> retry_after = {});
  [[nodiscard]] Duration delay_after_failure(Retry retry, std::optional<std::uint32_t> retry_after);
  void give_up(std::string words);
  void end();
  void wait(Duration time);
  void arm();
  void become(State state);

  Clock& clock_;
  Random& random_;
  const RegistrationOptions& options_;
  Registrar& registrar_;
  State state_ = State::Off;
  bool under_way_ = false;
  std::uint8_t detours_ = 0;    // 423 and 3xx that this attempt has followed
  std::uint32_t failures_ = 0;  // one after the other
  seconds asked_{0};            // by the REGISTER under way
  seconds demanded_{0};         // by a 423; 0: nothing was
  SteadyTime bound_until_{};
  SteadyTime next_at_{};
  std::optional<WallTime> registered_at_;
  std::string target_;
  std::string trouble_;
  std::string service_route_;
  // The next REGISTER, or the end of the binding when that comes first.
  Timer timer_ = Timer::calling<&Registration::due>(*this);
};

}  // namespace handset::ua
