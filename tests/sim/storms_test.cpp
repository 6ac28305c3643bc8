// Ten thousand storms over one phone: several senders push to several lines at once through a bad network,
// web servers are slow, dead, wrong or fail, the date jumps, the cable is pulled, the queue runs full, and
// the phone is restarted. Whatever came in between: each push that the phone took was carried out exactly
// once and no other one was, the screen is that of the last one, and nothing is left behind.
//
// A run is its seed. HANDSET_STORM_SEED=n has the first test run that one alone, and print its story.
#include <algorithm>
#include <cstdlib>
#include <gtest/gtest.h>
#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/text.h"
#include "pbx/push_sender.h"
#include "phone/station.h"
#include "sim/simulation.h"

namespace handset {
namespace {

constexpr std::uint64_t blocks = 20;
constexpr std::uint64_t seeds_per_block = 500;

constexpr unsigned lines = 3;
constexpr unsigned senders = 3;

// How the web server of a page behaves.
constexpr std::array<std::string_view, 5> servers{"fast", "slow", "mute", "dead", "gone"};

std::string user_of(unsigned line) {
  return std::to_string(101 + line);
}

settings::SnapshotPtr storm_settings() {
  static const settings::SnapshotPtr snapshot = [] {
    std::vector<settings::Assignment> tags;
    for (unsigned line = 0; line < lines; ++line) {
      const std::string n = "_" + std::to_string(line + 1) + "_";
      tags.push_back({"User_ID" + n, user_of(line)});
      tags.push_back({"Password" + n, "secret " + user_of(line)});
      tags.push_back({"Reversed_Auth_Realm" + n, "pbx.example"});
    }
    const auto applied = settings::Snapshot{}.with(tags, {settings::Origin::Api, WallTime{}});
    EXPECT_TRUE(applied);
    return applied ? applied->snapshot : std::make_shared<const settings::Snapshot>();
  }();
  return snapshot;
}

// What is between two marks of a message.
std::string between(std::string_view text, std::string_view front, std::string_view back) {
  const auto at = text.find(front);
  if (at == std::string_view::npos) return {};
  const auto rest = text.substr(at + front.size());
  return std::string(rest.substr(0, rest.find(back)));
}

class Storm final : private phone::StationHandler {
 public:
  explicit Storm(std::uint64_t seed)
      : simulation_(seed),
        chance_(seed, "storm"),
        desk_(simulation_.host("phone", IpAddress::v4(192, 0, 2, 10))),
        switchboard_(desk_.world()),
        listening_(switchboard_.listen(desk_.at(5060)).has_value()),
        station_(desk_.world(), switchboard_, options(), storm_settings(), this) {
    EXPECT_TRUE(listening_);
    for (unsigned i = 0; i < senders; ++i)
      hosts_.push_back(&simulation_.host("pbx" + std::to_string(i),
                                         IpAddress::v4(192, 0, 2, static_cast<std::uint8_t>(20 + i))));
    simulation_.wire().set_link(weather());
    simulation_.wire().add_tap([this](const sim::Sighting& seen) { watch(seen); });
    open_servers();
    plan_pushes();
    plan_trouble();
  }

  void run() {
    // The last page may take all of its time, behind a queue that is full of such.
    simulation_.run_for(seconds(60));
    simulation_.run_while([&] { return open_ > 0 || station_.phone().busy(); }, minutes(10));
    simulation_.run_for(minutes(2));
  }

  void check() {
    EXPECT_EQ(open_, 0U) << "each sender was told an end";
    for (std::size_t i = 0; i < pushes_.size(); ++i) check(pushes_[i]);
    check_screen();
    EXPECT_EQ(desk_.fetcher().running(), 0U);
    EXPECT_LE(switchboard_.remembered(), pushes_.size());
    EXPECT_FALSE(station_.phone().busy());
  }

  [[nodiscard]] const std::string& story() const { return story_; }
  [[nodiscard]] std::uint64_t taken() const { return order_.size(); }
  [[nodiscard]] std::uint64_t turned_away() const { return turned_away_; }
  [[nodiscard]] std::uint64_t restarts() const { return restarts_; }

 private:
  struct Push {
    std::string url;
    std::optional<pbx::PushResult> result;
    std::unique_ptr<pbx::PushSender> sender;
    bool taken = false;  // the phone said 200
  };

  phone::StationOptions options() const {
    phone::StationOptions out;
    out.sip = desk_.at(5060);
    out.listeners = {out.sip};
    return out;
  }
  std::uint64_t up_to(std::uint64_t most) { return chance_.u64() % (most + 1); }
  Duration within(Duration most) {
    return milliseconds(static_cast<std::int64_t>(up_to(static_cast<std::uint64_t>(most / milliseconds(1)))));
  }

  sim::LinkModel weather() {
    const auto part = [&](double most) { return most * static_cast<double>(up_to(1000)) / 1000.0; };
    sim::LinkModel link;
    link.loss = part(0.3);
    link.duplicate = part(0.3);
    link.reorder = part(0.4);
    link.held_back = milliseconds(900);
    link.max_delay = milliseconds(1) + within(milliseconds(300));
    return link;
  }

  void open_servers() {
    for (const auto server : servers)
      simulation_.web().serve("http://" + std::string(server) + ".example/*",
                              [this, server](const sim::WebRequest& request) {
                                sim::WebAnswer answer;
                                answer.result.status = server == "gone" ? 404 : 200;
                                answer.result.content_type = "text/xml";
                                answer.result.body = "<CiscoIPPhoneText><Title>" + title_of(request.url) +
                                                     "</Title><Text>x</Text></CiscoIPPhoneText>";
                                if (server == "slow") answer.delay = seconds(1) + within(seconds(7));
                                answer.never = server == "mute";
                                if (server == "dead") answer.result.error = FetchError::ConnectFailed;
                                return answer;
                              });
  }

  // "p7" of http://fast.example/p7; what cannot be shown has the title of all troubles.
  static std::string title_of(std::string_view url) {
    const bool shown = url.starts_with("http://fast.") || url.starts_with("http://slow.");
    return shown ? std::string(url.substr(url.rfind('/') + 1)) : "XML service";
  }

  void plan_pushes() {
    // Sometimes all at once, so that there is no room for some.
    const Duration spread = up_to(2) == 0 ? milliseconds(300) : seconds(30);
    pushes_.resize(2 + up_to(14));
    for (std::size_t i = 0; i < pushes_.size(); ++i) {
      pushes_[i].url =
          "http://" + std::string(servers[up_to(servers.size() - 1)]) + ".example/p" + std::to_string(i);
      by_url_[pushes_[i].url] = i;
      ++open_;
      simulation_.after(within(spread), [this, i] { send(i); });
    }
  }

  void send(std::size_t i) {
    Push& push = pushes_[i];
    sim::Host& host = *hosts_[up_to(senders - 1)];
    const auto line = static_cast<unsigned>(up_to(lines - 1));
    pbx::PushOrder order;
    order.uri = "sip:" + user_of(line) + "@192.0.2.10:5060";
    order.target = desk_.at(5060);
    order.local = host.at(0);
    order.credentials = {user_of(line), "secret " + user_of(line), {}};
    order.body = push.url;
    push.sender =
        std::make_unique<pbx::PushSender>(host.world(), order, [this, i](const pbx::PushResult& result) {
          pushes_[i].result = result;
          --open_;
        });
  }

  void plan_trouble() {
    for (std::uint64_t n = up_to(3); n > 0; --n)
      simulation_.after(within(seconds(40)), [this] {
        const Duration jump = minutes(static_cast<std::int64_t>(up_to(200'000))) - minutes(100'000);
        desk_.clock().set_wall(desk_.clock().wall() + jump);
      });
    for (std::uint64_t n = up_to(2); n > 0; --n)
      simulation_.after(within(seconds(40)), [this] { station_.request_restart(); });
    if (up_to(3) == 0) {
      const Duration pulled = within(seconds(20));
      simulation_.after(pulled, [this] { simulation_.wire().unplug(desk_.address()); });
      simulation_.after(pulled + within(seconds(6)), [this] { simulation_.wire().plug(desk_.address()); });
    }
    if (up_to(3) == 0) desk_.faults().every(sim::Fault::SendDatagram, 3 + up_to(6));
  }

  // Which push a Call-ID belongs to, and what the phone said to it.
  void watch(const sim::Sighting& seen) {
    if (seen.kind == sim::Sighting::Kind::Sent || seen.kind == sim::Sighting::Kind::Lost)
      story_ += std::to_string(seen.at.time_since_epoch().count()) + " " + seen.from.to_string() + " " +
                std::string(seen.bytes.substr(0, seen.bytes.find('\r'))) + "\n";
    const std::string call_id = between(seen.bytes, "Call-ID: ", "\r\n");
    if (seen.bytes.starts_with("NOTIFY ")) {
      calls_[call_id] = by_url_.at(between(seen.bytes, "\r\n\r\n", "\r"));
    } else if (seen.from == desk_.at(5060) && seen.kind != sim::Sighting::Kind::Delivered) {
      Push& push = pushes_[calls_.at(call_id)];
      if (seen.bytes.starts_with("SIP/2.0 503 ")) ++turned_away_;
      if (!seen.bytes.starts_with("SIP/2.0 200 ") || push.taken) return;
      push.taken = true;
      order_.push_back(calls_.at(call_id));
    }
  }

  // Only when there is nothing left to do: what was taken until now was carried out.
  void on_settings_chosen(phone::Station&, phone::SettingsChoice) override {}
  void on_restarted(phone::Station&) override {
    ++restarts_;
    shown_before_restart_ = order_.size();
  }

  void check(const Push& push) {
    ASSERT_TRUE(push.result) << push.url;
    EXPECT_TRUE(push.taken || !push.result->accepted()) << push.url;
    EXPECT_EQ(simulation_.web().requests(push.url), push.taken ? 1U : 0U)
        << push.url << ": " << push.result->words << (push.taken ? " (taken)" : " (not taken)");
  }

  void check_screen() {
    const phone::Screen screen = station_.phone().screen();
    if (order_.size() == shown_before_restart_) {
      EXPECT_EQ(screen.kind, phone::WindowKind::Idle) << screen.title;
    } else {
      EXPECT_EQ(screen.title, title_of(pushes_[order_.back()].url)) << "of " << order_.size() << " taken";
    }
  }

  sim::Simulation simulation_;
  sim::SeededRandom chance_;
  sim::Host& desk_;
  phone::Switchboard switchboard_;
  bool listening_;
  std::vector<sim::Host*> hosts_;
  std::vector<Push> pushes_;
  std::map<std::string, std::size_t> by_url_;
  std::map<std::string, std::size_t> calls_;
  std::vector<std::size_t> order_;  // pushes as the phone took them
  std::size_t shown_before_restart_ = 0;
  std::size_t open_ = 0;
  std::uint64_t turned_away_ = 0;
  std::uint64_t restarts_ = 0;
  std::string story_;
  phone::Station station_;
};

class Storms : public testing::TestWithParam<std::uint64_t> {};

INSTANTIATE_TEST_SUITE_P(OfAPhone, Storms, testing::Range<std::uint64_t>(0, blocks));

TEST_P(Storms, EndWithTheRightScreenAndOneExecutionOfEachPush) {
  const char* alone = GetParam() == 0 ? std::getenv("HANDSET_STORM_SEED") : nullptr;
  const std::uint64_t first =
      alone != nullptr ? parse_decimal(alone, UINT32_MAX).value_or(0) : 1 + GetParam() * seeds_per_block;
  const std::uint64_t end = alone != nullptr ? first + 1 : first + seeds_per_block;
  std::uint64_t taken = 0;
  std::uint64_t turned_away = 0;
  std::uint64_t restarts = 0;
  for (std::uint64_t seed = first; seed < end && !HasFailure(); ++seed) {
    SCOPED_TRACE("again: HANDSET_STORM_SEED=" + std::to_string(seed) +
                 " sim_push --gtest_filter=OfAPhone/Storms.*/0");
    Storm storm(seed);
    storm.run();
    storm.check();
    taken += storm.taken();
    turned_away += storm.turned_away();
    restarts += storm.restarts();
    if (alone != nullptr) std::cout << storm.story();
  }
  if (alone != nullptr) return;
  // There was something of everything.
  EXPECT_GT(taken, seeds_per_block * 3);
  EXPECT_GT(turned_away, seeds_per_block / 10);
  EXPECT_GT(restarts, seeds_per_block / 4);
}

TEST(StormReplay, ASeedReplaysExactly) {
  for (const std::uint64_t seed : {7U, 4711U}) {
    Storm first(seed);
    first.run();
    Storm again(seed);
    again.run();
    EXPECT_EQ(first.story(), again.story());
    EXPECT_FALSE(first.story().empty());
  }
}

}  // namespace
}  // namespace handset
