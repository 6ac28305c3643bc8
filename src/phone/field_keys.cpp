#include "phone/field_keys.h"

namespace handset::phone {

void press_in_field(TextField& field, Key key) {
  if (key == Key::NavLeft) {
    field.left();
  } else if (key == Key::NavRight) {
    field.right();
  } else {
    field.tap(key);
  }
}

}  // namespace handset::phone
