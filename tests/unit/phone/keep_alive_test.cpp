// What a line sends to keep its way through a NAT open. The tests are named after the rows of the table.
#include <gtest/gtest.h>
#include <string>
#include <vector>

#include "sim/inbox.h"
#include "unit/phone/line_rig.h"

namespace handset::phone {
namespace {

class KeepAlives : public LineRig {
 protected:
  KeepAlives() { EXPECT_TRUE(set("NAT_Keep_Alive_Enable_1_", "Yes")); }

  void start(Duration time) {
    make();
    simulation.run_for(time);
  }
  [[nodiscard]] std::size_t count() const { return peer.requests().size(); }
};

TEST_F(KeepAlives, NAT_Keep_Alive_Enable_sends_a_NOTIFY_now_and_then) {
  start(seconds(61));
  ASSERT_EQ(count(), 4U);
  EXPECT_TRUE(peer.request(0).bytes.starts_with("NOTIFY sip:sip.example.org SIP/2.0\r\n"));
  EXPECT_EQ(peer.request(0).value("Event"), "keep-alive");
  ASSERT_TRUE(set("NAT_Keep_Alive_Enable_1_", "No"));
  start(minutes(10));
  EXPECT_EQ(count(), 4U);
}

TEST_F(KeepAlives, NAT_Keep_Alive_Intvl_is_the_time_between_them) {
  ASSERT_TRUE(set("NAT_Keep_Alive_Intvl", "40"));
  start(seconds(121));
  EXPECT_EQ(count(), 3U);
  ASSERT_TRUE(set("NAT_Keep_Alive_Intvl", "0"));
  start(minutes(10));
  EXPECT_EQ(count(), 3U);
}

TEST_F(KeepAlives, NAT_Keep_Alive_Msg_may_be_a_REGISTER_that_binds_nothing) {
  ASSERT_TRUE(set("NAT_Keep_Alive_Msg_1_", "$REGISTER"));
  start(seconds(16));
  ASSERT_EQ(count(), 1U);
  EXPECT_TRUE(peer.request(0).bytes.starts_with("REGISTER sip:sip.example.org SIP/2.0\r\n"));
  EXPECT_EQ(peer.request(0).count("Contact"), 0U);
  EXPECT_EQ(peer.request(0).count("Expires"), 0U);
}

TEST_F(KeepAlives, NAT_Keep_Alive_Msg_may_be_any_text) {
  sim::Host& other = simulation.host("other", IpAddress::v4(192, 0, 2, 9));
  sim::Inbox inbox;
  ASSERT_TRUE(other.network().open_datagrams(other.at(5070), inbox));
  ASSERT_TRUE(set("NAT_Keep_Alive_Dest_1_", "192.0.2.9:5070"));
  ASSERT_TRUE(set("NAT_Keep_Alive_Msg_1_", "still here"));
  start(seconds(31));
  ASSERT_EQ(inbox.letters().size(), 2U);
  EXPECT_EQ(inbox.letters()[0].bytes, "still here");
  EXPECT_EQ(inbox.letters()[0].from, phone_host.at(5060)) << "the socket that the line is reached at";
  ASSERT_TRUE(set("NAT_Keep_Alive_Msg_1_", ""));
  start(seconds(16));
  ASSERT_EQ(inbox.letters().size(), 3U);
  EXPECT_EQ(inbox.letters()[2].bytes, "");
}

TEST_F(KeepAlives, NAT_Keep_Alive_Dest_is_another_host_without_our_password) {
  ASSERT_TRUE(set("Password_1_", "secret"));
  sim::Host& other = simulation.host("other", IpAddress::v4(192, 0, 2, 9));
  ScriptedPeer elsewhere(simulation, other);
  elsewhere.script = answering(401, {challenge("r", "n")});
  ASSERT_TRUE(set("NAT_Keep_Alive_Dest_1_", "192.0.2.9"));
  start(seconds(16));
  EXPECT_EQ(count(), 0U);
  ASSERT_EQ(elsewhere.requests().size(), 1U);
  EXPECT_EQ(elsewhere.request(0).count("Authorization"), 0U);
}

TEST_F(KeepAlives, NAT_Keep_Alive_Dest_of_PROXY_follows_the_line_to_its_server) {
  sim::Host& other = simulation.host("other", IpAddress::v4(192, 0, 2, 9));
  ScriptedPeer second(simulation, other);
  second.script = answering(200);
  ASSERT_TRUE(set("Proxy_1_", "example.org:SRV=192.0.2.2:p=1|192.0.2.9:p=2"));
  peer.script = {};
  make();
  begin_check();
  simulation.run_for(seconds(17));
  const std::size_t before = second.requests().size();
  simulation.run_for(seconds(30));
  EXPECT_EQ(second.requests().size() - before, 2U);
}

TEST_F(KeepAlives, ThatNobodyAnswersAreNoReasonToLeaveTheServer) {
  ASSERT_TRUE(set("Proxy_1_", "example.org:SRV=192.0.2.2:p=1|192.0.2.9:p=2"));
  sim::Host& other = simulation.host("other", IpAddress::v4(192, 0, 2, 9));
  ScriptedPeer second(simulation, other);
  peer.script = {};
  start(minutes(5));
  EXPECT_EQ(second.requests().size(), 0U);
  EXPECT_GE(count(), 20U);
}

TEST_F(KeepAlives, Redirect_Keep_Alive_goes_where_it_is_sent) {
  sim::Host& other = simulation.host("other", IpAddress::v4(192, 0, 2, 9));
  ScriptedPeer elsewhere(simulation, other);
  elsewhere.script = answering(200);
  peer.script = answering(302, {{"Contact", "<sip:192.0.2.9>"}});
  start(seconds(61));
  EXPECT_EQ(elsewhere.requests().size(), 0U);
  ASSERT_TRUE(set("Redirect_Keep_Alive", "Yes"));
  const std::size_t before = count();
  start(seconds(61));
  EXPECT_EQ(count() - before, 1U);
  EXPECT_EQ(elsewhere.requests().size(), 3U);
}

}  // namespace
}  // namespace handset::phone
