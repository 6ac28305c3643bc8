// From an XML object to the window that shows it, with the soft keys that the object has when its document
// brings none.
#pragma once

#include <memory>

#include "phone/model.h"
#include "phone/services_window.h"
#include "xml/directory.h"
#include "xml/graphic_menu.h"
#include "xml/icon_menu.h"
#include "xml/image.h"
#include "xml/input.h"
#include "xml/menu.h"
#include "xml/text.h"

namespace handset::phone {

// `model` outlives the window. Text has Update and Exit: Next in place of Update when the page came with a
// Refresh URL, Exit alone when there is nothing to load again. Menu has Select and Exit, and Next
// with a Refresh URL.
// Input has Submit, << and Cancel.
// Directory has Dial, EditDial and Exit, and Next when it came with a Refresh URL.
[[nodiscard]] std::unique_ptr<Window> make_page(const Model& model, PageSource source, const xml::Text& text);
[[nodiscard]] std::unique_ptr<Window> make_page(const Model& model, PageSource source, const xml::Menu& menu);
[[nodiscard]] std::unique_ptr<Window> make_page(const Model& model, PageSource source,
                                                const xml::Input& input);
[[nodiscard]] std::unique_ptr<Window> make_page(const Model& model, PageSource source,
                                                const xml::Directory& directory);
// Image and ImageFile have the keys of Text; GraphicMenu and GraphicFileMenu have Exit, and Next with a
// Refresh URL; menus with icons have the keys of Menu.
[[nodiscard]] std::unique_ptr<Window> make_page(const Model& model, PageSource source,
                                                const xml::Image& image);
[[nodiscard]] std::unique_ptr<Window> make_page(const Model& model, PageSource source,
                                                const xml::ImageFile& image);
[[nodiscard]] std::unique_ptr<Window> make_page(const Model& model, PageSource source,
                                                const xml::GraphicMenu& menu);
[[nodiscard]] std::unique_ptr<Window> make_page(const Model& model, PageSource source,
                                                const xml::GraphicFileMenu& menu);
[[nodiscard]] std::unique_ptr<Window> make_page(const Model& model, PageSource source,
                                                const xml::IconMenu& menu);
[[nodiscard]] std::unique_ptr<Window> make_page(const Model& model, PageSource source,
                                                const xml::IconFileMenu& menu);

}  // namespace handset::phone
