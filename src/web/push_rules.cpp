#include "web/push_rules.h"

#include <string>

namespace handset::web {
namespace {

PushMode mode_of(settings::CiscoXmlExeAuthMode mode) {
  switch (mode) {
    case settings::CiscoXmlExeAuthMode::Trusted:
      return PushMode::Trusted;
    case settings::CiscoXmlExeAuthMode::LocalCredential:
      return PushMode::LocalCredential;
    case settings::CiscoXmlExeAuthMode::RemoteCredential:
      break;
  }
  return PushMode::RemoteCredential;
}

}  // namespace

PushRules push_rules(const settings::Snapshot& settings) {
  PushRules rules;
  rules.enabled = settings.cisco_xml_exe_enable();
  rules.mode = mode_of(settings.cisco_xml_exe_auth_mode());
  rules.basic_in_clear = settings.cisco_xml_exe_allow_basic();
  rules.remote = {std::string(settings.xml_user_name()), std::string(settings.xml_password())};
  return rules;
}

}  // namespace handset::web
