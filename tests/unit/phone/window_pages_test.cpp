// From the XML document to what is seen of it.
#include <gmock/gmock.h>

#include "phone/service_pages.h"
#include "xml/object.h"

namespace handset::phone {
namespace {

using testing::ElementsAre;

template <class Object>
std::unique_ptr<Window> page(std::string_view document, PageSource source = {"http://x/page"}) {
  const auto parsed = xml::parse_document(document, "", xml::Mode::Friendly);
  return make_page(default_model(), std::move(source), std::get<Object>(parsed.value().object));
}

Screen seen(const Window& window) {
  Screen screen;
  window.show(screen);
  return screen;
}

TEST(ServicePages, ATextHasUpdateAndExit) {
  const auto window = page<xml::Text>(
      "<CiscoIPPhoneText><Title>News</Title><Prompt>Read</Prompt><Text>Rain</Text></CiscoIPPhoneText>");
  const Screen screen = seen(*window);
  EXPECT_EQ(screen.kind, WindowKind::Text);
  EXPECT_EQ(screen.title, "News");
  EXPECT_EQ(screen.prompt, "Read");
  EXPECT_EQ(screen.rows.front().text, "Rain");
  EXPECT_THAT(screen.soft_keys, ElementsAre("Update", "Exit", "", ""));
}

TEST(ServicePages, ATextWithARefreshUrlHasNext) {
  const auto window = page<xml::Text>("<CiscoIPPhoneText><Text>Rain</Text></CiscoIPPhoneText>",
                                      {"http://x/page", "http://x/2", ""});
  EXPECT_THAT(seen(*window).soft_keys, ElementsAre("Next", "Exit", "", ""));
}

TEST(ServicePages, ATextThatWasPushedInlineHasExitAlone) {
  const auto window = page<xml::Text>("<CiscoIPPhoneText><Text>Rain</Text></CiscoIPPhoneText>", {});
  EXPECT_THAT(seen(*window).soft_keys, ElementsAre("Exit", "", "", ""));
}

TEST(ServicePages, AMenuHasSelectAndExit) {
  const auto window = page<xml::Menu>(
      "<CiscoIPPhoneMenu><MenuItem><Name>One</Name><URL>http://x/1</URL></MenuItem></CiscoIPPhoneMenu>");
  EXPECT_THAT(seen(*window).soft_keys, ElementsAre("Select", "Exit", "", ""));
  EXPECT_EQ(window->on_key(Key::KeyPad1), KeyResult::open("http://x/1", "One"));
}

TEST(ServicePages, ACustomSoftKeyRemovesAllDefaultOnes) {
  const auto window = page<xml::Menu>(
      "<CiscoIPPhoneMenu><MenuItem><Name>One</Name><URL>http://x/1</URL></MenuItem>"
      "<SoftKeyItem><Name>Go</Name><URL>SoftKey:Select</URL><Position>3</Position></SoftKeyItem>"
      "</CiscoIPPhoneMenu>");
  EXPECT_THAT(seen(*window).soft_keys, ElementsAre("", "", "Go", ""));
  EXPECT_EQ(window->on_key(Key::Soft3), KeyResult::open("http://x/1", "One"));
}

TEST(ServicePages, ASoftKeyThatOnlyActsOnPressDoesSo) {
  const auto window = page<xml::Text>(
      "<CiscoIPPhoneText><Text>x</Text><SoftKeyItem><Name>Vol</Name><URLDown>Key:VolUp</URLDown>"
      "<Position>1</Position></SoftKeyItem></CiscoIPPhoneText>");
  EXPECT_EQ(window->on_key(Key::Soft1), KeyResult::open("Key:VolUp", ""));
}

TEST(ServicePages, TheFunctionOfTheApplicationsKeyIsNotDrawn) {
  const auto window = page<xml::Text>(
      "<CiscoIPPhoneText><Text>x</Text><SoftKeyItem><Name>App</Name><URL>http://x/a</URL>"
      "<Position>-1</Position></SoftKeyItem></CiscoIPPhoneText>");
  EXPECT_THAT(seen(*window).soft_keys, ElementsAre("Update", "Exit", "", ""));
  for (const Key key : {Key::Services, Key::Settings})
    EXPECT_EQ(window->on_key(key), KeyResult::open("http://x/a", ""));
}

}  // namespace
}  // namespace handset::phone
