// An extension of the phone: its name and its account. Owned by the Phone, which outlives it.
#pragma once

#include <optional>
#include <string_view>
#include <utility>

#include "phone/options.h"
#include "sip/authenticator.h"

namespace handset::phone {

class Line {
 public:
  Line(unsigned number, LineOptions options) : options_(std::move(options)), number_(number) {}

  // From 1, as the parameters count.
  [[nodiscard]] unsigned number() const { return number_; }
  [[nodiscard]] std::string_view user_id() const { return options_.user_id; }
  [[nodiscard]] std::string_view label() const {
    return options_.display_name.empty() ? options_.user_id : options_.display_name;
  }
  // Switched on and with a user ID: it can be reached.
  [[nodiscard]] bool in_use() const { return options_.enabled && !options_.user_id.empty(); }
  [[nodiscard]] bool enabled() const { return options_.enabled; }

  // The digest account, once the switchboard has opened it; null before and for a line not in use.
  [[nodiscard]] sip::LineAccount* account() { return account_ ? &*account_ : nullptr; }
  void open_account(sip::Authenticator& authenticator, std::uint32_t id, const sip::DigestPolicy& policy,
                    SteadyTime now) {
    account_.emplace(authenticator.open(
        {id, {options_.user_id, options_.auth_id}, options_.realm, options_.password, policy}, now));
  }

 private:
  LineOptions options_;
  unsigned number_;
  std::optional<sip::LineAccount> account_;
};

}  // namespace handset::phone
