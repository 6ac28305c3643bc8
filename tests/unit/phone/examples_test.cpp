// Each example of Text, Menu, Input, Directory and Execute does on a phone what its row in index.tsv says: on
// a colour and on a small screen, strict and friendly. Those with pictures are in picture_examples_test.cpp.
#include <gmock/gmock.h>
#include <vector>

#include "base/text.h"
#include "phone/text_render.h"
#include "unit/phone/example_rig.h"
#include "unit/phone/menu_rig.h"

namespace handset::phone {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

struct Setup {
  std::string model;
  xml::Mode mode;
};

class Examples : public testing::TestWithParam<Setup> {
 protected:
  [[nodiscard]] bool strict() const { return GetParam().mode == xml::Mode::Strict; }
  // What only a friendly phone shows.
  void expect_mended(const Screen& screen, WindowKind kind) const {
    EXPECT_EQ(screen.kind, strict() ? WindowKind::Message : kind);
    if (strict()) {
      EXPECT_EQ(screen.prompt, "XML Error [4]");
    }
  }

  ExampleRig rig{GetParam().model, GetParam().mode};
};

INSTANTIATE_TEST_SUITE_P(
    OnPhones, Examples,
    testing::Values(Setup{"SPA525G2", xml::Mode::Strict}, Setup{"SPA525G2", xml::Mode::Friendly},
                    Setup{"SPA504G", xml::Mode::Strict}, Setup{"SPA504G", xml::Mode::Friendly}),
    [](const auto& of) {
      return of.param.model + (of.param.mode == xml::Mode::Strict ? "Strict" : "Friendly");
    });

TEST_P(Examples, BasicMenu) {
  const Screen screen = rig.show("01-menu-basic.xml");
  EXPECT_EQ(screen.title, "Lobby services");
  EXPECT_EQ(screen.prompt, "Choose one");
  EXPECT_THAT(numbers(screen), ElementsAre("1", "2", "3"));
  EXPECT_THAT(screen.soft_keys, ElementsAre("Select", "Exit", "", ""));
  EXPECT_EQ(rig.press_at_once(Key::KeyPad2).kind, WindowKind::Progress);
  EXPECT_EQ(rig.settle().title, "Answer");
  EXPECT_THAT(rig.asked, ElementsAre("http://pbx.example.test/gate?do=open&door=2"));
}

TEST_P(Examples, MenuOfInternalUris) {
  rig.show("02-menu-internal-uris.xml");
  const Screen call = rig.press(Key::KeyPad1);
  EXPECT_EQ(call.prompt, "Calls not built yet");
  EXPECT_THAT(texts(call), ElementsAre("0 was not called."));
  rig.press(Key::NavBack);
  const Screen editor = rig.press(Key::KeyPad2);
  EXPECT_EQ(editor.kind, WindowKind::Dial);
  EXPECT_EQ(editor.title, "Call abroad");
  EXPECT_EQ(editor.rows.at(0).field->text, "00441");
  rig.press(Key::NavBack);
  EXPECT_EQ(rig.press(Key::KeyPad3).prompt, "Sound not built yet");
  EXPECT_EQ(rig.press(Key::KeyPad4).kind, WindowKind::Menu);
  EXPECT_EQ(rig.press(Key::KeyPad5).kind, WindowKind::Idle);
  EXPECT_THAT(rig.asked, IsEmpty());
}

// Of a phone in service, which has volumes.
TEST(ExamplesInService, ARowOfAMenuTurnsTheVolumeByOneStep) {
  MenuRig rig(MenuRig::settings_with(
      {{"XML_Application_Service_URL", std::string(example_url)}, {"Ringer_Volume", "8"}}));
  rig.simulation.web().serve(example_url, example("02-menu-internal-uris.xml"));
  rig.press(Key::Services);
  rig.simulation.run_for(seconds(2));
  EXPECT_EQ(rig.screen().title, "Quick actions");
  rig.press(Key::KeyPad4);
  ASSERT_TRUE(rig.screen().overlay);
  EXPECT_EQ(rig.screen().overlay->percent, 90U);
  rig.simulation.run_for(seconds(5));
  EXPECT_FALSE(rig.screen().overlay);
  EXPECT_EQ(rig.screen().title, "Quick actions");
  EXPECT_EQ(rig.value("Ringer_Volume"), "9");
}

TEST_P(Examples, NamesOfThreeLines) {
  const Screen screen = rig.show("03-menu-three-line-names.xml");
  EXPECT_EQ(screen.total_rows, 6U);
  const std::vector<std::string> baltic{"Room Baltic", "8 seats", "free until 14:30"};
  for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(screen.rows.at(i).text, baltic.at(i));
  EXPECT_EQ(screen.rows.at(0).number, "1");
  EXPECT_EQ(screen.rows.at(1).number, "");
  const std::vector<std::string> second = texts(rig.press(Key::NavDown));
  EXPECT_EQ(std::vector<std::string>(second.end() - 3, second.end()),
            (std::vector<std::string>{"Room Adriatic", "4 seats", "busy until 11:00"}));
  rig.press(Key::KeyPad2);
  EXPECT_THAT(rig.asked, ElementsAre("http://pbx.example.test/book?room=adriatic"));
}

TEST_P(Examples, AHundredRows) {
  EXPECT_EQ(rig.show("04-menu-100-items.xml").total_rows, 100U);
  EXPECT_EQ(selected(rig.press_at_once(Key::KeyPad5)), "5");
  EXPECT_EQ(rig.phone.screen().kind, WindowKind::Menu);
  // There is no row with a third digit, and the row dials at once.
  EXPECT_THAT(texts(rig.press_at_once(Key::KeyPad7)), ElementsAre("157 was not called."));
  EXPECT_EQ(selected(rig.press(Key::NavBack)), "57");
}

TEST_P(Examples, ARowWithoutAName) {
  const Screen screen = rig.show("05-menu-item-without-name.xml");
  ASSERT_EQ(screen.rows.size(), 3U);
  EXPECT_EQ(screen.rows[1].text, "");
  EXPECT_EQ(screen.rows[2].text, "Third");
  EXPECT_EQ(selected(rig.press(Key::NavDown)), "2");
  rig.press(Key::Soft1);
  EXPECT_THAT(rig.asked, ElementsAre("http://pbx.example.test/2.xml"));
}

TEST_P(Examples, QueryStringParamOfARow) {
  const Screen screen = rig.show("06-menu-querystringparam.xml");
  EXPECT_THAT(screen.soft_keys, ElementsAre("Hear", "Erase", "Exit", ""));
  EXPECT_EQ(selected(rig.press(Key::KeyPad2)), "2");
  EXPECT_EQ(selected(rig.press(Key::NavSelect)), "2");
  EXPECT_THAT(rig.asked, IsEmpty());
  EXPECT_EQ(rig.press(Key::Soft1).title, "Answer");
  EXPECT_THAT(rig.asked, ElementsAre("http://pbx.example.test/vm/play?id=8812"));
  rig.press(Key::NavBack);
  rig.press(Key::Soft2);
  EXPECT_EQ(rig.asked.back(), "http://pbx.example.test/vm/erase?id=8812");
  rig.press(Key::NavBack);
  EXPECT_EQ(rig.press(Key::Soft3).kind, WindowKind::Idle);
}

TEST_P(Examples, TextsWithAccents) {
  Screen screen = rig.show("07-text-utf8-softkeys.xml");
  EXPECT_EQ(screen.title, "Zprávy – Žižkov");
  EXPECT_EQ(screen.prompt, "Dnes 12 °C");
  EXPECT_THAT(screen.soft_keys, ElementsAre("Další", "", "", "Konec"));
  EXPECT_EQ(without_blanks(read_through(rig)),
            without_blanks(content_of("07-text-utf8-softkeys.xml", "Text")));
  EXPECT_EQ(rig.press(Key::Soft4).kind, WindowKind::Idle);
  screen = rig.show("08-text-latin1.xml");
  EXPECT_EQ(screen.title, "Grüße");
  EXPECT_THAT(to_text(screen), HasSubstr("Öffnen"));
}

TEST_P(Examples, LongTexts) {
  EXPECT_TRUE(rig.show("09-text-4000-chars.xml").scrolls());
  const std::string whole = content_of("09-text-4000-chars.xml", "Text");
  EXPECT_EQ(whole.size(), 4000U);
  EXPECT_EQ(without_blanks(read_through(rig)), without_blanks(whole));
  rig.press(Key::KeyPad1);
  rig.press(Key::NavRight);
  EXPECT_GT(rig.phone.screen().first_row, 0U);
  EXPECT_EQ(rig.press(Key::KeyPad1).first_row, 0U);
  EXPECT_EQ(rig.press(Key::KeyPad5).first_row, 4U);
  expect_mended(rig.show("10-text-4001-chars.xml"), WindowKind::Text);
  if (!strict()) {
    EXPECT_EQ(without_blanks(read_through(rig)),
              without_blanks(content_of("10-text-4001-chars.xml", "Text").substr(0, 4000)));
  }
}

TEST_P(Examples, PushToTalkHasNoSoundYet) {
  EXPECT_THAT(rig.show("11-text-urldown-push-to-talk.xml").soft_keys, ElementsAre("Talk", "", "", "Exit"));
  rig.phone.key_down(Key::Soft1, KeySource::Person);
  EXPECT_EQ(rig.settle().prompt, "Sound not built yet");
  EXPECT_EQ(rig.logged("RTPMTx:239.255.20.3:20480: Sound not built yet"), 1U);
  EXPECT_EQ(rig.logged("RTPTx:Stop"), 0U);
  rig.phone.key_up(Key::Soft1, KeySource::Person);
  EXPECT_EQ(rig.logged("RTPTx:Stop: Sound not built yet"), 1U);
  EXPECT_EQ(rig.press(Key::Soft4).kind, WindowKind::Idle);
}

TEST_P(Examples, KeysOfADocument) {
  const Screen screen = rig.show("12-text-keyitem-handlers.xml");
  EXPECT_EQ(screen.title, "Alarm zone 4");
  EXPECT_EQ(screen.prompt, "1 = acknowledge");
  rig.press(Key::KeyPad1);
  rig.press(Key::NavBack);
  rig.press(Key::NavDown);
  EXPECT_THAT(rig.asked,
              ElementsAre("http://pbx.example.test/alarm/ack?zone=4", "http://pbx.example.test/alarm/next"));
}

TEST_P(Examples, SoftKeysWithoutPosition) {
  const Screen screen = rig.show("13-text-softkey-no-position.xml");
  expect_mended(screen, WindowKind::Text);
  if (strict()) return;
  EXPECT_THAT(screen.soft_keys, ElementsAre("Yes", "No", "", ""));
  EXPECT_EQ(rig.logged("a strict phone refuses this"), 2U);
  rig.press(Key::Soft2);
  EXPECT_THAT(rig.asked, ElementsAre("http://pbx.example.test/take?ok=0"));
}

TEST_P(Examples, APressActionThatIsAWebAddressIsDropped) {
  EXPECT_EQ(rig.show("14-text-urldown-http.xml").kind, WindowKind::Text);
  rig.press(Key::Soft1);
  EXPECT_THAT(rig.asked, ElementsAre("http://pbx.example.test/release.xml"));
}

TEST_P(Examples, WhatIsNoDocument) {
  EXPECT_EQ(rig.show("15-text-bare-ampersand.xml").prompt, "XML Error [4]");
  EXPECT_EQ(rig.show("16-text-root-wrong-case.xml").prompt, "XML Error [5]");
  expect_mended(rig.show("17-text-unknown-element.xml"), WindowKind::Text);
  EXPECT_EQ(rig.logged("Beep"), 1U);
  const Screen screen = rig.show("18-text-doctype-entity.xml");
  EXPECT_EQ(screen.prompt, "XML Error [4]");
  EXPECT_THAT(to_text(screen), testing::Not(HasSubstr("root:")));
}

TEST_P(Examples, AFormOfFiveFields) {
  const Screen screen = rig.show("19-input-five-fields.xml");
  EXPECT_EQ(screen.kind, WindowKind::Input);
  EXPECT_THAT(screen.soft_keys, ElementsAre("Submit", "<<", "Cancel", ""));
  EXPECT_EQ(screen.total_rows, 5U);
  rig.type("Jo Ann");
  rig.press(Key::NavDown);
  rig.press(Key::KeyPadPound);
  rig.press(Key::NavDown);
  rig.press(Key::Soft2);
  rig.press(Key::KeyPad7);
  rig.press(Key::NavDown);
  rig.press(Key::KeyPad3);
  rig.press(Key::KeyPadStar);
  rig.press(Key::KeyPad4);
  rig.press(Key::NavDown);
  rig.dial("99");  // X
  rig.dial("999");
  EXPECT_EQ(rig.press(Key::Soft1).title, "Answer");
  EXPECT_THAT(rig.asked, ElementsAre("http://pbx.example.test/"
                                     "form?who=Jo%20Ann&ext=204%23&qty=7&sum=3%2B4&code=XY"));
  EXPECT_EQ(rig.press(Key::NavBack).kind, WindowKind::Input);
  EXPECT_EQ(rig.press(Key::Soft3).kind, WindowKind::Idle);
}

TEST_P(Examples, AFormWithAPassword) {
  rig.show("20-input-password-and-query.xml");
  rig.type("eva");
  rig.press(Key::NavDown);
  const Screen screen = rig.type("4711");
  EXPECT_EQ(screen.rows.at(1).field->text, "****");
  rig.press(Key::NavSelect);
  EXPECT_THAT(rig.asked, ElementsAre("http://pbx.example.test/login?site=7&user=eva&pin=4711"));
}

TEST_P(Examples, FormsThatBreakTheRules) {
  Screen screen = rig.show("21-input-six-fields.xml");
  expect_mended(screen, WindowKind::Input);
  if (!strict()) {
    EXPECT_EQ(screen.total_rows, 5U);
    EXPECT_EQ(rig.press(Key::NavUp).rows.back().text, "Field 5");
  }
  screen = rig.show("22-input-no-url.xml");
  EXPECT_EQ(screen.kind, WindowKind::Message);
  EXPECT_EQ(screen.prompt, "XML Error [4]");
  expect_mended(rig.show("23-input-lowercase-flag.xml"), WindowKind::Input);
  if (!strict()) {
    EXPECT_EQ(rig.type("Zoë 7").rows.at(0).field->text, "Zoë 7");
  }
}

TEST_P(Examples, ADirectoryOf32) {
  const Screen screen = rig.show("24-directory-32-entries.xml");
  EXPECT_EQ(screen.kind, WindowKind::Directory);
  EXPECT_EQ(screen.total_rows, 32U);
  EXPECT_EQ(screen.rows.at(0).text, "Person 01");
  EXPECT_EQ(screen.rows.at(0).right, "201");
  EXPECT_THAT(screen.soft_keys, ElementsAre("Dial", "Edit", "Exit", "Next"));
  rig.press(Key::NavDown);
  EXPECT_EQ(rig.press(Key::Soft1).rows.at(0).text, "202 was not called.");
  rig.press(Key::NavBack);
  EXPECT_EQ(rig.press(Key::Soft2).rows.at(0).field->text, "202");
  rig.press(Key::NavBack);
  EXPECT_EQ(rig.press(Key::Soft4).title, "Answer");
  EXPECT_THAT(rig.asked, ElementsAre("http://pbx.example.test/dir?page=2"));
}

TEST_P(Examples, DirectoriesOf33AndOfNone) {
  Screen screen = rig.show("25-directory-33-entries.xml");
  expect_mended(screen, WindowKind::Directory);
  if (!strict()) {
    EXPECT_EQ(screen.total_rows, 33U);
  }
  rig.press(Key::Exit);
  screen = rig.show("26-directory-empty.xml");
  EXPECT_EQ(screen.title, "Search result");
  EXPECT_EQ(screen.prompt, "No entry found");
  EXPECT_EQ(rig.press(Key::Soft1).kind, WindowKind::Directory);
  EXPECT_EQ(rig.press(Key::Soft3).kind, WindowKind::Idle);
}

TEST_P(Examples, Executes) {
  Screen screen = rig.show("37-execute-three-items.xml");
  EXPECT_EQ(screen.title, "Answer");
  EXPECT_THAT(rig.asked, ElementsAre("http://pbx.example.test/alert.xml?id=9&lang=en"));
  EXPECT_EQ(rig.logged("Play:chime.raw: Sound not built yet"), 1U);
  EXPECT_EQ(rig.logged("Device:Unlock"), 0U);
  // Where a page is open, the next one waits until the phone is idle.
  EXPECT_EQ(rig.show("37-execute-three-items.xml").title, "Answer");
  EXPECT_EQ(rig.logged("Play:chime.raw: Sound not built yet"), 2U);
  EXPECT_EQ(rig.asked.size(), 1U);
  rig.press(Key::Exit);
  EXPECT_EQ(rig.asked.size(), 2U);
  rig.press(Key::Exit);
  expect_mended(rig.show("38-execute-four-items.xml"), WindowKind::Idle);
  rig.press(Key::Exit);
  const std::size_t before = rig.logged("URI not found");
  EXPECT_EQ(rig.show("39-execute-not-allowed-uris.xml").kind, WindowKind::Idle);
  EXPECT_EQ(rig.logged("URI not found"), before + 3U);
  EXPECT_EQ(rig.show("40-response-mixed.xml").prompt, "XML Error [5]");
}

// What the rows call valid runs without a word about strict phones, and the others not.
TEST_P(Examples, OnlyWhatIsNotValidIsNoted) {
  const std::string index = example("index.tsv");
  std::string_view lines = index;
  unsigned seen = 0;
  while (!lines.empty()) {
    const Split line = split_once(lines, '\n');
    lines = line.after;
    const Split file = split_once(line.before, '\t');
    const std::string_view object = split_once(file.after, '\t').before;
    if (!object.starts_with("CiscoI")) continue;
    const bool valid = split_once(file.after, '\t').after.starts_with("yes");
    // What they run, and what is never shown, says more than whether it is valid.
    if (object == "CiscoIPPhoneExecute" || object == "CiscoIPPhoneResponse") continue;
    ++seen;
    const std::size_t before = rig.logged("a strict phone refuses this");
    const std::string name(file.before);
    const bool refused = rig.show(name).prompt.starts_with("XML Error");
    const bool noted = rig.logged("a strict phone refuses this") > before;
    EXPECT_EQ(!valid, refused || noted) << name;
    rig.press(Key::Exit);
  }
  EXPECT_EQ(seen, 36U);
}

}  // namespace
}  // namespace handset::phone
