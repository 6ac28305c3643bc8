// The XML objects that this phone knows, and from a document to one of them.
//
// Object is the registry: a new object is a struct in a file of its own, with `root` and `read`, and one
// more name in this list.
#pragma once

#include <string_view>
#include <variant>

#include "base/xml_document.h"
#include "xml/directory.h"
#include "xml/error.h"
#include "xml/execute.h"
#include "xml/graphic_menu.h"
#include "xml/icon_menu.h"
#include "xml/image.h"
#include "xml/input.h"
#include "xml/menu.h"
#include "xml/profile.h"
#include "xml/status.h"
#include "xml/text.h"

namespace handset::xml {

using Object = std::variant<Text, Menu, Input, Directory, Image, ImageFile, GraphicMenu, GraphicFileMenu,
                            IconMenu, IconFileMenu, Status, StatusFile, Execute>;

struct ParsedObject {
  Object object;
  Notes notes;  // what was mended or dropped; at most 32
};

// An object that the phone of that profile does not have is unsupported.
XmlResult<ParsedObject> parse_object(const Document& document, const Dialect& dialect);
XmlResult<ParsedObject> parse_document(std::string_view bytes, std::string_view http_charset,
                                       const Dialect& dialect, const DocumentLimits& limits = {});

// What a web server or a push handed over. `content_type` may be empty. XML by its type (text/xml,
// application/xml) or its look (`<?xml`, `<CiscoIPPhone`) is an object; text/plain and text/html (without its
// tags) become a Text without title and prompt; everything else is unsupported.
XmlResult<ParsedObject> parse_content(std::string_view content_type, std::string_view body,
                                      const Dialect& dialect, const DocumentLimits& limits = {});

}  // namespace handset::xml
