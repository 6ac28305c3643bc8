#include "io/interfaces.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace handset::io {
namespace {

constexpr IpAddress loopback = IpAddress::v4(127, 0, 0, 1);

TEST(Interfaces, loopback_is_among_them) {
  const auto addresses = interface_addresses();
  EXPECT_NE(std::find(addresses.begin(), addresses.end(), loopback), addresses.end());
}

TEST(Interfaces, a_socket_of_one_address_is_reached_there_alone) {
  EXPECT_EQ(reachable_endpoints({loopback, 5060}), (std::vector<Endpoint>{{loopback, 5060}}));
}

TEST(Interfaces, a_socket_of_all_addresses_is_reached_at_each_of_its_family) {
  const auto endpoints = reachable_endpoints({IpAddress{}, 5060});
  EXPECT_EQ(endpoints.front(), (Endpoint{IpAddress{}, 5060}));
  EXPECT_NE(std::find(endpoints.begin(), endpoints.end(), Endpoint{loopback, 5060}), endpoints.end());
  for (const Endpoint& endpoint : endpoints) EXPECT_TRUE(endpoint.address.is_v4());
}

TEST(Interfaces, loopback_is_talked_to_from_loopback) {
  EXPECT_EQ(source_address_to({loopback, 9}), loopback);
}

}  // namespace
}  // namespace handset::io
