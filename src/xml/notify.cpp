#include "xml/notify.h"

#include <utility>

#include "base/charset.h"
#include "base/utf8.h"
#include "xml/internal_uri.h"
#include "xml/makers.h"

namespace handset::xml {

namespace {

constexpr std::string_view body_parameter = "XML_NOTIFY_Body";

using Judgement = tl::expected<NotifyWork, NotifyRefusal>;

Judgement refuse(unsigned status, std::string_view words, std::string detail = {}) {
  return tl::unexpected(NotifyRefusal{.status = status, .words = words, .detail = std::move(detail)});
}

Judgement forbid(std::string_view words) {
  return tl::unexpected(NotifyRefusal{.status = 403, .words = words, .parameter = body_parameter});
}

std::string_view trimmed(std::string_view body) {
  constexpr std::string_view dropped = {" \t\r\n\v\f\0", 7};
  const std::size_t from = body.find_first_not_of(dropped);
  if (from == std::string_view::npos) return {};
  return body.substr(from, body.find_last_not_of(dropped) + 1 - from);
}

Judgement refuse_document(const XmlError& error) {
  switch (error.kind) {
    case XmlError::Kind::TooLarge:
      return refuse(413, "The document is too large", error.log_words());
    case XmlError::Kind::Invalid:
      return refuse(400, "The XML breaks the rules of its object", error.log_words());
    case XmlError::Kind::Unsupported:
      return refuse(400, "The XML is no object of this phone", error.log_words());
    default:
      return refuse(400, "The XML is not well formed", error.log_words());
  }
}

NotifyWork work_of(Object object) {
  NotifyWork work;
  work.kind = NotifyWork::Kind::Document;
  work.object = std::make_unique<Object>(std::move(object));
  return work;
}

Judgement judge_parsed(XmlResult<ParsedObject> parsed) {
  if (!parsed) return refuse_document(parsed.error());
  NotifyWork work = work_of(std::move(parsed->object));
  work.notes = std::move(parsed->notes);
  return work;
}

Judgement judge_document(std::string_view text, std::string_view content_type, const NotifyPolicy& policy) {
  if (!policy.inline_xml) return forbid("XML in the body of a NOTIFY is switched off");
  const auto document = Document::parse(text, charset_of(content_type), policy.limits);
  if (!document) return refuse_document(xml_error(document.error()));
  if (document->root().name() != Execute::root) {
    return forbid("Only a CiscoIPPhoneExecute may be pushed inline");
  }
  return judge_parsed(parse_object(*document, policy.dialect()));
}

bool is_too_long(std::string_view url, Mode mode) {
  // A letter takes a byte at least.
  return url.size() > url_letters(mode) && count_code_points(url) > url_letters(mode);
}

Judgement judge_internal(const Uri& uri, const NotifyPolicy& policy) {
  if (!policy.inline_xml) return forbid("Internal URIs in a NOTIFY are switched off");
  for (const char c : uri.text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F)
      return refuse(400, "The body is more than one URL");
  }
  if (!is_valid_utf8(uri.text)) return refuse(400, "The URL is not UTF-8");
  if (is_too_long(uri.text, policy.mode)) return refuse(413, "The URL is too long");
  Execute execute;
  execute.items.push_back({std::string(uri.text), Priority::Now});
  return work_of(std::move(execute));
}

}  // namespace

Judgement judge_notify(std::string_view body, std::string_view content_type, const NotifyPolicy& policy) {
  const std::string_view text = trimmed(body);
  if (text.empty()) return NotifyWork{};
  if (text.starts_with('<')) return judge_document(text, content_type, policy);
  const Uri uri = parse_uri(text);
  if (uri.is_internal()) return judge_internal(uri, policy);
  if (!is_web_url(uri)) return refuse(400, "The body is no http or https URL");
  if (is_too_long(text, policy.mode)) return refuse(413, "The URL is too long");
  NotifyWork work;
  work.kind = NotifyWork::Kind::Url;
  work.url = text;
  return work;
}

Judgement judge_makers_notify(std::string_view body, std::string_view content_type,
                              const NotifyPolicy& policy) {
  const std::string_view text = trimmed(body);
  if (text.empty()) return NotifyWork{};
  if (!text.starts_with('<')) return refuse(400, "The body is no XML document");
  const auto document = Document::parse(text, charset_of(content_type), policy.limits);
  if (!document) return refuse_document(xml_error(document.error()));
  if (!maker_of_root(document->root().name())) return refuse(400, "The XML is no document of that maker");
  return judge_parsed(parse_object(*document, policy.dialect()));
}

}  // namespace handset::xml
