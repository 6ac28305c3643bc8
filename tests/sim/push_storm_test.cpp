// The push through bad networks, a thousand times: whatever is lost, late, doubled or overtaken, the page is
// on the screen and was run exactly once. Each run is its seed, and replays exactly.
#include <gtest/gtest.h>
#include <memory>
#include <optional>
#include <string>

#include "pbx/push_sender.h"
#include "phone/phone.h"
#include "phone/switchboard.h"
#include "sim/simulation.h"

namespace handset {
namespace {

constexpr std::string_view page_url = "http://web.example/page.xml";

struct Outcome {
  pbx::PushResult result;
  phone::Screen screen;
  std::uint64_t executions = 0;
  sim::WireStatistics wire;
  std::string story;  // every datagram that was sent, lost or delivered, with its time
};

sim::LinkModel bad_link(sim::SeededRandom& random) {
  const auto up_to = [&](double most) { return most * static_cast<double>(random.u64() % 1000) / 1000.0; };
  sim::LinkModel link;
  link.loss = up_to(0.35);
  link.duplicate = up_to(0.35);
  link.reorder = up_to(0.5);
  link.held_back = milliseconds(900);
  link.min_delay = milliseconds(1);
  link.max_delay = milliseconds(static_cast<std::int64_t>(2 + random.u64() % 300));
  return link;
}

Outcome run(std::uint64_t seed) {
  sim::Simulation simulation(seed);
  sim::Host& desk = simulation.host("phone", IpAddress::v4(192, 0, 2, 10));
  sim::Host& server = simulation.host("pbx", IpAddress::v4(192, 0, 2, 20));
  sim::SeededRandom weather(seed, "weather");
  simulation.wire().set_link(bad_link(weather));
  simulation.web().serve(page_url,
                         "<CiscoIPPhoneText><Title>Storm</Title><Text>arrived</Text></CiscoIPPhoneText>");

  phone::PhoneOptions options;
  options.fetch = std::make_shared<const FetchPolicy>(*FetchPolicy::parse("", false, {}));
  phone::LineOptions line;
  line.user_id = "101";
  line.password = "secret";
  line.realm = "pbx.example";
  options.lines.push_back(line);
  phone::Phone phone(desk.world(), std::move(options));
  phone::Switchboard switchboard(desk.world());
  EXPECT_TRUE(switchboard.listen(desk.at(5060)));
  EXPECT_TRUE(switchboard.add(phone));

  Outcome outcome;
  simulation.wire().add_tap([&](const sim::Sighting& seen) {
    outcome.story += std::to_string(seen.at.time_since_epoch().count()) + " " +
                     std::to_string(static_cast<int>(seen.kind)) + " " + seen.from.to_string() + " " +
                     std::string(seen.bytes.substr(0, seen.bytes.find('\r'))) + "\n";
  });
  pbx::PushOrder order;
  order.uri = "sip:101@192.0.2.10:5060";
  order.target = desk.at(5060);
  order.local = server.at(0);
  order.credentials = {"101", "secret", {}};
  order.body = std::string(page_url);
  std::optional<pbx::PushResult> result;
  pbx::PushSender sender(server.world(), order, [&](const pbx::PushResult& r) { result = r; });
  simulation.run_while([&] { return !result.has_value(); }, seconds(100));
  simulation.run_for(seconds(40));  // for what is still doubled, late or fetched

  if (result) outcome.result = *result;
  outcome.screen = phone.screen();
  outcome.executions = simulation.web().requests(page_url);
  outcome.wire = simulation.wire().statistics();
  EXPECT_LE(switchboard.remembered(), 1U) << "seed " << seed;
  return outcome;
}

TEST(PushStorm, AThousandRunsEndWithTheRightScreenAndExactlyOneExecution) {
  std::uint64_t lost = 0;
  std::uint64_t doubled = 0;
  std::uint64_t held_back = 0;
  for (std::uint64_t seed = 1; seed <= 1000; ++seed) {
    const Outcome outcome = run(seed);
    ASSERT_TRUE(outcome.result.accepted()) << "seed " << seed << ": " << outcome.result.words;
    ASSERT_EQ(outcome.executions, 1U) << "seed " << seed;
    ASSERT_EQ(outcome.screen.title, "Storm") << "seed " << seed;
    ASSERT_EQ(outcome.screen.rows.at(0).text, "arrived") << "seed " << seed;
    lost += outcome.wire.lost;
    doubled += outcome.wire.doubled;
    held_back += outcome.wire.held_back;
  }
  // The weather was bad indeed.
  EXPECT_GT(lost, 300U);
  EXPECT_GT(doubled, 300U);
  EXPECT_GT(held_back, 300U);
}

TEST(PushStorm, ASeedReplaysExactly) {
  for (const std::uint64_t seed : {3U, 77U, 512U}) {
    const Outcome first = run(seed);
    const Outcome again = run(seed);
    EXPECT_EQ(first.story, again.story) << "seed " << seed;
    EXPECT_EQ(first.screen, again.screen) << "seed " << seed;
    EXPECT_FALSE(first.story.empty());
  }
  EXPECT_NE(run(3).story, run(4).story);
}

}  // namespace
}  // namespace handset
