// Which keys a text field takes, and what they do there: the keypad writes, left and right move.
#pragma once

#include "phone/key.h"
#include "phone/text_field.h"

namespace handset::phone {

[[nodiscard]] constexpr bool is_field_key(Key key) {
  return key <= Key::KeyPadPound || key == Key::NavLeft || key == Key::NavRight;
}
// One of those.
void press_in_field(TextField& field, Key key);

}  // namespace handset::phone
