// The date as SIP writes it (RFC 3261 20.17): "Sat, 13 Nov 2010 23:29:00 GMT". Any thread.
#pragma once

#include "base/time.h"
#include "sip/writer.h"

namespace handset::pbx {

void write_date(sip::Writer& out, WallTime time);

}  // namespace handset::pbx
