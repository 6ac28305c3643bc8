// How a phone speaks SIP as a server, as plain values: made ready when settings are applied, so that a
// message on its way costs no look at a setting.
#pragma once

#include <string>
#include <string_view>

#include "sip/timer_values.h"

namespace handset::phone {

struct SipOptions {
  sip::TimerValues timers;
  std::string server_name = "Handset";  // Server; empty: left out
  std::string accept_language;          // of OPTIONS; empty: left out
  bool compact = false;                 // one-letter header names (RFC 3261 7.3.3)
  bool insert_received = false;         // into the topmost Via, also where it says the source already
  bool insert_rport = false;            // the same, also where it is not asked for (RFC 3581)
  bool answer_to_source_port = false;   // whatever Via says
  bool gzip = false;                    // Content-Encoding of requests

  [[nodiscard]] std::string_view accept_encoding() const { return gzip ? "gzip" : "identity"; }
};

}  // namespace handset::phone
