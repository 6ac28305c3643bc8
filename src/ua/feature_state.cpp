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

// Events and services call the same by different names, in the order of their schemas.
struct Names {
  std::string_view do_not_disturb;  // the roots
  std::string_view forwarding;
  std::string_view active;
  std::string_view destination;
  bool active_first;  // before the kind
};
constexpr Names event_names{"DoNotDisturbEvent", "ForwardingEvent", "forwardStatus", "forwardTo", false};
constexpr Names service_names{"SetDoNotDisturb", "SetForwarding", "activateForward", "forwardDN", true};

DocumentResult<void> read_forwarding(FeatureState& state, const Document& document, const Names& names) {
  const Element root = document.root();
  const auto kind = std::find(forward_names.begin(), forward_names.end(), text_of(root, "forwardingType"));
  const auto active = flag_in(document, names.active);
  if (!active) return tl::unexpected(active.error());
  if (kind == forward_names.end() || !*active) return {};
  Forwarding forwarding{.active = **active, .destination = text_of(root, names.destination)};
  if (forwarding.destination.size() > FeatureState::longest_text) forwarding.destination.clear();
  const auto when = static_cast<ForwardWhen>(kind - forward_names.begin());
  const auto rings = parse_decimal(text_of(root, "ringCount"), FeatureState::most_rings);
  if (when == ForwardWhen::NoAnswer && rings) forwarding.rings = static_cast<unsigned>(*rings);
  state.forward(when) = std::move(forwarding);
  return {};
}

DocumentResult<void> read(FeatureState& state, std::string_view text, const Names& names) {
  const auto document = Document::parse(text, {}, limits);
  if (!document) return tl::unexpected(document.error());
  const std::string_view name = local_name(document->root());
  if (name == names.forwarding) return read_forwarding(state, *document, names);
  if (name != names.do_not_disturb) return {};
  const auto on = flag_in(*document, "doNotDisturbOn");
  if (!on) return tl::unexpected(on.error());
  if (*on) state.do_not_disturb = *on;
  return {};
}

DocumentResult<FeatureState> read_one(std::string_view text, const Names& names) {
  FeatureState state;
  if (const auto found = read(state, text, names); !found) return tl::unexpected(found.error());
  return state;
}

std::string_view word_of(bool flag) {
  return flag ? "true" : "false";
}

std::string do_not_disturb_document(const Names& names, std::string_view device, bool on) {
  XmlText text;
  text.begin(names.do_not_disturb, csta_namespace);
  text.element("device", device);
  text.element("doNotDisturbOn", word_of(on));
  return text.take();
}

// The destination stands there even when it is empty, for those who read it unasked.
std::string forwarding_document(const Names& names, std::string_view device, ForwardWhen when,
                                const Forwarding& forwarding) {
  XmlText text;
  text.begin(names.forwarding, csta_namespace);
  text.element("device", device);
  if (names.active_first) text.element(names.active, word_of(forwarding.active));
  text.element("forwardingType", forward_names.at(static_cast<std::size_t>(when)));
  if (!names.active_first) text.element(names.active, word_of(forwarding.active));
  text.element(names.destination, forwarding.destination);
  if (when == ForwardWhen::NoAnswer && forwarding.rings != 0)
    text.element("ringCount", std::to_string(forwarding.rings));
  return text.take();
}

}  // namespace

DocumentResult<FeatureState> FeatureState::parse(std::string_view content_type, std::string_view body) {
  if (!equal_ignoring_case(media_type(content_type), feature_parts_type)) return read_one(body, event_names);
  FeatureState state;
  if (body.size() > longest_body)
    return tl::unexpected(DocumentError{DocumentError::Kind::TooLarge, {}, "the body is too large"});
  const auto parts = Multipart::parse(content_type, body, "mixed");
  if (!parts)
    return tl::unexpected(DocumentError{DocumentError::Kind::Broken, {}, std::string(parts.error().what)});
  for (const BodyPart& part : parts->parts) {
    if (!equal_ignoring_case(media_type(part.content_type), feature_type)) continue;
    if (const auto found = read(state, part.body, event_names); !found) return tl::unexpected(found.error());
  }
  return state;
}

DocumentResult<FeatureState> FeatureState::parse_service(std::string_view body) {
  return read_one(body, service_names);
}

void FeatureState::take(const FeatureState& news) {
  if (news.do_not_disturb) do_not_disturb = news.do_not_disturb;
  for (std::size_t i = 0; i < forwards.size(); ++i)
    if (news.forwards.at(i)) forwards.at(i) = news.forwards.at(i);
}

std::string set_do_not_disturb(std::string_view device, bool on) {
  return do_not_disturb_document(service_names, device, on);
}

std::string set_forwarding(std::string_view device, ForwardWhen when, const Forwarding& forwarding) {
  return forwarding_document(service_names, device, when, forwarding);
}

FeatureBody feature_body(const FeatureState& state, std::string_view device, std::string_view boundary) {
  FeatureBody out{std::string(feature_parts_type).append(";boundary=").append(boundary), {}};
  const auto add = [&](const std::string& document) {
    out.bytes.append("--").append(boundary).append("\r\nContent-Type: ").append(feature_type);
    out.bytes.append("\r\n\r\n").append(document).append("\r\n");
  };
  if (state.do_not_disturb) add(do_not_disturb_document(event_names, device, *state.do_not_disturb));
  for (const ForwardWhen when : {ForwardWhen::Always, ForwardWhen::Busy, ForwardWhen::NoAnswer})
    if (const auto& forward = state.forward(when))
      add(forwarding_document(event_names, device, when, *forward));
  out.bytes.append("--").append(boundary).append("--\r\n");
  return out;
}

}  // namespace handset::ua
