// The PBX as the lab's HTTP server tells of it and takes orders for it.
#include "lab/pbx_desk.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <optional>
#include <string>

#include "lab/pbx_json.h"
#include "unit/lab/ask_desk.h"
#include "unit/pbx/pbx_rig.h"

namespace handset::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

struct Desk : testing::Test {
  sim::Simulation simulation{1};
  sim::Host& host = simulation.host("pbx", IpAddress::v4(192, 0, 2, 10));
  sim::Host& peer = simulation.host("peer", IpAddress::v4(192, 0, 2, 20));
  lab::PbxDiary diary{host.clock()};
  pbx::Pbx pbx{host.world(), pbx_options(), &diary};
  lab::PbxDesk desk{pbx, diary, host.clock(), [](const std::function<void()>& task) { task(); }};
  sim::Inbox inbox;

  void SetUp() override { ASSERT_TRUE(pbx.listen(host.at(5060))); }

  std::optional<io::HttpResponse> ask(const io::HttpRequest& request) {
    return test::ask_desk(desk, request);
  }
  io::HttpResponse order(std::string body) {
    return ask(test::request_of("POST", "/api/v1/faults", std::move(body))).value();
  }

  void enrol(std::string_view contact) {
    const auto socket = peer.network().open_datagrams(peer.at(5090), inbox);
    ASSERT_TRUE(socket);
    Register request;
    request.contact = "Contact: " + std::string(contact) + "\r\n";
    peer.network().send(*socket, host.at(5060), request.text());
    simulation.run_for(milliseconds(100));
    ASSERT_EQ(inbox.letters().size(), 1U);
    request = PbxRig::with_digest(request, {inbox.letters()[0].bytes}, "101", "open sesame");
    peer.network().send(*socket, host.at(5060), request.text());
    simulation.run_for(milliseconds(100));
  }
};

TEST_F(Desk, TellsWhoIsRegistered) {
  enrol("<sip:101@192.0.2.20:5090>;q=0.5;+sip.instance=\"<urn:uuid:1>\"");
  const auto answer = ask(test::request_of("GET", "/api/v1/registrations")).value();
  EXPECT_EQ(answer.status, 200);
  EXPECT_THAT(
      answer.body,
      AllOf(HasSubstr(R"("listen":"192.0.2.10:5060","users":3,"bindings":1,)"),
            HasSubstr(R"("user":"101","bindings":[{"contact":"sip:101@192.0.2.20:5090","expires":3600,)"),
            HasSubstr(R"("instance":"<urn:uuid:1>")"), HasSubstr(R"("drop_percent":0)"),
            HasSubstr("101 has registered at sip:101@192.0.2.20:5090"), Not(HasSubstr("open sesame"))));
}

TEST_F(Desk, TakesEachFaultAndForgetsThoseThatAreNotNamed) {
  const auto answer =
      order(R"({"drop_percent":5,"delay_ms":250,"retry_after":9,"stale_answers":2,"endless_challenges":true,)"
            R"("expires":60,"contacts":"other"})");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, R"({"drop_percent":5,"delay_ms":250,"retry_after":9,"dead":false,"stale_answers":2,)"
                         R"("endless_challenges":true,"expires":60,"contacts":"other"})"
                         "\n");
  EXPECT_EQ(pbx.faults(), (pbx::Faults{.drop_percent = 5,
                                       .delay = milliseconds(250),
                                       .retry_after = 9,
                                       .registrar = {.stale_answers = 2,
                                                     .endless_challenges = true,
                                                     .expires = 60,
                                                     .contacts = pbx::ListedContacts::Other}}));
  EXPECT_EQ(ask(test::request_of("GET", "/api/v1/faults"))->body, answer.body);
  EXPECT_EQ(order(R"({"dead":true})").status, 200);
  EXPECT_EQ(pbx.faults(), pbx::Faults{.dead = true});
  EXPECT_EQ(order(R"({"retry_after":null})").status, 200);
  EXPECT_EQ(pbx.faults(), pbx::Faults{});
}

TEST_F(Desk, ForgetsRegistrationsOnce) {
  enrol("<sip:a@h>");
  EXPECT_EQ(order(R"({"forget_bindings":true})").status, 200);
  EXPECT_EQ(pbx.registrar().bindings().size(), 0U);
  EXPECT_THAT(diary.events().front().text, "101 was forgotten at sip:a@h");
}

TEST_F(Desk, SetsWhatSubscribersAreTold) {
  const auto set = [this](std::string body) {
    return ask(test::request_of("POST", "/api/v1/states", std::move(body))).value();
  };
  EXPECT_EQ(set(R"({"user":"102","new":3,"old":1,"call":"ringing","peer":"103"})").status, 200);
  const auto state = pbx.notifier().state_of(*pbx.registrar().find_user("102"));
  EXPECT_EQ(state, (pbx::UserState{{3, 1}, pbx::CallState::Ringing, "103"}));
  EXPECT_EQ(set(R"({"user":"102","call":"idle"})").status, 200);
  EXPECT_THAT(ask(test::request_of("GET", "/api/v1/states"))->body,
              HasSubstr(R"({"user":"102","new":3,"old":1,"call":"idle","peer":"103"})"));
  EXPECT_EQ(set(R"({"user":"999","new":1})").status, 404);
  for (const char* body :
       {"", R"({"new":1})", R"({"user":"102","new":-1})", R"({"user":"102","new":1000000})",
        R"({"user":"102","call":"dancing"})", R"({"user":102})", R"({"user":"102","x":1})"})
    EXPECT_EQ(set(body).status, 400) << body;
  auto foreign = test::request_of("POST", "/api/v1/states", R"({"user":"102","new":9})");
  foreign.fields.push_back({"Origin", "http://elsewhere.example"});
  EXPECT_EQ(ask(foreign)->status, 403);
}

TEST_F(Desk, EndsOrForgetsSubscriptions) {
  EXPECT_EQ(order(R"({"forget_subscriptions":true})").status, 200);
  EXPECT_EQ(order(R"({"end_subscriptions":"deactivated"})").status, 200);
  EXPECT_EQ(order(R"({"end_subscriptions":"boredom"})").status, 400);
  EXPECT_THAT(ask(test::request_of("GET", "/api/v1/registrations"))->body,
              HasSubstr(R"("subscriptions":[])"));
}

TEST_F(Desk, AWrongOrderChangesNothing) {
  for (const char* body : {"", "[]", "{", R"({"drop_percent":101})", R"({"drop_percent":-1})",
                           R"({"drop_percent":"5"})", R"({"delay_ms":1.5})", R"({"dead":1})",
                           R"({"contacts":"mine"})", R"({"expires":4294967296})", R"({"surprise":1})"}) {
    const auto answer = order(body);
    EXPECT_EQ(answer.status, 400) << body;
    EXPECT_THAT(answer.body, HasSubstr(R"({"error":")")) << body;
  }
  EXPECT_EQ(pbx.faults(), pbx::Faults{});
}

TEST_F(Desk, OtherSitesGiveNoOrders) {
  auto request = test::request_of("POST", "/api/v1/faults", R"({"dead":true})");
  request.fields.push_back({"Origin", "http://127.0.0.1:8081"});
  request.fields.push_back({"Sec-Fetch-Site", "same-origin"});
  EXPECT_EQ(ask(request)->status, 200);
  EXPECT_EQ(order("{}").status, 200);
  request.fields[2].value = "http://evil.example";
  EXPECT_EQ(ask(request)->status, 403);
  request.fields[2].value = "http://127.0.0.1:8081";
  request.fields[3].value = "cross-site";
  EXPECT_EQ(ask(request)->status, 403);
  request = test::request_of("POST", "/api/v1/faults", R"({"dead":true})");
  request.fields[1].value = "text/plain";
  EXPECT_EQ(ask(request)->status, 415);
  EXPECT_EQ(pbx.faults(), pbx::Faults{});
}

TEST_F(Desk, OnlyWhatItHasIsTakenAndInTheRightWay) {
  EXPECT_FALSE(ask(test::request_of("GET", "/welcome")));
  EXPECT_EQ(ask(test::request_of("DELETE", "/api/v1/registrations"))->status, 405);
  EXPECT_EQ(ask(test::request_of("PUT", "/api/v1/faults"))->status, 405);
  EXPECT_EQ(ask(test::request_of("POST", "/pbx"))->status, 405);
  for (const char* path : {"/pbx", "/pbx.css", "/pbx.js"}) {
    const auto answer = ask(test::request_of("GET", path)).value();
    EXPECT_EQ(answer.status, 200);
    EXPECT_GT(answer.body.size(), 500U);
  }
}

TEST_F(Desk, WhatPeersWriteIsTextInJson) {
  enrol("<sip:a@h>;x=\"\\\"<script>\"");
  EXPECT_THAT(ask(test::request_of("GET", "/api/v1/registrations"))->body,
              HasSubstr(R"(;x=\"\\\"<script>\")"));
}

TEST_F(Desk, TheDiaryIsBounded) {
  for (int i = 0; i < 60; ++i) diary.on_refused("101", peer.at(1), 401, std::to_string(i));
  ASSERT_EQ(diary.events().size(), lab::PbxDiary::most_events);
  EXPECT_EQ(diary.events().front().text, "101 at 192.0.2.20:1 was refused: 401, 59");
}

}  // namespace
}  // namespace handset::test
