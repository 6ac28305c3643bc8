// Draws a Screen as a box of characters, for the terminal and for tests.
#pragma once

#include <string>

#include "phone/screen.h"

namespace handset::phone {

// Lines ended by '\n', all equally wide in cells. A model without a screen has no box: "".
[[nodiscard]] std::string to_text(const Screen& screen);

}  // namespace handset::phone
