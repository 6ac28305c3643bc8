// The door of the phone's own keys to the settings: what is chosen in its menus goes the way of a change on
// the page, as the user account, with the same rights, refusals and questions for a password.
#pragma once

#include <functional>

#include "phone/settings_choice.h"
#include "web/settings_answer.h"
#include "web/settings_desk.h"

namespace handset::web {

// Called once, from whatever thread, the caller's included.
using OnKeysAnswer = std::function<void(const phone::SettingsAnswer&)>;

void submit_from_keys(SettingsDesk& desk, phone::SettingsChoice choice, const OnKeysAnswer& done);

// In the words of the settings.
[[nodiscard]] phone::SettingsAnswer keys_answer(const SettingsResult& result);

}  // namespace handset::web
