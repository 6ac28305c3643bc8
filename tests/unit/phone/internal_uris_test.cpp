// What internal URIs do, and what becomes of each as the item of an Execute (reference sections 2.8 and 3).
#include <algorithm>

#include "unit/phone/services_rig.h"

namespace handset::phone {
namespace {

// A call that is up, and what was asked of it.
struct Call final : CallControl {
  [[nodiscard]] bool active() const override { return up; }
  xml::Outcome dial(const xml::DialArgument& argument) override {
    dialled.emplace_back(argument.target);
    return xml::Outcome::success();
  }
  xml::Outcome send_digits(const xml::SendDigitsArgument& argument) override {
    sent += argument.digits;
    return xml::Outcome::success();
  }
  bool press_digit(Key key) override {
    pressed.push_back(key);
    return true;
  }

  void end() {
    up = false;
    changed();
  }

  bool up = true;
  std::vector<std::string> dialled;
  std::string sent;
  std::vector<Key> pressed;
};

struct Loudspeaker final : SoundControl {
  xml::Outcome play(const xml::PlayArgument& argument) override {
    played.emplace_back(argument.file);
    return xml::Outcome::success();
  }
  xml::Outcome stream(xml::Scheme scheme, const xml::RtpArgument& argument) override {
    streams.emplace_back(scheme, argument.stop);
    return xml::Outcome::success();
  }
  xml::Outcome play_clip(std::string_view bytes) override {
    clip = bytes.size();
    return xml::Outcome::success();
  }

  std::vector<std::string> played;
  std::vector<std::pair<xml::Scheme, bool>> streams;
  std::size_t clip = 0;
};

struct UriRig : ServicesRig {
  explicit UriRig(PhoneOptions options = inline_options(), const PhoneParts& parts = {})
      : ServicesRig(std::move(options), parts) {}
  explicit UriRig(const PhoneParts& parts) : UriRig(inline_options(), parts) {}

  // The Data of the item, as the log tells it; "Success" when it tells nothing.
  std::string outcome(const std::string& uri) {
    const std::size_t before = phone_host.log().lines().size();
    pushed(execute({{0, uri}}));
    const auto& lines = phone_host.log().lines();
    for (std::size_t i = before; i < lines.size(); ++i)
      if (lines[i].area == "execute" && lines[i].text.starts_with(uri + ": "))
        return lines[i].text.substr(uri.size() + 2);
    return "Success";
  }
  void serve_page(std::string_view url, const std::string& soft_key_uri, const std::string& attributes = {}) {
    simulation.web().serve(
        url, "<CiscoIPPhoneMenu" + attributes +
                 "><Title>Page</Title><MenuItem><Name>Row</Name><URL>QueryStringParam:id=7</URL></MenuItem>"
                 "<SoftKeyItem><Name>Do</Name><Position>1</Position><URL>" +
                 soft_key_uri + "</URL></SoftKeyItem></CiscoIPPhoneMenu>");
  }
};

constexpr std::string_view page_url = "http://web.example/page.xml";

TEST(InternalUris, WhatHasNoSoundSyntaxIsAnInvalidUri) {
  UriRig rig;
  for (const char* uri :
       {"Dial:", "Dial:here", "SendDigits:", "SendDigits:x", "Play:", "RTPRx:", "RTPRx:192.0.2.9:81",
        "RTPTx:192.0.2.9", "RTPMRx:192.0.2.9:20480", "RTPMTx:239.0.0.1", "Display:Off", "Display:On:1441",
        "Device:Lock", "Init:", "Init:Everything", "App:Focus", "App:Close:0:5:x", "App:Close"})
    EXPECT_EQ(rig.outcome(uri), "Invalid URI") << uri;
}

TEST(InternalUris, WhatNeedsACallOrSoundIsNoSuccessWithoutThem) {
  PhoneOptions options = ServicesRig::inline_options();
  options.push_may_open_microphone = true;
  UriRig rig(std::move(options));
  EXPECT_EQ(rig.outcome("SendDigits:123"), "No Active Call");
  EXPECT_EQ(rig.outcome("Dial:123"), "Calls not built yet");
  for (const char* uri : {"Play:Chime.raw", "RTPRx:192.0.2.9:20480", "RTPTx:192.0.2.9:20480",
                          "RTPMRx:239.0.0.1:20480", "RTPMTx:239.0.0.1:20480", "RTPRx:Stop"})
    EXPECT_EQ(rig.outcome(uri), "Sound not built yet") << uri;
}

TEST(InternalUris, WhatThisPhoneDoesNotHaveIsNotFound) {
  UriRig rig;
  for (const char* uri : {"Vibrate:1:2:3", "Key:Info", "Key:Line13", "Key:", "Device:GeneratePRT", "Foo:bar",
                          "SoftKey:Exit", "QueryStringParam:a=b", "Notify:http:web.example:80:x"})
    EXPECT_EQ(rig.outcome(uri), "URI not found") << uri;
  for (const char* uri :
       {"Device:unlock", "Init:CallHistory", "init:appstatus", "Key:MESSAGES", "key:services"})
    EXPECT_EQ(rig.outcome(uri), "Success") << uri;
}

TEST(InternalUris, APhoneOfMppHasItsOwnSchemesOnly) {
  PhoneOptions options = ServicesRig::inline_options();
  options.notify.profile = xml::Profile::Mpp;
  UriRig rig(std::move(options));
  for (const char* uri : {"SendDigits:1", "RTPRx:Stop", "Display:Default", "App:Close:0:60:x"})
    EXPECT_EQ(rig.outcome(uri), "URI not found") << uri;
  EXPECT_EQ(rig.outcome("Device:Unlock"), "Success");
  EXPECT_EQ(rig.outcome("EditDial:123"), "Success");
}

TEST(InternalUris, CallsAndSoundGetWhatIsTheirs) {
  PhoneOptions options = ServicesRig::inline_options();
  options.push_may_open_microphone = true;
  Call call;
  Loudspeaker speaker;
  UriRig rig(std::move(options), {.calls = &call, .sound = &speaker});
  for (const char* uri :
       {"Dial:123", "SendDigits:4#:0::app", "Play:Chime.raw", "RTPTx:192.0.2.9:20480", "RTPRx:stop"})
    EXPECT_EQ(rig.outcome(uri), "Success") << uri;
  EXPECT_EQ(call.dialled, std::vector<std::string>{"123"});
  EXPECT_EQ(call.sent, "4#");
  EXPECT_EQ(speaker.played, std::vector<std::string>{"Chime.raw"});
  EXPECT_EQ(speaker.streams, (std::vector<std::pair<xml::Scheme, bool>>{{xml::Scheme::RtpTx, false},
                                                                        {xml::Scheme::RtpRx, true}}));
}

TEST(InternalUris, APushDoesNotOpenTheMicrophone) {
  Call call;
  Loudspeaker speaker;
  UriRig rig({.calls = &call, .sound = &speaker});
  for (const char* uri : {"Dial:123", "RTPTx:192.0.2.9:20480", "RTPMTx:239.0.0.1:20480", "Key:Speaker",
                          "Key:headset", "Key:Offhook", "Key:Line1", "Key:Mute", "Key:Hold"})
    EXPECT_EQ(rig.outcome(uri), "Microphone not allowed") << uri;
  // Nor by a detour over a page, whose row or key a push presses.
  rig.simulation.web().serve(
      page_url,
      "<CiscoIPPhoneMenu><MenuItem><Name>Call</Name><URL>Dial:123</URL></MenuItem></CiscoIPPhoneMenu>");
  rig.pushed(std::string(page_url));
  EXPECT_EQ(rig.outcome("Key:NavSelect"), "Success");
  EXPECT_TRUE(call.dialled.empty());
  EXPECT_TRUE(speaker.streams.empty());
  EXPECT_EQ(rig.outcome("RTPTx:Stop"), "Success");
  // A person may.
  rig.phone.press(Key::NavBack);
  rig.phone.press(Key::KeyPad1);
  EXPECT_EQ(call.dialled, std::vector<std::string>{"123"});
}

TEST(InternalUris, ADigitOfAPushThatWaitsForASecondOneStaysThePushes) {
  Call call;
  Loudspeaker speaker;
  UriRig rig({.calls = &call, .sound = &speaker});
  std::string rows;
  for (int i = 0; i < 12; ++i) rows += "<MenuItem><Name>Call</Name><URL>Dial:123</URL></MenuItem>";
  rig.simulation.web().serve(page_url, "<CiscoIPPhoneMenu>" + rows + "</CiscoIPPhoneMenu>");
  rig.pushed(std::string(page_url));
  EXPECT_EQ(rig.outcome("Key:KeyPad1"), "Success");
  EXPECT_EQ(rig.phone.screen().prompt, "Microphone not allowed");
  EXPECT_TRUE(call.dialled.empty());
  // The key of a row is no way round it either, however often it waits.
  rig.simulation.web().serve(page_url,
                             "<CiscoIPPhoneMenu><MenuItem><Name>Key</Name><URL>Key:KeyPad2</URL>"
                             "</MenuItem>" +
                                 rows + "</CiscoIPPhoneMenu>");
  rig.pushed(std::string(page_url));
  EXPECT_EQ(rig.outcome("Key:KeyPad1"), "Success");
  rig.simulation.run_for(seconds(10));
  EXPECT_TRUE(call.dialled.empty());
  // A person's is a person's.
  rig.press(Key::NavBack);
  rig.phone.press(Key::KeyPad1);
  EXPECT_TRUE(call.dialled.empty());
  rig.simulation.run_for(seconds(3));
  EXPECT_EQ(call.dialled, std::vector<std::string>{"123"});
}

TEST(InternalUris, DisplayIsDarkUntilItsTimeIsOver) {
  UriRig rig;
  EXPECT_TRUE(rig.phone.screen().lit);
  push(rig, {.body = ServicesRig::execute({{0, "Display:Off:2"}})});
  EXPECT_FALSE(rig.phone.screen().lit);
  const auto version = rig.phone.screen_version();
  rig.simulation.run_for(seconds(121));
  EXPECT_TRUE(rig.phone.screen().lit);
  EXPECT_GT(rig.phone.screen_version(), version);
}

TEST(InternalUris, DisplayIsDarkUntilItIsChanged) {
  UriRig rig;
  rig.pushed(ServicesRig::execute({{0, "Display:Off:0"}}));
  rig.simulation.run_for(hours(48));
  EXPECT_FALSE(rig.phone.screen().lit);
  EXPECT_TRUE(rig.pushed(ServicesRig::execute({{0, "Display:Default"}})).lit);
  rig.pushed(ServicesRig::execute({{0, "Display:Off:1"}}));
  EXPECT_TRUE(rig.pushed(ServicesRig::execute({{0, "Display:On:1"}})).lit);
  rig.pushed(ServicesRig::execute({{0, "Display:Off:0"}}));
  EXPECT_TRUE(rig.press(Key::NavDown).lit);  // somebody is there
  rig.pushed(ServicesRig::execute({{0, "EditDial:1"}, {0, "Display:Off:0"}}));
  EXPECT_FALSE(rig.phone.screen().lit);
  EXPECT_EQ(rig.phone.type("2", KeySource::Person), "");
  EXPECT_TRUE(rig.phone.screen().lit);
}

TEST(InternalUris, InitClosesItsWindows) {
  PhoneOptions options = ServicesRig::inline_options();
  options.directories.url = page_url;
  UriRig rig(std::move(options));
  rig.serve_page(page_url, "SoftKey:Exit");
  EXPECT_EQ(rig.press(Key::Directories).kind, WindowKind::Menu);
  EXPECT_EQ(rig.pushed(ServicesRig::execute({{0, "Init:Messages"}})).kind, WindowKind::Menu);
  EXPECT_EQ(rig.pushed(ServicesRig::execute({{0, "Init:DIRECTORIES"}})).kind, WindowKind::Idle);
  EXPECT_EQ(rig.press(Key::Messages).title, "Messages");
  EXPECT_EQ(rig.pushed(ServicesRig::execute({{0, "Init:Directories"}})).title, "Messages");
  EXPECT_EQ(rig.pushed(ServicesRig::execute({{0, "Init:Messages"}})).kind, WindowKind::Idle);
}

// --- Notify

struct Notified {
  explicit Notified(UriRig& rig, std::vector<int> statuses = {200}) {
    rig.simulation.web().serve(
        "http://web.example:8080/note", [this, statuses](const sim::WebRequest& request) {
          sim::WebAnswer answer;
          answer.result.status = statuses.at(std::min(forms.size(), statuses.size() - 1));
          forms.push_back(request.upload ? request.upload->body : "none");
          for (const HttpField& field : request.fields) {
            if (field.name == "Authorization") logins.push_back(field.value);
            if (field.name == "Cookie") cookies.push_back(field.value);
          }
          return answer;
        });
  }
  std::vector<std::string> forms;
  std::vector<std::string> logins;
  std::vector<std::string> cookies;
};

TEST(NotifyUri, PostsItsData) {
  UriRig rig;
  Notified notified(rig);
  rig.serve_page(page_url, "Notify:http:web.example:8080:note:dTpw:a b&amp;c");
  const Screen before = rig.pushed(std::string(page_url));
  const Screen after = rig.press(Key::Soft1);
  EXPECT_EQ(notified.forms, std::vector<std::string>{"DATA=id%3D7"});  // that of the row
  EXPECT_EQ(notified.logins, std::vector<std::string>{"Basic dTpw"});
  EXPECT_EQ(after.title, before.title);
}

TEST(NotifyUri, NoCookiesGoWithIt) {
  UriRig rig;
  Notified notified(rig);
  std::vector<std::string> of_pages;
  rig.simulation.web().serve(page_url, [&](const sim::WebRequest& request) {
    for (const HttpField& field : request.fields)
      if (field.name == "Cookie") of_pages.push_back(field.value);
    sim::WebAnswer answer;
    answer.result.status = 200;
    answer.result.content_type = "text/xml";
    answer.result.fields = {{"Set-Cookie", "id=1; Path=/"}};
    answer.result.body =
        "<CiscoIPPhoneText><Text>words</Text><SoftKeyItem><Name>Do</Name><Position>1</Position>"
        "<URL>Notify:http:web.example:8080:note</URL></SoftKeyItem></CiscoIPPhoneText>";
    return answer;
  });
  rig.pushed(std::string(page_url));
  rig.pushed(std::string(page_url));
  EXPECT_EQ(of_pages, std::vector<std::string>{"id=1"});
  rig.press(Key::Soft1);
  EXPECT_EQ(notified.forms.size(), 1U);
  EXPECT_TRUE(notified.cookies.empty());
}

TEST(NotifyUri, IsTriedThreeTimesAndThenGivenUp) {
  UriRig rig;
  Notified notified(rig, {500, 503, 500});
  rig.serve_page(page_url, "Notify:http:web.example:8080:note:dTpw:x");
  rig.pushed(std::string(page_url));
  rig.press(Key::Soft1);
  rig.simulation.run_for(minutes(1));
  EXPECT_EQ(notified.forms.size(), 3U);
  EXPECT_EQ(rig.phone_host.log().count("given up"), 1U);
  EXPECT_EQ(rig.phone_host.log().count("dTpw"), 0U) << rig.phone_host.log().text();
}

TEST(NotifyUri, ASecondTryThatSucceedsIsTheLast) {
  UriRig rig;
  Notified notified(rig, {500, 200});
  rig.serve_page(page_url, "Notify:http:web.example:8080:note");
  rig.pushed(std::string(page_url));
  rig.press(Key::Soft1);
  rig.simulation.run_for(minutes(1));
  EXPECT_EQ(notified.forms.size(), 2U);
  EXPECT_TRUE(notified.logins.empty());
}

TEST(NotifyUri, HoldsEightAtOnce) {
  UriRig rig;
  rig.simulation.web().serve_nothing("http://web.example:8080/note");
  rig.serve_page(page_url, "Notify:http:web.example:8080:note:dTpw:x");
  rig.pushed(std::string(page_url));
  for (int i = 0; i < 9; ++i) rig.phone.press(Key::Soft1);
  EXPECT_EQ(rig.phone.screen().prompt, "Too many notifications");
  EXPECT_EQ(rig.phone_host.log().count("dTpw"), 0U) << rig.phone_host.log().text();
}

// --- Calls under a page

TEST(PagesAndCalls, DigitsGoWhereThePageSays) {
  struct Case {
    const char* attribute;
    bool to_call;
  };
  for (const Case& c :
       {Case{"", false}, Case{" keypadTarget=\"application\"", false},
        Case{" keypadTarget=\"activeCall\"", true}, Case{" keypadTarget=\"applicationCall\"", true}}) {
    Call call;
    UriRig rig({.calls = &call});
    rig.serve_page(page_url, "SoftKey:Exit", c.attribute);
    rig.pushed(std::string(page_url));
    EXPECT_TRUE(rig.phone.press(Key::KeyPadStar) || !c.to_call);
    rig.phone.press(Key::NavDown);
    EXPECT_EQ(call.pressed, c.to_call ? std::vector<Key>{Key::KeyPadStar} : std::vector<Key>{})
        << c.attribute;
    call.up = false;
    rig.phone.press(Key::KeyPadPound);
    EXPECT_EQ(call.pressed.size(), c.to_call ? 1U : 0U) << c.attribute;
  }
}

TEST(PagesAndCalls, PriorityOneWaitsForTheEndOfTheCall) {
  Call call;
  UriRig rig({.calls = &call});
  EXPECT_EQ(rig.pushed(ServicesRig::execute({{1, text_url}})).kind, WindowKind::Idle);
  EXPECT_EQ(rig.outcome("http://web.example/text.xml"), "Success");  // priority 0 comes at once
  rig.press(Key::NavBack);
  EXPECT_EQ(rig.phone.screen().kind, WindowKind::Idle);
  call.end();
  rig.simulation.run_for(seconds(1));
  EXPECT_EQ(rig.phone.screen().kind, WindowKind::Text);
}

TEST(PagesAndCalls, AudioIsPlayedForFiveSecondsAtMost) {
  const std::string bell(50000, '\xff');
  UriRig silent;
  silent.simulation.web().serve("http://web.example/bell", bell, "audio/basic");
  EXPECT_EQ(silent.pushed("http://web.example/bell").prompt, "Sound not built yet");
  Loudspeaker speaker;
  UriRig rig({.sound = &speaker});
  rig.simulation.web().serve("http://web.example/bell", bell, "audio/basic");
  EXPECT_EQ(rig.pushed("http://web.example/bell").kind, WindowKind::Idle);
  EXPECT_EQ(speaker.clip, 40000U);
}

struct Speaking {
  Loudspeaker speaker;
};

struct Sounds : Speaking, UriRig {
  Sounds() : UriRig({.sound = &speaker}) {}
  void serve_sound(std::string_view url, std::string refresh) {
    sim::WebAnswer answer;
    answer.result.status = 200;
    answer.result.content_type = "audio/basic";
    answer.result.body = "ding";
    answer.result.refresh = std::move(refresh);
    simulation.web().serve_answer(url, std::move(answer));
  }
};

TEST(PagesAndCalls, AudioLeadsOnAsItsRefreshSays) {
  Sounds rig;
  rig.serve_sound("http://web.example/bell", "40; url=text.xml");
  EXPECT_EQ(rig.pushed("http://web.example/bell").kind, WindowKind::Idle);
  EXPECT_EQ(rig.speaker.clip, 4U);
  rig.simulation.run_for(seconds(15));
  EXPECT_EQ(rig.phone.screen().rows.at(0).text, "Plain words");
  // Not once somebody has turned to something else.
  rig.press(Key::Exit);
  rig.pushed("http://web.example/bell");
  rig.press(Key::Messages);
  rig.simulation.run_for(minutes(2));
  EXPECT_EQ(rig.phone.screen().title, "Messages");
  rig.press(Key::NavBack);
  rig.simulation.run_for(minutes(2));
  EXPECT_EQ(rig.phone.screen().kind, WindowKind::Idle);
}

TEST(PagesAndCalls, AudioOnceMoreEndsWithInitServices) {
  Sounds rig;
  rig.serve_sound("http://web.example/bell", "60");
  rig.pushed("http://web.example/bell");
  rig.simulation.run_for(minutes(3));
  const std::size_t heard = rig.simulation.web().requests("http://web.example/bell");
  EXPECT_EQ(heard, 4U);
  rig.pushed(ServicesRig::execute({{0, "Init:Services"}}));
  rig.simulation.run_for(minutes(3));
  EXPECT_EQ(rig.simulation.web().requests("http://web.example/bell"), heard);
}

}  // namespace
}  // namespace handset::phone
