#include "pbx/event_state.h"

#include "base/xml_escape.h"

namespace handset::pbx {
namespace {

constexpr std::string_view holding =
    "<target uri=\"sip:held.invalid\"><param pname=\"+sip.rendering\" pval=\"no\"/></target>";

void append_identity(std::string& out, std::string_view display, std::string_view uri) {
  out += "<identity";
  if (!display.empty()) {
    out += " display=\"";
    append_xml_escaped(out, display);
    out += "\"";
  }
  out += ">";
  append_xml_escaped(out, uri);
  out += "</identity>";
}

}  // namespace

ua::FeatureState no_features() {
  ua::FeatureState out{.do_not_disturb = false};
  out.forwards.fill(ua::Forwarding{});
  return out;
}

std::string_view call_state_name(CallState state) {
  switch (state) {
    case CallState::Idle:
      return "idle";
    case CallState::Ringing:
      return "ringing";
    case CallState::Busy:
      return "busy";
    case CallState::Held:
      return "held";
  }
  return "";
}

std::string summary_body(const Mailbox& mailbox, std::string_view account) {
  std::string out = "Messages-Waiting: ";
  out += mailbox.fresh != 0 ? "yes" : "no";
  out += "\r\nMessage-Account: ";
  out += account;
  out += "\r\nVoice-Message: " + std::to_string(mailbox.fresh) + "/" + std::to_string(mailbox.old);
  return out + " (0/0)\r\n";
}

std::string neighbour(std::string_view entity, std::string_view user) {
  const auto at = entity.rfind('@');
  const auto domain = at == std::string_view::npos ? std::string_view("@invalid") : entity.substr(at);
  return "sip:" + std::string(user.empty() ? "anonymous" : user) + std::string(domain);
}

std::string dialog_body(const UserState& state, std::string_view entity, std::uint32_t version) {
  std::string out =
      "<?xml version=\"1.0\"?>\n<dialog-info xmlns=\"urn:ietf:params:xml:ns:dialog-info\" version=\"";
  out += std::to_string(version) + "\" state=\"full\" entity=\"";
  append_xml_escaped(out, entity);
  out += "\">";
  if (state.call != CallState::Idle) {
    out += "<dialog id=\"1\" direction=\"recipient\"><state>";
    out += state.call == CallState::Ringing ? "early" : "confirmed";
    out += "</state><local>";
    append_identity(out, {}, entity);
    if (state.call == CallState::Held) out += holding;
    out += "</local><remote>";
    append_identity(out, state.peer, neighbour(entity, state.peer));
    out += "</remote></dialog>";
  }
  return out + "</dialog-info>\n";
}

}  // namespace handset::pbx
