// What the web says of a phone as JSON, the same over the API and the live link: PhoneFacts, Screen and
// KeyEvent of web/src/server/phone_types.ts. For the .cpp files of web only; pure, any thread.
#pragma once

#include <boost/json/object.hpp>

#include "phone/key_log.h"
#include "web/snapshot.h"

namespace handset::web {

// PhoneFacts. The same value is the same object.
[[nodiscard]] boost::json::object phone_object(const PhoneSnapshot& phone);
// Screen.
[[nodiscard]] boost::json::object screen_object(const PhoneSnapshot& phone);
// KeyEvent.
[[nodiscard]] boost::json::object key_event_object(const phone::KeyEvent& event);

}  // namespace handset::web
