#include "ua/send_window.h"

#include <gtest/gtest.h>
#include <memory>
#include <string>
#include <vector>

#include "sim/simulation.h"

namespace handset::test {
namespace {

using ua::SendWindow;

class ASendWindow : public testing::Test {
 protected:
  // Somebody with something to send, who notes when it may.
  struct Sender {
    Sender(std::string& its_story, char its_name) : story(its_story), name(its_name) {}
    void go() { story += name; }

    std::string& story;
    char name;
    SendWindow::Place place = SendWindow::Place::calling<&Sender::go>(*this);
  };

  Sender& sender(char name) {
    senders.push_back(std::make_unique<Sender>(story, name));
    return *senders.back();
  }
  void run(Duration time) { simulation.run_for(time); }

  sim::Simulation simulation{3};
  sim::Host& phone = simulation.host("phone", IpAddress::v4(192, 0, 2, 1));
  std::string story;
  std::unique_ptr<SendWindow> window =
      std::make_unique<SendWindow>(phone.clock(), ua::SendWindowOptions{2, milliseconds(500)});
  std::vector<std::unique_ptr<Sender>> senders;
};

TEST_F(ASendWindow, LetsInWhomItHasRoomForAtOnce) {
  for (const char name : {'a', 'b', 'c', 'd'}) window->enter(sender(name).place);
  EXPECT_EQ(story, "ab");
  EXPECT_EQ(window->sending(), 2U);
  EXPECT_FALSE(senders[1]->place.waits());
  EXPECT_TRUE(senders[2]->place.waits());
}

TEST_F(ASendWindow, GivesAPlaceThatIsLeftToTheNextInLine) {
  for (const char name : {'a', 'b', 'c', 'd'}) window->enter(sender(name).place);
  senders[1]->place.leave();
  EXPECT_EQ(story, "abc");
  senders[1]->place.leave();
  EXPECT_EQ(story, "abc") << "who is away has no place to give";
  senders[0]->place.leave();
  EXPECT_EQ(story, "abcd");
}

TEST_F(ASendWindow, ForgetsWhoDoesNotWantToWait) {
  for (const char name : {'a', 'b', 'c', 'd'}) window->enter(sender(name).place);
  senders[2]->place.leave();
  senders.pop_back();
  senders[0]->place.leave();
  senders[1]->place.leave();
  EXPECT_EQ(story, "ab");
  EXPECT_EQ(window->sending(), 0U);
}

TEST_F(ASendWindow, PutsWhoComesAgainBehindTheOthers) {
  for (const char name : {'a', 'b', 'c'}) window->enter(sender(name).place);
  window->enter(senders[0]->place);
  EXPECT_EQ(story, "abc");
  senders[1]->place.leave();
  EXPECT_EQ(story, "abca");
}

TEST_F(ASendWindow, TakesThePlaceOfWhoGetsNoAnswer) {
  window->enter(sender('a').place);
  run(milliseconds(200));
  window->enter(sender('b').place);
  for (const char name : {'c', 'd', 'e', 'f'}) window->enter(sender(name).place);
  run(milliseconds(299));
  EXPECT_EQ(story, "ab");
  run(milliseconds(2));
  EXPECT_EQ(story, "abc");
  run(milliseconds(200));
  EXPECT_EQ(story, "abcd");
  run(milliseconds(500));
  EXPECT_EQ(story, "abcdef");
  run(seconds(10));
  EXPECT_EQ(window->sending(), 0U);
  senders[0]->place.leave();
  EXPECT_EQ(story, "abcdef");
}

TEST_F(ASendWindow, MayGoBeforeThoseWhoWait) {
  for (const char name : {'a', 'b', 'c', 'd'}) window->enter(sender(name).place);
  window.reset();
  EXPECT_EQ(story, "ab");
  for (const auto& sender : senders) sender->place.leave();
  run(seconds(1));
  EXPECT_EQ(story, "ab");
}

}  // namespace
}  // namespace handset::test
