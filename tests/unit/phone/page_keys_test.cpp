// The tables of the reference about keys: what each soft key does on each object, what each input flag takes,
// and what a page is called that has no title.
#include <gmock/gmock.h>
#include <set>
#include <type_traits>
#include <variant>

#include "base/text.h"
#include "base/utf8.h"
#include "phone/input_window.h"
#include "phone/menu_window.h"
#include "phone/message_window.h"
#include "phone/service_pages.h"
#include "phone/text_window.h"
#include "xml/object.h"

namespace handset::phone {
namespace {

using testing::ElementsAre;

std::unique_ptr<Window> page(const std::string& document) {
  const auto parsed = xml::parse_document(document, "", xml::Mode::Strict);
  if (!parsed) {
    ADD_FAILURE() << parsed.error().log_words();
    return nullptr;
  }
  PageSource source;
  source.url = "http://x/page";
  source.next = "http://x/next";
  source.title = "Row";
  return std::visit(
      [&](const auto& object) -> std::unique_ptr<Window> {
        if constexpr (requires { make_page(default_model(), source, object); }) {
          return make_page(default_model(), source, object);
        } else {
          return nullptr;
        }
      },
      parsed->object);
}

Screen seen(const Window& window) {
  Screen screen;
  window.show(screen);
  return screen;
}

const KeyResult goes_back = KeyResult::act(Action::Kind::Back);
const KeyResult exits = KeyResult::act(Action::Kind::Exit);

KeyResult loads(std::string url) {
  return {true, Action{.kind = Action::Kind::Reload, .uri = std::move(url), .title = "Row"}};
}

// A page with that soft key alone at the first place, and what a press on it does.
KeyResult pressed(const std::string& object, const std::string& inner, const std::string& function) {
  const auto window = page("<" + object + ">" + inner +
                           "<SoftKeyItem><Name>K</Name><Position>1</Position><URL>SoftKey:" + function +
                           "</URL></SoftKeyItem></" + object + ">");
  return window->on_key(Key::Soft1);
}

const std::string menu_row = "<MenuItem><Name>One</Name><URL>Dial:1</URL></MenuItem>";
const std::string entry = "<DirectoryEntry><Name>Eva</Name><Telephone>204</Telephone></DirectoryEntry>";
const std::string field =
    "<URL>http://x/form</URL><InputItem><QueryStringParam>q</QueryStringParam><InputFlags>A</InputFlags>"
    "<DefaultValue>ab</DefaultValue></InputItem>";

TEST(SoftKeyUris, OfAMenu) {
  EXPECT_EQ(pressed("CiscoIPPhoneMenu", menu_row, "Select"), KeyResult::open("Dial:1", "One"));
  EXPECT_EQ(pressed("CiscoIPPhoneMenu", menu_row, "Exit"), exits);
  EXPECT_EQ(pressed("CiscoIPPhoneMenu", menu_row, "Back"), goes_back);
}

TEST(SoftKeyUris, OfAText) {
  EXPECT_EQ(pressed("CiscoIPPhoneText", "<Text>x</Text>", "Update"), loads("http://x/page"));
  EXPECT_EQ(pressed("CiscoIPPhoneText", "<Text>x</Text>", "Next"), loads("http://x/next"));
  EXPECT_EQ(pressed("CiscoIPPhoneText", "<Text>x</Text>", "Exit"), exits);
  EXPECT_EQ(pressed("CiscoIPPhoneText", "<Text>x</Text>", "Back"), goes_back);
}

TEST(SoftKeyUris, OfAForm) {
  KeyResult submits = KeyResult::open("http://x/form?q=ab", "Row");
  submits.action->typed = Typed::Words;
  EXPECT_EQ(pressed("CiscoIPPhoneInput", field, "Submit"), submits);
  EXPECT_EQ(pressed("CiscoIPPhoneInput", field, "Search"), submits);
  EXPECT_EQ(pressed("CiscoIPPhoneInput", field, "Cancel"), goes_back);
  const auto window = page("<CiscoIPPhoneInput>" + field + "</CiscoIPPhoneInput>");
  EXPECT_EQ(window->on_key(Key::Soft2), KeyResult::done());
  EXPECT_EQ(seen(*window).rows.at(0).field->text, "a");
}

TEST(SoftKeyUris, OfADirectory) {
  const KeyResult dials = KeyResult::open("Dial:204", "Eva");
  EXPECT_EQ(pressed("CiscoIPPhoneDirectory", entry, "Dial"), dials);
  // As published directories have it.
  EXPECT_EQ(pressed("CiscoIPPhoneDirectory", entry, "Select"), dials);
  EXPECT_EQ(pressed("CiscoIPPhoneDirectory", entry, "EditDial"), KeyResult::open("EditDial:204", "Eva"));
  EXPECT_EQ(pressed("CiscoIPPhoneDirectory", entry, "Exit"), exits);
  EXPECT_EQ(pressed("CiscoIPPhoneDirectory", entry, "Next"), loads("http://x/next"));
}

TEST(SoftKeyUris, OfAnotherObjectDoNothing) {
  EXPECT_EQ(pressed("CiscoIPPhoneMenu", menu_row, "Dial"), KeyResult::done());
  EXPECT_EQ(pressed("CiscoIPPhoneMenu", menu_row, "EditDial"), KeyResult::done());
  EXPECT_EQ(pressed("CiscoIPPhoneText", "<Text>x</Text>", "Submit"), KeyResult::done());
  EXPECT_EQ(pressed("CiscoIPPhoneText", "<Text>x</Text>", "Nonsense"), KeyResult::done());
}

TEST(DefaultSoftKeys, AreThoseOfTheReference) {
  const auto keys = [](const std::string& document) { return seen(*page(document)).soft_keys; };
  EXPECT_THAT(keys("<CiscoIPPhoneMenu>" + menu_row + "</CiscoIPPhoneMenu>"),
              ElementsAre("Select", "Exit", "Next", ""));
  EXPECT_THAT(keys("<CiscoIPPhoneText><Text>x</Text></CiscoIPPhoneText>"),
              ElementsAre("Next", "Exit", "", ""));
  EXPECT_THAT(keys("<CiscoIPPhoneInput>" + field + "</CiscoIPPhoneInput>"),
              ElementsAre("Submit", "<<", "Cancel", ""));
  EXPECT_THAT(keys("<CiscoIPPhoneDirectory>" + entry + "</CiscoIPPhoneDirectory>"),
              ElementsAre("Dial", "EditDial", "Exit", "Next"));
}

struct Flag {
  const char* flags;
  const char* taken;  // of "aB ž1*#+"
};

TEST(InputFlags, TakeWhatTheReferenceSays) {
  const Flag flags[] = {{"A", "aB ž1*#+"}, {"T", "1*#"}, {"N", "1"},         {"E", "1*+"},  {"U", "AB "},
                        {"L", "ab "},      {"NP", "1"},  {"AP", "aB ž1*#+"}, {"PT", "1*#"}, {"PU", "AB "}};
  for (const Flag& flag : flags) {
    const auto window = page(
        "<CiscoIPPhoneInput><URL>http://x/form</URL><InputItem><QueryStringParam>q</QueryStringParam>"
        "<InputFlags>" +
        std::string(flag.flags) + "</InputFlags></InputItem></CiscoIPPhoneInput>");
    window->on_text("aB ž1*#+");
    const bool masked = std::string_view(flag.flags).find('P') != std::string_view::npos;
    const std::size_t letters = count_code_points(flag.taken);
    EXPECT_EQ(seen(*window).rows.at(0).field->text, masked ? std::string(letters, '*') : flag.taken)
        << flag.flags;
    EXPECT_EQ(window->on_soft_key(SoftKeyFunction::Submit).action->uri,
              "http://x/form?q=" + percent_encode(flag.taken))
        << flag.flags;
    EXPECT_EQ(window->keeps_keys_secret(), masked) << flag.flags;
  }
}

TEST(InputFlags, AnyTextHasEverySignOfTheKeyboardOnTheKeypad) {
  std::set<char> missing;
  for (char c = ' '; c <= '~'; ++c) missing.insert(c);
  for (const unsigned cases : {0U, 1U, 2U}) {
    for (int key = 0; key <= static_cast<int>(Key::KeyPadStar); ++key) {
      TextField typed(TextField::Kind::Any);
      for (unsigned i = 0; i < cases; ++i) typed.tap(Key::KeyPadPound);
      for (int taps = 0; taps < 40; ++taps) {
        typed.tap(static_cast<Key>(key));
        if (const std::string value = typed.value(); !value.empty()) missing.erase(value.front());
      }
    }
  }
  EXPECT_EQ(std::string(missing.begin(), missing.end()), "");
}

// --- titles

TEST(ServicesWindow, WhatASoftKeyOpensHasTheNameOfTheRowThatWasChosenLast) {
  TextWindow window(default_model(), {"http://x/page", {}, "Weather"},
                    {"T", "", SoftKeyBar({{"More", 1, "http://x/2"}})}, "x");
  EXPECT_EQ(window.on_key(Key::Soft1), KeyResult::open("http://x/2", "Weather"));
}

TEST(ServicesWindow, WithoutAPromptItsLineIsCleared) {
  EXPECT_EQ(seen(*page("<CiscoIPPhoneText><Text>x</Text></CiscoIPPhoneText>")).prompt, "");
}

// --- rows to be dialled, and troubles

TEST(MenuWindow, GoingOffHookDialsTheRowThatIsToBeDialled) {
  MenuWindow window(default_model(), {}, {"M", "", {}}, {{"Call", "Dial:204"}, {"Page", "http://x/2"}});
  for (const Key key : {Key::Offhook, Key::Speaker, Key::Headset})
    EXPECT_EQ(window.on_key(key), KeyResult::open("Dial:204", "Call")) << key_name(key);
  window.on_key(Key::NavDown);
  EXPECT_EQ(window.on_key(Key::Offhook), KeyResult::declined());
}

TEST(DirectoryWindow, AnEntryWithoutANameIsStillToBeDialled) {
  const auto window = page(
      "<CiscoIPPhoneDirectory><DirectoryEntry><Telephone>204</Telephone></DirectoryEntry>"
      "</CiscoIPPhoneDirectory>");
  EXPECT_EQ(seen(*window).rows.at(0).text, "");
  EXPECT_EQ(window->on_key(Key::Offhook).action->uri, "Dial:204");
}

TEST(MessageWindow, SaysAReasonThatThePromptIsTooShortForInItsTextToo) {
  const std::string reason = "HTTP Error [10] (connection failed)";
  const MessageWindow small(*find_model("SPA504G"), "T", reason, "http://x");
  EXPECT_EQ(seen(small).rows.at(0).text, "HTTP Error [10]");
  EXPECT_EQ(seen(small).rows.at(1).text, "(connection failed)");
  EXPECT_EQ(seen(small).rows.at(2).text, "http://x");
  const MessageWindow large(default_model(), "T", reason, "http://x");
  EXPECT_EQ(seen(large).rows.at(0).text, "http://x");
}

}  // namespace
}  // namespace handset::phone
