#include "base/address.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace handset {
namespace {

std::optional<IpAddress> parse_v4(std::string_view text) {
  std::array<std::uint8_t, 4> bytes{};
  for (std::size_t i = 0; i < 4; ++i) {
    const auto part = split_once(text, '.');
    if (part.found != (i < 3)) return std::nullopt;
    if (part.before.size() > 1 && part.before.front() == '0') return std::nullopt;  // not octal, not decimal
    const auto value = parse_decimal(part.before, 255);
    if (!value) return std::nullopt;
    bytes[i] = static_cast<std::uint8_t>(*value);
    text = part.after;
  }
  return IpAddress::v4(bytes[0], bytes[1], bytes[2], bytes[3]);
}

// One side of "::", as bytes. The last group may be an IPv4 address.
bool parse_groups(std::string_view text, bool last_side, std::array<std::uint8_t, 16>& bytes,
                  std::size_t& size) {
  size = 0;
  while (!text.empty()) {
    const auto part = split_once(text, ':');
    if (part.found && part.after.empty()) return false;  // a lone colon at the end
    if (!part.found && last_side && part.before.find('.') != std::string_view::npos) {
      const auto v4 = parse_v4(part.before);
      if (!v4 || size > 12) return false;
      std::copy_n(v4->bytes().begin(), 4, bytes.begin() + static_cast<std::ptrdiff_t>(size));
      size += 4;
      return true;
    }
    if (part.before.empty() || part.before.size() > 4 || size > 14) return false;
    unsigned value = 0;
    for (const char c : part.before) {
      if (!is_hex(c)) return false;
      value = value << 4U | hex_value(c);
    }
    bytes[size++] = static_cast<std::uint8_t>(value >> 8U);
    bytes[size++] = static_cast<std::uint8_t>(value & 255U);
    text = part.after;
  }
  return true;
}

std::optional<IpAddress> parse_v6(std::string_view text) {
  std::array<std::uint8_t, 16> bytes{};
  std::size_t size = 0;
  const auto gap = text.find("::");
  if (gap == std::string_view::npos) {
    if (!parse_groups(text, true, bytes, size) || size != 16) return std::nullopt;
    return IpAddress::v6(bytes);
  }
  std::array<std::uint8_t, 16> tail{};
  std::size_t tail_size = 0;
  const auto after = text.substr(gap + 2);
  if (!after.empty() && after.front() == ':') return std::nullopt;
  if (!parse_groups(text.substr(0, gap), false, bytes, size) || !parse_groups(after, true, tail, tail_size) ||
      size + tail_size > 14)
    return std::nullopt;
  std::copy_n(tail.begin(), tail_size, bytes.end() - static_cast<std::ptrdiff_t>(tail_size));
  return IpAddress::v6(bytes);
}

char* put_v4(char* out, const std::uint8_t* bytes) {
  for (std::size_t i = 0; i < 4; ++i) {
    if (i > 0) *out++ = '.';
    out = std::to_chars(out, out + 3, bytes[i]).ptr;
  }
  return out;
}

unsigned group_of(const std::array<std::uint8_t, 16>& bytes, std::size_t i) {
  return static_cast<unsigned>(bytes[2 * i] << 8U | bytes[2 * i + 1]);
}

// RFC 5952 4.2.3: the longest run of at least two zero groups, the first of equals.
struct Run {
  std::size_t begin = 8;
  std::size_t length = 1;
};
Run longest_zero_run(const std::array<std::uint8_t, 16>& bytes) {
  Run best;
  for (std::size_t begin = 0; begin < 8; ++begin) {
    std::size_t length = 0;
    while (begin + length < 8 && group_of(bytes, begin + length) == 0) ++length;
    if (length > best.length) best = {begin, length};
  }
  return best;
}

bool begins_with(const std::array<std::uint8_t, 16>& bytes, std::initializer_list<std::uint8_t> prefix) {
  return std::equal(prefix.begin(), prefix.end(), bytes.begin());
}

}  // namespace

IpAddress IpAddress::v6(const std::array<std::uint8_t, 16>& bytes) {
  IpAddress address;
  address.bytes_ = bytes;
  address.family_ = Family::V6;
  return address;
}

std::optional<IpAddress> IpAddress::parse(std::string_view text) {
  return text.find(':') == std::string_view::npos ? parse_v4(text) : parse_v6(text);
}

bool IpAddress::is_loopback() const {
  if (is_v4()) return bytes_[0] == 127;
  return std::all_of(bytes_.begin(), bytes_.end() - 1, [](auto b) { return b == 0; }) && bytes_[15] == 1;
}

bool IpAddress::is_link_local() const {
  return is_v4() ? bytes_[0] == 169 && bytes_[1] == 254 : bytes_[0] == 0xfe && (bytes_[1] & 0xc0U) == 0x80;
}

bool IpAddress::is_multicast() const {
  return is_v4() ? (bytes_[0] & 0xf0U) == 0xe0 : bytes_[0] == 0xff;
}

bool IpAddress::is_unspecified() const {
  return is_v4() ? bytes_[0] == 0 : std::all_of(bytes_.begin(), bytes_.end(), [](auto b) { return b == 0; });
}

bool IpAddress::is_broadcast() const {
  return *this == v4(255, 255, 255, 255);
}

std::optional<IpAddress> IpAddress::embedded_ipv4() const {
  if (is_v4()) return std::nullopt;
  const auto from = [this](std::size_t at) {
    return v4(bytes_[at], bytes_[at + 1], bytes_[at + 2], bytes_[at + 3]);
  };
  if (begins_with(bytes_, {0x20, 0x02})) return from(2);
  if (begins_with(bytes_, {0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0})) return from(12);
  if (begins_with(bytes_, {0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0})) return from(12);
  if (begins_with(bytes_, {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff})) return from(12);
  if (begins_with(bytes_, {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}) && !is_loopback() && !is_unspecified())
    return from(12);
  return std::nullopt;
}

std::string IpAddress::to_string() const {
  TextBuffer buffer;
  return std::string(write_to(buffer));
}

std::string_view IpAddress::write_to(TextBuffer& buffer) const {
  char* out = buffer.data();
  const auto written = [&] {
    return std::string_view(buffer.data(), static_cast<std::size_t>(out - buffer.data()));
  };
  if (is_v4()) {
    out = put_v4(out, bytes_.data());
    return written();
  }
  if (begins_with(bytes_, {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff})) {
    constexpr std::string_view mapped = "::ffff:";
    out = put_v4(std::copy(mapped.begin(), mapped.end(), out), &bytes_[12]);
    return written();
  }
  const Run zeros = longest_zero_run(bytes_);
  for (std::size_t i = 0; i < 8; ++i) {
    if (i == zeros.begin) {
      *out++ = ':';
      *out++ = ':';
      i += zeros.length - 1;
      continue;
    }
    if (out != buffer.data() && out[-1] != ':') *out++ = ':';
    out = std::to_chars(out, out + 4, group_of(bytes_, i), 16).ptr;
  }
  return written();
}

std::optional<Endpoint> Endpoint::parse(std::string_view text) {
  const auto colon = text.rfind(':');
  if (colon == std::string_view::npos) return std::nullopt;
  auto host = text.substr(0, colon);
  const bool bracketed = host.size() > 2 && host.front() == '[' && host.back() == ']';
  if (bracketed) host = host.substr(1, host.size() - 2);
  const auto address = IpAddress::parse(host);
  const auto port = parse_decimal(text.substr(colon + 1), 65535);
  if (!address || !port || bracketed == address->is_v4()) return std::nullopt;
  return Endpoint{*address, static_cast<std::uint16_t>(*port)};
}

std::string Endpoint::to_string() const {
  std::string out = address.is_v4() ? address.to_string() : "[" + address.to_string() + "]";
  out.push_back(':');
  append_decimal(out, port);
  return out;
}

std::optional<IpNetwork> IpNetwork::parse(std::string_view text) {
  const auto slash = split_once(text, '/');
  const auto address = IpAddress::parse(slash.before);
  if (!address) return std::nullopt;
  const std::uint8_t widest = address->is_v4() ? 32 : 128;
  if (!slash.found) return IpNetwork{*address, widest};
  const auto prefix = parse_decimal(slash.after, widest);
  if (!prefix) return std::nullopt;
  return IpNetwork{*address, static_cast<std::uint8_t>(*prefix)};
}

bool IpNetwork::contains(const IpAddress& other) const {
  if (other.family() != address.family()) return false;
  std::size_t i = 0;
  unsigned bits = prefix;
  for (; bits >= 8; bits -= 8, ++i)
    if (address.bytes()[i] != other.bytes()[i]) return false;
  return bits == 0 || (address.bytes()[i] ^ other.bytes()[i]) >> (8 - bits) == 0;
}

}  // namespace handset
