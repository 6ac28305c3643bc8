#include "phone/line.h"

namespace handset::phone {

void Line::set(LineOptions options) {
  const bool same = options.user_id == options_.user_id && options.auth_id == options_.auth_id &&
                    options.realm == options_.realm && options.password == options_.password;
  if (!same) account_.reset();
  if (options.user_id != options_.user_id || options.messages_waiting != options_.messages_waiting)
    mailbox_ = {options.messages_waiting, {}};
  options_ = std::move(options);
}

std::string_view Line::state() const {
  if (options_.user_id.empty()) return {};
  if (!options_.enabled) return "off";
  if (options_.transport == ua::SipTransport::Tls) return "needs TLS";
  return reachable() ? "ready" : "not reachable";
}

std::string Line::trouble() const {
  const std::string name = "Extension " + std::to_string(number_);
  if (!options_.enabled || options_.user_id.empty()) return {};
  if (options_.transport == ua::SipTransport::Tls)
    return name + " is set to TLS, which is not built yet: it is not in service.";
  if (!reachable()) return name + " has the user ID of another one: it is not in service.";
  return {};
}

}  // namespace handset::phone
