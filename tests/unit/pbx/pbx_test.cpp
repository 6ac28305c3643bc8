// What the PBX serves and what it does not: RFC 3261 8.2, by hand and with our own client.
#include "pbx/pbx.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/pbx/pbx_rig.h"
#include "unit/ua/requester.h"

namespace handset::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Register request_of(std::string method) {
  Register request;
  request.method = std::move(method);
  request.contact.clear();
  return request;
}

TEST(Pbx, AnswersOptionsWithWhatItCan) {
  PbxRig rig;
  const Heard answer = rig.ask(request_of("OPTIONS").text());
  EXPECT_EQ(answer.status(), 200U);
  EXPECT_EQ(answer.value("Allow"), "OPTIONS, REGISTER, SUBSCRIBE");
  EXPECT_EQ(answer.value("Supported"), "path, outbound");
  EXPECT_EQ(answer.value("Server"), "Handset-Lab");
  EXPECT_THAT(answer.value("To"), HasSubstr(";tag="));
}

TEST(Pbx, WhatItDoesNotServeItSays) {
  PbxRig rig;
  for (const char* method : {"INVITE", "NOTIFY", "MESSAGE", "BYE"}) {
    const Heard answer = rig.ask(request_of(method).text());
    EXPECT_EQ(answer.status(), 405U) << method;
    EXPECT_EQ(answer.value("Allow"), "OPTIONS, REGISTER, SUBSCRIBE");
  }
  EXPECT_EQ(rig.ask(request_of("DANCE").text()).status(), 501U);
  EXPECT_EQ(rig.ask(request_of("CANCEL").text()).status(), 481U);
  EXPECT_EQ(rig.ask(request_of("ACK").text()).status(), 0U);
  Register options = request_of("OPTIONS");
  options.to += ";tag=dialog";
  EXPECT_EQ(rig.ask(options.text()).status(), 481U);
  options = request_of("OPTIONS");
  options.uri = "tel:+15550101";
  EXPECT_EQ(rig.ask(options.text()).status(), 416U);
  options = request_of("OPTIONS");
  options.more = "Require: magic\r\n";
  const Heard answer = rig.ask(options.text());
  EXPECT_EQ(answer.status(), 420U);
  EXPECT_EQ(answer.value("Unsupported"), "magic");
}

TEST(Pbx, WhatIsBrokenGetsA400OrNothing) {
  PbxRig rig;
  Register request;
  request.more = "CSeq: 2 REGISTER\r\n";
  EXPECT_EQ(rig.ask(request.text()).status(), 400U);
  EXPECT_EQ(rig.ask("REGISTER sip:pbx.example SIP/2.0\r\n\r\n").status(), 0U);
  EXPECT_EQ(rig.ask("\r\n\r\n").status(), 0U);
  EXPECT_EQ(rig.ask("SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP 192.0.2.10;branch=z9hG4bK-x\r\n\r\n").status(), 0U);
}

TEST(Pbx, TheAnswerSaysWhereTheRequestCameFrom) {
  PbxRig rig;
  Register request = request_of("OPTIONS");
  request.via = "SIP/2.0/UDP phone.example;rport;branch=z9hG4bK-nat";
  const Heard answer = rig.ask(request.text());
  EXPECT_THAT(answer.value("Via"), HasSubstr(";received=192.0.2.20"));
  EXPECT_THAT(answer.value("Via"), HasSubstr(";rport=5090"));
}

// 17.2.3: the digest has counted already, and yet it is the same request.
TEST(Pbx, ARetransmissionIsAnsweredAgainAndDoneOnce) {
  PbxRig rig;
  const Heard done = rig.enrol({});
  rig.wait(seconds(4));
  const Heard again = rig.ask(rig.last.text());
  EXPECT_EQ(again.status(), 200U);
  EXPECT_EQ(again.value("To"), done.value("To"));
  EXPECT_EQ(again.contacts().size(), 1U);
  Register merged = rig.last;
  merged.via += "-other-way";
  EXPECT_EQ(rig.ask(merged.text()).status(), 482U);
  EXPECT_THAT(rig.notes.take(), ElementsAre("101 registered sip:101@192.0.2.20:5090"));
  const Heard brief = rig.enrol_contact("<sip:a@h>;expires=1");
  EXPECT_EQ(brief.status(), 423U);
  const Heard brief_again = rig.ask(rig.last.text());
  EXPECT_EQ(brief_again.status(), 423U);
  EXPECT_EQ(brief_again.value("Min-Expires"), "60");
}

TEST(Pbx, WithoutRoomToRememberItRefusesForAWhile) {
  auto options = pbx_options();
  options.most_verdicts = 1;
  PbxRig rig(options);
  EXPECT_EQ(rig.enrol({}).status(), 200U);
  EXPECT_EQ(rig.enrol_contact("<sip:b@h>").status(), 503U);
  rig.wait(seconds(33));
  EXPECT_EQ(rig.enrol_contact("<sip:b@h>").status(), 200U);
}

// --- Our own client

ua::OutgoingRequest registration() {
  return {.method = sip::Method::Register,
          .request_uri = "sip:192.0.2.10",
          .from = "<sip:101@192.0.2.10>",
          .to = "<sip:101@192.0.2.10>",
          .contact = "<sip:101@192.0.2.20:5090>",
          .headers = {{"Expires", "600"}},
          .style = {},
          .body = {}};
}

struct Client {
  Client(PbxRig& the_rig, ua::SipTransport transport)
      : rig(the_rig),
        requester(rig.peer, {.transport = transport, .remote = rig.host.at(PbxRig::port), .local = {}}) {}
  unsigned send(std::string password, std::optional<DigestAlgorithm> algorithm = {}) {
    EXPECT_TRUE(requester.send(registration(), {"101", std::move(password), {.only = algorithm}}));
    rig.wait(milliseconds(500));
    return requester.status;
  }
  PbxRig& rig;
  Requester requester;
};

class PbxOver : public testing::TestWithParam<ua::SipTransport> {};

TEST_P(PbxOver, OurClientRegistersByEachAlgorithmOnceWithTheRightPassword) {
  auto options = pbx_options();
  options.registrar.digest.algorithms = {DigestAlgorithm::Sha512_256, DigestAlgorithm::Sha256,
                                         DigestAlgorithm::Md5};
  PbxRig rig(options);
  Client client(rig, GetParam());
  EXPECT_EQ(client.send("wrong"), 401U);
  EXPECT_EQ(client.requester.answer, Requester::Answer::Rejected);
  for (const auto algorithm : options.registrar.digest.algorithms)
    EXPECT_EQ(client.send("open sesame", algorithm), 200U);
  EXPECT_EQ(client.requester.answer, Requester::Answer::Plain);
  EXPECT_EQ(rig.bound(), 1U);
  EXPECT_EQ(rig.pbx.registrar().bindings().of(0).front().remaining(rig.simulation.now()), 600U);
}

TEST_P(PbxOver, OurClientIsNotAskedTwiceForAnAlgorithmThatIsNotOffered) {
  PbxRig rig;
  Client client(rig, GetParam());
  EXPECT_EQ(client.send("open sesame", DigestAlgorithm::Sha256), 401U);
  EXPECT_EQ(client.requester.answer, Requester::Answer::Unusable);
}

TEST_P(PbxOver, OurClientAnswersAStaleNonceOnceMore) {
  PbxRig rig;
  ASSERT_TRUE(rig.pbx.set_faults({.registrar = {.stale_answers = 1}}));
  Client client(rig, GetParam());
  EXPECT_EQ(client.send("open sesame"), 200U);
  EXPECT_THAT(client.requester.statuses, ElementsAre(401U, 401U, 200U));
  EXPECT_EQ(rig.pbx.faults().registrar.stale_answers, 0U);
}

INSTANTIATE_TEST_SUITE_P(Transport, PbxOver, testing::Values(ua::SipTransport::Udp, ua::SipTransport::Tcp),
                         [](const auto& one) { return std::string(ua::sip_transport_name(one.param)); });

}  // namespace
}  // namespace handset::test
