#include "xml/response.h"

#include "base/utf8.h"
#include "base/xml_escape.h"

namespace handset::xml {

namespace {

constexpr std::string_view declaration = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";
constexpr std::size_t data_letters = 32;

void append_attribute(std::string& out, std::string_view name, std::string_view value) {
  out += ' ';
  out += name;
  out += "=\"";
  append_xml_escaped(out, value);
  out += '"';
}

}  // namespace

std::string write_response(const Response& response) {
  std::string out(declaration);
  out += "<CiscoIPPhoneResponse>\n";
  for (const ResponseItem& item : response.items) {
    out += "  <ResponseItem";
    append_attribute(out, "Status", std::to_string(item.status));
    append_attribute(out, "Data", first_code_points(item.data, data_letters));
    append_attribute(out, "URL", item.url);
    out += "/>\n";
  }
  out += "</CiscoIPPhoneResponse>\n";
  return out;
}

std::string write_error(PushError error, std::string_view words) {
  std::string out(declaration);
  out += "<CiscoIPPhoneError";
  append_attribute(out, "Number", std::to_string(static_cast<unsigned>(error)));
  out += '>';
  append_xml_escaped(out, words);
  out += "</CiscoIPPhoneError>\n";
  return out;
}

}  // namespace handset::xml
