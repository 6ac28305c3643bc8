// How pages are asked for: what the phone says of itself, redirects, cookies, and whom it tells its login.
#include <map>

#include "phone/page_request.h"
#include "unit/phone/services_rig.h"

namespace handset::phone {
namespace {

// Servers that keep what they were asked.
struct ClientRig : ServicesRig {
  explicit ClientRig(PhoneOptions options = inline_options()) : ServicesRig(std::move(options)) {}

  struct Asked {
    std::map<std::string, std::string> fields;
    std::string login;
    bool by_basic = false;
  };
  // A text page, or a redirect to `location`; with these cookies.
  void serve(const std::string& url, std::vector<std::string> cookies = {},
             const std::string& location = {}) {
    simulation.web().serve(url, [this, url, cookies, location](const sim::WebRequest& request) {
      Asked asked_now;
      for (const HttpField& field : request.fields) asked_now.fields[field.name] = field.value;
      if (request.login != nullptr) asked_now.login = request.login->user + ":" + request.login->password;
      asked_now.by_basic = request.by_basic;
      asked[url].push_back(asked_now);
      sim::WebAnswer answer;
      answer.result.status = location.empty() ? 200 : 302;
      answer.location = location;
      answer.result.content_type = "text/xml";
      answer.result.body = "<CiscoIPPhoneText><Title>There</Title><Text>words</Text></CiscoIPPhoneText>";
      for (const std::string& cookie : cookies) answer.result.fields.push_back({"set-cookie", cookie});
      return answer;
    });
  }
  // The cookies of the last request.
  std::string cookies(const std::string& url) { return asked[url].back().fields["Cookie"]; }

  std::map<std::string, std::vector<Asked>> asked;
};

PhoneOptions with_account() {
  PhoneOptions options = ServicesRig::inline_options();
  options.services.url = "http://app.example/menu.xml";
  options.directories.url = "https://dir.example/list.xml";
  options.service_account = {"phone", "secret"};
  return options;
}

std::map<std::string, std::string> fields_of(const PhoneOptions& options) {
  std::map<std::string, std::string> fields;
  for (const HttpField& field : page_request(options, "http://web.example/").fields)
    fields[field.name] = field.value;
  return fields;
}

TEST(PageRequest, SaysWhatPhoneOfWhichFamilyItIs) {
  PhoneOptions options = phone_options();
  options.locale = "de-DE";
  auto fields = fields_of(options);
  EXPECT_EQ(fields["x-CiscoIPPhoneModelName"], "SPA525G2");
  EXPECT_EQ(fields["x-CiscoIPPhoneDisplay"], "320, 154, 16, C");
  EXPECT_EQ(fields["x-CiscoIPPhoneSDKVersion"], "3.3.4");
  EXPECT_EQ(fields["Accept"], "x-CiscoIPPhone/*;version=3.3.4, text/*, image/png, audio/basic");
  EXPECT_EQ(fields["Accept-Language"], "de-DE");
  EXPECT_EQ(fields["Accept-Charset"], "utf-8, iso-8859-1;q=0.8");
  options.model = find_model("SPA504G");
  fields = fields_of(options);
  EXPECT_EQ(fields["x-CiscoIPPhoneModelName"], "SPA504G");
  EXPECT_EQ(fields["x-CiscoIPPhoneDisplay"], "128, 33, 1, G");
}

TEST(PageRequest, TheModelOfOtherFamiliesIsOneOfTheirs) {
  PhoneOptions options = phone_options();
  options.notify.profile = xml::Profile::Series79;
  EXPECT_EQ(fields_of(options)["x-CiscoIPPhoneModelName"], "CP-7970G");
  options.model = find_model("SPA504G");
  EXPECT_EQ(fields_of(options)["x-CiscoIPPhoneModelName"], "CP-7960G");
  options.notify.profile = xml::Profile::Mpp;
  EXPECT_EQ(fields_of(options)["x-CiscoIPPhoneModelName"], "CP-7841");
  const std::string accept = fields_of(options)["Accept"];
  EXPECT_NE(accept.find("x-CiscoIPPhone/Menu;version=3.3.4, "), std::string::npos);
  EXPECT_NE(accept.find("x-CiscoIPPhone/StatusFile;version=3.3.4, "), std::string::npos);
  EXPECT_EQ(accept.find("GraphicFileMenu"), std::string::npos);
}

TEST(PageRequest, TheTagOfThe79xxIsReplacedForThemAlone) {
  PhoneOptions options = ServicesRig::inline_options();
  options.device_name = "SEP0011223344AA";
  const std::string written = "http://web.example/list?device=#DEVICENAME#&x=1";
  EXPECT_EQ(with_device_name(options, written), written);
  options.notify.profile = xml::Profile::Series79;
  ClientRig rig(options);
  rig.serve("http://web.example/list?device=SEP0011223344AA&x=1");
  EXPECT_EQ(rig.pushed(written).title, "There");
}

TEST(PageLoader, CookiesGoBackToTheirServerAlone) {
  ClientRig rig;
  rig.serve("http://web.example/login", {"id=1", "b=2; Path=/"});
  rig.serve("http://web.example/next");
  rig.serve("http://other.example/");
  rig.pushed("http://web.example/login");
  EXPECT_EQ(rig.cookies("http://web.example/login"), "");
  rig.pushed("http://web.example/next");
  EXPECT_EQ(rig.cookies("http://web.example/next"), "id=1; b=2");
  rig.pushed("http://other.example/");
  EXPECT_EQ(rig.cookies("http://other.example/"), "");
  EXPECT_EQ(rig.phone_host.log().count("id=1"), 0U);
}

TEST(PageLoader, ARedirectSetsCookiesForTheNextHop) {
  ClientRig rig;
  rig.serve("http://web.example/login", {"id=1"}, "/menu");
  rig.serve("http://web.example/menu", {}, "http://other.example/");
  rig.serve("http://other.example/");
  EXPECT_EQ(rig.pushed("http://web.example/login").title, "There");
  EXPECT_EQ(rig.cookies("http://web.example/menu"), "id=1");
  EXPECT_EQ(rig.cookies("http://other.example/"), "");
}

TEST(PageLoader, CookiesEndWithTheServicesWindow) {
  ClientRig rig;
  rig.serve("http://web.example/login", {"id=1"});
  rig.serve("http://web.example/next");
  rig.pushed("http://web.example/login");
  rig.press(Key::Exit);
  rig.pushed("http://web.example/next");
  EXPECT_EQ(rig.cookies("http://web.example/next"), "");
}

TEST(PageLoader, CookiesEndAfterThirtyIdleMinutes) {
  ClientRig rig;
  rig.serve("http://web.example/login", {"id=1"});
  rig.serve("http://web.example/next");
  rig.pushed("http://web.example/login");
  rig.simulation.run_for(minutes(29));
  rig.pushed("http://web.example/next");
  EXPECT_EQ(rig.cookies("http://web.example/next"), "id=1");
  rig.simulation.run_for(minutes(31));
  rig.pushed("http://web.example/next");
  EXPECT_EQ(rig.cookies("http://web.example/next"), "");
}

TEST(PageLoader, TheLoginGoesByBasicOverHttpsAlone) {
  ClientRig rig(with_account());
  rig.serve("http://app.example/menu.xml");
  rig.serve("https://dir.example/list.xml");
  rig.press(Key::Services);
  rig.press(Key::Directories);
  const auto& by_http = rig.asked["http://app.example/menu.xml"].at(0);
  EXPECT_EQ(by_http.login, "phone:secret");
  EXPECT_FALSE(by_http.by_basic);
  const auto& by_https = rig.asked["https://dir.example/list.xml"].at(0);
  EXPECT_EQ(by_https.login, "phone:secret");
  EXPECT_TRUE(by_https.by_basic);
}

TEST(PageLoader, TheLoginFollowsARedirectWithinItsServerAlone) {
  ClientRig rig(with_account());
  rig.serve("http://app.example/menu.xml", {}, "/two");
  rig.serve("http://app.example/two", {}, "http://other.example/");
  rig.serve("http://other.example/", {}, "http://app.example/back");
  rig.serve("http://app.example/back");
  EXPECT_EQ(rig.press(Key::Services).title, "There");
  EXPECT_EQ(rig.asked["http://app.example/two"].at(0).login, "phone:secret");
  EXPECT_EQ(rig.asked["http://other.example/"].at(0).login, "");
  EXPECT_EQ(rig.asked["http://app.example/back"].at(0).login, "");
}

TEST(PageLoader, ARedirectFromElsewhereToTheServiceHasNoLogin) {
  ClientRig rig(with_account());
  rig.serve("http://web.example/", {}, "http://app.example/menu.xml");
  rig.serve("http://app.example/menu.xml");
  rig.pushed("http://web.example/");
  EXPECT_EQ(rig.asked["http://app.example/menu.xml"].at(0).login, "");
}

TEST(PageLoader, EndlessRedirectsEndAfterThreeHops) {
  ClientRig rig;
  rig.serve("http://web.example/0", {}, "/1");
  rig.serve("http://web.example/1", {}, "2");
  rig.serve("http://web.example/2", {}, "//web.example/3");
  rig.serve("http://web.example/3");
  EXPECT_EQ(rig.pushed("http://web.example/0").title, "There");
  rig.serve("http://web.example/3", {}, "/4");
  EXPECT_EQ(rig.pushed("http://web.example/0").prompt, "Too many redirects");
  rig.serve("http://web.example/round", {}, "/round");
  EXPECT_EQ(rig.pushed("http://web.example/round").prompt, "Too many redirects");
  EXPECT_EQ(rig.asked["http://web.example/round"].size(), 4U);
}

TEST(PageLoader, RedirectsToOtherSchemesAreRefused) {
  ClientRig rig;
  rig.serve("https://web.example/down", {}, "http://web.example/");
  rig.serve("http://web.example/file", {}, "file:///etc/passwd");
  rig.serve("http://web.example/tftp", {}, "tftp://web.example/x");
  rig.serve("http://web.example/key", {}, "Key:Services");
  EXPECT_EQ(rig.pushed("https://web.example/down").prompt, "Redirect to http not allowed");
  for (const char* url : {"http://web.example/file", "http://web.example/tftp", "http://web.example/key"})
    EXPECT_EQ(rig.pushed(url).prompt, "Address not allowed") << url;
}

TEST(PageLoader, NoRedirectLeadsFromHttpsToHttpHoweverTheAddressIsWritten) {
  ClientRig rig;
  rig.serve("https://web.example/down", {}, "http://web.example/");
  rig.serve("http://web.example/");
  for (const char* url : {"https://web.example:/down", "HTTPS://web.example:443/down"})
    EXPECT_EQ(rig.pushed(url).prompt, "Redirect to http not allowed") << url;
  EXPECT_TRUE(rig.asked["http://web.example/"].empty());
}

// A fetcher that takes addresses which the phone does not understand, as libcurl does.
struct LaxFetcher final : Fetcher {
  FetchId fetch(FetchRequest request, FetchHandler&) override {
    asked.push_back(request.url);
    return FetchId{asked.size()};
  }
  void cancel(FetchId) override {}

  std::vector<std::string> asked;
};

TEST(PageLoader, NoRedirectIsFollowedFromAnAddressThatIsNotUnderstood) {
  struct Page final : PageHandler {
    void on_page(FetchResult got) override { result = std::move(got); }
    std::optional<FetchResult> result;
  } page;
  ClientRig rig;
  LaxFetcher fetcher;
  const World& host = rig.phone_host.world();
  const World world{host.clock, host.network, fetcher, host.resolver, host.random, host.store, host.log};
  const PhoneOptions options = ServicesRig::inline_options();
  CookieJar cookies;
  PageLoader loader(world, options, cookies, page);
  loader.load("https:///web.example/down");
  FetchResult answer;
  answer.status = 302;
  answer.url = "https://web.example/down";
  answer.location = "http://web.example/";
  loader.on_fetched(FetchId{1}, answer);
  ASSERT_TRUE(page.result);
  EXPECT_EQ(page.result->error, FetchError::Broken);
  EXPECT_EQ(fetcher.asked.size(), 1U);
}

TEST(PageLoader, AllHopsTogetherHaveTheTimeOfOneFetch) {
  ClientRig rig;
  for (int i = 0; i < 3; ++i)
    rig.simulation.web().serve("http://slow.example/" + std::to_string(i), [i](const sim::WebRequest&) {
      sim::WebAnswer answer;
      answer.result.status = 302;
      answer.location = "/" + std::to_string(i + 1);
      answer.delay = seconds(8);
      return answer;
    });
  push(rig, {.body = "http://slow.example/0"});
  rig.simulation.run_for(seconds(18));
  EXPECT_EQ(rig.phone.screen().kind, WindowKind::Progress);
  rig.simulation.run_for(seconds(2));
  EXPECT_EQ(rig.phone.screen().prompt, "Server did not answer");
}

TEST(PageLoader, ARefreshIsReadAsSeenFromItsPage) {
  ClientRig rig;
  rig.serve("http://web.example/menu/next.xml");
  rig.simulation.web().serve("http://web.example/menu/first.xml", [](const sim::WebRequest&) {
    sim::WebAnswer answer;
    answer.result.status = 200;
    answer.result.content_type = "text/xml";
    answer.result.refresh = "0; url=next.xml";
    answer.result.body = "<CiscoIPPhoneText><Title>First</Title><Text>words</Text></CiscoIPPhoneText>";
    return answer;
  });
  EXPECT_EQ(rig.pushed("http://web.example/menu/first.xml").soft_keys.at(0), "Next");
  EXPECT_EQ(rig.press(Key::Soft1).title, "There");
}

}  // namespace
}  // namespace handset::phone
