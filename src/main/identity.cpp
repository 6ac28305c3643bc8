#include "main/identity.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "base/text.h"

namespace handset::program {
namespace {

constexpr std::string_view record_name = "identity";
constexpr std::size_t mac_digits = 12;
constexpr std::size_t serial_letters = 10;

bool is_mac(std::string_view text) {
  return text.size() == mac_digits &&
         std::all_of(text.begin(), text.end(), [](char c) { return is_digit(c) || (c >= 'A' && c <= 'F'); });
}

// Locally administered and of one station (IEEE 802, second and first bit of the first octet), so that no
// real device has the same.
std::string make_mac(Random& random) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::array<std::byte, mac_digits / 2> octets{};
  random.fill(octets);
  octets[0] = (octets[0] & std::byte{0xFC}) | std::byte{0x02};
  std::string mac;
  for (const std::byte octet : octets) {
    mac += digits[std::to_integer<std::size_t>(octet >> 4)];
    mac += digits[std::to_integer<std::size_t>(octet & std::byte{0x0F})];
  }
  return mac;
}

std::string make_serial(Random& random) {
  std::string serial = random.token(serial_letters);
  for (char& c : serial)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return serial;
}

}  // namespace

Attempt<phone::PhoneIdentity> load_or_create_identity(Store& store, Random& random) {
  phone::PhoneIdentity identity;
  const auto text = store.read(record_name);
  if (!text && text.error().code != Errc::NotFound)
    return tl::unexpected("The file identity in the data folder: " + std::string(text.error().what) + ".");
  if (text) {
    const auto words = split_once(trim(*text), ' ');
    if (!is_mac(words.before) || words.after.empty())
      return tl::unexpected<std::string>(
          "The file identity in the data folder is damaged: it should have a MAC address of 12 digits and a "
          "serial "
          "number. Remove it to make this another phone.");
    identity.mac = words.before;
    identity.serial = words.after;
    return identity;
  }
  identity.mac = make_mac(random);
  identity.serial = make_serial(random);
  // A store that cannot be written leaves a phone that works, as another one at each start.
  static_cast<void>(store.write(record_name, identity.mac + " " + identity.serial + "\n"));
  return identity;
}

}  // namespace handset::program
