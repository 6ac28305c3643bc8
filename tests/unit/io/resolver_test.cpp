#include "io/resolver.h"

#include <chrono>
#include <functional>
#include <gtest/gtest.h>
#include <map>
#include <string>
#include <vector>

#include "io/loop.h"
#include "support.h"
#include "system_faults.h"

namespace handset::io {
namespace {

using testing::NameServer;
using testing::patience;
using Found = Result<std::vector<IpAddress>>;

struct LookedUp final : LookupHandler {
  void on_resolved(LookupId lookup, const Result<Addresses>& addresses) override {
    results.insert_or_assign(lookup, addresses.map([](const Addresses& all) { return all.records; }));
    if (then) then();
  }
  std::map<LookupId, Found> results;
  std::function<void()> then;
};

struct Lookups : ::testing::Test {
  Found look_up(SystemResolver& with, std::string_view host) {
    const LookupId id = with.resolve(host, looked_up);
    EXPECT_FALSE(looked_up.results.contains(id)) << "never within the call";
    EXPECT_TRUE(loop.run_until([&] { return looked_up.results.contains(id); }, patience));
    return looked_up.results.at(id);
  }

  NameServer names;
  Loop loop;
  LookedUp looked_up;
  SystemResolver resolver{loop, {.at_once = 1, .waiting = 2}};
};

TEST_F(Lookups, GiveAllAddressesInOrder) {
  names.add("pbx.test", {"192.0.2.1", "2001:db8::1"});
  const auto addresses = look_up(resolver, "pbx.test").value();
  ASSERT_EQ(addresses.size(), 2U);
  EXPECT_EQ(addresses[0], IpAddress::v4(192, 0, 2, 1));
  EXPECT_EQ(addresses[1].to_string(), "2001:db8::1");
}

TEST_F(Lookups, OfAnAddressGiveItself) {
  EXPECT_EQ(look_up(resolver, "192.0.2.1").value().at(0), IpAddress::v4(192, 0, 2, 1));
  EXPECT_EQ(look_up(resolver, "[2001:db8::1]").value().at(0).to_string(), "2001:db8::1");
}

TEST_F(Lookups, SayThatANameIsNotKnown) {
  EXPECT_EQ(look_up(resolver, "nobody.test").error().code, Errc::NotFound);
  EXPECT_EQ(look_up(resolver, "").error().code, Errc::NotFound);
}

TEST_F(Lookups, WaitForEachOtherAndAreRefusedBeyondThat) {
  names.add("pbx.test", {"192.0.2.1"});
  std::vector<LookupId> ids;
  for (int i = 0; i < 4; ++i) ids.push_back(resolver.resolve("pbx.test", looked_up));
  ASSERT_TRUE(loop.run_until([&] { return looked_up.results.size() == 4; }, patience));
  for (std::size_t i = 0; i < 3; ++i) EXPECT_TRUE(looked_up.results.at(ids[i])) << i;
  EXPECT_EQ(looked_up.results.at(ids[3]).error().code, Errc::Unavailable);
}

TEST_F(Lookups, ThatAreCancelledTellNobody) {
  names.add("pbx.test", {"192.0.2.1"});
  const LookupId running = resolver.resolve("pbx.test", looked_up);
  const LookupId waiting = resolver.resolve("pbx.test", looked_up);
  const LookupId address = resolver.resolve("192.0.2.1", looked_up);
  for (const LookupId id : {running, waiting, address}) resolver.cancel(id);
  ASSERT_TRUE(look_up(resolver, "pbx.test"));
  EXPECT_EQ(looked_up.results.size(), 1U);
}

TEST_F(Lookups, MayBeginFromInsideAnAnswer) {
  names.add("pbx.test", {"192.0.2.1"});
  looked_up.then = [&] {
    if (looked_up.results.size() < 3) resolver.resolve("pbx.test", looked_up);
  };
  resolver.resolve("pbx.test", looked_up);
  ASSERT_TRUE(loop.run_until([&] { return looked_up.results.size() == 3; }, patience));
}

TEST_F(Lookups, AreNotHeldUpByADeadNameServerWhileOthersAreFree) {
  names.add_dead("dead.test");
  names.add("pbx.test", {"192.0.2.1"});
  SystemResolver two(loop, {.at_once = 2, .waiting = 2});
  two.resolve("dead.test", looked_up);
  names.await_dead_lookup();
  EXPECT_TRUE(look_up(two, "pbx.test"));
}

TEST_F(Lookups, DoNotHoldUpTheEndOfTheirResolver) {
  names.add_dead("dead.test");
  const auto begun = std::chrono::steady_clock::now();
  {
    SystemResolver ending(loop);
    ending.resolve("dead.test", looked_up);
    ending.resolve("192.0.2.1", looked_up);
    names.await_dead_lookup();
  }
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(2));
  EXPECT_TRUE(look_up(resolver, "192.0.2.1"));
  EXPECT_EQ(looked_up.results.size(), 1U);
}

}  // namespace
}  // namespace handset::io
