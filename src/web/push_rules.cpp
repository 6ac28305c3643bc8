#include "web/push_rules.h"

#include <string>

namespace handset::web {

PushRules push_rules(const settings::Snapshot& settings) {
  PushRules rules;
  rules.enabled = settings.cisco_xml_exe_enable();
  rules.mode = settings.cisco_xml_exe_auth_mode();
  rules.basic_in_clear = settings.cisco_xml_exe_allow_basic();
  rules.remote = {std::string(settings.xml_user_name()), std::string(settings.xml_password())};
  return rules;
}

}  // namespace handset::web
