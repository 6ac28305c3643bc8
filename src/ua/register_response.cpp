#include "ua/register_response.h"

#include "sip/header_values.h"
#include "sip/name_addr.h"
#include "sip/uri.h"

namespace handset::ua {
namespace {

// Calls `take` with each contact of the response until that says true. A broken value ends its line.
template <class Take>
void each_contact(const sip::Message& response, Take take) {
  for (const auto* line = response.find(sip::Field::Contact); line != nullptr; line = response.next(*line)) {
    std::string_view rest = line->value;
    while (!rest.empty()) {
      const auto one = sip::NameAddr::parse(rest);
      if (!one) break;
      if (take(*one)) return;
      if (!one->more) break;
      rest = one->rest;
    }
  }
}

std::uint32_t expires_of(const sip::Message& response, const sip::NameAddr* contact, std::uint32_t asked) {
  if (contact != nullptr) {
    if (const auto parameter = contact->parameter("expires"))
      if (const auto number = sip::parse_delta_seconds(parameter->value)) return *number;
  }
  if (const auto number = sip::parse_delta_seconds(response.value(sip::Field::Expires))) return *number;
  return asked;
}

bool same_user(const sip::Uri& a, const sip::Uri& b) {
  return a.is_sip() && b.is_sip() && sip::equivalent_escaped(a.user, b.user);
}

}  // namespace

Result<std::uint32_t> granted_expires(const sip::Message& response, std::string_view contact,
                                      std::uint32_t asked) {
  if (!response.has(sip::Field::Contact)) return expires_of(response, nullptr, asked);
  const auto own = sip::Uri::parse(contact);
  std::optional<std::uint32_t> exact;
  std::optional<std::uint32_t> rewritten;
  unsigned of_user = 0;
  each_contact(response, [&](const sip::NameAddr& one) {
    const auto uri = one.uri();
    if (!uri || !own) return false;
    if (equivalent(*uri, *own)) {
      exact = expires_of(response, &one, asked);
    } else if (same_user(*uri, *own)) {
      ++of_user;
      rewritten = expires_of(response, &one, asked);
    }
    return exact.has_value();
  });
  if (exact) return *exact;
  if (of_user == 1) return *rewritten;
  return fail(Errc::NotFound, "it does not confirm our contact");
}

Result<std::uint32_t> min_expires(const sip::Message& response) {
  if (!response.has(sip::Field::MinExpires)) return fail(Errc::NotFound, "it has no Min-Expires");
  return sip::parse_delta_seconds(response.value(sip::Field::MinExpires));
}

std::optional<std::uint32_t> retry_after(const sip::Message& response) {
  if (!response.has(sip::Field::RetryAfter)) return std::nullopt;
  const auto number = sip::parse_delta_seconds(response.value(sip::Field::RetryAfter));
  return number ? std::optional(*number) : std::nullopt;
}

std::string redirect_target(const sip::Message& response) {
  std::string target;
  each_contact(response, [&](const sip::NameAddr& one) {
    const auto uri = one.uri();
    if (uri && uri->is_sip() && !uri->host.empty()) target = one.uri_text;
    return !target.empty();
  });
  return target;
}

std::string service_route(const sip::Message& response) {
  std::string out;
  for (const auto* line = response.find(sip::Field::ServiceRoute); line != nullptr;
       line = response.next(*line)) {
    std::string_view rest = line->value;
    while (!rest.empty()) {
      const auto one = sip::NameAddr::parse(rest);
      if (!one || one->star || one->text.find_first_of("\r\n") != std::string_view::npos) return {};
      if (!out.empty()) out += ", ";
      out += one->text;
      if (out.size() > longest_service_route) return {};
      rest = one->more ? one->rest : std::string_view{};
    }
  }
  return out;
}

}  // namespace handset::ua
