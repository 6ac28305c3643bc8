// The numbers of STUN (RFC 8489 18, RFC 5780 9.1, RFC 3489 11.2), and its checksum. For whoever writes or
// reads its messages.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace handset::ua::stun {

inline constexpr std::uint32_t magic_cookie = 0x2112A442;
inline constexpr std::size_t header_size = 20;
inline constexpr std::size_t attribute_header_size = 4;

enum class Type : std::uint16_t { BindingRequest = 0x0001, BindingSuccess = 0x0101, BindingError = 0x0111 };

// Those below 0x8000 have to be understood.
enum class Attribute : std::uint16_t {
  MappedAddress = 0x0001,
  ChangeRequest = 0x0003,
  SourceAddress = 0x0004,   // RFC 3489
  ChangedAddress = 0x0005,  // RFC 3489
  Username = 0x0006,
  MessageIntegrity = 0x0008,
  ErrorCode = 0x0009,
  UnknownAttributes = 0x000A,
  ReflectedFrom = 0x000B,  // RFC 3489
  Realm = 0x0014,
  Nonce = 0x0015,
  MessageIntegritySha256 = 0x001C,
  XorMappedAddress = 0x0020,
  Software = 0x8022,
  Fingerprint = 0x8028,
  ResponseOrigin = 0x802B,
  OtherAddress = 0x802C,
};

inline constexpr std::uint32_t change_address_flag = 4;
inline constexpr std::uint32_t change_port_flag = 2;

// CRC-32 of ITU V.42, and what it is written with (RFC 8489 14.7).
[[nodiscard]] constexpr std::uint32_t fingerprint_of(std::string_view bytes) {
  std::uint32_t crc = 0xffffffffU;
  for (const char byte : bytes) {
    crc ^= static_cast<unsigned char>(byte);
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1U) ^ (0xedb88320U & (0U - (crc & 1U)));
  }
  return ~crc ^ 0x5354554eU;
}

}  // namespace handset::ua::stun
