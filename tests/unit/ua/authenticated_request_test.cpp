#include "ua/authenticated_request.h"

#include <gtest/gtest.h>
#include <set>
#include <string>

#include "sip/digest.h"
#include "sip/validate.h"
#include "unit/ua/requester.h"
#include "unit/ua/scripted_peer.h"

namespace handset::test {
namespace {

using Answer = ua::AuthenticatedRequest::Answer;
using Failure = ua::AuthenticatedRequest::Failure;

class ARequest : public testing::Test {
 protected:
  sim::Simulation simulation{7};
  sim::Host& phone = simulation.host("phone", IpAddress::v4(192, 0, 2, 1));
  sim::Host& pbx = simulation.host("pbx", IpAddress::v4(192, 0, 2, 2));
  ScriptedPeer peer{simulation, phone};
  Requester requester{pbx, {ua::SipTransport::Udp, phone.at(5060), pbx.at(0)}};

  // Answers the n-th request with the n-th of these, and the last one again and again.
  void answer_in_turn(std::vector<std::pair<unsigned, Headers>> answers) {
    peer.script = [answers, next = std::size_t{0}](const sip::Message& request,
                                                   const Endpoint& source) mutable {
      const auto& [status, headers] = answers[std::min(next++, answers.size() - 1)];
      return respond(request, source, status, headers);
    };
  }
  void run() { simulation.run_for(minutes(3)); }

  // What RFC 3261 22.4 wants for the request at that index, all of it taken from the request but for the
  // password.
  std::string right_response(std::size_t index, DigestAlgorithm algorithm,
                             std::string_view header = "Authorization") {
    const Received& request = peer.request(index);
    const auto value = [&](std::string_view name) { return request.digest(name, header); };
    const auto ha1 = sip::digest_ha1(algorithm, "101", value("realm"), "open sesame");
    const auto [uri, nonce, qop, nc, cnonce] =
        std::array{value("uri"), value("nonce"), value("qop"), value("nc"), value("cnonce")};
    return std::string(sip::digest_response(algorithm, ha1.view(),
                                            {.method = "NOTIFY",
                                             .uri = uri,
                                             .nonce = nonce,
                                             .qop = sip::Qop::Auth,
                                             .qop_text = qop,
                                             .nc = nc,
                                             .cnonce = cnonce,
                                             .body = {}})
                           .view());
  }
};

TEST_F(ARequest, HasWhatEveryRequestNeeds) {
  answer_in_turn({{200, {}}});
  ASSERT_TRUE(requester.send(Requester::request("hello"), Requester::credentials()));
  run();
  ASSERT_EQ(peer.requests().size(), 1U);
  const Received& request = peer.request(0);
  EXPECT_EQ(request.bytes.substr(0, request.bytes.find('\r')), "NOTIFY sip:101@192.0.2.1:5060 SIP/2.0");
  EXPECT_TRUE(request.value("Via").starts_with("SIP/2.0/UDP 192.0.2.2:49152;branch=z9hG4bK"));
  EXPECT_TRUE(request.value("Via").ends_with(";rport"));
  EXPECT_EQ(request.value("Max-Forwards"), "70");
  EXPECT_TRUE(request.value("From").starts_with("<sip:pbx@192.0.2.2>;tag="));
  EXPECT_EQ(request.value("To"), "<sip:101@192.0.2.1:5060>");
  EXPECT_FALSE(request.value("Call-ID").empty());
  EXPECT_EQ(request.value("CSeq"), "1 NOTIFY");
  EXPECT_EQ(request.value("Contact"), "<sip:pbx@192.0.2.2>");
  EXPECT_EQ(request.value("User-Agent"), "Requester");
  EXPECT_EQ(request.value("Event"), "XML-Service");
  EXPECT_EQ(request.value("Content-Length"), "5");
  EXPECT_EQ(request.body(), "hello");
  EXPECT_EQ(request.count("Authorization"), 0U);
}

TEST_F(ARequest, PassesTheRulesOfAServer) {
  peer.script = [](const sip::Message& request, const Endpoint& source) {
    EXPECT_TRUE(sip::check(request).ok()) << sip::check(request).reason;
    return respond(request, source, 200);
  };
  ASSERT_TRUE(requester.send());
  run();
  EXPECT_EQ(requester.status, 200U);
}

TEST_F(ARequest, LeavesOutContactAndUserAgentWhenThereAreNone) {
  answer_in_turn({{200, {}}});
  auto request = Requester::request();
  request.contact.clear();
  request.style.user_agent.clear();
  ASSERT_TRUE(requester.send(request, Requester::credentials()));
  run();
  EXPECT_EQ(peer.request(0).count("Contact"), 0U);
  EXPECT_EQ(peer.request(0).count("User-Agent"), 0U);
}

TEST_F(ARequest, EndsWithAPlainFinalAnswer) {
  answer_in_turn({{486, {{"Retry-After", "5"}}}});
  ASSERT_TRUE(requester.send());
  run();
  EXPECT_EQ(requester.ends, 1);
  EXPECT_EQ(requester.status, 486U);
  EXPECT_EQ(requester.answer, Answer::Plain);
}

TEST_F(ARequest, WaitsForTheFinalAnswerBehindAProvisionalOne) {
  answer_in_turn({{100, {}}, {200, {}}});
  ASSERT_TRUE(requester.send());
  run();
  EXPECT_EQ(requester.statuses, (std::vector<unsigned>{100, 200}));
  EXPECT_EQ(requester.answer, Answer::Plain);
}

TEST_F(ARequest, IsSentAgainWithCredentialsWhenChallenged) {
  answer_in_turn({{401, {challenge("phone", "n1")}}, {200, {}}});
  ASSERT_TRUE(requester.send());
  run();
  EXPECT_EQ(requester.answer, Answer::Plain);
  EXPECT_EQ(requester.status, 200U);
  EXPECT_EQ(requester.underlying().times_authorized(), 1U);
  ASSERT_EQ(peer.requests().size(), 2U);
  EXPECT_EQ(peer.request(1).digest("username"), "101");
  EXPECT_EQ(peer.request(1).digest("realm"), "phone");
  EXPECT_EQ(peer.request(1).digest("nonce"), "n1");
  EXPECT_EQ(peer.request(1).digest("nc"), "00000001");
  EXPECT_EQ(peer.request(1).digest("response"), right_response(1, DigestAlgorithm::Md5));
}

TEST_F(ARequest, ThatIsSentAgainIsTheSameCallInANewTransaction) {
  answer_in_turn({{401, {challenge("phone", "n1")}}, {200, {}}});
  ASSERT_TRUE(requester.send(Requester::request("body"), Requester::credentials()));
  run();
  const Received& first = peer.request(0);
  const Received& second = peer.request(1);
  EXPECT_EQ(second.value("Call-ID"), first.value("Call-ID"));
  EXPECT_EQ(second.value("From"), first.value("From"));
  EXPECT_EQ(second.value("To"), first.value("To"));  // the tag of a refusal makes no dialog
  EXPECT_EQ(second.value("CSeq"), "2 NOTIFY");
  EXPECT_NE(second.branch(), first.branch());
  EXPECT_EQ(second.body(), "body");
}

TEST_F(ARequest, SignsTheRequestUriExactlyAsItIsSent) {
  answer_in_turn({{401, {challenge("phone", "n1")}}, {200, {}}});
  auto request = Requester::request();
  request.request_uri = "sip:1%301@192.0.2.1:5060;Transport=UDP";
  ASSERT_TRUE(requester.send(request, Requester::credentials()));
  run();
  EXPECT_EQ(peer.request(1).digest("uri"), request.request_uri);
  EXPECT_TRUE(peer.request(1).bytes.starts_with("NOTIFY " + request.request_uri + " SIP/2.0\r\n"));
}

TEST_F(ARequest, ConvincesARealDigestCheck) {
  DigestGate gate(phone, "phone.example");
  peer.script = gate.script();
  ASSERT_TRUE(requester.send());
  run();
  EXPECT_EQ(requester.status, 200U);
  EXPECT_EQ(gate.accepted(), 1);
}

TEST_F(ARequest, AnswersA407ForTheProxy) {
  answer_in_turn({{407, {proxy_challenge("proxy", "n1")}}, {200, {}}});
  ASSERT_TRUE(requester.send());
  run();
  EXPECT_EQ(requester.answer, Answer::Plain);
  EXPECT_EQ(peer.request(1).count("Authorization"), 0U);
  EXPECT_EQ(peer.request(1).digest("response", "Proxy-Authorization"),
            right_response(1, DigestAlgorithm::Md5, "Proxy-Authorization"));
}

TEST_F(ARequest, TakesASecondChallengeForARefusal) {
  answer_in_turn({{401, {challenge("phone", "n1")}}, {401, {challenge("phone", "n2")}}});
  ASSERT_TRUE(requester.send());
  run();
  EXPECT_EQ(requester.answer, Answer::Rejected);
  EXPECT_EQ(requester.status, 401U);
  EXPECT_EQ(requester.ends, 1);
  EXPECT_EQ(peer.requests().size(), 2U);
}

TEST_F(ARequest, TriesOnceMoreWhenOnlyTheNonceWasStale) {
  answer_in_turn(
      {{401, {challenge("phone", "n1")}}, {401, {challenge("phone", "n2", ", stale=TRUE")}}, {200, {}}});
  ASSERT_TRUE(requester.send());
  run();
  EXPECT_EQ(requester.status, 200U);
  ASSERT_EQ(peer.requests().size(), 3U);
  EXPECT_EQ(peer.request(2).digest("nonce"), "n2");
  EXPECT_EQ(peer.request(2).digest("nc"), "00000001");
  EXPECT_EQ(peer.request(2).digest("response"), right_response(2, DigestAlgorithm::Md5));
  EXPECT_EQ(peer.request(2).value("CSeq"), "3 NOTIFY");
}

TEST_F(ARequest, GivesUpWhenEachNonceIsCalledStale) {
  answer_in_turn({{401, {challenge("phone", "n", ", stale=true")}}});
  ASSERT_TRUE(requester.send());
  run();
  EXPECT_EQ(requester.answer, Answer::Unusable);
  EXPECT_EQ(peer.requests().size(), 3U);
}

TEST_F(ARequest, IsRefusedWhenANonceIsNotStaleAfterAStaleOne) {
  answer_in_turn({{401, {challenge("phone", "n1")}},
                  {401, {challenge("phone", "n2", ", stale=true")}},
                  {401, {challenge("phone", "n3")}}});
  ASSERT_TRUE(requester.send());
  run();
  EXPECT_EQ(requester.answer, Answer::Rejected);
  EXPECT_EQ(peer.requests().size(), 3U);
}

TEST_F(ARequest, AnswersAProxyAndThePhoneBehindIt) {
  answer_in_turn({{407, {proxy_challenge("proxy", "p1")}}, {401, {challenge("phone", "n1")}}, {200, {}}});
  ASSERT_TRUE(requester.send());
  run();
  EXPECT_EQ(requester.status, 200U);
  ASSERT_EQ(peer.requests().size(), 3U);
  const Received& last = peer.request(2);
  EXPECT_EQ(last.digest("realm"), "phone");
  EXPECT_EQ(last.digest("nc"), "00000001");
  EXPECT_EQ(last.digest("realm", "Proxy-Authorization"), "proxy");
  EXPECT_EQ(last.digest("nc", "Proxy-Authorization"), "00000002");
  EXPECT_EQ(last.digest("response"), right_response(2, DigestAlgorithm::Md5));
  EXPECT_EQ(last.digest("response", "Proxy-Authorization"),
            right_response(2, DigestAlgorithm::Md5, "Proxy-Authorization"));
}

TEST_F(ARequest, TellsTheSameRealmOfProxyAndPhoneApart) {
  answer_in_turn({{407, {proxy_challenge("example", "p1")}}, {401, {challenge("example", "n1")}}, {200, {}}});
  ASSERT_TRUE(requester.send());
  run();
  EXPECT_EQ(requester.status, 200U);
}

TEST_F(ARequest, StopsAPeerThatInventsRealms) {
  peer.script = [n = 0](const sip::Message& request, const Endpoint& source) mutable {
    return respond(request, source, 401, {challenge("realm " + std::to_string(++n), "n")});
  };
  ASSERT_TRUE(requester.send());
  run();
  EXPECT_EQ(requester.answer, Answer::Unusable);
  EXPECT_EQ(peer.requests().size(), 5U);  // one without credentials, four realms
}

TEST_F(ARequest, AnswersAnyRealmAsItIsWritten) {
  answer_in_turn({{401, {challenge(R"(a \"strange\" realm)", "n1")}}, {200, {}}});
  ASSERT_TRUE(requester.send());
  run();
  EXPECT_EQ(peer.request(1).digest("realm"), R"(a \"strange\" realm)");
  const auto ha1 = sip::digest_ha1(DigestAlgorithm::Md5, "101", R"(a "strange" realm)", "open sesame");
  const std::string nc = peer.request(1).digest("nc");
  const std::string cnonce = peer.request(1).digest("cnonce");
  EXPECT_EQ(peer.request(1).digest("response"), sip::digest_response(DigestAlgorithm::Md5, ha1.view(),
                                                                     {.method = "NOTIFY",
                                                                      .uri = "sip:101@192.0.2.1:5060",
                                                                      .nonce = "n1",
                                                                      .qop = sip::Qop::Auth,
                                                                      .qop_text = "auth",
                                                                      .nc = nc,
                                                                      .cnonce = cnonce,
                                                                      .body = {}})
                                                    .view());
}

const Headers sha_then_md5{challenge("phone", "n1", ", algorithm=SHA-256"),
                           challenge("phone", "n1", ", algorithm=MD5")};

TEST_F(ARequest, TakesTheTopmostAlgorithmThatItKnows) {
  answer_in_turn({{401, sha_then_md5}, {200, {}}});
  ASSERT_TRUE(requester.send());
  run();
  EXPECT_EQ(peer.request(1).digest("algorithm"), "SHA-256");
  EXPECT_EQ(peer.request(1).digest("response"), right_response(1, DigestAlgorithm::Sha256));
}

TEST_F(ARequest, SkipsAlgorithmsThatItDoesNotKnow) {
  answer_in_turn(
      {{401, {challenge("phone", "n0", ", algorithm=SHA3-512"), challenge("phone", "n1", ", algorithm=MD5")}},
       {200, {}}});
  ASSERT_TRUE(requester.send());
  run();
  EXPECT_EQ(peer.request(1).digest("nonce"), "n1");
  EXPECT_EQ(requester.status, 200U);
}

TEST_F(ARequest, CanBeHeldToOneAlgorithm) {
  answer_in_turn({{401, sha_then_md5}, {200, {}}});
  ASSERT_TRUE(requester.send(DigestAlgorithm::Md5));
  run();
  EXPECT_EQ(peer.request(1).digest("algorithm"), "MD5");
  EXPECT_EQ(peer.request(1).digest("response"), right_response(1, DigestAlgorithm::Md5));
}

TEST_F(ARequest, IsNotAnsweredWithAWeakerAlgorithmThanAskedFor) {
  answer_in_turn({{401, {challenge("phone", "n1", ", algorithm=MD5")}}});
  ASSERT_TRUE(requester.send(DigestAlgorithm::Sha256));
  run();
  EXPECT_EQ(requester.answer, Answer::Unusable);
  EXPECT_EQ(requester.underlying().why_unusable().code, Errc::Refused);
  EXPECT_EQ(peer.requests().size(), 1U);
}

TEST_F(ARequest, NeverSendsThePasswordToABasicChallenge) {
  answer_in_turn({{401, {{"WWW-Authenticate", "Basic realm=\"phone\""}}}});
  ASSERT_TRUE(requester.send());
  run();
  EXPECT_EQ(requester.answer, Answer::Unusable);
  EXPECT_EQ(peer.requests().size(), 1U);
}

TEST_F(ARequest, EndsAtA401WithoutAChallenge) {
  answer_in_turn({{401, {}}});
  ASSERT_TRUE(requester.send());
  run();
  EXPECT_EQ(requester.answer, Answer::Unusable);
  EXPECT_EQ(requester.underlying().why_unusable().code, Errc::NotFound);
}

TEST_F(ARequest, IgnoresTheChallengeOfTheOtherKind) {
  answer_in_turn({{401, {proxy_challenge("proxy", "n1")}}});
  ASSERT_TRUE(requester.send());
  run();
  EXPECT_EQ(requester.answer, Answer::Unusable);
  EXPECT_EQ(peer.requests().size(), 1U);
}

TEST_F(ARequest, WithoutAUserNameAnswersNoChallenge) {
  answer_in_turn({{401, {challenge("phone", "n1")}}});
  ASSERT_TRUE(requester.send(Requester::request(), {}));
  run();
  EXPECT_EQ(requester.answer, Answer::Unusable);
  EXPECT_EQ(peer.requests().size(), 1U);
}

TEST_F(ARequest, IsRepeatedAtT1AndDoublingUpToT2) {
  ASSERT_TRUE(requester.send());
  const SteadyTime start = simulation.now();
  run();
  std::vector<Duration> delays;
  for (const auto& request : peer.requests()) {
    delays.push_back(request.at - start - milliseconds(1));  // the way there
    EXPECT_EQ(request.bytes, peer.request(0).bytes);
  }
  EXPECT_EQ(delays, (std::vector<Duration>{milliseconds(0), milliseconds(500), milliseconds(1500),
                                           milliseconds(3500), milliseconds(7500), milliseconds(11500),
                                           milliseconds(15500), milliseconds(19500), milliseconds(23500),
                                           milliseconds(27500), milliseconds(31500)}));
  EXPECT_EQ(requester.sent, 1);
  EXPECT_EQ(requester.sent_again, 10);
}

TEST_F(ARequest, FailsAtTimerF) {
  ASSERT_TRUE(requester.send());
  simulation.run_for(milliseconds(31999));
  EXPECT_EQ(requester.ends, 0);
  simulation.run_for(milliseconds(1));
  EXPECT_EQ(requester.failure, Failure::Timeout);
  run();
  EXPECT_EQ(requester.ends, 1);
}

TEST_F(ARequest, ObeysItsOwnTimers) {
  Requester hasty(pbx, {ua::SipTransport::Udp, phone.at(5060), pbx.at(0)},
                  {.t1 = milliseconds(100), .t2 = milliseconds(200), .f = milliseconds(450)});
  ASSERT_TRUE(hasty.send());
  simulation.run_for(seconds(1));
  EXPECT_EQ(hasty.failure, Failure::Timeout);
  EXPECT_EQ(peer.requests().size(), 3U);  // at 0, 100 and 300 ms
}

TEST_F(ARequest, SurvivesTheLossOfEachMessageOnce) {
  DigestGate gate(phone, "phone");
  // Of each pair of request and answer the first is lost on its way there, the second on its way back.
  peer.script = [&, n = 0](const sip::Message& request, const Endpoint& source) mutable {
    ++n;
    if (n % 3 == 1) return std::string{};
    const std::string answer = gate(request, source);
    return n % 3 == 0 ? answer : std::string{};
  };
  ASSERT_TRUE(requester.send());
  run();
  EXPECT_EQ(requester.status, 200U);
  EXPECT_EQ(gate.accepted(), 1);
  EXPECT_EQ(peer.requests().size(), 6U);
}

TEST_F(ARequest, AnswersARepeatedChallengeOnce) {
  simulation.wire().set_link({.duplicate = 1});
  answer_in_turn({{401, {challenge("phone", "n1")}}, {401, {challenge("phone", "n1")}}, {200, {}}});
  ASSERT_TRUE(requester.send());
  run();
  EXPECT_EQ(requester.sent, 2);
  EXPECT_EQ(requester.ends, 1);
}

TEST_F(ARequest, DropsWhatIsNoAnswerToIt) {
  peer.script = [&](const sip::Message& request, const Endpoint& source) {
    const std::string answer = respond(request, source, 200);
    std::string foreign = answer;
    foreign.replace(foreign.find("z9hG4bK") + 7, 4, "0000");
    std::string other_method = answer;
    other_method.replace(other_method.find("1 NOTIFY"), 8, "1 OPTIONS");
    std::string two_vias = answer;
    two_vias.insert(two_vias.find("Via:"), "Via: SIP/2.0/UDP 192.0.2.9;branch=z9hG4bKx\r\n");
    for (const std::string& noise : {foreign, other_method, two_vias, std::string("not SIP"), std::string(),
                                     std::string(request.bytes())})
      peer.send_to(source, noise);
    return std::string{};
  };
  ASSERT_TRUE(requester.send());
  run();
  EXPECT_TRUE(requester.statuses.empty());
  EXPECT_EQ(requester.failure, Failure::Timeout);
}

TEST_F(ARequest, RefusesToWriteAValueThatBreaksItsLine) {
  auto injected = Requester::request();
  injected.headers.push_back({"Subject", "hello\r\nEvent: resync"});
  const auto sent = requester.send(injected, Requester::credentials());
  ASSERT_FALSE(sent);
  EXPECT_EQ(sent.error().code, Errc::Malformed);
  EXPECT_EQ(requester.send(Requester::request(), {"10\r\n1", "x", {}}).error().code, Errc::Malformed);
  run();
  EXPECT_TRUE(peer.requests().empty());
  EXPECT_EQ(requester.ends, 0);
}

TEST_F(ARequest, RefusesWhatFitsIntoNoDatagram) {
  const auto sent = requester.send(Requester::request(std::string(65507, 'x')), Requester::credentials());
  ASSERT_FALSE(sent);
  EXPECT_EQ(sent.error().code, Errc::TooLarge);
}

TEST_F(ARequest, MayBeDestroyedFromItsLastCall) {
  requester.when_done = [](Requester& self) { self.forget_request(); };
  answer_in_turn({{200, {}}});
  ASSERT_TRUE(requester.send());
  run();
  EXPECT_EQ(requester.ends, 1);
}

TEST_F(ARequest, CanBeStartedAnewFromItsLastCall) {
  answer_in_turn({{500, {}}, {401, {challenge("phone", "n1")}}, {200, {}}});
  requester.when_done = [](Requester& self) {
    if (self.ends == 1) {
      EXPECT_TRUE(self.send());
    }
  };
  ASSERT_TRUE(requester.send());
  run();
  EXPECT_EQ(requester.ends, 2);
  EXPECT_EQ(requester.status, 200U);
  EXPECT_NE(peer.request(1).value("Call-ID"), peer.request(0).value("Call-ID"));
  EXPECT_EQ(peer.request(1).value("CSeq"), "1 NOTIFY");
}

TEST_F(ARequest, NeverRepeatsAClientNonceOrABranch) {
  peer.script = [n = 0](const sip::Message& request, const Endpoint& source) mutable {
    return respond(request, source, 401, {challenge("realm " + std::to_string(++n), "n")});
  };
  ASSERT_TRUE(requester.send());
  run();
  std::set<std::string> branches;
  std::set<std::string> cnonces;
  for (const auto& request : peer.requests()) {
    branches.insert(request.branch());
    if (request.count("Authorization") != 0) cnonces.insert(request.digest("cnonce"));
  }
  EXPECT_EQ(branches.size(), 5U);
  EXPECT_EQ(cnonces.size(), 4U);
}

// --- Requests that follow each other

TEST_F(ARequest, OfASeriesGoesOnWithItsCallAndHasItsCredentialsFromTheStart) {
  ua::RequestSeries series;
  answer_in_turn({{401, {challenge("phone", "n1")}}, {200, {}}});
  for (int i = 0; i < 3; ++i) {
    ASSERT_TRUE(requester.send(series));
    run();
    EXPECT_EQ(requester.answer, Answer::Plain);
  }
  ASSERT_EQ(peer.requests().size(), 4U) << "it is challenged once in three requests";
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_EQ(peer.request(i).value("Call-ID"), peer.request(0).value("Call-ID"));
    EXPECT_EQ(peer.request(i).value("CSeq"), std::to_string(i + 1) + " NOTIFY");
  }
  EXPECT_EQ(peer.request(3).digest("nonce"), "n1");
  EXPECT_EQ(peer.request(3).digest("nc"), "00000003");
  EXPECT_EQ(peer.request(3).digest("response"), right_response(3, DigestAlgorithm::Md5));
}

TEST_F(ARequest, OfASeriesTakesANewNonceWhenItsOldOneIsRefused) {
  ua::RequestSeries series;
  answer_in_turn(
      {{401, {challenge("phone", "n1")}}, {200, {}}, {401, {challenge("phone", "n2")}}, {200, {}}});
  for (int i = 0; i < 2; ++i) {
    ASSERT_TRUE(requester.send(series));
    run();
  }
  EXPECT_EQ(requester.answer, Answer::Plain);
  ASSERT_EQ(peer.requests().size(), 4U);
  EXPECT_EQ(peer.request(2).digest("nonce"), "n1");
  EXPECT_EQ(peer.request(3).digest("nonce"), "n2");
  EXPECT_EQ(peer.request(3).digest("nc"), "00000001");
}

TEST_F(ARequest, OfASeriesIsRejectedAfterItsSecondRefusal) {
  ua::RequestSeries series;
  answer_in_turn({{401, {challenge("phone", "n1")}}, {200, {}}, {401, {challenge("phone", "n2")}}});
  for (int i = 0; i < 2; ++i) {
    ASSERT_TRUE(requester.send(series));
    run();
  }
  EXPECT_EQ(requester.answer, Answer::Rejected);
  EXPECT_EQ(peer.requests().size(), 4U);
}

TEST_F(ARequest, OfASeriesDoesNotCollectRealmsForEver) {
  ua::RequestSeries series;
  int realm = 0;
  peer.script = [&](const sip::Message& request, const Endpoint& source) {
    return respond(request, source, 401, {challenge("realm" + std::to_string(++realm), "n")});
  };
  for (int i = 0; i < 20; ++i) {
    ASSERT_TRUE(requester.send(series));
    run();
    EXPECT_EQ(requester.answer, Answer::Unusable);
  }
  EXPECT_LE(series.answered.size(), 2 * ua::RequestSeries::most_answered);
}

}  // namespace
}  // namespace handset::test
