#include "ua/stun_message.h"

#include <algorithm>

#include "ua/stun_attributes.h"

namespace handset::ua {
namespace {

using stun::Attribute;
using stun::Type;

constexpr std::size_t cookie_at = 4;
constexpr std::size_t transaction_at = 8;
constexpr std::size_t fingerprint_size = 4;
constexpr std::uint16_t first_optional = 0x8000;
constexpr std::size_t most_attributes = 64;

// --- Bytes

std::uint8_t u8_at(std::string_view bytes, std::size_t at) {
  return static_cast<std::uint8_t>(bytes[at]);
}

std::uint16_t u16_at(std::string_view bytes, std::size_t at) {
  return static_cast<std::uint16_t>(u8_at(bytes, at) << 8U | u8_at(bytes, at + 1));
}

std::uint32_t u32_at(std::string_view bytes, std::size_t at) {
  return std::uint32_t{u16_at(bytes, at)} << 16U | u16_at(bytes, at + 2);
}

void put_u16(std::string& out, std::uint32_t value) {
  out += static_cast<char>(value >> 8U & 0xffU);
  out += static_cast<char>(value & 0xffU);
}

void put_u32(std::string& out, std::uint32_t value) {
  put_u16(out, value >> 16U);
  put_u16(out, value);
}

constexpr std::size_t padded(std::size_t length) {
  return (length + 3) & ~std::size_t{3};
}

void put_attribute(std::string& out, Attribute type, std::string_view value) {
  put_u16(out, static_cast<std::uint16_t>(type));
  put_u16(out, static_cast<std::uint32_t>(value.size()));
  out += value;
  out.append(padded(value.size()) - value.size(), '\0');
}

// The length counts what is behind the header (RFC 8489 5).
void set_length(std::string& out, std::size_t length) {
  out[2] = static_cast<char>(length >> 8U & 0xffU);
  out[3] = static_cast<char>(length & 0xffU);
}

// --- Attributes

enum class Masked : std::uint8_t { No, Yes };

// RFC 8489 14.1, and 14.2 where it is masked with the cookie and the transaction.
Result<Endpoint> read_address(std::string_view value, std::string_view message, std::size_t at,
                              Masked masked) {
  constexpr std::uint8_t v4 = 1;
  constexpr std::uint8_t v6 = 2;
  constexpr std::size_t address_at = 4;
  if (value.size() < address_at) return fail(Errc::Malformed, "an address of STUN is too short", at);
  const std::uint8_t family = u8_at(value, 1);
  if (family != v4 && family != v6)
    return fail(Errc::Malformed, "an address of STUN is neither IPv4 nor IPv6", at);
  const std::size_t size = family == v4 ? 4 : 16;
  if (value.size() != address_at + size)
    return fail(Errc::Malformed, "an address of STUN is not as long as its family has it", at);
  std::array<std::uint8_t, 16> bytes{};
  std::uint16_t port = u16_at(value, 2);
  for (std::size_t i = 0; i < size; ++i) bytes.at(i) = u8_at(value, address_at + i);
  if (masked == Masked::Yes) {
    port ^= u16_at(message, cookie_at);
    for (std::size_t i = 0; i < size; ++i) bytes.at(i) ^= u8_at(message, cookie_at + i);
  }
  if (family == v4) return Endpoint{IpAddress::v4(bytes[0], bytes[1], bytes[2], bytes[3]), port};
  return Endpoint{IpAddress::v6(bytes), port};
}

// Reads the attributes of one message into a response.
class AttributeReader {
 public:
  explicit AttributeReader(std::string_view message) : message_(message) {}

  Result<StunResponse> read(bool is_error);

 private:
  Result<void> take(std::uint16_t type, std::string_view value, std::size_t at);
  Result<void> take_address(std::optional<Endpoint>& out, std::string_view value, std::size_t at,
                            Masked masked = Masked::No);
  Result<void> take_error(std::string_view value, std::size_t at);
  Result<void> take_unknown(std::string_view value, std::size_t at);
  Result<void> take_fingerprint(std::string_view value, std::size_t at);

  std::string_view message_;
  StunResponse response_;
  std::optional<Endpoint> plain_;  // MAPPED-ADDRESS
  std::optional<Endpoint> source_;
  std::optional<Endpoint> changed_;
  std::optional<Endpoint> reflected_;
  bool sealed_ = false;  // what follows MESSAGE-INTEGRITY is nobody's (RFC 8489 14.5)
  bool not_understood_ = false;
};

Result<void> AttributeReader::take_address(std::optional<Endpoint>& out, std::string_view value,
                                           std::size_t at, Masked masked) {
  const auto address = read_address(value, message_, at, masked);
  if (!address) return tl::unexpected(address.error());
  if (!out) out = *address;  // the first one counts (RFC 8489 14)
  return {};
}

// RFC 8489 14.8
Result<void> AttributeReader::take_error(std::string_view value, std::size_t at) {
  if (value.size() < 4) return fail(Errc::Malformed, "an error of STUN has no code", at);
  const unsigned hundreds = u8_at(value, 2) & 7U;
  const unsigned rest = u8_at(value, 3);
  if (hundreds < 3 || hundreds > 6 || rest > 99)
    return fail(Errc::Malformed, "an error of STUN has a code from 300 to 699", at);
  if (value.size() - 4 > StunResponse::longest_reason)
    return fail(Errc::TooLarge, "an error of STUN has a reason that is too long", at);
  if (response_.error != 0) return {};
  response_.error = hundreds * 100 + rest;
  response_.reason = value.substr(4);
  return {};
}

// RFC 8489 14.13
Result<void> AttributeReader::take_unknown(std::string_view value, std::size_t at) {
  if (value.size() % 2 != 0) return fail(Errc::Malformed, "a list of attributes has half of one", at);
  if (value.size() / 2 > StunResponse::most_unknown)
    return fail(Errc::TooLarge, "a list of attributes is too long", at);
  if (!response_.unknown_attributes.empty()) return {};
  for (std::size_t i = 0; i < value.size(); i += 2) response_.unknown_attributes.push_back(u16_at(value, i));
  return {};
}

// RFC 8489 14.7: of all that is before it, and the last.
Result<void> AttributeReader::take_fingerprint(std::string_view value, std::size_t at) {
  if (value.size() != fingerprint_size)
    return fail(Errc::Malformed, "a fingerprint of STUN has four bytes", at);
  if (at + stun::attribute_header_size + fingerprint_size != message_.size())
    return fail(Errc::Malformed, "the fingerprint of STUN is the last attribute", at);
  if (u32_at(value, 0) != stun::fingerprint_of(message_.substr(0, at)))
    return fail(Errc::Malformed, "the fingerprint of STUN is not that of the message", at);
  response_.fingerprint = true;
  return {};
}

Result<void> AttributeReader::take(std::uint16_t type, std::string_view value, std::size_t at) {
  const auto attribute = static_cast<Attribute>(type);
  if (attribute == Attribute::Fingerprint) return take_fingerprint(value, at);
  if (sealed_) return {};
  switch (attribute) {
    case Attribute::XorMappedAddress:
      return take_address(response_.mapped, value, at, Masked::Yes);
    case Attribute::MappedAddress:
      return take_address(plain_, value, at);
    case Attribute::ResponseOrigin:
      return take_address(response_.origin, value, at);
    case Attribute::SourceAddress:
      return take_address(source_, value, at);
    case Attribute::OtherAddress:
      return take_address(response_.other, value, at);
    case Attribute::ChangedAddress:
      return take_address(changed_, value, at);
    case Attribute::ReflectedFrom:
      return take_address(reflected_, value, at);
    case Attribute::ErrorCode:
      return take_error(value, at);
    case Attribute::UnknownAttributes:
      return take_unknown(value, at);
    case Attribute::MessageIntegrity:
    case Attribute::MessageIntegritySha256:
      sealed_ = true;
      return {};
    case Attribute::Username:  // of passwords, which we have none of
    case Attribute::Realm:
    case Attribute::Nonce:
      return {};
    default:
      not_understood_ = not_understood_ || type < first_optional;
      return {};
  }
}

Result<StunResponse> AttributeReader::read(bool is_error) {
  response_.transaction = stun_transaction(message_);
  std::size_t count = 0;
  for (std::size_t at = stun::header_size; at < message_.size();) {
    if (message_.size() - at < stun::attribute_header_size)
      return fail(Errc::Malformed, "an attribute of STUN is cut short", at);
    if (++count > most_attributes) return fail(Errc::TooLarge, "a STUN message has too many attributes", at);
    const std::size_t length = u16_at(message_, at + 2);
    const std::size_t value_at = at + stun::attribute_header_size;
    if (padded(length) > message_.size() - value_at)
      return fail(Errc::Malformed, "an attribute of STUN is longer than its message", at);
    const auto taken = take(u16_at(message_, at), message_.substr(value_at, length), at);
    if (!taken) return tl::unexpected(taken.error());
    at = value_at + padded(length);
  }
  if (not_understood_)
    return fail(Errc::Unsupported, "the STUN server says something that has to be understood and is not");
  if (!response_.mapped) response_.mapped = plain_;
  if (!response_.origin) response_.origin = source_;
  if (!response_.other) response_.other = changed_;
  if (is_error && response_.error == 0) return fail(Errc::Malformed, "an error of STUN has to say which");
  if (!is_error) {  // what is known and does not belong there is ignored (RFC 8489 6.3)
    response_.error = 0;
    response_.reason = {};
  }
  if (!is_error && !response_.mapped) return fail(Errc::Malformed, "a success of STUN names no address");
  return std::move(response_);
}

}  // namespace

std::string write_stun_request(const StunRequest& request) {
  std::string out;
  put_u16(out, static_cast<std::uint16_t>(Type::BindingRequest));
  put_u16(out, 0);
  put_u32(out, stun::magic_cookie);
  for (const std::byte byte : request.transaction) out += static_cast<char>(byte);
  if (request.change_address || request.change_port) {
    std::string flags;
    put_u32(flags, (request.change_address ? stun::change_address_flag : 0) |
                       (request.change_port ? stun::change_port_flag : 0));
    put_attribute(out, Attribute::ChangeRequest, flags);
  }
  if (!request.software.empty()) put_attribute(out, Attribute::Software, request.software);
  set_length(out, out.size() - stun::header_size);
  if (request.fingerprint) {
    // Its own length counts in what it is of.
    set_length(out, out.size() - stun::header_size + stun::attribute_header_size + fingerprint_size);
    std::string value;
    put_u32(value, stun::fingerprint_of(out));
    put_attribute(out, Attribute::Fingerprint, value);
  }
  return out;
}

bool is_stun(std::string_view bytes) {
  return bytes.size() >= stun::header_size && u8_at(bytes, 0) < 0x40 &&
         u32_at(bytes, cookie_at) == stun::magic_cookie && u16_at(bytes, 2) % 4 == 0 &&
         bytes.size() - stun::header_size == u16_at(bytes, 2);
}

StunTransactionId stun_transaction(std::string_view bytes) {
  StunTransactionId transaction{};
  for (std::size_t i = 0; i < transaction.size(); ++i)
    transaction.at(i) = static_cast<std::byte>(bytes[transaction_at + i]);
  return transaction;
}

Result<StunResponse> read_stun_response(std::string_view bytes) {
  if (!is_stun(bytes)) return fail(Errc::Malformed, "this is no STUN message");
  const std::uint16_t type = u16_at(bytes, 0);
  const bool is_error = type == static_cast<std::uint16_t>(Type::BindingError);
  if (!is_error && type != static_cast<std::uint16_t>(Type::BindingSuccess))
    return fail(Errc::Unsupported, "this is no response to a STUN Binding");
  return AttributeReader(bytes).read(is_error);
}

}  // namespace handset::ua
