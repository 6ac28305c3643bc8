// REGISTER as RFC 3261 10.3 has it, asked by hand over UDP.
#include "pbx/registrar.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/pbx/pbx_rig.h"

namespace handset::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

// --- Who is who: steps 1 to 5

TEST(Registrar, AsksForADigestAndThenBindsTheContact) {
  PbxRig rig;
  const Heard challenge = rig.ask(Register{}.text());
  EXPECT_EQ(challenge.status(), 401U);
  EXPECT_THAT(challenge.value("WWW-Authenticate"),
              testing::AllOf(StartsWith("Digest realm=\"pbx.example\", nonce=\""), HasSubstr("algorithm=MD5"),
                             HasSubstr("qop=\"auth\""), Not(HasSubstr("stale"))));
  EXPECT_EQ(rig.bound(), 0U);
  const Heard done = rig.enrol({});
  EXPECT_EQ(done.status(), 200U);
  EXPECT_THAT(done.contacts(), ElementsAre("<sip:101@192.0.2.20:5090>;expires=3600"));
  EXPECT_THAT(rig.notes.take(), ElementsAre("101 registered sip:101@192.0.2.20:5090"));
  EXPECT_EQ(rig.pbx.registrar().bindings().of(0).front().source(), rig.peer.at(5090));
}

TEST(Registrar, TheAnswerHasADateAndATagAndSaysWhatItKnows) {
  PbxRig rig;
  rig.simulation.set_wall(WallTime{seconds(1'289'690'940)});
  const Heard done = rig.enrol({});
  EXPECT_THAT(done.value("Date"), StartsWith("Sat, 13 Nov 2010 23:29:0"));
  EXPECT_THAT(done.value("Date"), testing::EndsWith(" GMT"));
  EXPECT_THAT(done.value("To"), HasSubstr(";tag="));
  EXPECT_EQ(done.value("Supported"), "path, outbound");
  EXPECT_EQ(done.all("Require").size(), 0U);
}

TEST(Registrar, AWrongPasswordAndAnUnknownUserAreAskedAgainAlike) {
  PbxRig rig;
  const Heard wrong = rig.enrol({}, "101", "wrong");
  const Heard unknown = rig.enrol({}, "nobody", "open sesame");
  for (const Heard& answer : {wrong, unknown}) {
    EXPECT_EQ(answer.status(), 401U);
    EXPECT_THAT(answer.value("WWW-Authenticate"), Not(HasSubstr("stale")));
  }
  EXPECT_EQ(rig.bound(), 0U);
  EXPECT_THAT(rig.notes.take(),
              ElementsAre("101 401 wrong username or password", "101 401 wrong username or password"));
}

TEST(Registrar, OfSeveralAlgorithmsEachHasItsChallenge) {
  auto options = pbx_options();
  options.registrar.digest.algorithms = {DigestAlgorithm::Sha512_256, DigestAlgorithm::Sha256,
                                         DigestAlgorithm::Md5};
  PbxRig rig(options);
  const auto challenges = rig.ask(Register{}.text()).all("WWW-Authenticate");
  EXPECT_THAT(challenges, ElementsAre(HasSubstr("SHA-512-256"), HasSubstr("SHA-256"), HasSubstr("MD5")));
  EXPECT_EQ(rig.enrol({}).status(), 200U);
}

TEST(Registrar, AnOldNonceIsStale) {
  PbxRig rig;
  const Heard challenge = rig.ask(Register{}.text());
  rig.wait(seconds(61));
  const Heard stale = rig.ask(PbxRig::with_digest({}, challenge, "101", "open sesame").text());
  EXPECT_EQ(stale.status(), 401U);
  EXPECT_THAT(stale.value("WWW-Authenticate"), HasSubstr("stale=true"));
  Register again;
  again.via += "-3";
  again.cseq = 2;
  EXPECT_EQ(rig.ask(PbxRig::with_digest(again, stale, "101", "open sesame").text()).status(), 200U);
}

TEST(Registrar, ALoginMayHaveAnotherNameThanItsUser) {
  PbxRig rig;
  Register request;
  request.to = "<sip:103@pbx.example>";
  EXPECT_EQ(rig.enrol(request, "103", "third").status(), 401U);
  EXPECT_EQ(rig.enrol(request, "login-103", "third").status(), 200U);
}

TEST(Registrar, SomebodyElsesAddressIsForbiddenAndAnUnknownOneIsNotFound) {
  PbxRig rig;
  Register request;
  request.to = "<sip:102@pbx.example>";
  EXPECT_EQ(rig.enrol(request).status(), 403U);
  request.to = "<sip:999@pbx.example>";
  EXPECT_EQ(rig.enrol(request).status(), 404U);
  request.to = "<tel:+15550101>";
  EXPECT_EQ(rig.enrol(request).status(), 404U);
  EXPECT_EQ(rig.bound(), 0U);
  EXPECT_THAT(rig.notes.take(), ElementsAre("102 403 Forbidden", "999 404 Not Found", " 404 Not Found"));
}

// 10.3 step 5: parameters do not count, and escapes are what they stand for.
TEST(Registrar, TheAddressIsReadInItsCanonicalForm) {
  PbxRig rig;
  Register request;
  request.to = "\"Desk\" <sip:%3101@PBX.example:5060;transport=udp>";
  EXPECT_EQ(rig.enrol(request).status(), 200U);
  EXPECT_EQ(rig.pbx.registrar().bindings().of(0).size(), 1U);
}

TEST(Registrar, OnlyItsOwnDomainsAreServed) {
  auto options = pbx_options();
  options.registrar.domains = {"pbx.example"};
  PbxRig rig(options);
  Register request;
  request.uri = "sip:other.example";
  EXPECT_EQ(rig.ask(request.text()).status(), 404U);
  request.uri = "sip:PBX.EXAMPLE";
  request.to = "<sip:101@other.example>";
  EXPECT_EQ(rig.enrol(request).status(), 404U);
  request.to = "<sip:101@pbx.example>";
  EXPECT_EQ(rig.enrol(request).status(), 200U);
}

TEST(Registrar, AnUnknownExtensionIsNamed) {
  PbxRig rig;
  Register request;
  request.more = "Require: gruu, path\r\n";
  const Heard answer = rig.ask(request.text());
  EXPECT_EQ(answer.status(), 420U);
  EXPECT_EQ(answer.value("Unsupported"), "gruu");
}

TEST(Registrar, WhoGuessesIsSlowed) {
  PbxRig rig;
  Heard slow;
  for (int i = 0; i < 20 && slow.status() != 503; ++i) slow = rig.enrol({}, "101", "guess");
  EXPECT_EQ(slow.status(), 503U);
  EXPECT_NE(slow.value("Retry-After"), "");
}

// --- Contacts: steps 6 and 7

TEST(Registrar, TheTimeIsTheContactsThenTheHeadersThenTheUsual) {
  PbxRig rig;
  EXPECT_THAT(rig.enrol_contact("<sip:a@h>;expires=120, <sip:b@h>", "Expires: 240\r\n").contacts(),
              ElementsAre("<sip:a@h>;expires=120", "<sip:b@h>;expires=240"));
  EXPECT_THAT(rig.enrol_contact("<sip:c@h>;expires=soon").contacts(),
              testing::Contains("<sip:c@h>;expires=3600"));
  EXPECT_THAT(rig.enrol_contact("<sip:c@h>;expires=86400").contacts(),
              testing::Contains("<sip:c@h>;expires=7200"));
}

TEST(Registrar, WhatIsTooBriefIsToldTheLeast) {
  PbxRig rig;
  const Heard brief = rig.enrol_contact("<sip:a@h>;expires=59");
  EXPECT_EQ(brief.status(), 423U);
  EXPECT_EQ(brief.value("Min-Expires"), "60");
  EXPECT_EQ(rig.enrol_contact("<sip:a@h>;expires=60").status(), 200U);
}

// Step 7 allows the refusal below one hour alone.
TEST(Registrar, AnHourIsNeverTooBrief) {
  auto options = pbx_options();
  options.registrar.least_expires = 7000;
  PbxRig rig(options);
  EXPECT_EQ(rig.enrol_contact("<sip:a@h>;expires=3599").status(), 423U);
  EXPECT_THAT(rig.enrol_contact("<sip:a@h>;expires=3600").contacts(), ElementsAre("<sip:a@h>;expires=3600"));
}

TEST(Registrar, AllOfARequestIsDoneOrNothing) {
  PbxRig rig;
  rig.enrol_contact("<sip:a@h>");
  EXPECT_EQ(rig.enrol_contact("<sip:a@h>;expires=0, <sip:b@h>;expires=5").status(), 423U);
  EXPECT_THAT(rig.enrol_contact("").contacts(), ElementsAre(StartsWith("<sip:a@h>")));
}

TEST(Registrar, WithoutAContactItOnlyLists) {
  PbxRig rig;
  rig.enrol_contact("<sip:a@h>;q=0.5;expires=100");
  rig.wait(seconds(40));
  const Heard list = rig.enrol_contact("");
  EXPECT_EQ(list.status(), 200U);
  EXPECT_THAT(list.contacts(), ElementsAre("<sip:a@h>;q=0.5;expires=60"));
  EXPECT_EQ(rig.pbx.registrar().bindings().of(0).front().q(), 500U);
}

TEST(Registrar, AnEquivalentUriIsTheSameBinding) {
  PbxRig rig;
  rig.enrol_contact("<sip:a@H.example;transport=tcp>");
  rig.enrol_contact("<sip:%61@h.EXAMPLE;Transport=TCP>;q=0.2");
  EXPECT_EQ(rig.bound(), 1U);
  rig.enrol_contact("<sip:a@h.example>");
  EXPECT_EQ(rig.bound(), 2U);
  EXPECT_THAT(rig.notes.take(),
              ElementsAre("101 registered sip:a@H.example;transport=tcp",
                          "101 refreshed sip:%61@h.EXAMPLE;Transport=TCP", "101 registered sip:a@h.example"));
}

TEST(Registrar, AContactWithoutBracketsHasItsParametersForItself) {
  PbxRig rig;
  EXPECT_THAT(
      rig.enrol_contact("\"A, B\" <sip:a@h;x=1>;y, sip:b@h;expires=90;methods=\"INVITE, BYE\"").contacts(),
      ElementsAre("<sip:a@h;x=1>;y;expires=3600", "<sip:b@h>;methods=\"INVITE, BYE\";expires=90"));
}

TEST(Registrar, ZeroRemovesAndAnUnknownOneIsNoMistake) {
  PbxRig rig;
  rig.enrol_contact("<sip:a@h>, <sip:b@h>");
  const Heard left = rig.enrol_contact("<sip:a@h>;expires=0, <sip:never@h>;expires=0");
  EXPECT_EQ(left.status(), 200U);
  EXPECT_THAT(left.contacts(), ElementsAre(StartsWith("<sip:b@h>")));
  EXPECT_THAT(rig.notes.take(), testing::Contains("101 removed sip:a@h"));
}

TEST(Registrar, AStarRemovesAllAndOnlyWithExpiresZero) {
  PbxRig rig;
  rig.enrol_contact("<sip:a@h>, <sip:b@h>");
  EXPECT_EQ(rig.enrol_contact("*").status(), 400U);
  EXPECT_EQ(rig.enrol_contact("*", "Expires: 60\r\n").status(), 400U);
  EXPECT_EQ(rig.enrol_contact("*, <sip:a@h>", "Expires: 0\r\n").status(), 400U);
  EXPECT_EQ(rig.enrol_contact("<sip:a@h>\r\nContact: *", "Expires: 0\r\n").status(), 400U);
  EXPECT_EQ(rig.bound(), 2U);
  const Heard done = rig.enrol_contact("*", "Expires: 0\r\n");
  EXPECT_EQ(done.status(), 200U);
  EXPECT_THAT(done.contacts(), IsEmpty());
  EXPECT_EQ(rig.bound(), 0U);
}

TEST(Registrar, OfOneCallIdOnlyANewerRequestCounts) {
  PbxRig rig;
  Register request;
  request.cseq = 1000;
  EXPECT_EQ(rig.enrol(request).status(), 200U);
  request.cseq = 10;
  EXPECT_EQ(rig.enrol(request).status(), 500U);
  request.contact = "Contact: *\r\n";
  request.more = "Expires: 0\r\n";
  EXPECT_EQ(rig.enrol(request).status(), 500U);
  EXPECT_EQ(rig.bound(), 1U);
  request.call_id = "another";
  EXPECT_EQ(rig.enrol(request).status(), 200U);
  EXPECT_EQ(rig.bound(), 0U);
}

TEST(Registrar, BrokenContactsAndAddressesAreRefused) {
  PbxRig rig;
  EXPECT_EQ(rig.ask([] {
                 Register request;
                 request.contact = "Contact: <sip:a@h\r\n";
                 return request.text();
               }())
                .status(),
            400U);
  EXPECT_EQ(rig.ask([] {
                 Register request;
                 request.to = "<sip:>";
                 return request.text();
               }())
                .status(),
            400U);
  for (const char* contact :
       {"<sip:a@h>;q=1.5", "<sip:a@h>;q=", "<sip:a@h>;reg-id=0", "<sip:a@h>;=x", "<mailto:a\"b@h>"})
    EXPECT_EQ(rig.enrol_contact(contact).status(), 400U) << contact;
  EXPECT_EQ(rig.bound(), 0U);
}

TEST(Registrar, WhatIsTooMuchIsRefused) {
  PbxRig rig;
  EXPECT_EQ(rig.enrol_contact("<sip:" + std::string(600, 'a') + "@h>").status(), 400U);
  EXPECT_EQ(rig.enrol_contact("<sip:a@h>;x=\"" + std::string(1100, 'a') + "\"").status(), 400U);
  std::string list;
  for (int i = 0; i < 10; ++i) list += (i == 0 ? "<sip:a" : ", <sip:a") + std::to_string(i) + "@h>";
  EXPECT_EQ(rig.enrol_contact(list).contacts().size(), 10U);
  EXPECT_EQ(rig.enrol_contact("<sip:b@h>").status(), 403U);
  EXPECT_EQ(rig.enrol_contact("<sip:a0@h>;expires=0, <sip:b@h>").status(), 200U);
  for (int i = 10; i < 17; ++i) list += ", <sip:a" + std::to_string(i) + "@h>";
  EXPECT_EQ(rig.enrol_contact(list).status(), 400U);
  EXPECT_EQ(rig.bound(), 10U);
}

TEST(Registrar, ABindingLeavesWhenItsTimeIsOver) {
  PbxRig rig;
  rig.enrol_contact("<sip:a@h>;expires=100, <sip:b@h>;expires=200");
  rig.notes.take();
  rig.wait(seconds(101));
  EXPECT_THAT(rig.notes.take(), ElementsAre("101 expired sip:a@h"));
  rig.enrol_contact("<sip:b@h>;expires=200");
  rig.wait(seconds(199));
  EXPECT_EQ(rig.bound(), 1U);
  rig.wait(seconds(2));
  EXPECT_THAT(rig.notes.take(), ElementsAre("101 refreshed sip:b@h", "101 expired sip:b@h"));
}

// --- The way: RFC 3327, 3608, 5626

TEST(Registrar, PathIsKeptAndGivenBack) {
  auto options = pbx_options();
  options.registrar.service_route = "<sip:pbx.example;lr>";
  PbxRig rig(options);
  const Heard done = rig.enrol_contact(
      "<sip:a@h>", "Supported: path\r\nPath: <sip:one;lr>\r\nPath: <sip:two;lr>, <sip:three;lr>\r\n");
  EXPECT_THAT(done.all("Path"), ElementsAre("<sip:one;lr>", "<sip:two;lr>, <sip:three;lr>"));
  EXPECT_EQ(done.value("Service-Route"), "<sip:pbx.example;lr>");
  EXPECT_EQ(rig.pbx.registrar().bindings().of(0).front().path(),
            "<sip:one;lr>, <sip:two;lr>, <sip:three;lr>");
  EXPECT_EQ(rig.enrol_contact("<sip:a@h>", "Path: no address\r\n").status(), 400U);
}

constexpr const char* outbound = "Supported: path, outbound\r\n";

TEST(Registrar, AFlowIsWhatItsInstanceAndNumberSayAndNotItsUri) {
  PbxRig rig;
  const Heard done = rig.enrol_contact("<sip:a@h:1>;reg-id=1;+sip.instance=\"<urn:uuid:1>\"", outbound);
  EXPECT_EQ(done.status(), 200U);
  EXPECT_EQ(done.value("Require"), "outbound");
  rig.enrol_contact("<sip:a@h:2>;reg-id=1;+sip.instance=\"<urn:uuid:1>\"", outbound);
  EXPECT_EQ(rig.bound(), 1U);
  rig.enrol_contact("<sip:a@h:2>;reg-id=2;+sip.instance=\"<urn:uuid:1>\"", outbound);
  rig.enrol_contact("<sip:a@h:2>;reg-id=1;+sip.instance=\"<urn:uuid:2>\"", outbound);
  rig.enrol_contact("<sip:a@h:2>");
  EXPECT_EQ(rig.bound(), 4U);
  const auto& first = rig.pbx.registrar().bindings().of(0).front();
  EXPECT_EQ(first.uri(), "sip:a@h:2");
  EXPECT_EQ(first.instance(), "<urn:uuid:1>");
  EXPECT_EQ(first.reg_id(), 1U);
}

TEST(Registrar, AFlowThatIsNotAskedForIsAUriLikeAnyOther) {
  PbxRig rig;
  const Heard done = rig.enrol_contact("<sip:a@h:1>;reg-id=1;+sip.instance=\"<urn:uuid:1>\"");
  EXPECT_EQ(done.all("Require").size(), 0U);
  rig.enrol_contact("<sip:a@h:2>;reg-id=1;+sip.instance=\"<urn:uuid:1>\"");
  rig.enrol_contact("<sip:a@h:2>;reg-id=1", outbound);
  EXPECT_EQ(rig.bound(), 2U);
}

TEST(Registrar, TwoContactsAndAFlowAreOneTooMany) {
  PbxRig rig;
  EXPECT_EQ(
      rig.enrol_contact("<sip:a@h:1>;reg-id=1;+sip.instance=\"<urn:uuid:1>\", <sip:b@h>", outbound).status(),
      400U);
  EXPECT_EQ(
      rig.enrol_contact("<sip:a@h:1>;reg-id=1;+sip.instance=\"<urn:uuid:1>\", <sip:b@h>;expires=0", outbound)
          .status(),
      200U);
}

TEST(Registrar, AFirstProxyThatKeepsNoFlowsIsTold) {
  PbxRig rig;
  Register request;
  request.contact = "Contact: <sip:a@h:1>;reg-id=1;+sip.instance=\"<urn:uuid:1>\"\r\n";
  request.via = "SIP/2.0/UDP 192.0.2.20:5090;branch=z9hG4bK-proxy";
  const std::string behind = "Via: SIP/2.0/UDP 192.0.2.99;branch=z9hG4bK-phone\r\n";
  request.more = behind + outbound;
  EXPECT_EQ(rig.enrol(request).status(), 439U);
  request.more = behind + outbound + "Path: <sip:edge;lr>\r\n";
  EXPECT_EQ(rig.enrol(request).status(), 439U);
  request.more = behind + outbound + "Path: <sip:edge;lr;ob>\r\n";
  const Heard done = rig.enrol(request);
  EXPECT_EQ(done.status(), 200U);
  EXPECT_EQ(done.value("Require"), "outbound");
}

// --- Many

TEST(Registrar, TenThousandUsersAreFoundEach) {
  pbx::PbxOptions options;
  options.registrar.realm = "pbx.example";
  for (int i = 0; i < 10'000; ++i)
    options.registrar.accounts.push_back({std::to_string(10'000 + i), "p" + std::to_string(i)});
  PbxRig rig(options);
  for (const int i : {0, 1, 4'999, 9'998, 9'999}) {
    Register request;
    request.to = "<sip:" + std::to_string(10'000 + i) + "@pbx.example>";
    EXPECT_EQ(rig.enrol(request, std::to_string(10'000 + i), "p" + std::to_string(i)).status(), 200U);
  }
  EXPECT_EQ(rig.bound(), 5U);
  EXPECT_EQ(rig.pbx.registrar().user(9'999), "19999");
}

TEST(Registrar, OfTwoAccountsWithOneNameTheFirstCounts) {
  auto options = pbx_options();
  options.registrar.accounts.push_back({"101", "late"});
  options.registrar.accounts.push_back({"104", "late", "102"});
  PbxRig rig(options);
  EXPECT_EQ(rig.pbx.registrar().users(), 4U);
  EXPECT_EQ(rig.enrol({}, "101", "late").status(), 401U);
  EXPECT_EQ(rig.enrol({}).status(), 200U);
}

TEST(QValue, IsReadInThousandths) {
  EXPECT_EQ(pbx::parse_qvalue("1"), 1000);
  EXPECT_EQ(pbx::parse_qvalue("1.000"), 1000);
  EXPECT_EQ(pbx::parse_qvalue("0.05"), 50);
  EXPECT_EQ(pbx::parse_qvalue("0."), 0);
  for (const char* wrong : {"", "2", "1.1", "0.1234", ".5", "0.x", "-1"})
    EXPECT_FALSE(pbx::parse_qvalue(wrong)) << wrong;
}

}  // namespace
}  // namespace handset::test
