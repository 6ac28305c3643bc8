// The body of a NOTIFY about a resource list (RFC 4662 5), by hand.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace handset::test {

struct ListBody {
  static constexpr const char* content_type =
      "multipart/related;type=\"application/"
      "rlmi+xml\";start=\"<rlmi@example.org>\";boundary=\"50UBfW7LSCVLtggUPe5z\"";

  unsigned version = 0;
  bool full = true;
  std::string resources{};  // of the list
  std::string parts{};

  // One whose only instance has that document.
  ListBody& add(const std::string& user, const std::string& dialogs, const std::string& name = {},
                const std::string& state = "full", unsigned its_version = 0) {
    const std::string cid = user + "." + std::to_string(version) + "@example.org";
    resources += "<resource uri=\"sip:" + user + "@example.org\">" +
                 (name.empty() ? "" : "<name>" + name + "</name>") +
                 "<instance id=\"juwigmtboe\" state=\"active\" cid=\"" + cid + "\"/></resource>";
    return add_part(cid, "<dialog-info xmlns=\"urn:ietf:params:xml:ns:dialog-info\" version=\"" +
                             std::to_string(its_version) + "\" state=\"" + state + "\" entity=\"sip:" + user +
                             "@example.org\">" + dialogs + "</dialog-info>");
  }
  ListBody& add_part(const std::string& cid, const std::string& body,
                     const std::string& type = "application/dialog-info+xml") {
    parts += "--50UBfW7LSCVLtggUPe5z\r\nContent-Transfer-Encoding: binary\r\nContent-ID: <" + cid +
             ">\r\nContent-Type: " + type + ";charset=\"UTF-8\"\r\n\r\n" + body + "\r\n";
    return *this;
  }
  // Without an instance that is active.
  ListBody& add_without(const std::string& user, const std::string& instances = {}) {
    resources += "<resource uri=\"sip:" + user + "@example.org\">" + instances + "</resource>";
    return *this;
  }
  [[nodiscard]] std::string text() const {
    return "--50UBfW7LSCVLtggUPe5z\r\nContent-ID: <rlmi@example.org>\r\nContent-Type: "
           "application/rlmi+xml;charset=\"UTF-8\"\r\n\r\n<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n"
           "<list xmlns=\"urn:ietf:params:xml:ns:rlmi\" uri=\"sip:team@example.org\" version=\"" +
           std::to_string(version) + "\" fullState=\"" + (full ? "true" : "false") + "\">" + resources +
           "</list>\r\n" + parts + "--50UBfW7LSCVLtggUPe5z--\r\n";
  }
};

inline std::string dialog(const std::string& state, const std::string& inside = {}) {
  return "<dialog id=\"1\" direction=\"recipient\"><state>" + state + "</state>" + inside + "</dialog>";
}

}  // namespace handset::test
