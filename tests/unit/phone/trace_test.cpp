// The story of a push, as a World with a Trace is told it.
#include <gmock/gmock.h>

#include "phone_rig.h"

namespace handset::phone {
namespace {

class Steps final : public Trace {
 public:
  void step(const TraceStep& step) override {
    told.push_back(std::string(step.from) + " > " + std::string(step.to) + ": " + std::string(step.label));
    details += step.detail;
  }
  std::vector<std::string> told;
  std::string details;
};

class TraceTest : public ::testing::Test {
 protected:
  TraceTest() {
    EXPECT_TRUE(switchboard_.listen({phone_address, sip_port}));
    EXPECT_TRUE(switchboard_.add(phone_));
  }
  std::string ask(std::string_view bytes) {
    peer_.answers.clear();
    peer_.send(bytes);
    simulation_.run_for(seconds(30));
    return peer_.answers.empty() ? std::string() : peer_.answers.front();
  }

  sim::Simulation simulation_{1};
  Steps steps_;
  World world_ = simulation_.host("phone", phone_address).world(&steps_);
  Phone phone_{world_, phone_options()};
  Switchboard switchboard_{world_};
  Peer peer_{simulation_.host("peer", peer_address).world()};
};

TEST_F(TraceTest, the_answer_goes_out_before_the_page_is_fetched) {
  const std::string challenge = ask(Draft{}.text());
  ask(with_credentials(Draft{}, challenge, "101", "secret").text());
  ASSERT_GE(steps_.told.size(), 5U);
  steps_.told.resize(5);
  EXPECT_THAT(steps_.told, ::testing::ElementsAre(
                               "PBX > phone: NOTIFY sip:101@192.0.2.10:5060", "phone > PBX: 401 Unauthorized",
                               "PBX > phone: NOTIFY sip:101@192.0.2.10:5060 (with credentials)",
                               "phone > PBX: 200 OK", "phone > web server: GET http://web.example/page.xml"));
}

TEST_F(TraceTest, messages_are_told_without_their_secrets) {
  const std::string challenge = ask(Draft{}.text());
  const Draft answer = with_credentials(Draft{}, challenge, "101", "secret");
  const std::size_t at = answer.extra.find("response=\"");
  ASSERT_NE(at, std::string::npos);
  ask(answer.text());
  EXPECT_EQ(steps_.details.find(answer.extra.substr(at + 10, 32)), std::string::npos);
}

}  // namespace
}  // namespace handset::phone
