// What the services of a phone ask of its calls, and what they are told by a phone that makes none: that is
// this class itself; the calls of a phone derive from it. The Phone is handed one that outlives it
// (PhoneParts); shard's thread.
#pragma once

#include "phone/key.h"
#include "xml/executor.h"
#include "xml/internal_uri.h"
#include "xml/uri_arguments.h"

namespace handset::phone {

class CallHandler {
 public:
  // A call began or ended.
  virtual void on_calls_changed() = 0;

 protected:
  ~CallHandler() = default;
};

class CallControl {
 public:
  CallControl() = default;
  virtual ~CallControl() = default;
  CallControl(const CallControl&) = delete;
  CallControl& operator=(const CallControl&) = delete;

  // Who is told of changes, one at a time: the phone that was made last.
  void set_handler(CallHandler& handler) { handler_ = &handler; }
  // It ends: another one may have taken its place.
  void drop_handler(const CallHandler& handler) {
    if (handler_ == &handler) handler_ = nullptr;
  }

  // A call is up, rings or is being dialled: the phone is not idle.
  [[nodiscard]] virtual bool active() const { return false; }
  virtual xml::Outcome dial(const xml::DialArgument&) { return xml::Outcome::failed("Calls not built yet"); }
  // Into the active call.
  virtual xml::Outcome send_digits(const xml::SendDigitsArgument&) {
    return xml::Outcome::failed("No Active Call");
  }
  // A key of the keypad that the page in view leaves to the active call. False: the call has no use for it.
  virtual bool press_digit(Key) { return false; }

 protected:
  // active() says something else from now on.
  void changed() {
    if (handler_ != nullptr) handler_->on_calls_changed();
  }

 private:
  CallHandler* handler_ = nullptr;
};

}  // namespace handset::phone
