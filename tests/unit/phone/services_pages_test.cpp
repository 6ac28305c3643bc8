// What the headers of a page do, and how a form, a directory and the keys of a document lead on.
#include <algorithm>

#include "phone/text_render.h"
#include "unit/phone/services_rig.h"

namespace handset::phone {
namespace {

constexpr std::string_view page_url = "http://web.example/page.xml";

std::string text_page(const std::string& words) {
  return "<CiscoIPPhoneText><Title>" + words + "</Title><Text>" + words + "</Text></CiscoIPPhoneText>";
}

struct PagesRig : ServicesRig {
  using ServicesRig::ServicesRig;

  void serve(std::string_view url, std::string body, std::string refresh = {}, std::string expires = {}) {
    sim::WebAnswer answer;
    answer.result.status = 200;
    answer.result.content_type = "text/xml";
    answer.result.body = std::move(body);
    answer.result.refresh = std::move(refresh);
    answer.result.expires = std::move(expires);
    simulation.web().serve_answer(url, std::move(answer));
  }
  // With less time to pass than pushed() gives.
  Screen pushed_now(std::string_view url) {
    EXPECT_EQ(status_of(push(*this, {.body = std::string(url)})), 200U);
    return phone.screen();
  }
  Screen after(Duration time) {
    simulation.run_for(time);
    return phone.screen();
  }
  [[nodiscard]] bool logged(std::string_view words) {
    const auto& lines = phone_host.log().lines();
    return std::any_of(lines.begin(), lines.end(), [words](const sim::LogLine& line) {
      return line.text.find(words) != std::string::npos;
    });
  }
};

TEST(Refresh, LoadsThePageAgainInItsPlace) {
  PagesRig rig;
  rig.serve(page_url, text_page("One"), "10");
  EXPECT_EQ(rig.pushed_now(page_url).title, "One");
  rig.serve(page_url, text_page("Two"), "10");
  EXPECT_EQ(rig.after(seconds(5)).title, "One");
  EXPECT_EQ(rig.after(seconds(6)).title, "Two");
  rig.serve(page_url, text_page("Three"));
  EXPECT_EQ(rig.after(seconds(11)).title, "Three");
  rig.after(minutes(1));
  EXPECT_EQ(rig.simulation.web().requests(page_url), 3U);
  EXPECT_EQ(rig.press(Key::NavBack).kind, WindowKind::Idle);
}

TEST(Refresh, GoesToTheUrlThatItNames) {
  PagesRig rig;
  rig.serve(page_url, text_page("Splash"), "2; url=http://web.example/next.xml");
  rig.serve("http://web.example/next.xml", text_page("Next"));
  EXPECT_EQ(rig.pushed_now(page_url).title, "Splash");
  EXPECT_EQ(rig.after(seconds(3)).title, "Next");
  EXPECT_EQ(rig.press(Key::NavBack).kind, WindowKind::Idle);
}

TEST(Refresh, OfZeroWaitsForTheNextKey) {
  PagesRig rig;
  rig.serve(page_url, text_page("One"), "0; url=http://web.example/next.xml");
  rig.serve("http://web.example/next.xml", text_page("Two"));
  rig.pushed_now(page_url);
  const Screen screen = rig.after(minutes(5));
  EXPECT_EQ(screen.title, "One");
  EXPECT_EQ(screen.soft_keys[0], "Next");
  EXPECT_EQ(rig.press(Key::Soft1).title, "Two");
}

TEST(Refresh, ShowsNoProgressAndKeepsThePlace) {
  PagesRig rig;
  std::string menu = "<CiscoIPPhoneMenu>";
  for (int i = 0; i < 8; ++i) menu += "<MenuItem><Name>Row</Name><URL>http://x/</URL></MenuItem>";
  rig.simulation.web().serve(page_url, [&](const sim::WebRequest&) {
    sim::WebAnswer answer;
    answer.delay = seconds(2);
    answer.result.status = 200;
    answer.result.content_type = "text/xml";
    answer.result.body = menu + "</CiscoIPPhoneMenu>";
    answer.result.refresh = "5";
    return answer;
  });
  rig.pushed_now(page_url);
  rig.after(seconds(2));
  rig.phone.press(Key::NavDown);
  for (int i = 0; i < 12; ++i) {
    const Screen screen = rig.after(seconds(1));
    EXPECT_EQ(screen.kind, WindowKind::Menu);
    EXPECT_TRUE(screen.rows.at(1).selected);
  }
  EXPECT_GE(rig.simulation.web().requests(page_url), 2U);
}

TEST(Refresh, RestsWhileAnotherWindowIsOnTop) {
  PagesRig rig;
  rig.serve(page_url, text_page("One"), "10");
  rig.pushed_now(page_url);
  rig.pushed(std::string(text_url));
  rig.after(minutes(1));
  EXPECT_EQ(rig.simulation.web().requests(page_url), 1U);
  rig.phone.press(Key::NavBack);
  rig.after(seconds(11));
  EXPECT_EQ(rig.simulation.web().requests(page_url), 2U);
}

TEST(Refresh, GivesWayToAPersonAndToAPush) {
  PagesRig rig;
  bool slow = false;
  rig.simulation.web().serve(page_url, [&](const sim::WebRequest&) {
    sim::WebAnswer answer;
    answer.never = slow;
    answer.result.status = 200;
    answer.result.content_type = "text/xml";
    answer.result.body =
        "<CiscoIPPhoneMenu><MenuItem><Name>Text</Name><URL>http://web.example/text.xml</URL></MenuItem>"
        "</CiscoIPPhoneMenu>";
    answer.result.refresh = "5";
    return answer;
  });
  rig.pushed_now(page_url);
  slow = true;
  rig.after(seconds(6));
  rig.phone.press(Key::KeyPad1);
  EXPECT_EQ(rig.after(seconds(1)).kind, WindowKind::Text);
  rig.phone.press(Key::NavBack);
  rig.after(seconds(6));
  EXPECT_EQ(rig.simulation.web().requests(page_url), 3U);
  EXPECT_EQ(status_of(push(rig, {.branch = "z9hG4bK2", .call_id = "2", .body = std::string(text_url)})),
            200U);
  EXPECT_EQ(rig.after(seconds(1)).kind, WindowKind::Text);
}

TEST(Refresh, ThatFailsSaysSoAndTriesAgain) {
  PagesRig rig;
  rig.serve(page_url, text_page("One"), "10");
  rig.pushed_now(page_url);
  rig.simulation.web().serve_status(page_url, 503);
  Screen screen = rig.after(seconds(11));
  EXPECT_EQ(screen.title, "One");
  EXPECT_EQ(screen.prompt, "Server Busy!");
  rig.serve(page_url, text_page("Two"));
  EXPECT_EQ(rig.after(seconds(11)).title, "Two");
}

TEST(Expires, APageThatIsPastIsFetchedAnewByBack) {
  PagesRig rig;
  rig.serve(page_url, text_page("Old"), {}, "-1");
  rig.pushed_now(page_url);
  rig.pushed(std::string(text_url));
  rig.serve(page_url, text_page("New"));
  EXPECT_EQ(rig.press(Key::NavBack).title, "New");
  EXPECT_EQ(rig.press(Key::NavBack).kind, WindowKind::Idle);
}

TEST(Expires, APageThatIsNotPastStaysAsItIs) {
  PagesRig rig;
  rig.serve(page_url, text_page("Page"), {}, "Thu, 01 Jan 2099 00:00:00 GMT");
  rig.pushed_now(page_url);
  rig.pushed(std::string(text_url));
  EXPECT_EQ(rig.press(Key::NavBack).title, "Page");
  EXPECT_EQ(rig.simulation.web().requests(page_url), 1U);
}

TEST(Expires, ExitGoesPastAPageThatHadExpiredWhenItCame) {
  PagesRig rig;
  rig.pushed(std::string(menu_url));
  rig.serve(page_url, text_page("Old"), {}, "0");
  rig.pushed(std::string(page_url));
  rig.pushed(std::string(text_url));
  const Screen screen = rig.press(Key::Soft2);  // Exit
  EXPECT_EQ(screen.title, "Choose");
  EXPECT_EQ(rig.simulation.web().requests(page_url), 1U);
}

TEST(Expires, GivingUpTheNewPageLeavesTheOld) {
  PagesRig rig;
  rig.serve(page_url, text_page("Old"), {}, "-1");
  rig.pushed_now(page_url);
  rig.pushed(std::string(text_url));
  rig.simulation.web().serve_nothing(page_url);
  rig.phone.press(Key::NavBack);
  EXPECT_EQ(rig.phone.screen().kind, WindowKind::Progress);
  rig.phone.press(Key::Soft1);
  EXPECT_EQ(rig.phone.screen().title, "Old");
  EXPECT_FALSE(rig.phone.busy());
}

constexpr std::string_view login_form =
    "<CiscoIPPhoneInput><Title>Login</Title><URL>http://web.example/login</URL>"
    "<InputItem><DisplayName>User</DisplayName><QueryStringParam>user</QueryStringParam>"
    "<InputFlags>L</InputFlags></InputItem>"
    "<InputItem><DisplayName>PIN</DisplayName><QueryStringParam>pin</QueryStringParam>"
    "<InputFlags>NP</InputFlags></InputItem></CiscoIPPhoneInput>";

TEST(Form, IsFilledByTapsAndPausesAndSubmitted) {
  PagesRig rig;
  rig.serve(page_url, std::string(login_form));
  rig.serve("http://web.example/login?user=aa&pin=47", text_page("Hello"));
  EXPECT_EQ(rig.pushed_now(page_url).kind, WindowKind::Input);
  rig.press(Key::KeyPad2);  // and a pause
  rig.press(Key::KeyPad2);
  rig.press(Key::NavDown);
  rig.press(Key::KeyPad4);
  rig.press(Key::KeyPad7);
  EXPECT_EQ(rig.press(Key::Soft1).title, "Hello");
  const Screen screen = rig.press(Key::NavBack);
  EXPECT_EQ(screen.rows.at(0).field->text, "aa");
  EXPECT_EQ(screen.rows.at(1).field->text, "**");
}

TEST(Form, AMaskedValueIsNowhereToBeRead) {
  PagesRig rig;
  rig.serve(page_url, std::string(login_form));
  rig.simulation.web().serve_status("http://web.example/login?user=eva&pin=4711", 404);
  rig.pushed_now(page_url);
  EXPECT_EQ(rig.phone.type("eva", KeySource::Person), "");
  rig.press(Key::NavDown);
  EXPECT_EQ(rig.phone.type("4711", KeySource::Person), "");
  EXPECT_EQ(to_text(rig.phone.screen()).find("4711"), std::string::npos);
  const Screen screen = rig.press(Key::Soft1);
  EXPECT_EQ(screen.kind, WindowKind::Message);
  EXPECT_EQ(to_text(screen).find("4711"), std::string::npos);
  EXPECT_TRUE(rig.logged("http://web.example/login?user=eva&pin=hidden: File Not Found"));
  EXPECT_FALSE(rig.logged("4711"));
}

TEST(Form, OfAStrictPhoneIsRefusedAndOfAFriendlyOneNotedInTheLog) {
  const std::string six =
      "<CiscoIPPhoneInput><URL>http://web.example/</URL><InputItem><QueryStringParam>a</QueryStringParam>"
      "<InputFlags>a</InputFlags></InputItem></CiscoIPPhoneInput>";
  PagesRig friendly;
  friendly.serve(page_url, six);
  EXPECT_EQ(friendly.pushed_now(page_url).kind, WindowKind::Input);
  EXPECT_TRUE(friendly.logged("a strict phone refuses this"));
  PhoneOptions options = PagesRig::inline_options();
  options.notify.mode = xml::Mode::Strict;
  PagesRig strict(std::move(options));
  strict.serve(page_url, six);
  EXPECT_EQ(strict.pushed_now(page_url).prompt, "XML Error [4]");
}

TEST(Dialling, OpensTheEditorAndSaysThatCallsAreNotBuilt) {
  PagesRig rig;
  rig.serve(page_url,
            "<CiscoIPPhoneDirectory><Title>Staff</Title><DirectoryEntry><Name>Ann</Name>"
            "<Telephone>20-4</Telephone></DirectoryEntry></CiscoIPPhoneDirectory>");
  EXPECT_EQ(rig.pushed_now(page_url).kind, WindowKind::Directory);
  Screen screen = rig.press(Key::Soft2);
  EXPECT_EQ(screen.kind, WindowKind::Dial);
  EXPECT_EQ(screen.title, "Ann");
  rig.press(Key::KeyPad5);
  screen = rig.press(Key::Soft1);
  EXPECT_EQ(screen.kind, WindowKind::Message);
  EXPECT_EQ(screen.title, "Ann");
  EXPECT_EQ(screen.prompt, "Calls not built yet");
  EXPECT_EQ(screen.rows.at(0).text, "2045 was not called.");
  EXPECT_EQ(rig.press(Key::NavBack).kind, WindowKind::Dial);
  EXPECT_EQ(rig.press(Key::Soft3).kind, WindowKind::Directory);
}

TEST(Dialling, TheEditorRefusesWhatCannotBeDialled) {
  PagesRig rig;
  rig.pushed(ServicesRig::execute({{0, "EditDial:12"}}));
  EXPECT_EQ(rig.phone.screen().kind, WindowKind::Dial);
  rig.phone.type("xyz", KeySource::Person);
  EXPECT_EQ(rig.press(Key::Soft1).kind, WindowKind::Dial);
  EXPECT_EQ(rig.phone.screen().prompt, "Cannot be dialled");
}

TEST(PageKeys, ReplaceWhatTheKeypadAndTheCursorDo) {
  PagesRig rig;
  rig.serve(page_url,
            "<CiscoIPPhoneMenu><MenuItem><Name>Row</Name><URL>http://web.example/row</URL></MenuItem>"
            "<KeyItem><Key>KeyPad1</Key><URL>http://web.example/text.xml</URL></KeyItem>"
            "<KeyItem><Key>NavBack</Key><URL>SoftKey:Select</URL></KeyItem></CiscoIPPhoneMenu>");
  rig.serve("http://web.example/row", text_page("Row"));
  rig.pushed_now(page_url);
  EXPECT_EQ(rig.press(Key::NavBack).title, "Row");
  rig.press(Key::NavBack);
  EXPECT_EQ(rig.press(Key::KeyPad1).rows.at(0).text, "Plain words");
}

}  // namespace
}  // namespace handset::phone
