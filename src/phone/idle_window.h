// The window at the bottom of the stack: the phone's name, the time, its lines with what they are doing, the
// messages that wait, and soft keys that open pages.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "phone/layout.h"
#include "phone/options.h"
#include "phone/soft_key.h"
#include "phone/window.h"

namespace handset::phone {

struct IdleLine {
  unsigned number = 0;  // of its key
  std::string name;     // display name or user ID
  std::string state;    // "registered", "off", ...

  friend bool operator==(const IdleLine&, const IdleLine&) = default;
};

struct IdleState {
  std::string title;  // the phone's name
  std::string clock;  // date and time as they are to be shown
  std::string prompt;
  std::vector<IdleLine> lines;
  std::vector<ServiceOptions> soft_keys{};  // names and what they open

  friend bool operator==(const IdleState&, const IdleState&) = default;
};

class IdleWindow : public Window {
 public:
  explicit IdleWindow(const Model& model);

  // Whether anything but the clock is different now: who only looks at the phone must not change it.
  bool set(IdleState state);

  void show(Screen& screen) const override;
  // Soft keys open their pages, up and down scroll where there are more lines than rows; all else is for the
  // phone.
  KeyResult on_key(Key key) override;
  KeyResult on_soft_key(SoftKeyFunction function) override;

 private:
  // The title of a page that a soft key opens.
  [[nodiscard]] std::string name_of(const SoftKey& key) const;

  const Model& model_;
  IdleState state_;
  Scroll scroll_;
  SoftKeyBar bar_;
};

}  // namespace handset::phone
