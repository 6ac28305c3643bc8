// Pictures that come by an address: one at a time, for those who still want them, under the rules of pages.
#include "unit/phone/example_rig.h"
#include "unit/phone/services_rig.h"

namespace handset::phone {
namespace {

constexpr std::string_view page_url = "http://web.example/page.xml";
constexpr std::string_view png_url = "http://web.example/a.png";

std::string image_page(std::string_view url) {
  return "<CiscoIPPhoneImageFile><Title>Camera</Title><URL>" + std::string(url) +
         "</URL></CiscoIPPhoneImageFile>";
}

struct PicturesRig : ServicesRig {
  explicit PicturesRig(PhoneOptions options = inline_options()) : ServicesRig(std::move(options)) {}
  // The picture takes a second.
  void serve_png(std::string_view url, unsigned width, Duration delay = seconds(1)) {
    sim::WebAnswer answer;
    answer.result = png_answer(width, 10);
    answer.delay = delay;
    simulation.web().serve_answer(url, std::move(answer));
  }
  void serve_page(std::string body, std::string refresh = {}) {
    sim::WebAnswer answer;
    answer.result.status = 200;
    answer.result.content_type = "text/xml";
    answer.result.body = std::move(body);
    answer.result.refresh = std::move(refresh);
    simulation.web().serve_answer(page_url, std::move(answer));
  }
  Screen pushed_now(std::string_view url, Duration time = milliseconds(500)) {
    const std::string number = std::to_string(++count);
    EXPECT_EQ(status_of(push(
                  *this, {.branch = "z9hG4bKp" + number, .call_id = "p" + number, .body = std::string(url)})),
              200U);
    return after(time);
  }
  Screen after(Duration time) {
    simulation.run_for(time);
    return phone.screen();
  }
};

TEST(ServicePictures, APageIsThereBeforeItsPicture) {
  PicturesRig rig;
  rig.serve_png(png_url, 64, seconds(5));
  rig.serve_page(image_page(png_url));
  Screen screen = rig.pushed_now(page_url);
  EXPECT_EQ(screen.kind, WindowKind::Image);
  EXPECT_EQ(screen.title, "Camera");
  EXPECT_FALSE(screen.picture);
  EXPECT_EQ(texts(screen), std::vector<std::string>{"Loading picture ..."});
  screen = rig.after(seconds(6));
  ASSERT_TRUE(screen.picture);
  EXPECT_EQ(width_of(*screen.picture->data), 64U);
  EXPECT_TRUE(screen.rows.empty());
}

TEST(ServicePictures, AFetchEndsWithItsPage) {
  PicturesRig rig;
  rig.serve_png(png_url, 64, seconds(5));
  rig.serve_page(image_page(png_url));
  EXPECT_EQ(rig.pushed_now(page_url).kind, WindowKind::Image);
  rig.press(Key::Exit);
  EXPECT_EQ(rig.after(seconds(10)).kind, WindowKind::Idle);
  EXPECT_EQ(rig.phone_host.log().count("a.png"), 0U);
  // The next one need not wait for it.
  rig.serve_png("http://web.example/b.png", 32);
  rig.serve_page(image_page("http://web.example/b.png"));
  const Screen screen = rig.pushed_now(page_url, seconds(3));
  ASSERT_TRUE(screen.picture);
  EXPECT_EQ(width_of(*screen.picture->data), 32U);
}

TEST(ServicePictures, AreFetchedOneAfterTheOther) {
  PicturesRig rig;
  std::string icons;
  for (int index = 0; index < 3; ++index) {
    const std::string url = "http://web.example/" + std::to_string(index) + ".png";
    rig.serve_png(url, 10 + static_cast<unsigned>(index), seconds(2));
    icons += "<IconItem><Index>" + std::to_string(index) + "</Index><URL>" + url + "</URL></IconItem>";
    icons += "<MenuItem><Name>Row</Name><IconIndex>" + std::to_string(index) + "</IconIndex></MenuItem>";
  }
  rig.serve_page("<CiscoIPPhoneIconFileMenu>" + icons + "</CiscoIPPhoneIconFileMenu>");
  Screen screen = rig.pushed_now(page_url);
  std::string seen;
  for (int i = 0; i < 4; ++i) {
    unsigned there = 0;
    for (const ScreenRow& row : screen.rows) there += row.icon != nullptr;
    seen += std::to_string(there);
    screen = rig.after(seconds(2));
  }
  EXPECT_EQ(seen, "0123");
  EXPECT_EQ(width_of(*screen.rows.at(2).icon), 12U);
}

TEST(ServicePictures, APageThatLoadsItselfAgainKeepsItsPictureUntilTheNewOneComes) {
  PicturesRig rig;
  rig.serve_png(png_url, 64, milliseconds(100));
  rig.serve_page(image_page(png_url), "10");
  EXPECT_TRUE(rig.pushed_now(page_url, seconds(2)).picture);
  rig.serve_png(png_url, 65, seconds(3));
  Screen screen = rig.after(seconds(10));
  ASSERT_TRUE(screen.picture);
  EXPECT_EQ(width_of(*screen.picture->data), 64U);
  screen = rig.after(seconds(3));
  EXPECT_EQ(width_of(*screen.picture->data), 65U);
  // And keeps it when that fails.
  rig.simulation.web().serve_status(png_url, 503);
  rig.serve_page(image_page(png_url));
  screen = rig.after(seconds(10));
  EXPECT_EQ(screen.kind, WindowKind::Image);
  ASSERT_TRUE(screen.picture);
  EXPECT_EQ(width_of(*screen.picture->data), 65U);
  EXPECT_EQ(screen.prompt, "Server Busy!");
}

TEST(ServicePictures, WhereAPageMayNotGoItsPictureMayNotEither) {
  PicturesRig rig;
  rig.serve_page(image_page("http://127.0.0.1/a.png"));
  const Screen screen = rig.pushed_now(page_url, seconds(3));
  EXPECT_EQ(screen.kind, WindowKind::Image);
  EXPECT_FALSE(screen.picture);
  EXPECT_NE(screen.prompt, "");
  EXPECT_EQ(rig.simulation.web().requests("http://127.0.0.1/a.png"), 0U);
}

TEST(ServicePictures, APageWhosePictureFailsIsStillThatPage) {
  PicturesRig rig;
  rig.simulation.web().serve_status(png_url, 404);
  rig.serve_page(image_page(png_url), "30");
  Screen screen = rig.pushed_now(page_url, seconds(3));
  EXPECT_EQ(screen.kind, WindowKind::Image);
  EXPECT_EQ(screen.title, "Camera");
  EXPECT_EQ(texts(screen), std::vector<std::string>{"File Not Found"});
  EXPECT_EQ(screen.prompt, "File Not Found");
  EXPECT_EQ(screen.soft_keys[0], "Update");
  // It loads itself again, and its picture with it.
  rig.serve_png(png_url, 64);
  screen = rig.after(seconds(31));
  ASSERT_TRUE(screen.picture);
  EXPECT_EQ(width_of(*screen.picture->data), 64U);
}

// --- As pages are loaded

TEST(ServicePictures, AreAskedForWithTheCookiesOfTheirPage) {
  PicturesRig rig;
  sim::WebAnswer page;
  page.result.status = 200;
  page.result.content_type = "text/xml";
  page.result.body = image_page("http://web.example/first.png");
  page.result.fields = {{"Set-Cookie", "id=1; Path=/"}};
  rig.simulation.web().serve_answer(page_url, page);
  // By a hop that sets another one.
  sim::WebAnswer hop;
  hop.result.status = 302;
  hop.location = "/second.png";
  hop.result.fields = {{"Set-Cookie", "hop=2; Path=/"}};
  rig.simulation.web().serve_answer("http://web.example/first.png", hop);
  std::string cookies;
  rig.simulation.web().serve("http://web.example/second.png", [&](const sim::WebRequest& request) {
    for (const HttpField& field : request.fields)
      if (field.name == "Cookie") cookies = field.value;
    sim::WebAnswer answer;
    answer.result = png_answer(64, 10);
    return answer;
  });
  EXPECT_TRUE(rig.pushed_now(page_url, seconds(3)).picture);
  EXPECT_EQ(cookies, "id=1; hop=2");
}

TEST(ServicePictures, TheTagOfThe79xxIsReplacedInTheirAddressesToo) {
  PhoneOptions options = ServicesRig::inline_options();
  options.notify.profile = xml::Profile::Series79;
  options.device_name = "SEP0011223344AA";
  PicturesRig rig(options);
  rig.serve_png("http://web.example/SEP0011223344AA.png", 64);
  rig.serve_page(image_page("http://web.example/#DEVICENAME#.png"));
  EXPECT_TRUE(rig.pushed_now(page_url, seconds(3)).picture);
}

// --- Limits

std::string icon_page(const std::vector<std::string>& urls) {
  std::string page = "<CiscoIPPhoneIconFileMenu>";
  for (std::size_t i = 0; i < urls.size(); ++i) {
    const std::string index = std::to_string(i);
    page += "<MenuItem><Name>Row</Name><IconIndex>" + index + "</IconIndex></MenuItem><IconItem><Index>" +
            index + "</Index><URL>" + urls[i] + "</URL></IconItem>";
  }
  return page + "</CiscoIPPhoneIconFileMenu>";
}

TEST(ServicePictures, AnIconIsSmall) {
  for (const xml::Mode mode : {xml::Mode::Strict, xml::Mode::Friendly}) {
    PhoneOptions options = ServicesRig::inline_options();
    options.notify.mode = mode;
    PicturesRig rig(options);
    const unsigned side = mode == xml::Mode::Strict ? 18 : 64;
    std::vector<std::string> urls;
    for (const char* name : {"fits", "wide", "long"})
      urls.push_back("http://web.example/" + std::string(name) + ".png");
    rig.serve_png(urls[0], side, {});
    rig.serve_png(urls[1], side + 1, {});
    sim::WebAnswer heavy;
    heavy.result = png_answer(10, 10);
    heavy.result.body.resize(icon_limit.bytes + 1);
    rig.simulation.web().serve_answer(urls[2], std::move(heavy));
    rig.serve_page(icon_page(urls));
    const Screen screen = rig.pushed_now(page_url, seconds(3));
    ASSERT_EQ(screen.rows.size(), 3U);
    EXPECT_TRUE(screen.rows[0].icon);
    EXPECT_FALSE(screen.rows[1].icon);
    EXPECT_FALSE(screen.rows[2].icon);
    EXPECT_EQ(rig.phone_host.log().count("Data too large!"), 2U);
  }
}

TEST(ServicePictures, ThoseOfCoveredPagesAreLetGoWhereTheyAreTooMuchAndComeAgain) {
  PicturesRig rig;
  sim::WebAnswer heavy;
  heavy.result = png_answer(64, 10);
  heavy.result.body.resize(png_bytes_limit);
  constexpr std::size_t fit = ServicePictures::most_bytes / png_bytes_limit;
  for (std::size_t i = 0; i <= fit; ++i) {
    const std::string url = "http://web.example/" + std::to_string(i) + ".png";
    rig.simulation.web().serve_answer(url, heavy);
    rig.serve_page(image_page(url));
    EXPECT_TRUE(rig.pushed_now(page_url, seconds(1)).picture);
  }
  const auto& web = rig.simulation.web();
  for (std::size_t i = 0; i < fit; ++i) rig.press(Key::NavBack);
  EXPECT_TRUE(rig.phone.screen().picture);
  EXPECT_EQ(web.requests("http://web.example/0.png"), 2U);
  EXPECT_EQ(web.requests("http://web.example/1.png"), 1U);
}

TEST(ServicePictures, TheOnesOfThePageInViewComeFirst) {
  PicturesRig rig;
  std::vector<std::string> urls;
  for (int i = 0; i < 10; ++i) {
    urls.push_back("http://web.example/slow" + std::to_string(i) + ".png");
    rig.serve_png(urls.back(), 10, seconds(5));
  }
  rig.serve_page(icon_page(urls));
  // As many as may wait, and more.
  for (int i = 0; i < 8; ++i) rig.pushed_now(page_url, milliseconds(100));
  rig.serve_png(png_url, 64);
  rig.serve_page(image_page(png_url));
  rig.pushed_now(page_url);
  const Screen screen = rig.after(seconds(7));
  ASSERT_TRUE(screen.picture);
  EXPECT_EQ(width_of(*screen.picture->data), 64U);
}

TEST(ServicePictures, WhatIsNotFetchedForLackOfRoomComesWhenItsPageIsSeenAgain) {
  PicturesRig rig;
  rig.serve_png(png_url, 64, seconds(1));
  rig.serve_page(image_page(png_url));
  // A picture that never comes holds all others up.
  rig.simulation.web().serve_nothing("http://web.example/never.png");
  std::vector<std::string> urls(10, "http://web.example/never.png");
  const std::string icons = icon_page(urls);
  rig.serve_page(icons);
  rig.pushed_now(page_url, milliseconds(100));
  rig.serve_page(image_page(png_url));
  rig.pushed_now(page_url, milliseconds(100));
  rig.serve_page(icons);
  for (int i = 0; i < 7; ++i) rig.pushed_now(page_url, milliseconds(100));
  EXPECT_GT(rig.phone_host.log().count("a.png: Too many pictures"), 0U);
  // The orders of closed windows are no more.
  for (int i = 0; i < 7; ++i) rig.phone.press(Key::NavBack);
  EXPECT_EQ(texts(rig.phone.screen()), std::vector<std::string>{"Too many pictures"});
  EXPECT_TRUE(rig.after(seconds(40)).picture);
}

TEST(ServicePictures, AFileThatIsTooLargeIsNotShown) {
  PicturesRig rig;
  rig.serve_png(png_url, 4000);
  rig.serve_page(image_page(png_url));
  EXPECT_EQ(rig.pushed_now(page_url, seconds(3)).prompt, "Data too large!");
  sim::WebAnswer answer;
  answer.result = png_answer(10, 10);
  answer.result.body.resize(png_bytes_limit + 1);
  rig.simulation.web().serve_answer(png_url, std::move(answer));
  EXPECT_EQ(rig.pushed_now(page_url, seconds(3)).prompt, "Data too large!");
}

TEST(ServicePictures, TwoDigitsChooseOneOfTwelveUnseenRows) {
  PicturesRig rig;
  std::string rows;
  for (int row = 1; row <= 12; ++row)
    rows += "<MenuItem><Name>Row " + std::to_string(row) + "</Name><URL>" + std::string(text_url) +
            "</URL></MenuItem>";
  rig.serve_page(
      "<CiscoIPPhoneGraphicMenu><Prompt>Choose</Prompt><Width>1</Width><Height>1</Height><Depth>1</Depth>"
      "<Data>01</Data>" +
      rows + "</CiscoIPPhoneGraphicMenu>");
  rig.pushed_now(page_url);
  rig.phone.press(Key::KeyPad1);
  EXPECT_EQ(rig.phone.screen().prompt, "1_");
  rig.phone.press(Key::KeyPad2);
  // The row's name is the title of a page without one.
  EXPECT_EQ(rig.after(seconds(1)).title, "Row 12");
  rig.press(Key::NavBack);
  rig.phone.press(Key::KeyPad1);
  EXPECT_EQ(rig.after(seconds(3)).title, "Row 1");
  rig.press(Key::NavBack);
  rig.phone.press(Key::KeyPad1);
  rig.phone.press(Key::NavUp);
  EXPECT_EQ(rig.after(seconds(3)).prompt, "Choose");
}

TEST(ServicePictures, SoftKeysAreAboutTheUnseenRowThatWasChosen) {
  PicturesRig rig;
  rig.serve_page(
      "<CiscoIPPhoneGraphicMenu><Width>1</Width><Height>1</Height><Depth>1</Depth><Data>01</Data>"
      "<MenuItem><Name>A</Name><URL>QueryStringParam:room=1</URL></MenuItem>"
      "<MenuItem><Name>B</Name><URL>QueryStringParam:room=2</URL></MenuItem>"
      "<SoftKeyItem><Name>Open</Name><Position>1</Position><URL>http://web.example/open</URL></SoftKeyItem>"
      "</CiscoIPPhoneGraphicMenu>");
  rig.simulation.web().serve("http://web.example/open?room=2",
                             "<CiscoIPPhoneText><Text>x</Text></CiscoIPPhoneText>");
  rig.pushed_now(page_url);
  EXPECT_EQ(rig.press(Key::KeyPad2).kind, WindowKind::GraphicMenu);
  EXPECT_EQ(rig.press(Key::Soft1).title, "B");
}

TEST(ServicePictures, AnIconOfThePhonesOwnThatItDoesNotHaveIsAQuestionMark) {
  PicturesRig rig;
  rig.serve_page(
      "<CiscoIPPhoneIconFileMenu IconIndex='0'><Title>T</Title>"
      "<MenuItem><Name>A</Name><IconIndex>0</IconIndex></MenuItem>"
      "<IconItem><Index>0</Index><URL>Resource:Icon.Connected</URL></IconItem></CiscoIPPhoneIconFileMenu>");
  const Screen screen = rig.pushed_now(page_url);
  ASSERT_TRUE(screen.rows.at(0).icon);
  EXPECT_EQ(*screen.rows.at(0).icon, *unknown_icon());
  EXPECT_EQ(screen.title_icon, screen.rows.at(0).icon);
}

TEST(ServicePictures, AStatusWindowWithoutItsPictureStillHasItsWords) {
  PicturesRig rig;
  rig.simulation.web().serve_status(png_url, 404);
  const std::string file = "<URL>" + std::string(png_url) + "</URL></CiscoIPPhoneStatusFile>";
  rig.serve_page("<CiscoIPPhoneStatusFile><Text>On air</Text>" + file);
  Screen screen = rig.pushed_now(page_url, seconds(3));
  ASSERT_TRUE(screen.status);
  EXPECT_EQ(screen.status->text, "On air");
  EXPECT_FALSE(screen.status->picture);
  rig.serve_page("<CiscoIPPhoneStatusFile>" + file);
  screen = rig.pushed_now(page_url, seconds(3));
  EXPECT_FALSE(screen.status);
}

TEST(ServicePictures, ATimerOfAnHourHasHours) {
  PicturesRig rig;
  rig.serve_page(
      "<CiscoIPPhoneStatus><Timer>3598</Timer><Width>1</Width><Height>1</Height><Depth>1</Depth>"
      "<Data>01</Data></CiscoIPPhoneStatus>");
  EXPECT_EQ(rig.pushed_now(page_url).status->timer, "59:59");
  EXPECT_EQ(rig.after(seconds(2)).status->timer, "1:00:01");
}

}  // namespace
}  // namespace handset::phone
