// IP addresses and endpoints as values: no resolver, no socket structure.
//
// An IPv4 address is kept as such (never as a mapped IPv6 one); what `::ffff:a.b.c.d` and its relatives
// stand for is answered by embedded_ipv4(). Zone ids of IPv6 are not accepted.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace handset {

class IpAddress {
 public:
  enum class Family : std::uint8_t { V4, V6 };

  constexpr IpAddress() = default;  // 0.0.0.0
  static constexpr IpAddress v4(std::uint8_t a, std::uint8_t b, std::uint8_t c, std::uint8_t d) {
    IpAddress address;
    address.bytes_[0] = a;
    address.bytes_[1] = b;
    address.bytes_[2] = c;
    address.bytes_[3] = d;
    return address;
  }
  static IpAddress v6(const std::array<std::uint8_t, 16>& bytes);

  // "192.0.2.1", "2001:db8::1". Nothing else: no names, no octal,
  // no shortened IPv4.
  static std::optional<IpAddress> parse(std::string_view text);

  [[nodiscard]] Family family() const { return family_; }
  [[nodiscard]] bool is_v4() const { return family_ == Family::V4; }
  // Network order; the first 4 of them for IPv4.
  [[nodiscard]] const std::array<std::uint8_t, 16>& bytes() const { return bytes_; }

  [[nodiscard]] bool is_loopback() const;     // 127.0.0.0/8, ::1
  [[nodiscard]] bool is_link_local() const;   // 169.254.0.0/16, fe80::/10
  [[nodiscard]] bool is_multicast() const;    // 224.0.0.0/4, ff00::/8
  [[nodiscard]] bool is_unspecified() const;  // 0.0.0.0/8 ("this network"), ::
  [[nodiscard]] bool is_broadcast() const;    // 255.255.255.255

  // The IPv4 address that an IPv6 one stands for: mapped (::ffff:0:0/96), compatible (::/96), translated
  // (64:ff9b::/96 of RFC 6052, ::ffff:0:0:0/96 of RFC 2765), 6to4 (2002::/16); nothing for all others.
  [[nodiscard]] std::optional<IpAddress> embedded_ipv4() const;

  [[nodiscard]] std::string to_string() const;  // RFC 5952, without brackets
  // The same as a slice of a buffer, without allocation.
  using TextBuffer = std::array<char, 45>;
  std::string_view write_to(TextBuffer& buffer) const;

  friend constexpr bool operator==(const IpAddress&, const IpAddress&) = default;
  friend constexpr auto operator<=>(const IpAddress&, const IpAddress&) = default;

 private:
  std::array<std::uint8_t, 16> bytes_{};
  Family family_ = Family::V4;
};

struct Endpoint {
  IpAddress address;
  std::uint16_t port = 0;

  // "192.0.2.1:5060", "[2001:db8::1]:5060". The port is 0 to 65535 and never left out.
  static std::optional<Endpoint> parse(std::string_view text);
  [[nodiscard]] std::string to_string() const;

  friend constexpr bool operator==(const Endpoint&, const Endpoint&) = default;
  friend constexpr auto operator<=>(const Endpoint&, const Endpoint&) = default;
};

// A network in CIDR form, "10.0.0.0/8" or "2001:db8::/32"; a bare address is the network of it alone.
struct IpNetwork {
  IpAddress address;
  std::uint8_t prefix = 0;

  static std::optional<IpNetwork> parse(std::string_view text);
  [[nodiscard]] bool contains(const IpAddress& other) const;
};

}  // namespace handset
