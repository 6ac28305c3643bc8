#include "sip/content.h"

#include <algorithm>

#include "base/text.h"
#include "sip/grammar.h"
#include "sip/header_values.h"

namespace handset::sip {
namespace {

bool is_optional(const Message& message) {
  const std::string_view value = message.value(Field::ContentDisposition);
  const auto handling = find_parameter(split_once(value, ';').after, "handling");
  return handling && equal_ignoring_case(handling->value, "optional");
}

bool is_among(const ContentType& content, std::span<const std::string_view> types) {
  return std::any_of(types.begin(), types.end(), [&content](std::string_view known) {
    const auto [type, subtype, found] = split_once(known, '/');
    return content.is(type, subtype);
  });
}

// "0", "0.", "0.0", "0.000": all else is more than nothing.
bool is_nothing(std::string_view quality) {
  return !quality.empty() && quality.find_first_not_of("0.") == std::string_view::npos;
}

// How exactly a media range names the type; 0: not at all.
int exactness(const ContentType& range, std::string_view type, std::string_view subtype) {
  if (range.is(type, subtype)) return 3;
  if (range.is(type, "*")) return 2;
  return range.is("*", "*") ? 1 : 0;
}

}  // namespace

ContentCoding content_coding(const Message& message) {
  auto coding = ContentCoding::Identity;
  const HeaderLine* line = message.find(Field::ContentEncoding);
  for (; line != nullptr; line = message.next(*line))
    for_each_item(line->value, [&coding](std::string_view name) {
      if (equal_ignoring_case(name, "identity")) return;
      const bool first = coding == ContentCoding::Identity;
      coding = first && equal_ignoring_case(name, "gzip") ? ContentCoding::Gzip : ContentCoding::Other;
    });
  return coding;
}

ContentLack content_lack(const Message& request, const ContentRules& rules) {
  if (request.body().empty() || is_optional(request)) return ContentLack::Nothing;
  const auto content = ContentType::parse(request.value(Field::ContentType));
  if (request.has(Field::ContentType) && !(content && is_among(*content, rules.types)))
    return ContentLack::Type;
  const ContentCoding coding = content_coding(request);
  const bool readable = coding == ContentCoding::Identity || (rules.gzip && coding == ContentCoding::Gzip);
  return readable ? ContentLack::Nothing : ContentLack::Coding;
}

bool accepts(const Message& request, std::string_view type, std::string_view subtype) {
  if (!request.has(Field::Accept)) return true;
  int most_exact = 0;
  bool accepted = false;
  for (const HeaderLine* line = request.find(Field::Accept); line != nullptr; line = request.next(*line))
    for_each_item(line->value, [&](std::string_view item) {
      const auto range = ContentType::parse(item);
      const int exact = range ? exactness(*range, type, subtype) : 0;
      if (exact <= most_exact) return;
      most_exact = exact;
      const auto quality = range->parameter("q");
      accepted = !quality || !is_nothing(quality->value);
    });
  return accepted;
}

}  // namespace handset::sip
