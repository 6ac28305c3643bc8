// The `Display:` URI: the display of the phone, lit or dark for some minutes, or until it is changed. It is
// lit by itself, and a person's key lights it again. Owned by Services; shard's thread.
#pragma once

#include "base/world.h"
#include "phone/window_stack.h"
#include "xml/uri_arguments.h"

namespace handset::phone {

class DisplayControl final {
 public:
  // Both outlive it.
  DisplayControl(Clock& clock, WindowStack& windows) : clock_(clock), windows_(windows) {}
  DisplayControl(const DisplayControl&) = delete;
  DisplayControl& operator=(const DisplayControl&) = delete;

  void obey(const xml::DisplayArgument& argument) {
    using State = xml::DisplayArgument::State;
    windows_.set_lit(argument.state != State::Off);
    if (argument.lasts > Duration::zero()) {
      clock_.arm(end_, argument.lasts);
    } else {
      end_.cancel();
    }
  }
  // Somebody is at the keys.
  void light() {
    end_.cancel();
    windows_.set_lit(true);
  }

 private:
  Clock& clock_;
  WindowStack& windows_;
  Timer end_ = Timer::calling<&DisplayControl::light>(*this);
};

}  // namespace handset::phone
