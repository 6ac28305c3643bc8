// Where a person is in a page stays when the same page is loaded again.
#include <gmock/gmock.h>

#include "unit/phone/services_rig.h"

namespace handset::phone {
namespace {

using testing::ElementsAre;

constexpr std::string_view page_url = "http://web.example/page.xml";

// A page that loads itself again every ten seconds.
struct ReloadRig : ServicesRig {
  explicit ReloadRig(std::string body, std::string refresh = "10") {
    serve(std::move(body), std::move(refresh));
    EXPECT_EQ(status_of(push(*this, {.body = std::string(page_url)})), 200U);
  }
  void serve(std::string body, std::string refresh) {
    sim::WebAnswer answer;
    answer.result.status = 200;
    answer.result.content_type = "text/xml";
    answer.result.body = std::move(body);
    answer.result.refresh = std::move(refresh);
    simulation.web().serve_answer(page_url, std::move(answer));
  }
  // Half a second before the page is asked for once more.
  void wait_for_reload() {
    const std::size_t before = simulation.web().requests(page_url);
    while (simulation.web().requests(page_url) == before) simulation.run_for(milliseconds(10));
    simulation.run_for(milliseconds(9500));
    EXPECT_EQ(simulation.web().requests(page_url), before + 1);
  }
  Screen reloaded() {
    const std::size_t before = simulation.web().requests(page_url);
    simulation.run_for(seconds(11));
    EXPECT_GT(simulation.web().requests(page_url), before);
    return phone.screen();
  }
};

std::string menu_of(unsigned rows) {
  std::string body = "<CiscoIPPhoneMenu><Title>M</Title>";
  for (unsigned i = 1; i <= rows; ++i)
    body += "<MenuItem><Name>Row " + std::to_string(i) +
            "</Name><URL>http://web.example/text.xml</URL></MenuItem>";
  return body + "</CiscoIPPhoneMenu>";
}

std::string selected(const Screen& screen) {
  for (const ScreenRow& row : screen.rows)
    if (row.selected) return row.number;
  return {};
}

TEST(PagePosition, AMenuKeepsItsRowAndTakesTheLastWhereThereAreFewer) {
  ReloadRig rig(menu_of(9));
  for (int i = 0; i < 7; ++i) rig.phone.press(Key::NavDown);
  EXPECT_EQ(selected(rig.reloaded()), "8");
  rig.serve(menu_of(3), "10");
  EXPECT_EQ(selected(rig.reloaded()), "3");
}

TEST(PagePosition, ATextKeepsItsFirstLine) {
  std::string text;
  for (int i = 1; i <= 50; ++i) text += "line " + std::to_string(i) + "\n";
  ReloadRig rig("<CiscoIPPhoneText><Text>" + text + "</Text></CiscoIPPhoneText>");
  rig.phone.press(Key::NavRight);
  const std::string first = rig.phone.screen().rows.at(0).text;
  EXPECT_NE(first, "line 1");
  EXPECT_EQ(rig.reloaded().rows.at(0).text, first);
}

TEST(PagePosition, MoreStaysTurned) {
  std::string keys;
  for (int i = 1; i <= 6; ++i)
    keys += "<SoftKeyItem><Name>K" + std::to_string(i) + "</Name><Position>" + std::to_string(i) +
            "</Position><URL>SoftKey:Exit</URL></SoftKeyItem>";
  ReloadRig rig("<CiscoIPPhoneText><Text>x</Text>" + keys + "</CiscoIPPhoneText>");
  rig.phone.press(Key::Soft4);
  EXPECT_THAT(rig.reloaded().soft_keys, ElementsAre("K4", "K5", "K6", "more"));
}

std::string form_of(std::string_view default_name) {
  return "<CiscoIPPhoneInput><Title>F</Title><URL>http://web.example/form</URL>"
         "<InputItem><DisplayName>Name</DisplayName><QueryStringParam>name</QueryStringParam>"
         "<InputFlags>A</InputFlags><DefaultValue>" +
         std::string(default_name) +
         "</DefaultValue></InputItem>"
         "<InputItem><DisplayName>PIN</DisplayName><QueryStringParam>pin</QueryStringParam>"
         "<InputFlags>NP</InputFlags></InputItem></CiscoIPPhoneInput>";
}

TEST(PagePosition, AFormKeepsWhatWasTypedAndNothingElse) {
  ReloadRig rig(form_of("Eva"));
  rig.phone.press(Key::NavDown);
  EXPECT_EQ(rig.phone.type("4711", KeySource::Person), "");
  rig.serve(form_of("Ida"), "10");
  const Screen screen = rig.reloaded();
  EXPECT_EQ(screen.rows.at(0).field->text, "Ida");
  EXPECT_EQ(screen.rows.at(1).field->text, "****");
  EXPECT_TRUE(screen.rows.at(1).field->cursor);
  rig.press(Key::Soft1);
  EXPECT_EQ(rig.simulation.web().requests("http://web.example/form?name=Ida&pin=4711"), 1U);
}

TEST(PagePosition, ANumberThatIsHalfTypedIsNotTakenAway) {
  ReloadRig rig(menu_of(60));
  rig.wait_for_reload();
  rig.phone.press(Key::KeyPad5);
  rig.simulation.run_for(milliseconds(1000));
  EXPECT_EQ(selected(rig.phone.screen()), "5");
  rig.phone.press(Key::KeyPad7);
  EXPECT_EQ(rig.phone.screen().title, "Row 57");
}

TEST(PagePosition, ALetterThatIsBeingTappedIsNotTakenAway) {
  ReloadRig rig(form_of(""));
  rig.wait_for_reload();
  for (int i = 0; i < 3; ++i) {
    rig.phone.press(Key::KeyPad2);
    rig.simulation.run_for(milliseconds(400));
  }
  EXPECT_EQ(rig.phone.screen().rows.at(0).field->text, "c");
  EXPECT_EQ(rig.reloaded().rows.at(0).field->text, "c");
}

TEST(PagePosition, AnotherPageBeginsAtItsTop) {
  ReloadRig rig(menu_of(9), "10; url=" + std::string(menu_url));
  rig.phone.press(Key::NavDown);
  rig.simulation.run_for(seconds(11));
  EXPECT_EQ(rig.phone.screen().title, "Choose");
  EXPECT_EQ(selected(rig.phone.screen()), "1");
}

}  // namespace
}  // namespace handset::phone
