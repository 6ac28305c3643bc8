// Lamp scripts such as c=r;p=f (rows of type led). Pure; any thread.
#pragma once

#include <string_view>

#include "phone/lamp.h"

namespace handset::phone {

// c= is r (red), g (green), a (amber) or o (off); p= begins with n (steady), s (slow), f (fast), d (double)
// or u (a pattern of one's own, shown as plain blinking). What the script leaves out, or says wrongly, is as
// in `standard`; a blank script is `standard`.
[[nodiscard]] Lamp lamp_from(std::string_view script, const Lamp& standard);

}  // namespace handset::phone
