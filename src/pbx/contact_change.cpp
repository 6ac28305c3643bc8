#include "pbx/contact_change.h"

#include <algorithm>

#include "base/text.h"
#include "sip/grammar.h"
#include "sip/header_values.h"
#include "sip/name_addr.h"

namespace handset::pbx {
namespace {

// RFC 3261 20.10: what a broken `expires` of a Contact counts as.
constexpr std::uint32_t broken_expires = 3600;
constexpr std::uint64_t highest_reg_id = 0x7fffffff;

// Whether a URI can stand between angle brackets in an answer of ours.
bool is_plain(std::string_view uri) {
  return std::none_of(uri.begin(), uri.end(), [](char c) {
    return static_cast<unsigned char>(c) <= ' ' || c == 0x7f || c == '<' || c == '>' || c == '"';
  });
}

bool has_controls(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return (static_cast<unsigned char>(c) < ' ' && c != '\t') || c == 0x7f; });
}

void append(std::string& out, const sip::Parameter& parameter) {
  out += ';';
  out += parameter.name;
  if (!parameter.has_value) return;
  out += parameter.quoted ? "=\"" : "=";
  out += parameter.value;
  if (parameter.quoted) out += '"';
}

Result<void> read_parameter(ContactChange& change, const sip::Parameter& parameter) {
  if (parameter.is("q")) {
    const auto q = parse_qvalue(parameter.value);
    if (!q) return fail(Errc::Malformed, "The q of a Contact is wrong");
    change.q = *q;
  } else if (parameter.is("reg-id")) {
    const auto id = parse_decimal(parameter.value, highest_reg_id);
    if (!id || *id == 0) return fail(Errc::Malformed, "The reg-id of a Contact is wrong");
    change.reg_id = static_cast<std::uint32_t>(*id);
  } else if (parameter.is("expires")) {
    const auto asked = sip::parse_delta_seconds(parameter.value);
    change.asked = asked ? *asked : broken_expires;
    return {};
  }
  if (has_controls(parameter.value)) return fail(Errc::Malformed, "The parameters of a Contact are wrong");
  append(change.parameters, parameter);
  if (change.parameters.size() > ContactChanges::longest_parameters)
    return fail(Errc::TooLarge, "A Contact is too long");
  if (parameter.is("+sip.instance") && parameter.quoted) {
    change.instance_size = static_cast<std::uint16_t>(parameter.value.size());
    change.instance_at = static_cast<std::uint16_t>(change.parameters.size() - 1 - parameter.value.size());
  }
  return {};
}

}  // namespace

std::optional<std::uint16_t> parse_qvalue(std::string_view text) {
  const auto [whole, fraction, found] = split_once(text, '.');
  if ((whole != "0" && whole != "1") || fraction.size() > 3) return std::nullopt;
  unsigned value = whole == "1" ? 1000 : 0;
  unsigned place = 100;
  for (const char digit : fraction) {
    if (!is_digit(digit)) return std::nullopt;
    value += place * static_cast<unsigned>(digit - '0');
    place /= 10;
  }
  return value > 1000 ? std::nullopt : std::optional(static_cast<std::uint16_t>(value));
}

Result<void> ContactChanges::read(const sip::Message& request, std::uint32_t usual) {
  count_ = 0;
  everything_ = false;
  if (const auto expires = sip::parse_delta_seconds(request.value(sip::Field::Expires))) usual = *expires;
  for (const auto* line = request.find(sip::Field::Contact); line != nullptr; line = request.next(*line)) {
    std::string_view rest = line->value;
    for (bool more = true; more;) {
      const auto contact = sip::NameAddr::parse(rest);
      if (!contact) return tl::unexpected(contact.error());
      if (const auto one = read_contact(*contact, usual); !one) return one;
      rest = contact->rest;
      more = contact->more;
    }
  }
  return check_all(request);
}

Result<void> ContactChanges::read_contact(const sip::NameAddr& contact, std::uint32_t usual) {
  if (contact.star) {
    if (everything_) return fail(Errc::Malformed, "Contact: * stands alone");
    everything_ = true;
    return {};
  }
  if (count_ == most) return fail(Errc::TooLarge, "Too many Contacts");
  ContactChange& change = changes_[count_];
  const auto uri = contact.uri();
  if (!uri || !is_plain(uri->text)) return fail(Errc::Malformed, "The URI of a Contact is wrong");
  if (uri->text.size() > longest_uri) return fail(Errc::TooLarge, "A Contact is too long");
  change.uri = *uri;
  change.parameters.clear();
  change.instance_at = change.instance_size = 0;
  change.q = 1000;
  change.reg_id = 0;
  change.asked = usual;
  sip::ParameterReader reader(contact.parameters, ';');
  while (const auto parameter = reader.next())
    if (const auto read = read_parameter(change, *parameter); !read) return read;
  if (reader.malformed()) return fail(Errc::Malformed, "The parameters of a Contact are wrong");
  // RFC 5626 6: without an instance it says nothing.
  if (change.instance_size == 0) change.reg_id = 0;
  ++count_;
  return {};
}

Result<void> ContactChanges::check_all(const sip::Message& request) const {
  if (!everything_) return {};
  if (count_ != 0) return fail(Errc::Malformed, "Contact: * stands alone");
  const auto expires = sip::parse_delta_seconds(request.value(sip::Field::Expires));
  if (!expires || *expires != 0) return fail(Errc::Malformed, "Contact: * needs Expires: 0");
  return {};
}

void ContactChanges::ignore_flows() {
  for (std::size_t i = 0; i < count_; ++i) changes_[i].reg_id = 0;
}

bool ContactChanges::has_flow() const {
  return std::any_of(changes_.begin(), changes_.begin() + static_cast<std::ptrdiff_t>(count_),
                     [](const ContactChange& change) { return change.reg_id != 0; });
}

}  // namespace handset::pbx
