// The families of phones that XML services are written for, and where they differ: which objects and which
// internal URIs a phone has (parameter XML_Profile). Pure functions; any thread.
//
// SPA and 79xx have all of them; MPP is the multiplatform phones, which have no picture to be touched, no
// handlers of the focus, and of the URIs those of keys, calls, rings and the device. Where Cisco's own lists
// disagree (MPP and GraphicMenu), and for what only some of their models have (Status), the wider one holds.
#pragma once

#include <cstdint>
#include <string_view>

#include "xml/internal_uri.h"

namespace handset::xml {

enum class Profile : std::uint8_t { Spa, Mpp, Series79 };

// How a document is read.
struct Dialect {
  Mode mode = Mode::Friendly;
  Profile profile = Profile::Spa;
  bool other_makers = false;  // their documents as well (makers.h)

  Dialect(Mode strictness, Profile family = Profile::Spa, bool others = false)
      : mode(strictness), profile(family), other_makers(others) {}
};

// "SPA", "MPP", "79xx", as the parameter spells them.
[[nodiscard]] std::string_view profile_name(Profile profile);

// `root`: the name of an object that is known at all, such as CiscoIPPhoneStatus.
[[nodiscard]] bool has_object(Profile profile, std::string_view root);

// Web URLs always; None and Unknown never.
[[nodiscard]] bool has_scheme(Profile profile, Scheme scheme);

// onAppFocusLost and its relatives.
[[nodiscard]] bool has_focus_handlers(Profile profile);

}  // namespace handset::xml
