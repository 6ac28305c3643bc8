#include "io/world.h"

#include <algorithm>
#include <array>
#include <gtest/gtest.h>

#include "io/random.h"
#include "io/resolve.h"
#include "support.h"
#include "system_faults.h"
#include "temporary_folder.h"

namespace handset::io {
namespace {

TEST(IoWorld, HandsOutItsParts) {
  const testing::TemporaryFolder folder;
  IoWorldOptions options;
  options.data = folder.path() / "data";
  const auto io = IoWorld::open(options).value();
  const World world = io->world();
  EXPECT_EQ(&world.clock, &io->loop());
  EXPECT_EQ(&world.network, &io->network());
  EXPECT_EQ(&world.log, &io->log());
  EXPECT_EQ(world.trace, nullptr);
  ASSERT_TRUE(world.store.write("a", "b").has_value());
  EXPECT_EQ(world.store.read("a").value(), "b");
}

TEST(IoWorld, KeepsNothingWithoutAFolder) {
  const auto io = IoWorld::open().value();
  EXPECT_EQ(io->world().store.write("a", "b").error().code, Errc::Unavailable);
}

TEST(IoWorld, IsNotOpenedWithoutItsFolder) {
  IoWorldOptions options;
  options.data = "/dev/null/data";
  EXPECT_EQ(IoWorld::open(options).error().code, Errc::Unavailable);
}

TEST(IoWorld, TellsTheDate) {
  const auto io = IoWorld::open().value();
  const auto before = std::chrono::system_clock::now();
  const WallTime wall = io->world().clock.wall();
  EXPECT_GE(wall, std::chrono::time_point_cast<Duration>(before));
  EXPECT_LE(wall, std::chrono::system_clock::now());
}

TEST(SystemRandom, FillsAllBytesAndNeverTheSame) {
  SystemRandom random;
  std::array<std::byte, 1000> a{};
  std::array<std::byte, 1000> b{};
  random.fill(a);
  random.fill(b);
  EXPECT_NE(a, b);
  // 1000 bytes of which the last 100 all stay zero: not in the life of the universe.
  EXPECT_TRUE(std::any_of(a.end() - 100, a.end(), [](std::byte byte) { return byte != std::byte{}; }));
  random.fill({});
}

TEST(Resolve, TakesAddressesAsTheyAre) {
  EXPECT_EQ(resolve("192.0.2.1").value(), IpAddress::v4(192, 0, 2, 1));
  EXPECT_EQ(resolve("2001:db8::1").value().to_string(), "2001:db8::1");
  EXPECT_EQ(resolve("[2001:db8::1]").value().to_string(), "2001:db8::1");
}

TEST(Resolve, AsksTheSystemForNames) {
  testing::NameServer names;
  names.add("phone.test", {"192.0.2.1", "2001:db8::1", "192.0.2.1"});
  const auto all = resolve_all("phone.test").value();
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0], IpAddress::v4(192, 0, 2, 1));
  EXPECT_EQ(all[1].to_string(), "2001:db8::1");
  EXPECT_TRUE(resolve("localhost").value().is_loopback());
}

TEST(Resolve, SaysThatANameIsNotKnown) {
  testing::NameServer names;
  EXPECT_EQ(resolve("nobody.test").error().code, Errc::NotFound);
  EXPECT_EQ(resolve("").error().code, Errc::NotFound);
  EXPECT_EQ(resolve(std::string_view("a\0b", 3)).error().code, Errc::NotFound);
}

}  // namespace
}  // namespace handset::io
