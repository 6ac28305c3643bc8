// What the services of a phone ask of its calls, and what they are told by a phone that makes none: that is
// this class itself; the calls of a phone derive from it. The Phone is handed one that outlives it; shard's
// thread.
#pragma once

#include "phone/key.h"
#include "xml/executor.h"
#include "xml/internal_uri.h"
#include "xml/uri_arguments.h"

namespace handset::phone {

class CallControl {
 public:
  CallControl() = default;
  virtual ~CallControl() = default;
  CallControl(const CallControl&) = delete;
  CallControl& operator=(const CallControl&) = delete;

  // A call is up, rings or is being dialled: the phone is not idle. The Phone is to be told of changes by
  // calls_changed().
  [[nodiscard]] virtual bool active() const { return false; }
  virtual xml::Outcome dial(const xml::DialArgument&) { return xml::Outcome::failed("Calls not built yet"); }
  // Into the active call.
  virtual xml::Outcome send_digits(const xml::SendDigitsArgument&) {
    return xml::Outcome::failed("No Active Call");
  }
  // A key of the keypad that the page in view leaves to the active call. False: the call has no use for it.
  virtual bool press_digit(Key) { return false; }
};

}  // namespace handset::phone
