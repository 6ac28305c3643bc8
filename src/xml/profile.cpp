#include "xml/profile.h"

namespace handset::xml {

namespace {

bool mpp_has_scheme(Scheme scheme) {
  switch (scheme) {
    case Scheme::Http:
    case Scheme::Https:
    case Scheme::Key:
    case Scheme::SoftKey:
    case Scheme::Init:
    case Scheme::Dial:
    case Scheme::EditDial:
    case Scheme::Play:
    case Scheme::Device:
      return true;
    default:
      return false;
  }
}

}  // namespace

std::string_view profile_name(Profile profile) {
  switch (profile) {
    case Profile::Spa:
      return "SPA";
    case Profile::Mpp:
      return "MPP";
    case Profile::Series79:
      break;
  }
  return "79xx";
}

bool has_object(Profile profile, std::string_view root) {
  return profile != Profile::Mpp || root != "CiscoIPPhoneGraphicFileMenu";
}

bool has_scheme(Profile profile, Scheme scheme) {
  if (profile == Profile::Mpp) return mpp_has_scheme(scheme);
  // Only phones that are carried about can shake.
  return scheme != Scheme::None && scheme != Scheme::Unknown && scheme != Scheme::Vibrate;
}

bool has_focus_handlers(Profile profile) {
  return profile != Profile::Mpp;
}

}  // namespace handset::xml
