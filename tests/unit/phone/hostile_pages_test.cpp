// Pages and servers that mean no good: what they cost is bounded, and SIP goes on being answered meanwhile.
#include "unit/phone/services_rig.h"

namespace handset::phone {
namespace {

struct HostileRig : ServicesRig {
  // As it would answer an INVITE, without calls, and within a second.
  void expect_sip_answered() {
    Draft draft;
    draft.method = "OPTIONS";
    draft.body.clear();
    draft.branch = "z9hG4bKo" + std::to_string(++options);
    draft.call_id = "o" + std::to_string(options);
    EXPECT_EQ(status_of(ask(draft.text())), 480U);
  }
  void begin(std::string body) {
    const std::string number = "h" + std::to_string(++count);
    EXPECT_EQ(
        status_of(push(*this, {.branch = "z9hG4bK" + number, .call_id = number, .body = std::move(body)})),
        200U);
  }
  int options = 0;
};

constexpr std::string_view page_url = "http://web.example/page.xml";

TEST(HostilePages, ATitleOfTenMegabytesIsTooLarge) {
  HostileRig rig;
  rig.simulation.web().serve(page_url, "<CiscoIPPhoneText><Title>" + std::string(std::size_t{10} << 20, 'T') +
                                           "</Title><Text>x</Text></CiscoIPPhoneText>");
  rig.begin(std::string(page_url));
  rig.expect_sip_answered();
  EXPECT_EQ(rig.phone.screen().prompt, "Data too large!");
}

TEST(HostilePages, ATitleThatJustFitsIsCut) {
  HostileRig rig;
  rig.simulation.web().serve(page_url, "<CiscoIPPhoneText><Title>" + std::string(190000, 'T') +
                                           "</Title><Text>x</Text></CiscoIPPhoneText>");
  EXPECT_EQ(rig.pushed(std::string(page_url)).title, std::string(32, 'T'));
}

TEST(HostilePages, AHundredThousandRowsAreNotHeld) {
  HostileRig rig;
  std::string menu = "<CiscoIPPhoneMenu>";
  for (int i = 0; i < 100'000; ++i) menu += "<MenuItem><Name>x</Name></MenuItem>";
  rig.simulation.web().serve(page_url, menu + "</CiscoIPPhoneMenu>");
  rig.begin(std::string(page_url));
  rig.expect_sip_answered();
  EXPECT_EQ(rig.phone.screen().prompt, "Data too large!");
  menu = "<CiscoIPPhoneMenu>";
  for (int i = 0; i < 15'000; ++i) menu += "<MenuItem/>";
  rig.simulation.web().serve(page_url, menu + "</CiscoIPPhoneMenu>");
  const Screen screen = rig.pushed(std::string(page_url));
  EXPECT_EQ(screen.kind, WindowKind::Menu);
  EXPECT_EQ(screen.total_rows, 100U);
  rig.expect_sip_answered();
}

TEST(HostilePages, AMenuThatLoadsItselfForEverStaysOneMenu) {
  HostileRig rig;
  rig.simulation.web().serve(page_url, [](const sim::WebRequest&) {
    sim::WebAnswer answer;
    answer.result.status = 200;
    answer.result.content_type = "text/xml";
    answer.result.refresh = "1; url=" + std::string(page_url);
    answer.result.body = "<CiscoIPPhoneMenu><Title>Again</Title></CiscoIPPhoneMenu>";
    return answer;
  });
  rig.begin(std::string(page_url));
  for (int i = 0; i < 60; ++i) {
    rig.simulation.run_for(minutes(1));
    rig.expect_sip_answered();
  }
  EXPECT_LE(rig.simulation.web().requests(page_url), 3700U);
  EXPECT_EQ(rig.phone.screen().title, "Again");
  EXPECT_EQ(rig.press(Key::NavBack).kind, WindowKind::Idle);
}

TEST(HostilePages, AMenuThatPushesItselfForEverIsStoppedEachTime) {
  HostileRig rig;
  // Its handler opens it again, and so does the page behind it.
  rig.simulation.web().serve(page_url, "<CiscoIPPhoneMenu onAppFocusGained=\"" + std::string(page_url) +
                                           "\"><Title>Again</Title></CiscoIPPhoneMenu>");
  rig.begin(std::string(page_url));
  for (int i = 0; i < 10; ++i) {
    rig.simulation.run_for(minutes(1));
    rig.expect_sip_answered();
  }
  EXPECT_LE(rig.simulation.web().requests(page_url), 20U);
  EXPECT_EQ(rig.press(Key::Exit).kind, WindowKind::Idle);
}

TEST(HostilePages, SlowServersHoldUpNobody) {
  HostileRig rig;
  rig.simulation.web().serve_nothing("http://slow.example/");
  for (int i = 0; i < 3; ++i) {
    rig.begin("http://slow.example/");
    rig.expect_sip_answered();
  }
  rig.simulation.run_for(minutes(1));
  EXPECT_EQ(rig.simulation.web().requests("http://slow.example/"), 3U);
  EXPECT_FALSE(rig.phone.busy());
  EXPECT_EQ(rig.pushed(std::string(text_url)).kind, WindowKind::Text);
}

TEST(HostilePages, EndlessRedirectsHoldUpNobody) {
  HostileRig rig;
  rig.simulation.web().serve("http://round.example/*", [n = 0](const sim::WebRequest&) mutable {
    sim::WebAnswer answer;
    answer.result.status = 302;
    answer.location = "/" + std::to_string(++n);
    answer.delay = seconds(1);
    return answer;
  });
  rig.begin("http://round.example/");
  rig.expect_sip_answered();
  rig.simulation.run_for(seconds(10));
  EXPECT_EQ(rig.phone.screen().prompt, "Too many redirects");
  EXPECT_EQ(rig.simulation.web().requests(), 4U);
}

TEST(HostilePages, ManyCookiesAreFew) {
  HostileRig rig;
  std::size_t longest = 0;
  rig.simulation.web().serve("http://web.example/*", [&](const sim::WebRequest& request) {
    for (const HttpField& field : request.fields)
      if (field.name == "Cookie") longest = std::max(longest, field.value.size());
    sim::WebAnswer answer;
    answer.result.status = 200;
    answer.result.content_type = "text/plain";
    answer.result.body = "words";
    for (int i = 0; i < 1000; ++i)
      answer.result.fields.push_back({"Set-Cookie", "n" + std::to_string(i) + "=" + std::string(200, 'v')});
    return answer;
  });
  rig.pushed("http://web.example/1");
  rig.pushed("http://web.example/2");
  EXPECT_LE(longest, 4U * 257U);
  EXPECT_GT(longest, 4U * 200U);
}

}  // namespace
}  // namespace handset::phone
