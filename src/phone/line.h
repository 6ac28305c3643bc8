// An extension of the phone: its name and its account. Owned by the Phone, which outlives it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/address.h"
#include "phone/line_features.h"
#include "phone/message_summary.h"
#include "phone/options.h"
#include "sip/authenticator.h"
#include "ua/registration.h"

namespace handset::phone {

// How it is about the registration of a line at its proxy.
struct RegistrationStatus {
  ua::Registration::State state = ua::Registration::State::Off;
  std::string trouble{};     // why it is not registered or not refreshed; empty: all is well
  std::string words{};       // the last success, for people
  std::string server{};      // that is the current one, in words; empty: none is known
  std::string why_server{};  // a sentence without a full stop; empty: it is the best one
  std::string mapping{};     // the public address that it names and who told it, in words; empty: its own
  std::optional<Endpoint> mapped{};         // the address alone
  std::optional<WallTime> registered_at{};  // when that was
  std::optional<SteadyTime> next_at{};      // of the next REGISTER

  friend bool operator==(const RegistrationStatus&, const RegistrationStatus&) = default;
};

class Line {
 public:
  Line(unsigned number, LineOptions options)
      : options_(std::make_shared<const LineOptions>(std::move(options))),
        mailbox_{options_->messages_waiting, {}},
        number_(number) {}

  // From 1, as the parameters count.
  [[nodiscard]] unsigned number() const { return number_; }
  [[nodiscard]] const LineOptions& options() const { return *options_; }
  // For who keeps them beyond the next set().
  [[nodiscard]] const std::shared_ptr<const LineOptions>& shared_options() const { return options_; }
  [[nodiscard]] std::string_view user_id() const { return options_->user_id; }
  [[nodiscard]] std::string_view label() const {
    return options_->display_name.empty() ? options_->user_id : options_->display_name;
  }
  [[nodiscard]] bool enabled() const { return options_->enabled; }
  // Switched on, with a user ID: it is to be reached.
  [[nodiscard]] bool in_use() const { return options_->in_use(); }
  // The switchboard knows it.
  [[nodiscard]] bool reachable() const { return !contact_.empty(); }
  // A word or two; empty for a line without a user ID.
  [[nodiscard]] std::string_view state() const;
  // For the screen: what keeps all calls from a line in service, else its state.
  [[nodiscard]] std::string state_words() const;
  // What is known of its messages: what the voice mail server said last, else what the settings say.
  [[nodiscard]] const MessageSummary& mailbox() const { return mailbox_; }
  void set_mailbox(const MessageSummary& mailbox) { mailbox_ = mailbox; }
  // Why the voice mail server does not tell of them, though it was asked to; empty: all is well.
  [[nodiscard]] const std::string& mailbox_trouble() const { return mailbox_trouble_; }
  void set_mailbox_trouble(std::string trouble) { mailbox_trouble_ = std::move(trouble); }
  // What its server does with its calls; null: it is not in step with its server, nor to be.
  [[nodiscard]] const LineFeatures* features() const { return features_.get(); }
  void set_features(const LineFeatures& features) { features_ = std::make_unique<LineFeatures>(features); }
  void forget_features() { features_.reset(); }
  // Why a line that is to be reached is not, as a sentence; empty when all is well.
  [[nodiscard]] std::string trouble() const;

  // What its LineClient told last; off while it does not register.
  [[nodiscard]] const RegistrationStatus& registration() const { return registration_; }
  void set_registration(RegistrationStatus status) { registration_ = std::move(status); }
  // Its settings want it registered.
  [[nodiscard]] bool registers() const { return options_->registers(); }

  // From now on it is this. An account that stays the same keeps its nonces, and a line that keeps its user
  // what is known of its messages.
  void set(LineOptions options);

  // The digest account, once the switchboard has opened it; null before and for a line not in use.
  [[nodiscard]] sip::LineAccount* account() { return account_ ? &*account_ : nullptr; }

  // For the switchboard: the user by which the line is found; empty: by none.
  [[nodiscard]] const std::string& contact() const { return contact_; }
  void set_contact(std::string_view user) { contact_ = user; }
  // Whether its account still is what it was opened with.
  [[nodiscard]] bool has_account(const sip::DigestPolicy& policy) const {
    return account_ && account_->policy() == policy;
  }
  void open_account(sip::Authenticator& authenticator, std::uint32_t id, const sip::DigestPolicy& policy,
                    SteadyTime now) {
    account_.emplace(authenticator.open(
        {id, {options_->user_id, options_->auth_id}, options_->realm, options_->password, policy}, now));
  }

 private:
  std::shared_ptr<const LineOptions> options_;  // never null
  MessageSummary mailbox_;
  unsigned number_;
  std::string contact_;
  std::optional<sip::LineAccount> account_;
  RegistrationStatus registration_;
  std::string mailbox_trouble_;
  std::unique_ptr<LineFeatures> features_;
};

}  // namespace handset::phone
