// STUN messages for tests, right or wrong as a test wants them: what a server answers, and what it has to
// know of a request.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/address.h"
#include "ua/stun_attributes.h"
#include "ua/stun_message.h"

namespace handset::test {

using StunAttribute = ua::stun::Attribute;

inline std::string stun_u16(std::uint64_t value) {
  return {static_cast<char>(value >> 8U & 0xffU), static_cast<char>(value & 0xffU)};
}
inline std::string stun_u32(std::uint64_t value) {
  return stun_u16(value >> 16U) + stun_u16(value);
}

// "0a 0b" and "0a0b" are two bytes.
inline std::string from_hex(std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  int high = -1;
  for (const char c : text) {
    const auto digit = digits.find(c);
    if (digit == std::string_view::npos) continue;
    if (high >= 0) out += static_cast<char>(high * 16 + static_cast<int>(digit));
    high = high >= 0 ? -1 : static_cast<int>(digit);
  }
  return out;
}

class StunMaker {
 public:
  StunMaker(ua::stun::Type type, const ua::StunTransactionId& transaction)
      : type_(static_cast<std::uint16_t>(type)) {
    for (const std::byte byte : transaction) id_ += static_cast<char>(byte);
  }

  // `length` in place of the value's own.
  StunMaker& add(std::uint16_t type, std::string_view value, std::size_t length = std::string::npos) {
    body_ += stun_u16(type) + stun_u16(length == std::string::npos ? value.size() : length);
    body_ += value;
    body_.append((4 - value.size() % 4) % 4, '\0');
    return *this;
  }
  StunMaker& add(StunAttribute type, std::string_view value) {
    return add(static_cast<std::uint16_t>(type), value);
  }
  StunMaker& address(StunAttribute type, const Endpoint& endpoint) { return add(type, plain(endpoint)); }
  StunMaker& mapped(const Endpoint& endpoint) {
    std::string value = plain(endpoint);
    const std::string mask = stun_u32(ua::stun::magic_cookie) + id_;
    for (std::size_t i = 0; i < 2; ++i) value[2 + i] = static_cast<char>(value[2 + i] ^ mask[i]);
    for (std::size_t i = 4; i < value.size(); ++i) value[i] = static_cast<char>(value[i] ^ mask[i - 4]);
    return add(StunAttribute::XorMappedAddress, value);
  }
  StunMaker& error(unsigned code, std::string_view reason) {
    std::string value = stun_u16(0);
    value += stun_u16(code / 100 << 8U | code % 100);
    value += reason;
    return add(StunAttribute::ErrorCode, value);
  }
  StunMaker& fingerprint() {
    return add(StunAttribute::Fingerprint, stun_u32(ua::stun::fingerprint_of(bytes(8))));
  }

  // `more` counts in the length, and is not there.
  [[nodiscard]] std::string bytes(std::size_t more = 0) const {
    return stun_u16(type_) + stun_u16(body_.size() + more) + stun_u32(ua::stun::magic_cookie) + id_ + body_;
  }

 private:
  static std::string plain(const Endpoint& endpoint) {
    const bool v4 = endpoint.address.is_v4();
    const auto& bytes = endpoint.address.bytes();
    return stun_u16(v4 ? 1 : 2) + stun_u16(endpoint.port) +
           std::string(bytes.begin(), bytes.begin() + (v4 ? 4 : 16));
  }

  std::uint16_t type_;
  std::string id_;
  std::string body_;
};

inline StunMaker stun_success(const ua::StunTransactionId& transaction) {
  return {ua::stun::Type::BindingSuccess, transaction};
}
inline StunMaker stun_error(const ua::StunTransactionId& transaction) {
  return {ua::stun::Type::BindingError, transaction};
}

// The same response once more.
inline std::string stun_bytes(const ua::StunResponse& response) {
  StunMaker out = response.error == 0 ? stun_success(response.transaction) : stun_error(response.transaction);
  if (response.error != 0) out.error(response.error, response.reason);
  if (response.mapped) out.mapped(*response.mapped);
  if (response.origin) out.address(StunAttribute::ResponseOrigin, *response.origin);
  if (response.other) out.address(StunAttribute::OtherAddress, *response.other);
  std::string unknown;
  for (const std::uint16_t type : response.unknown_attributes) unknown += stun_u16(type);
  if (!unknown.empty()) out.add(StunAttribute::UnknownAttributes, unknown);
  if (response.fingerprint) out.fingerprint();
  return out.bytes();
}

// What the CHANGE-REQUEST of a request of ours says; 0: there is none.
inline std::uint32_t stun_change_flags(std::string_view request) {
  constexpr std::size_t flags_at = 27;  // it is the first attribute
  const bool there = request.size() > flags_at && request.substr(20, 4) == stun_u16(3) + stun_u16(4);
  return there ? static_cast<std::uint32_t>(request[flags_at]) : 0;
}

}  // namespace handset::test
