// Messages for the tests of this folder, written so that one line can be changed or left out.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace handset::sip {

// Joins lines with CR LF, adds the blank line and the body.
inline std::string join_message(const std::vector<std::string>& lines, std::string_view body = {}) {
  std::string out;
  for (const auto& line : lines) out += line + "\r\n";
  out += "\r\n";
  out += body;
  return out;
}

// A push as a PBX sends it. `replace` exchanges the line that begins with the same name and colon (or adds
// it at the end); a replacement of a name and colon alone takes the line away.
class SampleRequest {
 public:
  SampleRequest& start_line(std::string_view line) {
    lines_[0] = line;
    return *this;
  }
  SampleRequest& replace(std::string_view line) {
    const auto name = line.substr(0, line.find(':') + 1);
    for (std::size_t i = 1; i < lines_.size(); ++i) {
      if (!std::string_view(lines_[i]).starts_with(name)) continue;
      if (name == line) {
        lines_.erase(lines_.begin() + static_cast<std::ptrdiff_t>(i));
      } else {
        lines_[i] = line;
      }
      return *this;
    }
    if (name != line) lines_.emplace_back(line);
    return *this;
  }
  SampleRequest& add(std::string_view line) {
    lines_.emplace_back(line);
    return *this;
  }
  SampleRequest& body(std::string_view text) {
    body_ = text;
    return *this;
  }
  [[nodiscard]] std::string text() const { return join_message(lines_, body_); }

 private:
  std::vector<std::string> lines_ = {
      "NOTIFY sip:101@192.0.2.10:5060 SIP/2.0",
      "Via: SIP/2.0/UDP 192.0.2.1:5080;rport;branch=z9hG4bK776asdhds",
      "Max-Forwards: 70",
      "From: \"The PBX\" <sip:pbx@192.0.2.1>;tag=1928301774",
      "To: <sip:101@192.0.2.10>",
      "Call-ID: a84b4c76e66710@192.0.2.1",
      "CSeq: 314159 NOTIFY",
      "Event: XML-Service",
      "Content-Type: text/html",
      "Content-Length: 25",
  };
  std::string body_ = "http://192.0.2.1/menu.xml";
};

}  // namespace handset::sip
