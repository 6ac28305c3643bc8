// A page of a directory: names with their numbers, chosen as in a menu. Choosing an entry dials it; EditDial
// opens its number in the editor first.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "phone/menu_window.h"

namespace handset::phone {

struct DirectoryRow {
  std::string name;
  std::string telephone;  // as shown
};

class DirectoryWindow : public MenuWindow {
 public:
  DirectoryWindow(const Model& model, PageSource source, PageHead head, std::vector<DirectoryRow> rows);

  void show(Screen& screen) const override;
  KeyResult on_soft_key(SoftKeyFunction function) override;
};

// What is dialled for a number as people write it: +493012 for "+49 (30) 1-2".
// Addresses (sip:..., user@host) stay as they are. Empty: nothing that could be dialled.
[[nodiscard]] std::string dialled(std::string_view telephone);

}  // namespace handset::phone
