// The applications of services: what `App:` does, and the handlers of the focus (reference sections 2.2, 3).
#include <algorithm>

#include "unit/phone/example_rig.h"
#include "unit/phone/services_rig.h"

namespace handset::phone {
namespace {

struct AppsRig : ServicesRig {
  explicit AppsRig(PhoneOptions options = inline_options()) : ServicesRig(std::move(options)) {
    for (const char* word : {"lost", "gained", "minimized", "closed"})
      for (const char* app : {"a", "b", "none"}) {
        const std::string name = std::string(app) + "-" + word;
        simulation.web().serve("http://web.example:8080/" + name, [this, name](const sim::WebRequest&) {
          told.push_back(name);
          sim::WebAnswer answer;
          answer.result.status = 200;
          return answer;
        });
      }
    serve_app("a", " appId=\"vendor/a\"" + handlers("a"));
    serve_app("b", " appId=\"vendor/b\"" + handlers("b"));
    serve_app("a2", " appId=\"vendor/a\"" + handlers("a"));
    serve_app("none", handlers("none"));
  }
  static std::string handlers(const std::string& app) {
    const auto notify = [&](const char* attribute, const char* word) {
      return std::string(" ") + attribute + "=\"Notify:http:web.example:8080:" + app + "-" + word + "\"";
    };
    return notify("onAppFocusLost", "lost") + notify("onAppFocusGained", "gained") +
           notify("onAppMinimized", "minimized") + notify("onAppClosed", "closed");
  }
  static std::string url_of(const std::string& page) { return "http://web.example/" + page + ".xml"; }
  void serve_app(const std::string& page, const std::string& attributes,
                 const std::string& key_uri = "SoftKey:Exit") {
    simulation.web().serve(url_of(page),
                           "<CiscoIPPhoneText" + attributes + "><Title>" + page +
                               "</Title><Text>words</Text><SoftKeyItem><Name>Do</Name><Position>1"
                               "</Position><URL>" +
                               key_uri + "</URL></SoftKeyItem></CiscoIPPhoneText>");
  }
  // What the servers were told since the last time.
  std::vector<std::string> news() { return std::exchange(told, {}); }
  Screen app(const std::string& argument) { return pushed(execute({{0, "App:" + argument}})); }
  bool logged(const std::string& words) { return phone_host.log().count(words) > 0; }

  std::vector<std::string> told;
};

using Words = std::vector<std::string>;

TEST(Apps, AnApplicationIsToldOfItsFocus) {
  AppsRig rig;
  rig.pushed(AppsRig::url_of("a"));
  EXPECT_EQ(rig.news(), Words{"a-gained"});
  rig.pushed(AppsRig::url_of("a2"));
  EXPECT_EQ(rig.news(), Words{});  // another page of the same
  rig.pushed(AppsRig::url_of("b"));
  EXPECT_EQ(rig.news(), (Words{"a-lost", "b-gained"}));
  rig.press(Key::NavBack);
  EXPECT_EQ(rig.news(), (Words{"b-closed", "a-gained"}));
  rig.press(Key::NavBack);
  EXPECT_EQ(rig.news(), Words{});
  rig.press(Key::NavBack);
  EXPECT_EQ(rig.news(), Words{"a-closed"});
}

TEST(Apps, APageWithoutAnIdIsOneByItself) {
  AppsRig rig;
  rig.pushed(AppsRig::url_of("none"));
  rig.pushed(AppsRig::url_of("none"));
  EXPECT_EQ(rig.news(), (Words{"none-gained", "none-lost", "none-gained"}));
  rig.press(Key::Exit);
  EXPECT_EQ(rig.news(), (Words{"none-closed", "none-closed"}));
}

TEST(Apps, ThePhonesOwnMenuTakesTheFocusAndGivesItBack) {
  AppsRig rig;
  rig.pushed(AppsRig::url_of("a"));
  rig.news();
  rig.press(Key::Messages);
  EXPECT_EQ(rig.news(), Words{"a-lost"});
  rig.press(Key::NavBack);
  EXPECT_EQ(rig.news(), Words{"a-gained"});
}

TEST(Apps, MinimizedItIsOutOfSightUntilItAsksForTheFocus) {
  AppsRig rig;
  rig.pushed(AppsRig::url_of("a"));
  rig.pushed(AppsRig::url_of("a2"));
  rig.news();
  EXPECT_EQ(rig.app("Minimize:0:60:vendor/a").kind, WindowKind::Idle);
  EXPECT_EQ(rig.news(), (Words{"a-lost", "a-minimized"}));
  EXPECT_EQ(rig.app("RequestFocus:0:60:vendor/a").title, "a2");
  EXPECT_EQ(rig.news(), Words{"a-gained"});
  EXPECT_EQ(rig.press(Key::NavBack).title, "a");
}

TEST(Apps, ReleasedTheOneBeneathHasTheFocus) {
  AppsRig rig;
  rig.pushed(AppsRig::url_of("b"));
  rig.pushed(AppsRig::url_of("a"));
  rig.news();
  EXPECT_EQ(rig.app("ReleaseFocus:::vendor/a").title, "b");
  EXPECT_EQ(rig.news(), (Words{"a-lost", "b-gained"}));
}

TEST(Apps, TheOneBeneathMayComeToTheTop) {
  AppsRig rig;
  rig.pushed(AppsRig::url_of("a"));
  rig.pushed(AppsRig::url_of("b"));
  rig.news();
  EXPECT_EQ(rig.app("RequestFocus:0::vendor/a").title, "a");
  EXPECT_EQ(rig.news(), (Words{"b-lost", "a-gained"}));
}

TEST(Apps, ClosedItIsGoneWhereverItWas) {
  AppsRig rig;
  rig.pushed(AppsRig::url_of("a"));
  rig.pushed(AppsRig::url_of("b"));
  rig.app("Minimize:0::vendor/b");
  rig.news();
  rig.app("Close:0::vendor/b");
  EXPECT_EQ(rig.news(), Words{"b-closed"});
  EXPECT_EQ(rig.app("Close:0::vendor/a").kind, WindowKind::Idle);
  EXPECT_EQ(rig.news(), Words{"a-closed"});
}

TEST(Apps, InitServicesClosesWhatWasPutAsideToo) {
  AppsRig rig;
  rig.pushed(AppsRig::url_of("a"));
  rig.app("Minimize:0::vendor/a");
  rig.news();
  rig.pushed(ServicesRig::execute({{0, "Init:Services"}}));
  EXPECT_EQ(rig.news(), Words{"a-closed"});
}

TEST(Apps, OneThatIsNotThereOrNotInViewIsRefused) {
  AppsRig rig;
  rig.pushed(AppsRig::url_of("a"));
  rig.pushed(AppsRig::url_of("b"));
  rig.app("Close:0:60:vendor/c");
  EXPECT_TRUE(rig.logged("App:Close:0:60:vendor/c: Unknown Application ID"));
  rig.app("Minimize:0:60:vendor/a");
  EXPECT_TRUE(rig.logged("App:Minimize:0:60:vendor/a: Application is not Active"));
  rig.app("RequestFocus:1:60:vendor/c");
  EXPECT_TRUE(rig.logged("App:RequestFocus:1:60:vendor/c: Unknown Application ID"));
}

TEST(Apps, AKeyOfAPageIsAboutItsApplication) {
  AppsRig rig;
  rig.serve_app("key", " appId=\"vendor/key\"", "App:Minimize");
  rig.pushed(AppsRig::url_of("key"));
  EXPECT_EQ(rig.press(Key::Soft1).kind, WindowKind::Idle);
  EXPECT_EQ(rig.app("RequestFocus:0::vendor/key").title, "key");
  rig.serve_app("key", "", "App:Minimize");
  rig.pushed(AppsRig::url_of("key"));
  EXPECT_EQ(rig.press(Key::Soft1).prompt, "Unknown Application ID");
}

TEST(Apps, PriorityOneWaitsUntilNobodyHasTouchedThePhone) {
  AppsRig rig;
  rig.pushed(AppsRig::url_of("a"));
  rig.press(Key::NavDown);
  rig.app("Minimize:1:300:vendor/a");
  EXPECT_EQ(rig.phone.screen().title, "a");
  rig.simulation.run_for(seconds(200));
  rig.press(Key::NavDown);
  rig.simulation.run_for(seconds(200));
  EXPECT_EQ(rig.phone.screen().title, "a");
  rig.simulation.run_for(seconds(101));
  EXPECT_EQ(rig.phone.screen().kind, WindowKind::Idle);
}

TEST(Apps, PriorityTwoIsDroppedWhereSomebodyIsAtTheKeys) {
  AppsRig rig;
  rig.pushed(AppsRig::url_of("a"));
  rig.press(Key::NavDown);
  EXPECT_EQ(rig.app("Minimize:2:60:vendor/a").title, "a");
  EXPECT_TRUE(rig.logged("App:Minimize:2:60:vendor/a: Not idle"));
  rig.simulation.run_for(seconds(60));
  EXPECT_EQ(rig.app("Minimize:2:60:vendor/a").kind, WindowKind::Idle);
}

TEST(Apps, HandlersMayBeSeveralAndOpenPages) {
  AppsRig rig;
  rig.serve_app("many", " onAppFocusGained=\"Notify:http:web.example:8080:a-gained; Display:Off:0;" +
                            std::string(text_url) + "\"");
  const Screen screen = rig.pushed(AppsRig::url_of("many"));
  EXPECT_EQ(rig.news(), Words{"a-gained"});
  EXPECT_FALSE(screen.lit);
  EXPECT_EQ(screen.rows.at(0).text, "Plain words");
}

TEST(Apps, WhatHandlersMayNotHoldIsLeftOut) {
  AppsRig rig;
  rig.serve_app(
      "bad",
      " appId=\"bad\" onAppClosed=\"http://web.example/text.xml;Notify:http:web.example:8080:a-closed\""
      " onAppFocusGained=\"App:Close:0:60:bad;Key:Speaker;Dial:1\"");
  EXPECT_EQ(rig.pushed(AppsRig::url_of("bad")).title, "bad");
  EXPECT_TRUE(rig.logged("onAppFocusGained: App:Close:0:60:bad: Not with priority 0 here"));
  EXPECT_TRUE(rig.logged("onAppFocusGained: Key:Speaker: Microphone not allowed"));
  EXPECT_TRUE(rig.logged("onAppFocusGained: Dial:1: Microphone not allowed"));
  rig.press(Key::NavBack);
  EXPECT_EQ(rig.simulation.web().requests(text_url), 0U);
  EXPECT_EQ(rig.news(), Words{"a-closed"});
}

TEST(Apps, PagesThatBringEachOtherBackComeToAnEnd) {
  AppsRig rig;
  rig.serve_app("x", " onAppFocusLost=\"http://web.example/y.xml\"");
  rig.serve_app("y",
                " onAppFocusLost=\"http://web.example/x.xml\" onAppFocusGained=\"http://web.example/x.xml\"");
  rig.pushed(AppsRig::url_of("x"));
  rig.pushed(AppsRig::url_of("y"));
  rig.simulation.run_for(minutes(10));
  EXPECT_LE(rig.simulation.web().requests(), 64U);
  EXPECT_TRUE(rig.logged("Too many pages"));
  EXPECT_EQ(rig.pushed(ServicesRig::execute({{0, "Init:Services"}})).kind, WindowKind::Idle);
}

TEST(Apps, APhoneOfMppHasNoHandlers) {
  PhoneOptions options = ServicesRig::inline_options();
  options.notify.profile = xml::Profile::Mpp;
  AppsRig rig(std::move(options));
  rig.pushed(AppsRig::url_of("a"));
  rig.press(Key::NavBack);
  EXPECT_EQ(rig.news(), Words{});
}

TEST(Apps, PagesOfOneThatIsAsideJoinThoseOnTheScreen) {
  AppsRig rig;
  rig.pushed(AppsRig::url_of("a"));
  rig.app("Minimize:0::vendor/a");
  rig.pushed(AppsRig::url_of("a2"));
  rig.news();
  rig.app("Minimize:0::vendor/a");
  EXPECT_EQ(rig.news(), (Words{"a-lost", "a-minimized"}));
  EXPECT_EQ(rig.app("RequestFocus:0::vendor/a").title, "a2");
  EXPECT_EQ(rig.press(Key::NavBack).title, "a");
  // In both places: asked for, both are there; closed, it is closed once and wholly.
  rig.app("Minimize:0::vendor/a");
  rig.pushed(AppsRig::url_of("a2"));
  rig.pushed(AppsRig::url_of("b"));
  EXPECT_EQ(rig.app("RequestFocus:0::vendor/a").title, "a2");
  EXPECT_EQ(rig.press(Key::NavBack).title, "a");
  rig.app("Minimize:0::vendor/a");
  rig.pushed(AppsRig::url_of("a2"));
  rig.news();
  EXPECT_EQ(rig.app("Close:0::vendor/a").title, "b");
  EXPECT_EQ(rig.news(), (Words{"a-closed", "b-gained"}));
  rig.app("RequestFocus:0::vendor/a");
  EXPECT_TRUE(rig.logged("App:RequestFocus:0::vendor/a: Unknown Application ID"));
}

TEST(Apps, APictureOfOneThatComesBackComesToo) {
  AppsRig rig;
  rig.simulation.web().serve_answer("http://web.example/a.png", [] {
    sim::WebAnswer answer;
    answer.result = png_answer(64, 48);
    answer.delay = seconds(10);
    return answer;
  }());
  rig.simulation.web().serve(AppsRig::url_of("camera"),
                             "<CiscoIPPhoneImageFile appId=\"camera\"><Title>Camera</Title>"
                             "<URL>http://web.example/a.png</URL></CiscoIPPhoneImageFile>");
  push(rig, {.body = AppsRig::url_of("camera")});
  rig.simulation.run_for(seconds(1));
  push(rig,
       {.branch = "z9hG4bKx", .call_id = "x", .body = ServicesRig::execute({{0, "App:Minimize:0::camera"}})});
  EXPECT_EQ(rig.phone.screen().kind, WindowKind::Idle);
  rig.app("RequestFocus:0::camera");
  rig.simulation.run_for(seconds(30));
  EXPECT_TRUE(rig.phone.screen().picture);
}

TEST(Apps, EightArePutAsideAtMost) {
  AppsRig rig;
  for (int i = 0; i < 9; ++i) {
    const std::string id = "app" + std::to_string(i);
    rig.serve_app(id, " appId=\"" + id + "\"");
    rig.pushed(AppsRig::url_of(id));
    rig.app("Minimize:0::" + id);
  }
  EXPECT_EQ(rig.app("RequestFocus:0::app0").kind, WindowKind::Idle);
  EXPECT_EQ(rig.app("RequestFocus:0::app1").title, "app1");
}

}  // namespace
}  // namespace handset::phone
