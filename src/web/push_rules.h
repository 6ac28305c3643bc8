// Who may push by HTTP, as the settings say (CISCO XML EXE). A value, with a secret in it; any thread.
#pragma once

#include "settings/snapshot.h"
#include "web/credentials.h"

namespace handset::web {

// Trusted: everybody, unasked. LocalCredential: the user account, by its password. RemoteCredential:
// XML_User_Name, by XML_Password.
using PushMode = settings::CiscoXmlExeAuthMode;

struct PushRules {
  bool enabled = false;
  PushMode mode = PushMode::LocalCredential;
  bool basic_in_clear = false;  // Basic without TLS
  Credentials remote{};
};

[[nodiscard]] PushRules push_rules(const settings::Snapshot& settings);

}  // namespace handset::web
