#include "phone/screen.h"

namespace handset::phone {

std::string_view window_kind_name(WindowKind kind) {
  switch (kind) {
    case WindowKind::Idle:
      return "idle";
    case WindowKind::Text:
      return "text";
    case WindowKind::Menu:
      return "menu";
    case WindowKind::Directory:
      return "directory";
    case WindowKind::Input:
      return "input";
    case WindowKind::Dial:
      return "dial";
    case WindowKind::Progress:
      return "progress";
    case WindowKind::Message:
      return "message";
    case WindowKind::Image:
      return "image";
    case WindowKind::GraphicMenu:
      return "graphic_menu";
  }
  return "";
}

}  // namespace handset::phone
