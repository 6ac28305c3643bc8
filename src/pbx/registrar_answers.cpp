// What the answers of a registrar say: RFC 3261 10.3 step 8, and what each refusal has to have.
#include "pbx/date.h"
#include "pbx/outbound.h"
#include "pbx/registrar.h"

namespace handset::pbx {
namespace {

// For ListedContacts::Other: a phone that is nowhere (RFC 5737).
constexpr std::string_view other_contact = "<sip:somebody@203.0.113.77:5060>;expires=3600";

}  // namespace

void Registrar::write(sip::Writer& out, const sip::Message& request, const Endpoint& source,
                      const RegisterAnswer& answer) {
  switch (answer.result) {
    case RegisterResult::Done:
      write_done(out, request, answer.aor);
      break;
    case RegisterResult::Challenge:
      authenticator_.write_challenge(out, nobody_, source.address, answer.stale, clock_.now());
      break;
    case RegisterResult::Extension:
      sip::write_unsupported(out, request, registrar_extensions());
      break;
    case RegisterResult::TooBrief:
      out.header("Min-Expires", options_.least_expires);
      break;
    case RegisterResult::Busy:
      out.header("Retry-After", answer.retry_after);
      break;
    default:
      break;
  }
}

void Registrar::write_done(sip::Writer& out, const sip::Message& request, Aor aor) {
  write_contacts(out, aor);
  if (request.has(sip::Field::Contact)) sip::copy_lines(out, request, sip::Field::Path);
  if (!options_.service_route.empty()) out.header("Service-Route", options_.service_route);
  const bool flows = outbound_of(request) == Outbound::Kept &&
                     changes_.read(request, options_.usual_expires) && changes_.has_flow();
  if (flows) out.header("Require", "outbound");
  out.header("Supported", "path, outbound");
  write_date(out, clock_.wall());
}

void Registrar::write_contacts(sip::Writer& out, Aor aor) const {
  if (faults_.contacts == ListedContacts::Other) out.header("Contact", other_contact);
  if (faults_.contacts != ListedContacts::Right) return;
  for (const Binding& binding : bindings_.of(aor)) {
    const std::uint32_t remaining = binding.remaining(clock_.now());
    if (remaining == 0) continue;
    out.begin_header("Contact");
    out.text("<");
    out.text(binding.uri());
    out.text(">");
    out.text(binding.parameters());
    out.text(";expires=");
    out.number(faults_.expires.value_or(remaining));
    out.end_header();
  }
}

}  // namespace handset::pbx
