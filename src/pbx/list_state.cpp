#include "pbx/list_state.h"

#include <utility>

#include "base/xml_escape.h"

namespace handset::pbx {
namespace {

void begin_part(std::string& out, std::string_view boundary, std::string_view id, std::string_view type) {
  out += "--";
  out += boundary;
  out += "\r\nContent-ID: <";
  out += id;
  out += ">\r\nContent-Type: ";
  out += type;
  out += ";charset=\"UTF-8\"\r\n\r\n";
}

std::string id_of(std::string_view name, std::string_view boundary) {
  return std::string(name) + "@" + std::string(boundary);
}

std::string rlmi(const ListDocument& document, std::string_view boundary) {
  std::string out = "<?xml version=\"1.0\"?>\n<list xmlns=\"urn:ietf:params:xml:ns:rlmi\" uri=\"";
  append_xml_escaped(out, document.list);
  out += "\" version=\"" + std::to_string(document.version) + "\" fullState=\"";
  out += document.full ? "true\">" : "false\">";
  for (std::size_t i = 0; i < document.users.size(); ++i) {
    out += "<resource uri=\"";
    append_xml_escaped(out, neighbour(document.list, document.users[i].user));
    out += "\"><instance id=\"1\" state=\"active\" cid=\"" + id_of(std::to_string(i), boundary);
    out += "\"/></resource>";
  }
  return out + "</list>\n";
}

}  // namespace

ListBody list_body(const ListDocument& document, std::string_view boundary) {
  const std::string root = id_of("list", boundary);
  std::string out;
  begin_part(out, boundary, root, "application/rlmi+xml");
  out += rlmi(document, boundary);
  for (std::size_t i = 0; i < document.users.size(); ++i) {
    const ListedState& one = document.users[i];
    out += "\r\n";
    begin_part(out, boundary, id_of(std::to_string(i), boundary), "application/dialog-info+xml");
    out += dialog_body(one.state, neighbour(document.list, one.user), document.version);
  }
  out += "\r\n--";
  out += boundary;
  out += "--\r\n";
  return {"multipart/related;type=\"application/rlmi+xml\";start=\"<" + root + ">\";boundary=\"" +
              std::string(boundary) + "\"",
          std::move(out)};
}

}  // namespace handset::pbx
