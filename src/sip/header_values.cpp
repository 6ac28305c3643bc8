#include "sip/header_values.h"

#include "base/text.h"

namespace handset::sip {
namespace {

constexpr std::uint64_t largest_32_bits = 0xffffffffU;

// A leading token and the parameters behind its ';'. False when there is anything else.
bool take_value(std::string_view value, std::string_view& token, std::string_view& parameters) {
  auto rest = skip_blanks(value);
  token = take_token(rest);
  rest = skip_blanks(rest);
  if (token.empty() || (!rest.empty() && rest.front() != ';')) return false;
  parameters = rest.empty() ? rest : rest.substr(1);
  return parameters.empty() || parameters_are_sound(parameters);
}

}  // namespace

Result<CSeq> CSeq::parse(std::string_view value) {
  std::size_t digits = 0;
  while (digits < value.size() && is_digit(value[digits])) ++digits;
  const auto number = parse_decimal(value.substr(0, digits), 0x7fffffffU);
  auto rest = value.substr(digits);
  const bool parted = !rest.empty() && is_space(rest.front());
  rest = skip_blanks(rest);
  CSeq cseq;
  cseq.method_name = take_token(rest);
  if (digits == 0 || !parted || cseq.method_name.empty() || !trim(rest).empty())
    return fail(Errc::Malformed, "CSeq is not a number and a method");
  if (!number) return fail(Errc::Malformed, "The CSeq number is not below 2147483648");
  cseq.number = static_cast<std::uint32_t>(*number);
  cseq.method = method_from_name(cseq.method_name);
  return cseq;
}

Result<EventHeader> EventHeader::parse(std::string_view value) {
  EventHeader event;
  if (!take_value(value, event.package, event.parameters))
    return fail(Errc::Malformed, "Event is not a package and parameters");
  if (event.parameters.empty()) return event;
  if (const auto id = find_parameter(event.parameters, "id")) event.id = id->value;
  return event;
}

Result<ContentType> ContentType::parse(std::string_view value) {
  ContentType content;
  auto rest = skip_blanks(value);
  content.type = take_token(rest);
  rest = skip_blanks(rest);
  const bool slash = !rest.empty() && rest.front() == '/';
  if (content.type.empty() || !slash || !take_value(rest.substr(1), content.subtype, content.parameters))
    return fail(Errc::Malformed, "Content-Type is not a type, a subtype and parameters");
  return content;
}

Result<SubscriptionState> SubscriptionState::parse(std::string_view value) {
  SubscriptionState state;
  if (!take_value(value, state.state, state.parameters))
    return fail(Errc::Malformed, "Subscription-State is not a state and parameters");
  return state;
}

Result<std::uint32_t> parse_delta_seconds(std::string_view value) {
  const auto number = value.substr(0, value.find_first_of("(; \t\r\n"));
  if (const auto seconds = parse_decimal(number, largest_32_bits))
    return static_cast<std::uint32_t>(*seconds);
  return fail(Errc::Malformed, "A time is not a number of seconds");
}

Result<std::uint8_t> parse_max_forwards(std::string_view value) {
  if (const auto hops = parse_decimal(value, 255)) return static_cast<std::uint8_t>(*hops);
  return fail(Errc::Malformed, "Max-Forwards is not a number up to 255");
}

Result<std::uint32_t> parse_content_length(std::string_view value) {
  if (const auto length = parse_decimal(value, largest_32_bits)) return static_cast<std::uint32_t>(*length);
  if (!value.empty() && value.find_first_not_of("0123456789") == std::string_view::npos)
    return fail(Errc::TooLarge, "Content-Length is above all reason");
  return fail(Errc::Malformed, "Content-Length is no length");
}

}  // namespace handset::sip
