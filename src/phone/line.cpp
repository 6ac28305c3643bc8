#include "phone/line.h"

namespace handset::phone {

void Line::set(LineOptions options) {
  const bool same = options.user_id == options_->user_id && options.auth_id == options_->auth_id &&
                    options.realm == options_->realm && options.password == options_->password;
  if (!same) account_.reset();
  if (options.user_id != options_->user_id || options.messages_waiting != options_->messages_waiting)
    mailbox_ = {options.messages_waiting, {}};
  mailbox_trouble_.clear();
  options_ = std::make_shared<const LineOptions>(std::move(options));
}

std::string_view Line::state() const {
  if (options_->user_id.empty()) return {};
  if (!options_->enabled) return "off";
  if (!reachable()) return "not reachable";
  switch (registration_.state) {
    case ua::Registration::State::Off:
      break;
    case ua::Registration::State::Waiting:
    case ua::Registration::State::Registering:
      return registration_.trouble.empty() ? "registering" : "not registered";
    case ua::Registration::State::Registered:
      return "registered";
    case ua::Registration::State::Failed:
    case ua::Registration::State::GivenUp:
      return "not registered";
    case ua::Registration::State::Removing:
      return "unregistering";
  }
  return "ready";
}

std::string Line::state_words() const {
  using State = ua::Registration::State;
  const bool in_service = in_use() && reachable() &&
                          (registration_.state == State::Off || registration_.state == State::Registered);
  std::string words = in_service && features_ ? feature_words(features_->told) : std::string();
  return words.empty() ? std::string(state()) : words;
}

std::string Line::trouble() const {
  const std::string name = "Extension " + std::to_string(number_);
  if (!options_->enabled || options_->user_id.empty()) return {};
  if (!reachable()) return name + " has the user ID of another one: it is not in service.";
  if (registration_.state == ua::Registration::State::Registered && !registration_.trouble.empty())
    return name + " could not refresh its registration: " + registration_.trouble + ".";
  if (!registration_.trouble.empty()) return name + " is not registered: " + registration_.trouble + ".";
  if (!mailbox_trouble_.empty()) return name + " is not told of its messages: " + mailbox_trouble_ + ".";
  if (features_ && !features_->trouble.empty())
    return name + " is not told of its DND and forwarding: " + features_->trouble + ".";
  if (!registration_.why_server.empty()) {
    const bool there = registration_.state == ua::Registration::State::Registered;
    return name + (there ? " is registered at " : " is trying ") + registration_.server + ": " +
           registration_.why_server + ".";
  }
  return {};
}

}  // namespace handset::phone
