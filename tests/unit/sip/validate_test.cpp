// The verdicts of RFC 4475 and RFC 5118 that the message alone decides, each with the defect of its section
// in a message of our own.
#include "sip/validate.h"

#include <array>
#include <gtest/gtest.h>
#include <string>

#include "sample_messages.h"
#include "sip/via.h"

namespace handset::sip {
namespace {

using namespace std::string_view_literals;

// The status to answer with; 200 when nothing is wrong; 0 when the message is to be dropped.
unsigned status_of(const std::string& text, std::span<const std::string_view> supported = {}) {
  Message message;
  const auto parsed = message.parse(text);
  if (!parsed) return message.answerable() ? verdict_for(message, parsed.error()).status : 0;
  if (message.is_response()) return check_response(message) ? 200 : 0;
  Verdict verdict = check(message);
  if (verdict.ok()) verdict = check_require(message, supported);
  if (!verdict.ok()) {
    EXPECT_FALSE(verdict.reason.empty());
  }
  return verdict.ok() ? 200 : verdict.status;
}
unsigned status_of(const SampleRequest& request) {
  return status_of(request.text());
}

SampleRequest sample(std::string_view line) {
  return SampleRequest().replace(line);
}
SampleRequest to_uri(std::string_view uri) {
  return SampleRequest().start_line("NOTIFY " + std::string(uri) + " SIP/2.0");
}

TEST(Torture, ASoundRequestPasses) {
  EXPECT_EQ(status_of(SampleRequest()), 200U);
}

// 3.1.1.1
TEST(Torture, OddWhiteSpaceFoldingAndCaseAreUnderstood) {
  const std::string text = join_message({
      "NOTIFY sip:101@192.0.2.10;unknownparam SIP/2.0",
      "TO :\r\n sip:101@192.0.2.10 ;   tag    = 1918181833n",
      "from   : \"J Rosenberg \\\\\\\"\"       <sip:jdrosen@example.com>\r\n  ;\r\n  tag = 98asjd8",
      "MaX-fOrWaRdS: 0068",
      "Call-ID: wsinv.ndaksdj@192.0.2.1",
      "Content-Length   : 0",
      "cseq: 0009\r\n  NOTIFY",
      "Via  : SIP  /   2.0\r\n /UDP\r\n    192.0.2.2;branch=390skdjuw",
      "s :",
      "NewFangledHeader:   newfangled value\r\n continued newfangled value",
      "UnknownHeaderWithUnusualValue: ;;,,;;,;",
      "Content-Type: application/sdp",
      "v:  SIP  / 2.0  / TCP     spindle.example.com   ;\r\n  branch  =   z9hG4bK9ikj8  ,\r\n SIP  /    2.0  "
      " / UDP  "
      "192.168.255.111   ; branch=\r\n z9hG4bK30239",
      "m:\"Quoted string \\\"\\\"\" <sip:jdrosen@example.com> ; newparam =\r\n      newvalue ;\r\n  "
      "secondparam ; q = "
      "0.33",
  });
  EXPECT_EQ(status_of(text), 200U);
}

// 3.1.1.2
TEST(Torture, EveryLegalCharacterIsUnderstood) {
  const std::string method = "!interesting-Method0123456789_*+`.%indeed'~";
  const std::string to(
      "\"BEL:\\\x07 NUL:\\\0 DEL:\\\x7f\" <sip:1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*@example.com>"sv);
  EXPECT_EQ(
      status_of(
          SampleRequest()
              .start_line(method +
                          " sip:1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*:&it+has=1,weird!*pas$wo~d_"
                          "too.(doesn't-it)@example.com SIP/2.0")
              .replace("To: " + to)
              .replace("From: token1~` token2'+_ token3*%!.- <sip:mundane@example.com>"
                       ";fromParam''~+*_!.-%=\"\xd1\x80\xd0\xb0\xd0\xb1\xd0\xbe\";tag=_token~1'+`*%!-.")
              .replace("Call-ID: intmeth.word%ZK-!.*_+'@word`~)(><:\\/\"][?}{")
              .replace("CSeq: 139122385 " + method)),
      200U);
}

// 3.1.1.3, 3.1.1.4, 3.1.1.5
TEST(Torture, EscapesAreUnderstood) {
  EXPECT_EQ(status_of(to_uri("sip:sips%3Auser%40example.com@example.net")), 200U);
  EXPECT_EQ(status_of(to_uri("sip:null-%00-null@example.com")), 200U);
  EXPECT_EQ(status_of(sample("From: \"%Z%45\" <sip:resource@example.com>;tag=f232jadfj23")
                          .start_line("RE%47IST%45R sip:registrar.example.com SIP/2.0")
                          .replace("CSeq: 29344 RE%47IST%45R")),
            200U);
}

// 3.1.1.6, 3.1.1.9 to 3.1.1.11
TEST(Torture, UnusualButSoundValuesAreUnderstood) {
  EXPECT_EQ(status_of(sample("From: caller<sip:caller@example.com>;tag=323")), 200U);
  EXPECT_EQ(status_of(to_uri("sip:user;par=u%40example.net@example.com")), 200U);
  EXPECT_EQ(status_of(SampleRequest()
                          .add("Via: SIP/2.0/UNKNOWN t5.example.com;branch=z9hG4bKx")
                          .add("Via: SIP/2.0/TLS t4.example.com;branch=z9hG4bKy")),
            200U);
}

// 3.1.1.7
TEST(Torture, VeryLongValuesAreUnderstood) {
  EXPECT_EQ(status_of(to_uri("sip:user@example.com;longparam=" + std::string(4000, 'a'))
                          .replace("From: \"" + std::string(3000, 'x') + "\" <sip:a@b>;tag=1")
                          .replace("Call-ID: " + std::string(2000, 'c'))),
            200U);
}

// 3.1.1.8
TEST(Torture, ASecondRequestInTheDatagramIsIgnored) {
  EXPECT_EQ(status_of(SampleRequest().text() + SampleRequest().text()), 200U);
}

// 3.1.2.1
TEST(Torture, StrayCommasAndSemicolonsAreRefused) {
  EXPECT_EQ(status_of(sample("Via: SIP/2.0/UDP 192.0.2.15;;,;,,")), 400U);
  EXPECT_EQ(status_of(sample("Contact: \"Joe\" <sip:joe@example.org>;;;;,")), 400U);
  EXPECT_EQ(status_of(sample("Contact: ,,")), 400U);
}

// 3.1.2.2, 3.1.2.3
TEST(Torture, ALengthThatDoesNotFitIsRefused) {
  EXPECT_EQ(status_of(sample("Content-Length: 9999")), 400U);
  EXPECT_EQ(status_of(sample("Content-Length: -999")), 400U);
}

// 3.1.2.4
TEST(Torture, NumbersOutOfRangeAreRefused) {
  EXPECT_EQ(status_of(sample("CSeq: 36893488147419103232 NOTIFY")), 400U);
  EXPECT_EQ(status_of(sample("Max-Forwards: 300")), 400U);
  EXPECT_EQ(status_of(sample("Expires: 10000000000000000000000")), 400U);
  EXPECT_EQ(status_of(sample("Expires: soon")), 400U);
}

// 3.1.2.5, 3.1.2.19
TEST(Torture, ResponsesWithImpossibleNumbersAreDropped) {
  EXPECT_EQ(
      status_of(SampleRequest().start_line("SIP/2.0 200 OK").replace("CSeq: 9292394834772304023312 OPTIONS")),
      0U);
  EXPECT_EQ(status_of(SampleRequest().start_line("SIP/2.0 4294967301 better not break the receiver")), 0U);
}

// 3.1.2.6 to 3.1.2.8
TEST(Torture, AnOpenQuoteAndABracketedOrBlankRequestUriAreRefused) {
  EXPECT_EQ(status_of(sample("To: \"Mr. J. User <sip:j.user@example.com>")), 400U);
  EXPECT_EQ(status_of(to_uri("<sip:user@example.com>")), 400U);
  EXPECT_EQ(status_of(to_uri("sip:user@example.com; lr")), 400U);
}

// 3.1.2.9 to 3.1.2.11
TEST(Torture, BlanksInTheRequestLineAndHeadersInItsUriAreRefused) {
  EXPECT_EQ(status_of(SampleRequest().start_line("NOTIFY  sip:user@example.com  SIP/2.0")), 400U);
  EXPECT_EQ(status_of(SampleRequest().start_line("NOTIFY sip:user@example.com SIP/2.0  ")), 400U);
  EXPECT_EQ(status_of(to_uri("sip:user@example.com?Route=%3Csip:example.com%3E")), 400U);
}

// 3.1.2.12
TEST(Torture, ADateOfAnotherTimeZoneIsIgnored) {
  EXPECT_EQ(status_of(sample("Date: Fri, 01 Jan 2010 16:00:00 EST")), 200U);
}

// 3.1.2.13 to 3.1.2.15
TEST(Torture, AddressesThatNeedBracketsOrQuotesAreRefused) {
  EXPECT_EQ(status_of(sample("Contact: sip:user@example.com?Route=%3Csip:sip.example.com%3E")), 400U);
  EXPECT_EQ(status_of(sample("To: \"Watson, Thomas\" < sip:t.watson@example.org >")), 400U);
  EXPECT_EQ(status_of(sample("From: Bell, Alexander <sip:a.g.bell@example.com>;tag=43")), 400U);
}

// 3.1.2.16
TEST(Torture, AnotherVersionIsRefusedAsSuch) {
  EXPECT_EQ(status_of(SampleRequest().start_line("NOTIFY sip:101@192.0.2.10 SIP/7.0")), 505U);
  EXPECT_EQ(
      status_of(
          SampleRequest().start_line("NOTIFY sip:101@192.0.2.10 SIP/7.0").replace("Content-Length: 999")),
      505U);
  EXPECT_EQ(status_of(SampleRequest().start_line("NOTIFY sip:101@192.0.2.10 sip/2.0")), 200U);
}

// 3.1.2.17, 3.1.2.18
TEST(Torture, ACSeqOfAnotherMethodIsRefused) {
  EXPECT_EQ(status_of(sample("CSeq: 8 INVITE")), 400U);
  EXPECT_EQ(status_of(sample("CSeq: 8 notify")), 400U);
  EXPECT_EQ(
      status_of(SampleRequest().start_line("NEWMETHOD sip:101@192.0.2.10 SIP/2.0").replace("CSeq: 8 INVITE")),
      400U);
}

// 3.2.1
TEST(Torture, ABareCookieIsNoDefect) {
  EXPECT_EQ(status_of(sample("Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK")), 200U);
}

// 3.3.1
TEST(Torture, MissingMandatoryFieldsAreRefused) {
  for (const std::string_view name : {"Call-ID:", "From:", "To:", "CSeq:"})
    EXPECT_EQ(status_of(sample(name)), 400U) << name;
  EXPECT_EQ(status_of(sample("Call-ID:").replace("From:").replace("To:")), 400U);
  EXPECT_EQ(status_of(sample("Call-ID: ")), 400U);
}

// 3.3.2, 3.3.3
TEST(Torture, ASchemeThatIsNotSpokenIsNoMistakeOfGrammar) {
  EXPECT_EQ(status_of(to_uri("nobodyKnowsThisScheme:totallyopaquecontent")), 200U);
  EXPECT_EQ(status_of(to_uri("soap.beep://192.0.2.103:3002")), 200U);
  EXPECT_EQ(status_of(to_uri("tel:+15551234")), 200U);
}

// 3.3.4
TEST(Torture, OddSchemesInAddressesAreTolerated) {
  EXPECT_EQ(status_of(sample("To: <isbn:2983792873>")
                          .replace("From: <http://www.example.com>;tag=3234233")
                          .replace("Contact: <name:John_Smith>")),
            200U);
}

// 3.3.5
TEST(Torture, AnUnknownRequireIsRefused) {
  EXPECT_EQ(status_of(sample("Require: nothingSupportsThis, nothingSupportsThisEither")), 420U);
  EXPECT_EQ(status_of(sample("Proxy-Require: noProxiesSupportThis")), 200U);
  EXPECT_EQ(status_of(sample("Require:")), 200U);
}

TEST(Validate, ARequireThatIsSupportedPasses) {
  constexpr std::array<std::string_view, 2> supported = {"timer", "replaces"};
  EXPECT_EQ(status_of(sample("Require: Timer").text(), supported), 200U);
  EXPECT_EQ(status_of(sample("Require: timer").add("Require: 100rel, replaces").text(), supported), 420U);
}

TEST(Validate, InCancelAndAckRequireCountsForNothing) {
  EXPECT_EQ(status_of(sample("Require: x").start_line("CANCEL sip:a@b SIP/2.0").replace("CSeq: 1 CANCEL")),
            200U);
  EXPECT_EQ(status_of(sample("Require: x").start_line("ACK sip:a@b SIP/2.0").replace("CSeq: 1 ACK")), 200U);
}

// 3.3.8
TEST(Torture, FieldsThatStandOnceAreRefusedTwice) {
  for (const std::string_view line :
       {"CSeq: 59 NOTIFY", "Call-ID: other", "To: sip:other@example.com",
        "From: sip:other@example.com;tag=3413415", "Max-Forwards: 5", "Event: XML-Service", "c: text/html",
        "Date: Sat, 15 Oct 2005 04:44:56 GMT"})
    EXPECT_EQ(status_of(SampleRequest().replace("Date: Sat, 15 Oct 2005 04:44:56 GMT").add(line)), 400U)
        << line;
  EXPECT_EQ(status_of(sample("To: <sip:a@b>, <sip:c@d>")), 400U);
}

// 3.3.9
TEST(Torture, TwoContentLengthsAreRefused) {
  EXPECT_EQ(status_of(SampleRequest().add("Content-Length: 25")), 400U);
}

// 3.3.10
TEST(Torture, AResponseWithMoreThanOneViaIsDropped) {
  const auto response = SampleRequest().start_line("SIP/2.0 200 OK");
  EXPECT_EQ(status_of(response), 200U);
  EXPECT_EQ(status_of(SampleRequest(response).add("Via: SIP/2.0/UDP 255.255.255.255;branch=z9hG4bK1")), 0U);
  EXPECT_EQ(status_of(SampleRequest(response).replace("Via: SIP/2.0/UDP a, SIP/2.0/UDP b")), 0U);
}

TEST(Validate, AResponseWithoutItsFieldsIsDropped) {
  for (const std::string_view name : {"Via:", "From:", "To:", "Call-ID:", "CSeq:"})
    EXPECT_EQ(status_of(SampleRequest().start_line("SIP/2.0 200 OK").replace(name)), 0U) << name;
  EXPECT_EQ(status_of(SampleRequest().start_line("SIP/3.0 200 OK")), 0U);
}

// 3.3.11, 3.4.1
TEST(Torture, NoHopsLeftAndAnOldStyleRequestPass) {
  EXPECT_EQ(status_of(sample("Max-Forwards: 0")), 200U);
  EXPECT_EQ(status_of(sample("Via: SIP/2.0/UDP iftgw.example.com")
                          .replace("From: <sip:+1-303-555@ift.client.example.net;user=phone>")
                          .replace("Max-Forwards:")),
            200U);
}

// RFC 5118 4.1 to 4.5, 4.10
TEST(Ipv6, AddressesAreUnderstoodInBracketsOnly) {
  EXPECT_EQ(status_of(to_uri("sip:[2001:db8::10]")), 200U);
  EXPECT_EQ(status_of(to_uri("sip:2001:db8::10")), 400U);
  EXPECT_EQ(status_of(to_uri("sip:[2001:db8::10:5070]")), 200U);
  EXPECT_EQ(status_of(to_uri("sip:[2001:db8::10]:5070")), 200U);
  EXPECT_EQ(
      status_of(sample("Via: SIP/2.0/UDP [2001:db8::9:1];received=[2001:db8::9:255];branch=z9hG4bKas3-111")),
      200U);
  EXPECT_EQ(status_of(sample("Via: SIP/2.0/UDP [2001:db8::9:1];received=2001:db8::9:255;branch=z9hG4bKas3")),
            200U);
  EXPECT_EQ(status_of(sample("Contact: <sip:user@[2001:db8:::192.0.2.1]>")), 200U);
}

TEST(Validate, ACallIdWithBlanksOrControlCharactersIsRefused) {
  EXPECT_EQ(status_of(sample("Call-ID: a b")), 400U);
  EXPECT_EQ(status_of(sample("Call-ID: a\x01"
                             "b")),
            400U);
}

TEST(Validate, ABrokenTypeOrEventIsRefused) {
  EXPECT_EQ(status_of(sample("Content-Type: html")), 400U);
  EXPECT_EQ(status_of(sample("Event: a b")), 400U);
}

TEST(Validate, TooManyHeaderLinesAreTooLarge) {
  SampleRequest request;
  for (std::size_t i = 0; i < Message::max_lines; ++i) request.add("X-Filler: 1");
  EXPECT_EQ(status_of(request), 513U);
}

TEST(Validate, ABodyAboveTheLimitIsNoTooLargeHeader) {
  Message message;
  const Error too_large{Errc::TooLarge, 0, "The body is too large"};
  const std::string text = sample("Content-Length: 99999999").text();
  EXPECT_FALSE(message.parse(text));
  EXPECT_EQ(verdict_for(message, too_large).status, 413U);
  EXPECT_FALSE(message.parse(std::string_view(text).substr(0, 200)));
  EXPECT_EQ(verdict_for(message, too_large).status, 513U);
}

TEST(Validate, TheReasonNamesTheMistake) {
  Message message;
  const std::string text = sample("Call-ID:").text();
  ASSERT_TRUE(message.parse(text));
  EXPECT_EQ(check(message).reason, "Call-ID is missing");
  const std::string shorter = sample("Content-Length: 99").text();
  const auto parsed = message.parse(shorter);
  ASSERT_FALSE(parsed);
  EXPECT_EQ(verdict_for(message, parsed.error()).reason, "The body is shorter than Content-Length");
}

}  // namespace
}  // namespace handset::sip
