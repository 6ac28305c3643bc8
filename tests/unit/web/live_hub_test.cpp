// The live link without its sockets: a phone on a loop, and viewers that keep what they are told.
#include "web/live_hub.h"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <gtest/gtest.h>
#include <mutex>
#include <vector>

#include "base/text.h"
#include "io/world.h"
#include "phone/switchboard.h"
#include "unit/web/rig.h"

namespace handset::web {
namespace {

namespace json = boost::json;
using phone::Key;
using phone::KeySource;

constexpr Duration patience = seconds(30);

settings::SnapshotPtr settings_of_phone(std::string name = "Front desk") {
  const std::vector<settings::Assignment> given{{"Station_Name", std::move(name)}};
  return settings::Snapshot{}.with(given, {settings::Origin::CommandLine, {}}).value().snapshot;
}

// The browser at the other end.
class Viewer {
 public:
  Viewer() = default;
  ~Viewer() {
    if (user_) go();
  }
  Viewer(const Viewer&) = delete;
  Viewer& operator=(const Viewer&) = delete;

  void join(const std::shared_ptr<LiveHub>& hub, const Caller& caller, LiveWish wish = {}) {
    user_ = hub->invite(caller, std::move(wish));
    user_->on_open(io::WebSocket([this](const io::WebSocket::Command& command) {
      const std::lock_guard lock(mutex_);
      if (command.text)
        events_.push_back(json::parse(*command.text).as_object());
      else
        code_ = command.code;
    }));
  }
  void go() { std::exchange(user_, nullptr)->on_closed(); }

  std::vector<json::object> events() {
    const std::lock_guard lock(mutex_);
    return events_;
  }
  unsigned code() {
    const std::lock_guard lock(mutex_);
    return code_;
  }
  std::vector<std::string> names() {
    std::vector<std::string> out;
    for (const json::object& event : events()) out.emplace_back(event.at("event").as_string());
    return out;
  }

 private:
  std::shared_ptr<io::WebSocketUser> user_;
  std::mutex mutex_;
  std::vector<json::object> events_;
  unsigned code_ = 0;
};

struct LiveHubTest : ::testing::Test {
  LiveHubTest() {
    accounts->adopt(accounts->prepare(Account::Admin, "right").value());
    start();
  }
  ~LiveHubTest() override { stop(); }
  void start(std::size_t most_viewers = 16, const phone::Model* model = nullptr) {
    stop();
    if (model != nullptr) {
      options.model = model;
      station = std::make_unique<phone::Station>(world->world(), switchboard, options, settings_of_phone());
    }
    door = std::make_shared<ShardDoor>(world->loop(), *station);
    hub = LiveHub::make({.shard = door,
                         .sessions = sessions,
                         .accounts = *accounts,
                         .now = [this] { return now; },
                         .stream = "STREAM",
                         .most_viewers = most_viewers,
                         .period = hours(100'000)});
  }
  void stop() {
    if (!door) return;
    door->close();
    hub->close();
    turn();
    door.reset();
  }
  void turn() {
    bool done = false;
    world->loop().post([&] { done = true; });
    ASSERT_TRUE(world->loop().run_until([&] { return done; }, patience));
  }
  // Until the viewer knows so many events.
  void wait(Viewer& viewer, std::size_t events) {
    EXPECT_TRUE(world->loop().run_until([&] { return viewer.events().size() >= events; }, patience));
  }
  // Presses a key and changes the screen, so many times in one turn of the shard.
  void change(int times = 1) {
    bool done = false;
    door->run([&](phone::Station& phone) {
      for (int i = 0; i < times; ++i) {
        phone.press(Key::Services, KeySource::Person);
        phone.press(Key::Exit, KeySource::Person);
        phone.apply(settings_of_phone("Desk " + std::to_string(++changes)));
      }
      done = true;
    });
    EXPECT_TRUE(world->loop().run_until([&] { return done; }, patience));
  }
  // All that was begun has been told.
  void settle() {
    for (int i = 0; i < 3; ++i) {
      bool drawn = false;
      while (!door->draw([&](Easel&) { world->loop().post([&] { drawn = true; }); })) turn();
      ASSERT_TRUE(world->loop().run_until([&] { return drawn; }, patience));
    }
  }
  static Caller with_password() { return {.account = Account::Admin, .means = Means::Credentials}; }
  static LiveWish resume(std::uint64_t after, std::string stream = "STREAM") {
    return {.stream = std::move(stream), .after = after};
  }

  int changes = 0;
  io::SystemRandom random;
  SteadyTime now{hours(1)};
  testing::MapRecords kept;
  std::unique_ptr<Accounts> accounts =
      Accounts::load_or_create(kept.records(), random, {testing::cheap}).value();
  std::shared_ptr<Sessions> sessions = std::make_shared<Sessions>(random);
  std::unique_ptr<io::IoWorld> world = io::IoWorld::open().value();
  phone::Switchboard switchboard{world->world(), {}};
  phone::StationOptions options;
  std::unique_ptr<phone::Station> station =
      std::make_unique<phone::Station>(world->world(), switchboard, options, settings_of_phone());
  std::shared_ptr<ShardDoor> door;
  std::shared_ptr<LiveHub> hub;
};

TEST_F(LiveHubTest, AViewerBeginsWithAllThereIs) {
  Viewer viewer;
  viewer.join(hub, with_password());
  wait(viewer, 1);
  const json::object snapshot = viewer.events().at(0);
  EXPECT_EQ(snapshot.at("event"), "snapshot");
  EXPECT_EQ(snapshot.at("stream"), "STREAM");
  EXPECT_EQ(snapshot.at("phone").at("name"), "Front desk");
  EXPECT_EQ(snapshot.at("screen").at("kind"), "idle");
  EXPECT_EQ(snapshot.at("keys"), json::array());
  const auto picture = base64_decode(std::string(snapshot.at("picture").as_string()));
  ASSERT_TRUE(picture);
  EXPECT_EQ(picture->substr(1, 3), "PNG");
}

TEST_F(LiveHubTest, AKeyIsToldBeforeTheScreenIsDrawn) {
  Viewer viewer;
  viewer.join(hub, with_password());
  wait(viewer, 1);
  const auto number = viewer.events().at(0).at("number").to_number<std::uint64_t>();
  change();
  wait(viewer, 3);
  settle();
  const auto events = viewer.events();
  ASSERT_GE(events.size(), 3U);
  EXPECT_EQ(events[1].at("event"), "keys");
  EXPECT_EQ(events[1].at("keys").at(0).at("key"), "Services");
  EXPECT_EQ(events[1].at("keys").at(0).at("source"), "person");
  EXPECT_EQ(events.back().at("event"), "screen");
  EXPECT_TRUE(events.back().at("picture").as_string().starts_with("iVBORw0K"));
  for (std::size_t i = 1; i < events.size(); ++i)
    EXPECT_EQ(events[i].at("number").to_number<std::uint64_t>(), number + i) << "without gaps";
}

TEST_F(LiveHubTest, WhatNobodyWatchesIsNeitherSampledNorDrawn) {
  change();
  settle();
  EXPECT_EQ(hub->counts().samples, 0U);
  EXPECT_EQ(hub->counts().pictures, 0U);

  Viewer viewer;
  viewer.join(hub, with_password());
  wait(viewer, 1);
  viewer.go();
  settle();
  const LiveCounts before = hub->counts();
  for (int i = 0; i < 20; ++i) change();
  settle();
  EXPECT_EQ(hub->counts().samples, before.samples);
  EXPECT_EQ(hub->counts().pictures, before.pictures);
}

TEST_F(LiveHubTest, WithoutAChangeNothingIsSampled) {
  Viewer viewer;
  viewer.join(hub, with_password());
  wait(viewer, 1);
  settle();
  const LiveCounts before = hub->counts();
  for (int i = 0; i < 20; ++i) turn();
  settle();
  EXPECT_EQ(hub->counts().samples, before.samples);
}

TEST_F(LiveHubTest, ABurstBecomesOnePictureOfTheNewest) {
  Viewer viewer;
  viewer.join(hub, with_password());
  wait(viewer, 1);
  settle();
  const LiveCounts before = hub->counts();
  change(31);
  settle();
  EXPECT_EQ(hub->counts().samples, before.samples + 1);
  EXPECT_EQ(hub->counts().pictures, before.pictures + 1);
  const auto last = viewer.events().back();
  EXPECT_EQ(last.at("event"), "screen");
  EXPECT_EQ(last.at("screen").at("version").to_number<std::uint64_t>(), station->screen_version());
  EXPECT_EQ(last.at("screen").at("title"), "Desk 31");
}

TEST_F(LiveHubTest, AllViewersShareOnePicture) {
  Viewer first;
  Viewer second;
  Viewer third;
  first.join(hub, with_password());
  wait(first, 1);
  second.join(hub, with_password());
  third.join(hub, with_password(), {.pictures = false});
  wait(second, 1);
  wait(third, 1);
  EXPECT_EQ(hub->counts().pictures, 1U);
  change();
  settle();
  EXPECT_EQ(hub->counts().pictures, 2U);
  EXPECT_EQ(first.events().back(), second.events().back());
  EXPECT_TRUE(first.events().back().contains("picture"));
  EXPECT_EQ(third.events().back().at("event"), "screen");
  EXPECT_FALSE(third.events().back().contains("picture"));
}

TEST_F(LiveHubTest, WhoWantsNoPicturesHasNoneDrawn) {
  Viewer viewer;
  viewer.join(hub, with_password(), {.pictures = false});
  wait(viewer, 1);
  EXPECT_TRUE(viewer.events().at(0).at("picture").is_null());
  change();
  settle();
  EXPECT_EQ(viewer.names().back(), "screen");
  EXPECT_EQ(hub->counts().pictures, 0U);
  Viewer other;
  other.join(hub, with_password());
  wait(other, 1);
  EXPECT_TRUE(other.events().at(0).at("picture").is_string()) << "drawn for who wants it";
}

TEST_F(LiveHubTest, AModelWithoutAScreenHasNoPicture) {
  start(16, phone::find_model("SPA501G"));
  Viewer viewer;
  viewer.join(hub, with_password());
  wait(viewer, 1);
  EXPECT_TRUE(viewer.events().at(0).at("picture").is_null());
  EXPECT_EQ(hub->counts().pictures, 0U);
}

TEST_F(LiveHubTest, WhoComesBackGetsWhatItMissedEvenIfNobodyWatchedThen) {
  Viewer viewer;
  viewer.join(hub, with_password());
  wait(viewer, 1);
  const auto known = viewer.events().at(0).at("number").to_number<std::uint64_t>();
  viewer.go();
  change();
  Viewer again;
  again.join(hub, with_password(), resume(known));
  wait(again, 2);
  settle();
  const auto events = again.events();
  EXPECT_EQ(again.names().front(), "keys");
  EXPECT_EQ(again.names().back(), "screen");
  EXPECT_EQ(events.front().at("number").to_number<std::uint64_t>(), known + 1);
  EXPECT_TRUE(events.back().contains("picture"));
}

TEST_F(LiveHubTest, WhoMissedNothingIsToldNothing) {
  Viewer viewer;
  viewer.join(hub, with_password());
  wait(viewer, 1);
  const auto known = viewer.events().at(0).at("number").to_number<std::uint64_t>();
  Viewer again;
  again.join(hub, with_password(), resume(known));
  settle();
  EXPECT_TRUE(again.events().empty());
  change();
  wait(again, 1);
  EXPECT_EQ(again.names().front(), "keys");
}

TEST_F(LiveHubTest, WhoKnowsAnotherStreamBeginsAnew) {
  Viewer viewer;
  viewer.join(hub, with_password(), resume(1, "OTHER"));
  wait(viewer, 1);
  EXPECT_EQ(viewer.names().front(), "snapshot");
}

TEST_F(LiveHubTest, TheEndOfASessionEndsItsLinks) {
  const NewSession mine = sessions->open(Account::Admin, now);
  const NewSession other = sessions->open(Account::Admin, now);
  const auto caller = [](const NewSession& opened) {
    return Caller{.account = Account::Admin, .means = Means::Session, .session = opened.session.key};
  };
  Viewer viewer;
  Viewer stays;
  viewer.join(hub, caller(mine));
  stays.join(hub, caller(other));
  wait(viewer, 1);
  wait(stays, 1);
  sessions->end(mine.id);
  EXPECT_EQ(viewer.code(), io::web_socket_code::logged_out);
  EXPECT_EQ(stays.code(), 0U);
  EXPECT_EQ(hub->viewers(), 1U);
  sessions->end_all(Account::Admin);
  EXPECT_EQ(stays.code(), io::web_socket_code::logged_out);
  Viewer late;
  late.join(hub, caller(mine));
  EXPECT_EQ(late.code(), io::web_socket_code::logged_out);
}

TEST_F(LiveHubTest, AnOpenLinkKeepsItsSessionInUseUntilItsAbsoluteEnd) {
  const NewSession opened = sessions->open(Account::Admin, now);
  Viewer viewer;
  viewer.join(hub, {.account = Account::Admin, .means = Means::Session, .session = opened.session.key});
  for (int i = 0; i < 47; ++i) {
    now += minutes(15);
    hub->check_logins();
  }
  EXPECT_EQ(viewer.code(), 0U);
  now += minutes(15);
  hub->check_logins();
  EXPECT_EQ(viewer.code(), io::web_socket_code::logged_out);
}

TEST_F(LiveHubTest, ANewPasswordEndsTheLinksOfTheOldOne) {
  Viewer viewer;
  viewer.join(hub, with_password());
  wait(viewer, 1);
  accounts->adopt(accounts->prepare(Account::Admin, "new").value());
  sessions->end_all(Account::Admin);
  EXPECT_EQ(viewer.code(), io::web_socket_code::logged_out);
}

TEST_F(LiveHubTest, OnlySoManyMayWatch) {
  start(2);
  Viewer first;
  Viewer second;
  Viewer third;
  first.join(hub, with_password());
  second.join(hub, with_password());
  third.join(hub, with_password());
  EXPECT_EQ(third.code(), io::web_socket_code::try_again_later);
  first.go();
  Viewer fourth;
  fourth.join(hub, with_password());
  wait(fourth, 1);
  EXPECT_EQ(fourth.code(), 0U);
}

TEST_F(LiveHubTest, ARestartOfThePhoneIsNoBreak) {
  Viewer viewer;
  viewer.join(hub, with_password());
  wait(viewer, 1);
  door->run([](phone::Station& phone) { phone.request_restart(); });
  EXPECT_TRUE(world->loop().run_until([&] { return station->generation() == 2; }, patience));
  change();
  settle();
  EXPECT_EQ(viewer.names().back(), "screen");
  EXPECT_EQ(viewer.code(), 0U);
}

}  // namespace
}  // namespace handset::web
