// The rows of the section XML Service: keys of the phone that open pages, and who is told the password.
#include "phone/service_account.h"
#include "phone/text_render.h"
#include "unit/phone/station_rig.h"

namespace handset::phone {
namespace {

struct XmlRig : StationRig {
  explicit XmlRig(const Tags& tags, StationOptions options = station_options())
      : StationRig(tags, std::move(options)) {}

  // From now on that page is served, and what a 401 would be answered with is kept.
  void serve(const std::string& url) {
    simulation.web().serve(url, [this, url](const sim::WebRequest& request) {
      asked[url].push_back(request.login ? request.login->user + ":" + request.login->password : "");
      sim::WebAnswer answer;
      answer.result.status = 200;
      answer.result.content_type = "text/xml";
      answer.result.body = "<CiscoIPPhoneText><Text>words</Text></CiscoIPPhoneText>";
      return answer;
    });
  }
  Screen press(Key key) {
    station.press(key, KeySource::Person);
    simulation.run_for(seconds(2));
    return station.phone().screen();
  }

  std::map<std::string, std::vector<std::string>> asked;
};

TEST(XmlRows, XML_Application_Service_URL) {
  XmlRig rig({});
  const Screen without = rig.press(Key::Services);
  EXPECT_EQ(without.prompt, "Services Unavailable");
  EXPECT_NE(to_text(without).find("XML Application Service URL"), std::string::npos) << to_text(without);
  rig.press(Key::Exit);
  rig.apply({{"XML_Application_Service_URL", "http://app.example/$PN/$A"}, {"GPP_A", "office"}});
  rig.serve("http://app.example/SPA525G2/office");
  EXPECT_EQ(rig.press(Key::Services).kind, WindowKind::Text);
  rig.press(Key::Exit);
  rig.apply({{"XML_Application_Service_URL", ""}});
  EXPECT_EQ(rig.press(Key::Services).prompt, "Services Unavailable");
}

TEST(XmlRows, XML_Application_Service_Name) {
  XmlRig rig(
      {{"XML_Application_Service_URL", "http://app.example/"}, {"XML_Application_Service_Name", "Apps"}});
  rig.serve("http://app.example/");
  EXPECT_EQ(rig.press(Key::Services).title, "Apps");
}

TEST(XmlRows, XML_Directory_Service_URL) {
  XmlRig rig(Tags{{"XML_Directory_Service_URL", "http://dir.example/list.xml"}});
  rig.serve("http://dir.example/list.xml");
  EXPECT_EQ(rig.press(Key::Directories).kind, WindowKind::Text);
  rig.apply({});
  rig.press(Key::Exit);
  const Screen without = rig.press(Key::Directories);
  EXPECT_EQ(without.prompt, "Services Unavailable");
  EXPECT_NE(to_text(without).find("XML Directory Service URL"), std::string::npos) << to_text(without);
}

TEST(XmlRows, XML_Directory_Service_Name) {
  XmlRig rig(
      Tags{{"XML_Directory_Service_URL", "http://dir.example/"}, {"XML_Directory_Service_Name", "Staff"}});
  rig.serve("http://dir.example/");
  EXPECT_EQ(rig.press(Key::Directories).title, "Staff");
}

TEST(XmlRows, XML_User_Name_IsAMacroOfUrlsAndTheSecretsAreNone) {
  XmlRig rig(
      Tags{{"XML_Application_Service_URL", "http://app.example/$XML_User_Name/$SA?user=$XML_User_Name&a=$A"},
           {"XML_User_Name", "eva m"},
           {"GPP_A", "x&y=z"},
           {"GPP_SA", "secret"}});
  rig.serve("http://app.example/eva%20m/$SA?user=eva%20m&a=x%26y%3Dz");
  EXPECT_EQ(rig.press(Key::Services).kind, WindowKind::Text);
}

TEST(XmlRows, XML_Profile_IsWhatThePhoneSaysItIs) {
  XmlRig rig(Tags{{"XML_Application_Service_URL", "http://app.example/"}});
  std::vector<std::string> models;
  rig.simulation.web().serve("http://app.example/", [&](const sim::WebRequest& request) {
    for (const HttpField& field : request.fields)
      if (field.name == "x-CiscoIPPhoneModelName") models.push_back(field.value);
    return sim::WebAnswer{};
  });
  for (const char* profile : {"SPA", "MPP", "79xx"}) {
    rig.apply({{"XML_Application_Service_URL", "http://app.example/"}, {"XML_Profile", profile}});
    rig.press(Key::Services);
  }
  EXPECT_EQ(models, (std::vector<std::string>{"SPA525G2", "CP-8841", "CP-7970G"}));
}

Draft aastra_draft(std::string body) {
  Draft draft;
  draft.extra = "Event: aastra-xml\r\nContent-Type: application/xml\r\n";
  draft.body = std::move(body);
  return draft;
}

TEST(XmlRows, XML_Other_Makers) {
  const std::string page =
      "<AastraIPPhoneTextScreen><Title>Door</Title><Text>Somebody rings</Text></AastraIPPhoneTextScreen>";
  XmlRig off({});
  EXPECT_EQ(status_of(off.ask(aastra_draft(page).text())), 489U);

  XmlRig on(Tags{{"XML_Other_Makers", "Yes"}});
  EXPECT_EQ(status_of(on.ask(aastra_draft(page).text())), 401U);  // by the digest of its line, as our own
  EXPECT_EQ(on.station.phone().screen().kind, WindowKind::Idle);
  EXPECT_EQ(status_of(on.push(aastra_draft(page))), 200U);
  EXPECT_EQ(on.station.phone().screen().title, "Door");
}

// What that maker's phones do with an empty body.
TEST(XmlRows, XML_Other_Makers_AnEmptyBodyOpensTheApplication) {
  XmlRig rig(Tags{{"XML_Other_Makers", "Yes"}, {"XML_Application_Service_URL", "http://app.example/"}});
  rig.serve("http://app.example/");
  EXPECT_EQ(status_of(rig.push(aastra_draft(""))), 200U);
  EXPECT_EQ(rig.station.phone().screen().kind, WindowKind::Text);
}

TEST(XmlRows, XML_Other_Makers_PagesOfTheirsAreFetchedToo) {
  XmlRig rig(Tags{{"XML_Other_Makers", "Yes"}, {"XML_Application_Service_URL", "http://app.example/"}});
  rig.simulation.web().serve("http://app.example/", [](const sim::WebRequest&) {
    sim::WebAnswer answer;
    answer.result.status = 200;
    answer.result.content_type = "text/xml";
    answer.result.body =
        "<YealinkIPPhoneTextMenu><Title>Lobby</Title><MenuItem><Prompt>Desk</Prompt><URI>Dial:204</URI>"
        "</MenuItem></YealinkIPPhoneTextMenu>";
    return answer;
  });
  const Screen screen = rig.press(Key::Services);
  EXPECT_EQ(screen.kind, WindowKind::Menu);
  EXPECT_EQ(screen.title, "Lobby");
}

TEST(XmlRows, Locale) {
  XmlRig rig(Tags{{"XML_Application_Service_URL", "http://app.example/"}, {"Locale", "hr-HR"}});
  std::string language;
  rig.simulation.web().serve("http://app.example/", [&](const sim::WebRequest& request) {
    for (const HttpField& field : request.fields)
      if (field.name == "Accept-Language") language = field.value;
    return sim::WebAnswer{};
  });
  rig.press(Key::Services);
  EXPECT_EQ(language, "hr-HR");
}

TEST(XmlRows, Push_May_Open_Microphone) {
  for (const char* allowed : {"No", "Yes"}) {
    struct Calls final : CallControl {
      xml::Outcome dial(const xml::DialArgument& argument) override {
        dialled.emplace_back(argument.target);
        return xml::Outcome::success();
      }
      std::vector<std::string> dialled;
    } calls;
    StationOptions options = StationRig::station_options();
    options.calls = &calls;
    XmlRig rig(Tags{{"XML_NOTIFY_Body", "url+xml"}, {"Push_May_Open_Microphone", allowed}}, options);
    Draft draft;
    draft.body = "<CiscoIPPhoneExecute><ExecuteItem URL=\"Dial:123\"/></CiscoIPPhoneExecute>";
    const std::size_t each = std::string(allowed) == "Yes" ? 1 : 0;
    EXPECT_EQ(status_of(rig.push(draft)), 200U);
    rig.simulation.run_for(seconds(1));
    EXPECT_EQ(calls.dialled.size(), each) << allowed;
    // The phone that is built anew has the same calls.
    rig.station.request_restart();
    rig.simulation.run_for(minutes(2));
    EXPECT_EQ(rig.restarts.count, 1);
    draft.branch += "2";
    draft.call_id += "2";
    EXPECT_EQ(status_of(rig.push(draft)), 200U);
    rig.simulation.run_for(seconds(1));
    EXPECT_EQ(calls.dialled.size(), 2 * each) << allowed;
  }
}

TEST(XmlRows, Extended_Function_) {
  const std::string news = "http://web.example/SPA525G2/news";
  const Tags tags{{"Extended_Function_1_", "fnc=xml;url=http://web.example/one;nme=One"},
                  {"Extended_Function_2_", "fnc=xml;url=http://web.example/$PN/news;nme=News"},
                  {"Extended_Function_3_", "fnc=xml;nme=Nothing"}};
  XmlRig rig(tags);
  rig.serve(news);
  const Screen idle = rig.station.phone().screen();
  ASSERT_EQ(idle.rows.size(), 2U);
  EXPECT_EQ(idle.rows[0].text, "101");  // its line is in use
  EXPECT_EQ(idle.rows[1].text, "News");
  EXPECT_EQ(idle.rows[1].number, "2");
  EXPECT_EQ(rig.press(Key::Line2).title, "News");
  rig.press(Key::Exit);
  for (const Key key : {Key::Line1, Key::Line3}) EXPECT_EQ(rig.press(key).kind, WindowKind::Idle);
}

TEST(XmlRows, XML_User_Name_And_XML_Password) {
  XmlRig rig(Tags{{"XML_Application_Service_URL", "http://app.example/menu.xml"},
                  {"XML_User_Name", "phone"},
                  {"XML_Password", "pass word"}});
  const std::string login = "phone:pass word";
  const std::string other = "http://web.example/page.xml";
  for (const char* url : {"http://app.example/menu.xml", "http://app.example/next.xml"}) rig.serve(url);
  rig.serve(other);

  rig.press(Key::Services);
  Draft draft;
  for (const std::string& url : {std::string("http://app.example/next.xml"), other}) {
    draft.body = url;
    EXPECT_EQ(status_of(rig.push(draft)), 200U);
  }
  EXPECT_EQ(rig.asked["http://app.example/menu.xml"], std::vector{login});
  EXPECT_EQ(rig.asked["http://app.example/next.xml"], std::vector{login});
  EXPECT_EQ(rig.asked[other], std::vector<std::string>{""});
}

TEST(XmlRows, XML_Password_DoesNotFollowARedirectToAnotherServer) {
  XmlRig rig(Tags{{"XML_Application_Service_URL", "http://app.example/away"}, {"XML_User_Name", "phone"}});
  const std::string other = "http://web.example/page.xml";
  rig.simulation.web().serve_redirect("http://app.example/away", other);
  rig.serve(other);
  rig.press(Key::Services);
  EXPECT_EQ(rig.asked[other], std::vector<std::string>{""});
}

TEST(XmlRows, XML_Password_GoesToNoServerThatOnlyLooksLikeTheOne) {
  PhoneOptions options;
  options.services.url = "http://app.example/menu.xml";
  options.service_account = {"phone", "secret"};
  for (const char* url :
       {"http://app.example/x", "HTTP://APP.example:80/x", "http://app.example?x", "http://app.example:/x"})
    EXPECT_TRUE(service_credentials(options, url)) << url;
  for (const char* url :
       {"https://app.example/x", "http://app.example:8080/x", "http://app.example.evil.example/",
        "http://app.example@evil.example/", "http://app.example\\@evil.example/",
        "http://evil.example\\@app.example/", "http:///app.example/", "Key:Services", ""})
    EXPECT_FALSE(service_credentials(options, url)) << url;
}

TEST(XmlRows, XML_Profile) {
  XmlRig rig(Tags{});
  rig.simulation.web().serve(
      "http://app.example/",
      R"(<CiscoIPPhoneText onAppClosed="RTPRx:Stop"><Text>x</Text></CiscoIPPhoneText>)");
  for (const char* profile : {"SPA", "79xx", "MPP"}) {
    rig.apply({{"XML_Profile", profile},
               {"XML_Mode", "strict"},
               {"XML_Application_Service_URL", "http://app.example/"}});
    const Screen screen = rig.press(Key::Services);
    EXPECT_EQ(screen.prompt, profile == std::string("MPP") ? "XML Error [4]" : "") << profile;
    rig.press(Key::Exit);
  }
}

}  // namespace
}  // namespace handset::phone
