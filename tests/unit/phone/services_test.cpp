// The phone as a client of XML services: what fetching, failing, choosing and going back look like.
#include "unit/phone/services_rig.h"

namespace handset::phone {
namespace {

TEST(Services, ADigitOpensItsRowAndBackReturnsToTheMenu) {
  ServicesRig rig;
  EXPECT_EQ(rig.pushed(std::string(menu_url)).kind, WindowKind::Menu);
  Screen screen = rig.press(Key::KeyPad1);
  EXPECT_EQ(screen.kind, WindowKind::Text);
  EXPECT_EQ(screen.title, "Text");  // the name of the row, for a page without a title
  screen = rig.press(Key::NavBack);
  EXPECT_EQ(screen.title, "Choose");
  EXPECT_EQ(rig.press(Key::NavBack).kind, WindowKind::Idle);
}

TEST(Services, ADialRowSaysThatCallsAreNotBuilt) {
  ServicesRig rig;
  rig.pushed(std::string(menu_url));
  EXPECT_EQ(rig.press(Key::KeyPad2).prompt, "Calls not built yet");
}

TEST(Services, InitServicesAndSoftKeyExitCloseTheWindows) {
  ServicesRig rig;
  rig.pushed(std::string(menu_url));
  EXPECT_EQ(rig.press(Key::KeyPad3).kind, WindowKind::Idle);
  rig.pushed(std::string(menu_url));
  EXPECT_EQ(rig.press(Key::KeyPad4).kind, WindowKind::Idle);
}

TEST(Services, AnUnknownSchemeHasItsOwnWords) {
  ServicesRig rig;
  rig.pushed(std::string(menu_url));
  EXPECT_EQ(rig.press(Key::KeyPad5).prompt, "URI not found");
}

TEST(Services, EachFailureHasItsOwnWordsOnThePromptLineAndInTheLog) {
  struct Case {
    const char* url;
    std::string_view prompt;
  };
  ServicesRig rig;
  auto& web = rig.simulation.web();
  web.serve_status("http://web.example/404", 404);
  web.serve_status("http://web.example/500", 500);
  web.serve_status("http://web.example/503", 503);
  web.serve_nothing("http://web.example/never");
  web.serve("http://web.example/broken", "<CiscoIPPhoneText><Text>a & b</Text></CiscoIPPhoneText>");
  web.serve("http://web.example/other", "<CiscoIPPhoneSong/>");
  web.serve("http://web.example/large", std::string(300 * 1024, 'x'));
  web.serve_redirect("http://web.example/loop", "http://web.example/loop");
  web.serve_redirect("https://web.example/down", "http://web.example/text.xml");
  web.set_dns("inside.example", {IpAddress::v4(169, 254, 169, 254)});
  web.set_dns("mine.example", {IpAddress::v4(127, 0, 0, 1)});
  for (const Case& c :
       {Case{"http://nowhere.example/", "Host Not Found"}, Case{"http://web.example/404", "File Not Found"},
        Case{"http://web.example/500", "HTTP connection failed"},
        Case{"http://web.example/503", "Server Busy!"},
        Case{"http://web.example/never", "Server did not answer"},
        Case{"http://web.example/broken", "XML Error [4]"}, Case{"http://web.example/other", "XML Error [5]"},
        Case{"http://web.example/large", "Data too large!"},
        Case{"http://web.example/loop", "Too many redirects"},
        Case{"https://web.example/down", "Redirect to http not allowed"},
        Case{"http://inside.example/", "Address not allowed"},
        Case{"http://mine.example/", "Address not allowed"},
        Case{"http://web.example:81/", "HTTP Error [10] (connection failed)"}}) {
    const std::size_t lines = rig.phone_host.log().lines().size();
    const Screen screen = rig.pushed(c.url);
    EXPECT_EQ(screen.kind, WindowKind::Message) << c.url;
    EXPECT_EQ(screen.prompt.substr(0, c.prompt.size()), c.prompt) << c.url;
    EXPECT_GT(rig.phone_host.log().lines().size(), lines) << c.url;
  }
}

TEST(Services, WhileAPageIsUnderWayItCanBeGivenUp) {
  ServicesRig rig;
  rig.simulation.web().serve_nothing("http://web.example/never");
  push(rig, {.body = "http://web.example/never"});
  EXPECT_EQ(rig.phone.screen().kind, WindowKind::Progress);
  EXPECT_EQ(rig.press(Key::NavBack).kind, WindowKind::Idle);
  EXPECT_TRUE(rig.phone.idle());
}

TEST(Services, PriorityOneWaitsUntilThePhoneIsIdle) {
  ServicesRig rig;
  rig.pushed(std::string(menu_url));
  EXPECT_EQ(rig.pushed(ServicesRig::execute({{1, text_url}})).title, "Choose");
  EXPECT_EQ(rig.press(Key::NavBack).kind, WindowKind::Text);
}

TEST(Services, OfPagesThatWaitForOneLineTheNewestWins) {
  ServicesRig rig;
  rig.simulation.web().serve("http://web.example/new",
                             "<CiscoIPPhoneText><Title>New</Title><Text>x</Text></CiscoIPPhoneText>");
  rig.pushed(std::string(menu_url));
  rig.pushed(ServicesRig::execute({{1, text_url}}));
  rig.pushed(ServicesRig::execute({{1, "http://web.example/new"}}));
  EXPECT_EQ(rig.press(Key::NavBack).title, "New");
  EXPECT_EQ(rig.press(Key::NavBack).kind, WindowKind::Idle);
  EXPECT_EQ(rig.simulation.web().requests(text_url), 0U);
}

TEST(Services, PriorityTwoIsDroppedWhenThePhoneIsNotIdle) {
  ServicesRig rig;
  rig.pushed(std::string(menu_url));
  EXPECT_EQ(rig.pushed(ServicesRig::execute({{2, text_url}})).title, "Choose");
  EXPECT_EQ(rig.press(Key::NavBack).kind, WindowKind::Idle);
  EXPECT_EQ(rig.simulation.web().requests(text_url), 0U);
  EXPECT_EQ(rig.pushed(ServicesRig::execute({{2, text_url}})).kind, WindowKind::Text);
}

TEST(Services, AnExecuteRunsItsItemsInOrder) {
  ServicesRig rig;
  rig.pushed(std::string(menu_url));
  // Down, Select: the second row, which is a Dial.
  EXPECT_EQ(rig.pushed(ServicesRig::execute({{0, "Key:NavDwn"}, {0, "Key:NavSelect"}})).prompt,
            "Microphone not allowed");
  EXPECT_EQ(rig.pushed(ServicesRig::execute({{0, "Init:Services"}, {0, text_url}})).kind, WindowKind::Text);
  EXPECT_EQ(rig.press(Key::NavBack).kind, WindowKind::Idle);
}

TEST(Services, WhatAnExecuteMayNotHoldIsLoggedByItem) {
  ServicesRig rig;
  rig.pushed(ServicesRig::execute({{0, "SoftKey:Exit"}, {0, "Foo:bar"}}));
  EXPECT_EQ(rig.phone_host.log().count("URI not found"), 2U) << rig.phone_host.log().text();
}

TEST(Services, APageThatRunsItselfForEverIsStopped) {
  ServicesRig rig;
  rig.simulation.web().serve("http://web.example/again",
                             ServicesRig::execute({{0, "http://web.example/again"}}));
  const Screen screen = rig.pushed("http://web.example/again");
  EXPECT_EQ(screen.prompt, "Too many redirections");
  EXPECT_LE(rig.simulation.web().requests("http://web.example/again"), 16U);
}

TEST(Services, UpdateLoadsThePageAgainInItsPlace) {
  ServicesRig rig;
  rig.pushed(std::string(text_url));
  EXPECT_EQ(rig.press(Key::Soft1).kind, WindowKind::Text);
  EXPECT_EQ(rig.simulation.web().requests(text_url), 2U);
  EXPECT_EQ(rig.press(Key::NavBack).kind, WindowKind::Idle);
}

TEST(Services, ThePhoneSaysWhoItIsWhenItFetches) {
  ServicesRig rig;
  std::string model;
  rig.simulation.web().serve("http://web.example/who", [&](const sim::WebRequest& request) {
    for (const HttpField& field : request.fields)
      if (field.name == "x-CiscoIPPhoneModelName") model = field.value;
    sim::WebAnswer answer;
    answer.result.status = 200;
    answer.result.content_type = "text/plain";
    answer.result.body = "hello";
    return answer;
  });
  EXPECT_EQ(rig.pushed("http://web.example/who").rows.at(0).text, "hello");
  EXPECT_EQ(model, "SPA525G2");
}

// A menu whose first row is `uri`, under that address.
void serve_menu(Rig& rig, std::string_view url, std::string_view uri) {
  rig.simulation.web().serve(url, "<CiscoIPPhoneMenu><Title>Ring</Title><MenuItem><Name>Round</Name><URL>" +
                                      std::string(uri) + "</URL></MenuItem></CiscoIPPhoneMenu>");
}

TEST(Services, ARowThatPressesTheKeyThatChoseItComesToAnEnd) {
  ServicesRig rig;
  serve_menu(rig, "http://web.example/ring", "Key:NavSelect");
  rig.pushed("http://web.example/ring");
  EXPECT_EQ(rig.press(Key::NavSelect).prompt, "Too many redirections");
  EXPECT_EQ(rig.press(Key::NavBack).kind, WindowKind::Idle);
}

TEST(Services, SoftKeysThatLeadToEachOtherComeToAnEnd) {
  ServicesRig rig;
  rig.simulation.web().serve("http://web.example/ring", [](const sim::WebRequest&) {
    sim::WebAnswer answer;
    answer.result.status = 200;
    answer.result.content_type = "text/xml";
    answer.result.refresh = "0; url=SoftKey:Select";
    answer.result.body =
        "<CiscoIPPhoneMenu><MenuItem><Name>Round</Name><URL>SoftKey:Next</URL></MenuItem></CiscoIPPhoneMenu>";
    return answer;
  });
  rig.pushed("http://web.example/ring");
  EXPECT_EQ(rig.press(Key::NavSelect).prompt, "Too many redirections");
}

TEST(Services, AKeyOfAnExecuteDoesNotLetTheNextPushGoFirst) {
  ServicesRig rig;
  auto& web = rig.simulation.web();
  web.serve_nothing("http://web.example/never");
  web.serve("http://web.example/a", "<CiscoIPPhoneText><Title>A</Title><Text>a</Text></CiscoIPPhoneText>");
  web.serve("http://web.example/b", "<CiscoIPPhoneText><Title>B</Title><Text>b</Text></CiscoIPPhoneText>");
  rig.pushed(std::string(menu_url));
  push(rig, {.branch = "z9hG4bKn", .call_id = "n", .body = "http://web.example/never"});
  push(
      rig,
      {.branch = "z9hG4bKa",
       .call_id = "a",
       .body = ServicesRig::execute({{0, "Key:NavDwn"}, {0, "Key:NavSelect"}, {0, "http://web.example/a"}})});
  push(rig, {.branch = "z9hG4bKb", .call_id = "b", .body = "http://web.example/b"});
  EXPECT_EQ(rig.press(Key::NavBack).title, "B");
  EXPECT_EQ(rig.press(Key::NavBack).title, "A");
}

TEST(Services, AnExecuteThatClosesItsOwnPageGoesOnWithTheNext) {
  ServicesRig rig;
  rig.simulation.web().serve_nothing("http://web.example/never");
  const Screen screen = rig.pushed(
      ServicesRig::execute({{0, "http://web.example/never"}, {0, "Init:Services"}, {0, text_url}}));
  EXPECT_EQ(screen.kind, WindowKind::Text);
  EXPECT_EQ(rig.press(Key::NavBack).kind, WindowKind::Idle);
}

TEST(Services, ATreeOfPagesThatRunPagesIsCutInBreadthToo) {
  ServicesRig rig;
  constexpr std::string_view url = "http://web.example/tree";
  rig.simulation.web().serve(url, ServicesRig::execute({{0, url}, {0, url}, {0, url}}));
  rig.pushed(std::string(url));
  rig.simulation.run_for(seconds(600));
  EXPECT_LE(rig.simulation.web().requests(url), 64U);
  EXPECT_EQ(rig.pushed(std::string(text_url)).kind, WindowKind::Text);
}

TEST(Services, APageThatWaitedForThePhoneToBeIdleRunsWhateverRanBefore) {
  ServicesRig rig;
  constexpr std::string_view tree = "http://web.example/tree";
  rig.simulation.web().serve(tree, ServicesRig::execute({{0, tree}, {0, tree}, {0, tree}}));
  rig.simulation.web().serve("http://web.example/run", ServicesRig::execute({{0, text_url}}));
  rig.pushed(std::string(menu_url));
  rig.pushed(ServicesRig::execute({{1, "http://web.example/run"}}));
  EXPECT_EQ(rig.pushed(std::string(tree)).prompt, "Too many redirections");
  rig.press(Key::Exit);
  rig.simulation.run_for(seconds(30));
  EXPECT_EQ(rig.phone.screen().kind, WindowKind::Text);
}

TEST(Services, APageThatChoosesARowThatLeadsBackToItIsStopped) {
  ServicesRig rig;
  constexpr std::string_view url = "http://web.example/select";
  serve_menu(rig, "http://web.example/ring", url);
  rig.simulation.web().serve(url, ServicesRig::execute({{0, "Key:NavSelect"}}));
  rig.pushed("http://web.example/ring");
  rig.press(Key::NavSelect);
  rig.simulation.run_for(seconds(60));
  EXPECT_EQ(rig.phone.screen().prompt, "Too many redirections");
  EXPECT_LE(rig.simulation.web().requests(url), 16U);
}

TEST(Services, APhoneMayEndWhileAPageIsUnderWay) {
  sim::Simulation simulation(1);
  sim::Host& host = simulation.host("phone", phone_address);
  simulation.web().serve(text_url, "<CiscoIPPhoneText><Text>late</Text></CiscoIPPhoneText>");
  {
    Phone phone(host.world(), phone_options());
    EXPECT_EQ(phone.push(phone.lines()[0], text_url, {}), PushAnswer::Queued);
    phone.start_work();
    EXPECT_EQ(phone.screen().kind, WindowKind::Progress);
  }
  simulation.run_for(seconds(30));
}

TEST(ChallengeRealm, IsNeverAPortOrAServerList) {
  EXPECT_EQ(challenge_realm("", ""), "handset");
  EXPECT_EQ(challenge_realm("", "pbx.example:5070"), "pbx.example");
  EXPECT_EQ(challenge_realm("", "farm:SRV=a.example:5060:p=0|b.example:p=1"), "farm");
  EXPECT_EQ(challenge_realm("", "[2001:db8::1]:5060"), "2001:db8::1");
  EXPECT_EQ(challenge_realm(" asterisk ", "pbx.example"), "asterisk");
}

}  // namespace
}  // namespace handset::phone
