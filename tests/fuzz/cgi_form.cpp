// The body of a POST to /CGI/Execute, behind the check of credentials: the first line of the input is the
// Content-Type, the rest the body. A document comes out as it was put in, whatever the form around it, and
// never longer than it may be; what comes out is then read as the phone reads it.
#include <string>

#include "base/charset.h"
#include "base/text.h"
#include "fuzz/property.h"
#include "fuzz/xml_shape.h"
#include "web/execute_body.h"
#include "web/form_body.h"
#include "xml/object.h"

namespace handset::web {
namespace {

using fuzz::require;

bool has_control(std::string_view text) {
  for (const char c : text)
    if (static_cast<unsigned char>(c) < ' ' || c == 0x7f) return true;
  return false;
}

// A reading of its own: what a form has in its first field XML.
std::string field_of(std::string_view form) {
  while (!form.empty()) {
    const auto field = split_once(form, '&');
    form = field.after;
    const auto pair = split_once(field.before, '=');
    if (percent_decode(pair.before) != "XML") continue;
    std::string value(pair.after);
    for (char& c : value)
      if (c == '+') c = ' ';
    return percent_decode(value);
  }
  return {};
}

void check_refusal(const ExecuteBodyError& error, std::string_view body) {
  require(error.status == 200 || error.status == 413, "a refusal is about the document, or about its length");
  require(!error.words.empty() && !has_control(error.words), "and says why, in a line");
  require(error.status == 200 || body.size() > most_execute_bytes,
          "what is too long did not come in fewer bytes");
}

void check_body(std::string_view type, std::string_view body) {
  const auto read = read_execute_body(type, body);
  if (!read) return check_refusal(read.error(), body);
  const std::string& document = read->document;
  require(document.size() <= most_execute_bytes && document.size() <= body.size(),
          "a document is no longer than it may be, and than what came");
  require(read->charset.empty() || read->charset == charset_of(type), "a character set is that of the type");
  const std::string_view trimmed = trim(body);
  if (trimmed.starts_with('<'))
    require(document == body, "a bare document is taken as it is");
  else if (trimmed.starts_with("XML=<"))
    require(document == trimmed.substr(4), "a document behind the sign is taken as it is");
  else if (!trimmed.starts_with("\xEF\xBB\xBF") &&
           !trim(trimmed.substr(std::min<std::size_t>(4, trimmed.size()))).starts_with('<'))
    require(trimmed.starts_with("XML=\xEF\xBB\xBF") || document == field_of(trimmed),
            "a form has its document in its field");

  const std::string form = "a=b&XML=" + percent_encode(document);
  const auto again = read_execute_body("application/x-www-form-urlencoded", form);
  require(again && again->document == document, "written as a form it is the same");

  const DocumentLimits limits{.bytes = 2048, .depth = 4, .nodes = 64, .attributes = 40};
  const auto strict = xml::parse_document(document, read->charset, xml::Mode::Strict, limits);
  const auto friendly = xml::parse_document(document, read->charset, xml::Mode::Friendly, limits);
  require(friendly || !strict, "a friendly phone refuses nothing that a strict one takes");
}

}  // namespace
}  // namespace handset::web

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace handset;
  const auto [type, body, found] = split_once(fuzz::text_of(data, size), '\n');
  web::check_body(type, body);
  if (size % 64 == 0) {
    // The largest body that the server takes.
    const std::string large = fuzz::swollen(body, std::size_t{256} * 1024);
    fuzz::require_quick([&] { static_cast<void>(web::read_execute_body(type, large)); });
  }
  return 0;
}
