#include "pbx/outbound.h"

#include "sip/grammar.h"
#include "sip/name_addr.h"

namespace handset::pbx {
namespace {

bool is_first_hop(const sip::Message& request) {
  return request.count(sip::Field::Via) == 1 && request.via() && !request.via()->more;
}

// The first URI of Path is that of the proxy next to the phone.
bool first_hop_keeps_flows(const sip::Message& request) {
  const auto first = sip::NameAddr::parse(request.value(sip::Field::Path));
  const auto uri = first ? first->uri() : tl::unexpected(first.error());
  return uri && uri->parameter("ob").has_value();
}

}  // namespace

bool has_option(const sip::Message& message, sip::Field field, std::string_view tag) {
  bool found = false;
  for (const auto* line = message.find(field); line != nullptr; line = message.next(*line))
    sip::for_each_item(line->value,
                       [&](std::string_view item) { found = found || equal_ignoring_case(item, tag); });
  return found;
}

Outbound outbound_of(const sip::Message& request) {
  if (!has_option(request, sip::Field::Supported, "outbound")) return Outbound::Unknown;
  return is_first_hop(request) || first_hop_keeps_flows(request) ? Outbound::Kept : Outbound::Lost;
}

}  // namespace handset::pbx
