// The body of a push, behind the digest check: the first line of the input is the Content-Type, the rest the
// body. What the settings do not allow is never carried out, a URL is a web address in one piece, a document
// has no DOCTYPE and keeps its limits.
#include <string>

#include "base/text.h"
#include "base/utf8.h"
#include "fuzz/property.h"
#include "fuzz/xml_shape.h"
#include "xml/internal_uri.h"
#include "xml/notify.h"

namespace handset::xml {
namespace {

using fuzz::require;
using fuzz::require_slice;
using Kind = NotifyWork::Kind;
using Judgement = tl::expected<NotifyWork, NotifyRefusal>;

bool has_control(std::string_view text) {
  for (const char c : text)
    if (static_cast<unsigned char>(c) < ' ' || c == 0x7f) return true;
  return false;
}

std::string_view trimmed(std::string_view body) {
  while (!body.empty() && (is_space(body.front()) || std::string_view("\v\f\0", 3).find(body.front()) < 3))
    body.remove_prefix(1);
  while (!body.empty() && (is_space(body.back()) || std::string_view("\v\f\0", 3).find(body.back()) < 3))
    body.remove_suffix(1);
  return body;
}

void check_url(std::string_view url, std::string_view body, Mode mode) {
  require_slice(url, body);
  require(url == trimmed(body), "a URL is all of the body");
  require(starts_with_ignoring_case(url, "http://") || starts_with_ignoring_case(url, "https://"),
          "a URL is a web address");
  require(!has_control(url) && url.find(' ') == std::string_view::npos && is_valid_utf8(url),
          "a URL is one word of UTF-8");
  require(count_code_points(url) <= url_letters(mode), "a URL is no longer than it may be");
}

void check_execute(const NotifyWork& work, std::string_view body, std::string_view type,
                   const NotifyPolicy& policy) {
  const auto& items = std::get<Execute>(*work.object).items;
  const bool strict = policy.mode == Mode::Strict;
  require(items.size() <= (strict ? Execute::most_items_strict : Execute::most_items_friendly),
          "a document has no more items than it may");
  for (const auto& item : items)
    require(!has_control(item.url) && count_code_points(item.url) <= url_letters(policy.mode),
            "an item is one line, and no longer than it may be");
  const auto text = trimmed(body);
  if (text.starts_with('<')) {
    fuzz::require_sound_document(text, charset_of(type), policy.limits);
  } else {
    require(items.size() == 1 && items[0].url == trim(text) && parse_uri(text).is_internal(),
            "what is no document is one internal URI");
  }
}

void check_judgement(const Judgement& judgement, std::string_view body, std::string_view type,
                     const NotifyPolicy& policy) {
  if (!judgement) {
    const auto& refusal = judgement.error();
    require(refusal.status == 400 || refusal.status == 403 || refusal.status == 413, "a refusal is a 4xx");
    require(!refusal.words.empty() && !has_control(refusal.words), "and says why, in a line");
    require((refusal.status == 403) == !refusal.parameter.empty(), "403 names the setting that forbids it");
    return;
  }
  switch (judgement->kind) {
    case Kind::Nothing:
      return require(trimmed(body).empty(), "only an empty body asks for nothing");
    case Kind::Url:
      return check_url(judgement->url, body, policy.mode);
    case Kind::Document:
      require(policy.inline_xml, "nothing but a URL is taken unless the settings allow it");
      return check_execute(*judgement, body, type, policy);
  }
}

std::size_t items_in(const NotifyWork& work) {
  return work.object ? std::get<Execute>(*work.object).items.size() : 0;
}

void check_body(std::string_view type, std::string_view body) {
  const DocumentLimits limits{.bytes = 2048, .depth = 4, .nodes = 64, .attributes = 40};
  for (const Mode mode : {Mode::Strict, Mode::Friendly}) {
    const NotifyPolicy closed{.mode = mode, .inline_xml = false, .limits = limits};
    const NotifyPolicy open{.mode = mode, .inline_xml = true, .limits = limits};
    const auto narrow = judge_notify(body, type, closed);
    const auto wide = judge_notify(body, type, open);
    check_judgement(narrow, body, type, closed);
    check_judgement(wide, body, type, open);
    if (narrow)
      require(wide && wide->kind == narrow->kind && wide->url == narrow->url,
              "what is taken by default is taken the same way when more is");
  }
  const auto strict = judge_notify(body, type, {.mode = Mode::Strict, .inline_xml = true, .limits = limits});
  const auto friendly =
      judge_notify(body, type, {.mode = Mode::Friendly, .inline_xml = true, .limits = limits});
  require(friendly || !strict, "a friendly phone refuses nothing that a strict one takes");
  if (!strict) return;
  require(friendly->kind == strict->kind && items_in(*friendly) == items_in(*strict),
          "and takes it the same way");
}

// The same bytes as the body of another maker's event.
void check_makers_body(std::string_view type, std::string_view body) {
  const DocumentLimits limits{.bytes = 2048, .depth = 4, .nodes = 64, .attributes = 40};
  for (const Mode mode : {Mode::Strict, Mode::Friendly}) {
    const auto judgement =
        judge_makers_notify(body, type, {.mode = mode, .other_makers = true, .limits = limits});
    if (!judgement) {
      require(judgement.error().status == 400 || judgement.error().status == 413, "a refusal is 400 or 413");
      continue;
    }
    require(judgement->kind != Kind::Url, "an address is no document");
    require((judgement->kind == Kind::Nothing) == trimmed(body).empty(),
            "only an empty body asks for nothing");
    if (judgement->kind != Kind::Document) continue;
    fuzz::require_sound_document(trimmed(body), charset_of(type), limits);
    require(judgement->object != nullptr, "what is to be shown is there");
  }
}

}  // namespace
}  // namespace handset::xml

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace handset;
  const auto [type, body, found] = split_once(fuzz::text_of(data, size), '\n');
  xml::check_body(type, body);
  xml::check_makers_body(type, body);
  if (size % 64 == 0) {
    // The largest datagram is smaller than the largest document.
    const std::string large = fuzz::swollen(body, 65507);
    fuzz::require_quick([&] { static_cast<void>(xml::judge_notify(large, {}, {.inline_xml = true})); });
  }
  return 0;
}
