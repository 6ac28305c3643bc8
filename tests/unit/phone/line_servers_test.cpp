// A line whose proxy has several servers: which one it is at, when it leaves it, and when it comes back. The
// rows of the table about that have tests named after them. RFC 3263 4.
#include <gtest/gtest.h>
#include <string>
#include <vector>

#include "sim/inbox.h"
#include "unit/phone/line_rig.h"

namespace handset::phone {
namespace {

using State = ua::Registration::State;

constexpr Duration timer_f = seconds(16);

// A server of the proxy, which is well until a test says otherwise.
struct Server {
  Server(sim::Simulation& simulation, std::string_view name, std::uint8_t number)
      : host(simulation.host(name, IpAddress::v4(192, 0, 2, number))), peer(simulation, host) {
    simulation.names().set(std::string(name) + ".example", {host.address()});
    binds();
  }

  void binds(unsigned expires = 3600) {
    peer.script = [expires](const sip::Message& request, const Endpoint& source) {
      const std::string contact(request.value(sip::Field::Contact));
      return respond(request, source, 200, {{"Contact", contact + ";expires=" + std::to_string(expires)}});
    };
  }
  void dies() { peer.script = {}; }
  void answers(unsigned status) { peer.script = LineRig::answering(status); }
  [[nodiscard]] std::size_t count() const { return peer.requests().size(); }
  [[nodiscard]] std::string last(std::string_view header) const {
    return peer.requests().back().value(header);
  }

  sim::Host& host;
  ScriptedPeer peer;
};

class LineServers : public LineRig {
 protected:
  LineServers() {
    EXPECT_TRUE(set("Register_1_", "Yes"));
    EXPECT_TRUE(set("Proxy_1_", "example.org:SRV=a.example:p=1|b.example:p=2"));
  }

  void start(Duration time = seconds(1)) {
    make();
    run(time);
  }
  void run(Duration time) { simulation.run_for(time); }
  const Line& line() { return phone->lines()[0]; }
  const RegistrationStatus& status() { return line().registration(); }
  // The servers' names as the DNS has them.
  void set_srv(std::vector<SrvRecord> records, Duration ttl = seconds(300)) {
    simulation.names().set_srv("_sip._udp.example.org", std::move(records), milliseconds(1), ttl);
  }
  void use_srv() {
    EXPECT_TRUE(set("Proxy_1_", "example.org"));
    EXPECT_TRUE(set("Use_DNS_SRV_1_", "Yes"));
    EXPECT_TRUE(set("DNS_SRV_Auto_Prefix_1_", "Yes"));
  }

  Server a{simulation, "a", 11};
  Server b{simulation, "b", 12};
  Server c{simulation, "c", 13};
};

TEST_F(LineServers, Proxy_with_a_list_is_tried_in_its_order) {
  start();
  EXPECT_EQ(a.count(), 1U);
  EXPECT_EQ(b.count(), 0U);
  EXPECT_EQ(a.last("To"), "<sip:101@example.org>") << "the name of the list is the domain";
  EXPECT_EQ(status().server, "a.example (192.0.2.11:5060, UDP)");
  EXPECT_EQ(status().why_server, "");
}

TEST_F(LineServers, OneThatDoesNotAnswerIsLeftForTheNext) {
  a.dies();
  start(timer_f - seconds(1));
  EXPECT_EQ(line().state(), "registering");
  EXPECT_EQ(b.count(), 0U);
  b.dies();
  run(seconds(2));
  EXPECT_EQ(
      line().trouble(),
      "Extension 1 is trying b.example (192.0.2.12:5060, UDP): a.example (192.0.2.11:5060, UDP) did not "
      "answer for 16 s.");
  b.binds();
  run(seconds(2));
  EXPECT_EQ(line().state(), "registered");
  EXPECT_EQ(line().trouble(),
            "Extension 1 is registered at b.example (192.0.2.12:5060, UDP): a.example (192.0.2.11:5060, UDP) "
            "did not answer for 16 s.");
  EXPECT_EQ(b.last("Call-ID"), a.last("Call-ID"));
}

TEST_F(LineServers, WhenAllFailTheNextRoundComesAfterTheRetryInterval) {
  a.dies();
  b.dies();
  start(2 * timer_f + seconds(1));
  EXPECT_EQ(status().state, State::Failed);
  EXPECT_EQ(status().trouble,
            "b.example (192.0.2.12:5060, UDP) did not answer within 16 s (Timer F); before that a.example "
            "(192.0.2.11:5060, UDP) did not answer for 16 s");
  const std::size_t before = a.count();
  run(seconds(28));
  EXPECT_EQ(a.count(), before);
  run(seconds(2));
  EXPECT_GT(a.count(), before) << "Reg Retry Intvl";
}

TEST_F(LineServers, APortThatIsClosedIsLeftAtOnce) {
  ASSERT_TRUE(set("SIP_Transport_1_", "TCP"));
  ASSERT_TRUE(set("Proxy_1_", "example.org:SRV=a.example:5999:p=1|b.example:p=2"));
  start();
  EXPECT_EQ(line().state(), "registered");
  EXPECT_EQ(status().why_server,
            "a.example (192.0.2.11:5999, TCP) cannot be reached: the connection was refused");
}

TEST_F(LineServers, Try_Backup_RSC_says_which_answers_lead_to_the_next) {
  ASSERT_TRUE(set("Try_Backup_RSC", "5??,480"));
  for (const unsigned status : {503U, 480U}) {
    a.answers(status);
    start();
    EXPECT_EQ(line().state(), "registered") << status;
    EXPECT_TRUE(this->status().why_server.starts_with("a.example (192.0.2.11:5060, UDP) answered " +
                                                      std::to_string(status)))
        << this->status().why_server;
  }
  a.answers(403);
  const std::size_t before = b.count();
  start();
  EXPECT_EQ(line().state(), "not registered");
  EXPECT_EQ(b.count(), before);
}

TEST_F(LineServers, Try_Backup_RSC_when_blank_takes_a_refusal_for_an_answer) {
  a.answers(503);
  start();
  EXPECT_EQ(b.count(), 0U);
  EXPECT_EQ(line().state(), "not registered");
}

TEST_F(LineServers, ThatSendElsewhereOnceAreLeftAsEverLater) {
  a.peer.script = [n = 0](const sip::Message& request, const Endpoint& source) mutable {
    if (++n == 1) return respond(request, source, 302, {{"Contact", "<sip:c.example>"}});
    const std::string contact(request.value(sip::Field::Contact));
    return respond(request, source, 200, {{"Contact", contact + ";expires=3600"}});
  };
  start();
  ASSERT_EQ(c.count(), 1U);
  ASSERT_EQ(line().state(), "registered");
  run(hours(1));
  a.dies();
  b.dies();
  const std::size_t before = b.count();
  while (b.count() == before) run(seconds(1));
  EXPECT_EQ(status().server, "b.example (192.0.2.12:5060, UDP)");
  EXPECT_EQ(status().why_server, "a.example (192.0.2.11:5060, UDP) did not answer for 16 s");
}

// --- The DNS

TEST_F(LineServers, Use_DNS_SRV_finds_the_servers_by_name) {
  use_srv();
  set_srv({{20, 0, 5060, "b.example"}, {10, 0, 5060, "a.example"}});
  start();
  EXPECT_EQ(a.count(), 1U);
  a.dies();
  run(hours(1));
  EXPECT_EQ(status().server, "b.example (192.0.2.12:5060, UDP)");
  EXPECT_EQ(line().state(), "registered");
}

TEST_F(LineServers, Use_DNS_SRV_set_to_No_asks_for_addresses_alone) {
  use_srv();
  ASSERT_TRUE(set("Use_DNS_SRV_1_", "No"));
  set_srv({{10, 0, 5060, "a.example"}});
  simulation.names().set("example.org", {c.host.address()});
  start();
  EXPECT_EQ(a.count(), 0U);
  EXPECT_EQ(c.count(), 1U);
}

TEST_F(LineServers, DNS_SRV_Auto_Prefix_set_to_No_asks_for_the_very_name) {
  use_srv();
  ASSERT_TRUE(set("DNS_SRV_Auto_Prefix_1_", "No"));
  set_srv({{10, 0, 5060, "a.example"}});
  simulation.names().set_srv("example.org", {{10, 0, 5060, "c.example"}});
  start();
  EXPECT_EQ(a.count(), 0U);
  EXPECT_EQ(c.count(), 1U);
}

TEST_F(LineServers, Proxy_Redundancy_Method_keeps_to_the_port_of_the_first) {
  use_srv();
  ASSERT_TRUE(set("Proxy_Redundancy_Method_1_", "Based on SRV Port"));
  set_srv({{10, 0, 5060, "a.example"}, {20, 0, 5070, "b.example"}, {30, 0, 5060, "c.example"}});
  a.dies();
  start(timer_f + seconds(1));
  EXPECT_EQ(status().server, "c.example (192.0.2.13:5060, UDP)");
}

TEST_F(LineServers, ThatTheDnsNamesNoMoreAreLeftWithTheNextRefresh) {
  use_srv();
  set_srv({{10, 0, 5060, "a.example"}});
  start();
  set_srv({{10, 0, 5060, "b.example"}});
  run(hours(1));
  EXPECT_EQ(status().server, "b.example (192.0.2.12:5060, UDP)");
  EXPECT_EQ(line().state(), "registered");
  EXPECT_EQ(a.count(), 1U);
}

TEST_F(LineServers, AreUsedOnWhileNoNameServerAnswers) {
  use_srv();
  set_srv({{10, 0, 5060, "a.example"}});
  start();
  const Error dead{Errc::Unavailable, 0, "the name server does not answer"};
  simulation.names().set_failure("_sip._udp.example.org", dead);
  simulation.names().set_failure("example.org", dead);
  run(hours(5));
  EXPECT_EQ(line().state(), "registered");
  EXPECT_GE(a.count(), 5U);
}

TEST_F(LineServers, AreAskedForAnewWhenAllOfThemFail) {
  use_srv();
  set_srv({{10, 0, 5060, "a.example"}}, hours(24));
  a.dies();
  start(seconds(5));
  set_srv({{10, 0, 5060, "b.example"}}, hours(24));
  run(seconds(16 + 30));
  EXPECT_EQ(line().state(), "registered");
  EXPECT_EQ(b.count(), 1U);
}

// --- And back

TEST_F(LineServers, Proxy_Fallback_Intvl_is_when_the_best_one_is_tried_again) {
  ASSERT_TRUE(set("Proxy_Fallback_Intvl_1_", "600"));
  a.dies();
  start(timer_f + seconds(1));
  ASSERT_EQ(line().state(), "registered");
  const std::size_t before = a.count();
  run(seconds(598));
  EXPECT_EQ(a.count(), before);
  a.binds();
  run(seconds(3));
  EXPECT_EQ(a.count(), before + 1);
  EXPECT_EQ(status().server, "a.example (192.0.2.11:5060, UDP)");
  EXPECT_EQ(status().why_server, "");
  EXPECT_EQ(line().trouble(), "");
}

TEST_F(LineServers, Proxy_Fallback_Intvl_begins_again_when_the_best_one_is_still_away) {
  ASSERT_TRUE(set("Proxy_Fallback_Intvl_1_", "600"));
  a.dies();
  start(timer_f + seconds(1));
  run(seconds(600) + timer_f + seconds(1));
  EXPECT_EQ(line().state(), "registered") << "the binding was never lost";
  EXPECT_EQ(status().server, "b.example (192.0.2.12:5060, UDP)");
  a.binds();
  run(seconds(601));
  EXPECT_EQ(status().server, "a.example (192.0.2.11:5060, UDP)");
}

TEST_F(LineServers, Auto_Register_When_Failover_comes_back_with_the_refresh_alone) {
  ASSERT_TRUE(set("Proxy_Fallback_Intvl_1_", "600"));
  ASSERT_TRUE(set("Auto_Register_When_Failover_1_", "Yes"));
  a.dies();
  start(timer_f + seconds(1));
  a.binds();
  const std::size_t before = a.count();
  run(seconds(3600 * 3 / 4 - 30));
  EXPECT_EQ(a.count(), before);
  run(seconds(3600 * 3 / 20 + 60));
  EXPECT_EQ(a.count(), before + 1);
  EXPECT_EQ(status().server, "a.example (192.0.2.11:5060, UDP)");
}

TEST_F(LineServers, Auto_Register_When_Failover_follows_other_requests) {
  for (const bool follows : {true, false}) {
    ASSERT_TRUE(set("Auto_Register_When_Failover_1_", follows ? "Yes" : "No"));
    a.binds();
    start();
    a.dies();
    const std::size_t before = b.count();
    begin_check();
    run(timer_f + seconds(1));
    ASSERT_TRUE(checked && checked->ok);
    EXPECT_EQ(b.count() - before, follows ? 2U : 1U) << "the OPTIONS, and a REGISTER";
  }
}

TEST_F(LineServers, ARequestThatFollowsAnotherOneGoesToTheSameServer) {
  a.dies();
  start(timer_f + seconds(1));
  const std::size_t before = a.count();
  EXPECT_EQ(check(), "b.example (192.0.2.12:5060, UDP) answered 200 OK in 2 ms");
  EXPECT_EQ(a.count(), before);
}

TEST_F(LineServers, TheEndOfABindingGoesWhereItIsBound) {
  ASSERT_TRUE(set("Proxy_Fallback_Intvl_1_", "600"));
  ASSERT_TRUE(set("Auto_Register_When_Failover_1_", "Yes"));
  a.dies();
  start(timer_f + seconds(1));
  run(seconds(700));
  phone->unregister_lines();
  run(seconds(1));
  EXPECT_EQ(b.last("Expires"), "0");
  EXPECT_EQ(status().state, State::Off);
}

// --- Two proxies

TEST_F(LineServers, Dual_Registration_registers_at_both_proxies) {
  ASSERT_TRUE(set("Proxy_1_", "a.example"));
  ASSERT_TRUE(set("Alternate_Proxy_1_", "b.example"));
  start();
  EXPECT_EQ(b.count(), 0U);
  ASSERT_TRUE(set("Dual_Registration_1_", "Yes"));
  start();
  EXPECT_EQ(b.count(), 1U);
  EXPECT_EQ(b.last("To"), "<sip:101@b.example>");
  EXPECT_NE(b.last("Call-ID"), a.last("Call-ID"));
  phone->unregister_lines();
  run(seconds(1));
  EXPECT_EQ(a.last("Expires"), "0");
  EXPECT_EQ(b.last("Expires"), "0");
}

TEST_F(LineServers, Dual_Registration_is_one_that_stands_in_for_the_other) {
  ASSERT_TRUE(set("Proxy_1_", "a.example"));
  ASSERT_TRUE(set("Alternate_Proxy_1_", "b.example"));
  ASSERT_TRUE(set("Dual_Registration_1_", "Yes"));
  a.dies();
  start(timer_f + seconds(1));
  EXPECT_EQ(line().state(), "registered");
  EXPECT_EQ(status().server, "b.example (192.0.2.12:5060, UDP)");
  EXPECT_EQ(status().trouble,
            "the alternate proxy stands in: a.example (192.0.2.11:5060, UDP) did not "
            "answer within 16 s (Timer F)");
  b.dies();
  run(hours(2));
  EXPECT_EQ(line().state(), "not registered");
}

TEST_F(LineServers, Alternate_Outbound_Proxy_is_the_way_to_the_alternate_proxy) {
  ASSERT_TRUE(set("Proxy_1_", "a.example"));
  ASSERT_TRUE(set("Alternate_Proxy_1_", "b.example"));
  ASSERT_TRUE(set("Alternate_Outbound_Proxy_1_", "c.example"));
  ASSERT_TRUE(set("Dual_Registration_1_", "Yes"));
  start();
  EXPECT_EQ(b.count(), 1U) << "Use Outbound Proxy is No";
  ASSERT_TRUE(set("Use_Outbound_Proxy_1_", "Yes"));
  start();
  EXPECT_EQ(b.count(), 1U);
  EXPECT_EQ(c.last("Route"), "<sip:c.example;lr>");
  EXPECT_EQ(c.last("To"), "<sip:101@b.example>");
}

// --- A contact that is another one than the phone thought

class LineContacts : public LineServers {
 protected:
  LineContacts() {
    EXPECT_TRUE(set("NAT_Mapping_Enable_1_", "Yes"));
    EXPECT_TRUE(set("Handle_VIA_received", "Yes"));
  }
  // The registrar sees the phone at that address.
  void seen_at(const std::string& address) {
    a.peer.script = [address](const sip::Message& request, const Endpoint& source) {
      const std::string contact(request.value(sip::Field::Contact));
      std::string answer = respond(request, source, 200, {{"Contact", contact + ";expires=3600"}});
      const std::size_t via = answer.find("\r\n", answer.find("Via: "));
      return answer.insert(via, ";received=" + address);
    };
  }
};

TEST_F(LineContacts, Handle_VIA_received_binds_the_address_that_the_registrar_sees) {
  seen_at("203.0.113.7");
  start();
  ASSERT_EQ(a.count(), 2U);
  EXPECT_EQ(a.peer.request(0).value("Contact"), "<sip:101@192.0.2.1:5060>");
  EXPECT_EQ(a.peer.request(1).value("Contact"), "<sip:101@203.0.113.7:5060>");
  EXPECT_EQ(line().state(), "registered");
}

TEST_F(LineContacts, ThatChangeEachTimeAreNotFollowedWithoutEnd) {
  a.peer.script = [n = 0](const sip::Message& request, const Endpoint& source) mutable {
    const std::string contact(request.value(sip::Field::Contact));
    std::string answer = respond(request, source, 200, {{"Contact", contact + ";expires=3600"}});
    const std::size_t via = answer.find("\r\n", answer.find("Via: "));
    return answer.insert(via, ";received=203.0.113." + std::to_string(++n % 200));
  };
  start(seconds(60));
  EXPECT_EQ(a.count(), 2U);
  EXPECT_EQ(line().state(), "registered");
}

TEST_F(LineContacts, Remove_Last_Reg_takes_the_former_contact_back_first) {
  ASSERT_TRUE(set("Remove_Last_Reg", "Yes"));
  seen_at("203.0.113.7");
  start();
  ASSERT_EQ(a.count(), 3U);
  EXPECT_EQ(a.peer.request(1).value("Contact"), "<sip:101@192.0.2.1:5060>");
  EXPECT_EQ(a.peer.request(1).value("Expires"), "0");
  EXPECT_EQ(a.peer.request(2).value("Contact"), "<sip:101@203.0.113.7:5060>");
  EXPECT_EQ(a.peer.request(2).value("Expires"), "3600");
  EXPECT_EQ(line().state(), "registered");
}

}  // namespace
}  // namespace handset::phone
