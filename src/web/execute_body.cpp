#include "web/execute_body.h"

#include <utility>

#include "base/charset.h"
#include "base/text.h"
#include "web/form_body.h"

namespace handset::web {
namespace {

using Read = tl::expected<ExecuteBody, ExecuteBodyError>;

// Case counts, as on the phones.
constexpr std::string_view field_name = "XML";
constexpr std::string_view raw_prefix = "XML=";
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

bool is_document(std::string_view text) {
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  return trim(text).starts_with('<');
}

bool is_form_type(std::string_view content_type) {
  return equal_ignoring_case(media_type(content_type), "application/x-www-form-urlencoded");
}

Read refuse(std::string words) {
  return tl::unexpected(ExecuteBodyError{.words = std::move(words)});
}

Read document(std::string_view text, std::string_view charset) {
  if (text.size() > most_execute_bytes)
    return tl::unexpected(ExecuteBodyError{.status = 413,
                                           .words = "The document is larger than the " +
                                                    std::to_string(most_execute_bytes) +
                                                    " bytes of a push: let the phone fetch it by its URL."});
  return ExecuteBody{std::string(text), std::string(charset)};
}

}  // namespace

Read read_execute_body(std::string_view content_type, std::string_view body) {
  const std::string_view charset = charset_of(content_type);
  if (is_document(body)) return document(body, charset);
  const std::string_view whole = trim(body);
  if (whole.empty()) return refuse("The body is empty: a field XML with the document is wanted.");
  if (whole.starts_with(raw_prefix) && is_document(whole.substr(raw_prefix.size())))
    return document(whole.substr(raw_prefix.size()), charset);
  const auto fields = read_form(whole);
  if (!fields) return refuse(fields.error());
  for (const FormField& field : *fields)
    // What a wrong type says of the bytes is not about those that the escapes stand for.
    if (field.name == field_name)
      return document(field.value, is_form_type(content_type) ? charset : std::string_view());
  return refuse("The form has no field XML; capitals count.");
}

}  // namespace handset::web
