// The end of a phone that was told to end: its lines take their registrations back first, as a PBX wants to
// know who is gone (RFC 3261 10.2.2). A second signal, or a proxy that does not answer, does not hold it up.
// On the loop's thread.
#pragma once

#include "base/timer_wheel.h"
#include "io/loop.h"
#include "phone/station.h"

namespace handset::program {

class Farewell {
 public:
  // What these refer to outlives it. From now on a signal ends the loop that way.
  Farewell(io::Loop& loop, phone::Station& station);

 private:
  void begin();
  void look();

  io::Loop& loop_;
  phone::Station& station_;
  bool begun_ = false;
  SteadyTime latest_{};
  Timer look_again_ = Timer::calling<&Farewell::look>(*this);
};

}  // namespace handset::program
