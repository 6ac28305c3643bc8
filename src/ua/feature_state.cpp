#include "ua/feature_state.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "base/xml_text.h"
#include "ua/document_text.h"
#include "ua/multipart.h"

namespace handset::ua {
namespace {

constexpr DocumentLimits limits{
    .bytes = FeatureState::longest_body, .depth = 8, .nodes = 256, .attributes = 64};

constexpr std::string_view csta_namespace =
    " xmlns=\"http://www.ecma-international.org/standards/ecma-323/csta/ed3\"";

constexpr std::array<std::string_view, 3> forward_names{"forwardImmediate", "forwardBusy", "forwardNoAns"};

std::string text_of(const Element& parent, std::string_view name) {
  for (const Element one : parent)
    if (local_name(one) == name) return line_of(one.text());
  return {};
}

// Nothing: it is left open.
DocumentResult<std::optional<bool>> flag_in(const Document& document, std::string_view name) {
  const std::string text = text_of(document.root(), name);
  if (text.empty()) return std::nullopt;
  if (const auto flag = flag_of(lower_case(text))) return flag;
  return tl::unexpected(DocumentError{DocumentError::Kind::Broken, document.place_of(document.root()),
                                      std::string(name) + " is true or false"});
}

DocumentResult<void> read_forwarding(FeatureState& state, const Document& document) {
  const Element root = document.root();
  const auto kind = std::find(forward_names.begin(), forward_names.end(), text_of(root, "forwardingType"));
  const auto active = flag_in(document, "forwardStatus");
  if (!active) return tl::unexpected(active.error());
  if (kind == forward_names.end() || !*active) return {};
  Forwarding forwarding{.active = **active, .destination = text_of(root, "forwardTo")};
  if (forwarding.destination.size() > FeatureState::longest_text) forwarding.destination.clear();
  if (const auto rings = parse_decimal(text_of(root, "ringCount"), FeatureState::most_rings))
    forwarding.rings = static_cast<unsigned>(*rings);
  state.forwards.at(static_cast<std::size_t>(kind - forward_names.begin())) = std::move(forwarding);
  return {};
}

DocumentResult<void> read_event(FeatureState& state, std::string_view text) {
  const auto document = Document::parse(text, {}, limits);
  if (!document) return tl::unexpected(document.error());
  const std::string_view name = local_name(document->root());
  if (name == "ForwardingEvent") return read_forwarding(state, *document);
  if (name != "DoNotDisturbEvent") return {};
  const auto on = flag_in(*document, "doNotDisturbOn");
  if (!on) return tl::unexpected(on.error());
  if (*on) state.do_not_disturb = *on;
  return {};
}

std::string_view word_of(bool flag) {
  return flag ? "true" : "false";
}

}  // namespace

DocumentResult<FeatureState> FeatureState::parse(std::string_view content_type, std::string_view body) {
  FeatureState state;
  if (body.size() > longest_body)
    return tl::unexpected(DocumentError{DocumentError::Kind::TooLarge, {}, "the body is too large"});
  if (!equal_ignoring_case(media_type(content_type), feature_parts_type)) {
    const auto read = read_event(state, body);
    if (!read) return tl::unexpected(read.error());
    return state;
  }
  const auto parts = Multipart::parse(content_type, body, "mixed");
  if (!parts)
    return tl::unexpected(DocumentError{DocumentError::Kind::Broken, {}, std::string(parts.error().what)});
  for (const BodyPart& part : parts->parts) {
    if (!equal_ignoring_case(media_type(part.content_type), feature_type)) continue;
    if (const auto read = read_event(state, part.body); !read) return tl::unexpected(read.error());
  }
  return state;
}

void FeatureState::take(const FeatureState& news) {
  if (news.do_not_disturb) do_not_disturb = news.do_not_disturb;
  for (std::size_t i = 0; i < forwards.size(); ++i)
    if (news.forwards.at(i)) forwards.at(i) = news.forwards.at(i);
}

std::string set_do_not_disturb(std::string_view device, bool on) {
  XmlText text;
  text.begin("SetDoNotDisturb", csta_namespace);
  text.element("device", device);
  text.element("doNotDisturbOn", word_of(on));
  return text.take();
}

// forwardDN stands there even when it is empty, for servers that read it unasked.
std::string set_forwarding(std::string_view device, ForwardWhen when, const Forwarding& forwarding) {
  XmlText text;
  text.begin("SetForwarding", csta_namespace);
  text.element("device", device);
  text.element("activateForward", word_of(forwarding.active));
  text.element("forwardingType", forward_names.at(static_cast<std::size_t>(when)));
  text.element("forwardDN", forwarding.destination);
  if (when == ForwardWhen::NoAnswer && forwarding.rings != 0)
    text.element("ringCount", std::to_string(forwarding.rings));
  return text.take();
}

}  // namespace handset::ua
