// What Services asks of its Phone: what internal URIs are about beside pages. Implemented by the Phone.
#pragma once

#include <string_view>

#include "phone/call_control.h"
#include "phone/sound_control.h"
#include "phone/window.h"
#include "xml/executor.h"
#include "xml/internal_uri.h"

namespace handset::phone {

// Who asks for something: somebody at the keys, or a document that came from elsewhere, which never opens
// the microphone unless Push_May_Open_Microphone says so.
enum class Asker : std::uint8_t { Person, Document };

class ServicesHost {
 public:
  // A `Key:` URI: not found where this phone has no such key, or nothing obeys it now.
  virtual xml::Outcome press_named_key(std::string_view name, Asker asker) = 0;
  // A SoftKey: URI was obeyed by one of the phone's own menus.
  virtual void choose_in_menu(const Action& action) = 0;
  // `Init:` of what is the phone's own.
  virtual void init(xml::InitTarget target) = 0;
  virtual CallControl& calls() = 0;
  virtual SoundControl& sound() = 0;

 protected:
  ~ServicesHost() = default;
};

}  // namespace handset::phone
