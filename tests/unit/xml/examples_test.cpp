// Each example does on the parsed model what its row in index.tsv says, on a strict and on a friendly phone.
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <iterator>
#include <string>
#include <variant>

#include "base/utf8.h"
#include "xml/executor.h"
#include "xml/object.h"
#include "xml/query.h"

namespace handset::xml {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::string example(const std::string& name) {
  std::ifstream file(std::string(HANDSET_TEST_DATA) + "/xml-examples/" + name, std::ios::binary);
  EXPECT_TRUE(file) << name;
  return {std::istreambuf_iterator<char>(file), {}};
}

ParsedObject accepted(const std::string& name, Mode mode) {
  auto parsed = parse_content("text/xml", example(name), mode);
  if (!parsed) {
    ADD_FAILURE() << name << ": " << parsed.error().log_words();
    return {};
  }
  return *std::move(parsed);
}

XmlError refused(const std::string& name, Mode mode) {
  auto parsed = parse_content("text/xml", example(name), mode);
  EXPECT_FALSE(parsed) << name;
  return parsed ? XmlError{} : parsed.error();
}

// For examples that are valid: accepted by both without a word.
template <class T>
T valid(const std::string& name) {
  EXPECT_THAT(accepted(name, Mode::Friendly).notes, IsEmpty()) << name;
  ParsedObject parsed = accepted(name, Mode::Strict);
  EXPECT_THAT(parsed.notes, IsEmpty()) << name;
  T* object = std::get_if<T>(&parsed.object);
  EXPECT_NE(object, nullptr) << name;
  return object == nullptr ? T{} : *std::move(object);
}

// For examples that strict refuses and friendly mends.
template <class T>
T mended(const std::string& name) {
  EXPECT_EQ(refused(name, Mode::Strict).prompt_words(), "XML Error [4]") << name;
  ParsedObject parsed = accepted(name, Mode::Friendly);
  EXPECT_THAT(parsed.notes, SizeIs(1)) << name;
  T* object = std::get_if<T>(&parsed.object);
  EXPECT_NE(object, nullptr) << name;
  return object == nullptr ? T{} : *std::move(object);
}

const Mode modes[] = {Mode::Strict, Mode::Friendly};

TEST(Examples, basic_menu_has_title_prompt_and_three_rows) {
  const Menu menu = valid<Menu>("01-menu-basic.xml");
  EXPECT_EQ(menu.common.title, "Lobby services");
  EXPECT_EQ(menu.common.prompt, "Choose one");
  EXPECT_THAT(menu.common.soft_keys, IsEmpty());
  ASSERT_THAT(menu.items, SizeIs(3));
  EXPECT_EQ(menu.items[1].name, "Open the gate");
  EXPECT_EQ(menu.items[1].url, "http://pbx.example.test/gate?do=open&door=2");
}

TEST(Examples, rows_of_a_menu_may_be_internal_uris) {
  const Menu menu = valid<Menu>("02-menu-internal-uris.xml");
  ASSERT_THAT(menu.items, SizeIs(5));
  const Scheme schemes[] = {Scheme::Dial, Scheme::EditDial, Scheme::Play, Scheme::Key, Scheme::Init};
  for (std::size_t i = 0; i < 5; ++i) {
    EXPECT_EQ(parse_uri(menu.items[i].url).scheme, schemes[i]) << menu.items[i].url;
  }
}

TEST(Examples, names_of_rows_may_have_three_lines) {
  const Menu menu = valid<Menu>("03-menu-three-line-names.xml");
  ASSERT_THAT(menu.items, SizeIs(2));
  EXPECT_EQ(menu.items[0].name, "Room Baltic\n8 seats\nfree until 14:30");
}

TEST(Examples, a_menu_may_have_a_hundred_rows) {
  const Menu menu = valid<Menu>("04-menu-100-items.xml");
  ASSERT_THAT(menu.items, SizeIs(100));
  EXPECT_EQ(menu.items[56].url, "Dial:157");
}

TEST(Examples, a_row_without_a_name_is_blank) {
  const Menu menu = valid<Menu>("05-menu-item-without-name.xml");
  ASSERT_THAT(menu.items, SizeIs(3));
  EXPECT_EQ(menu.items[1].name, "");
  EXPECT_EQ(menu.items[1].url, "http://pbx.example.test/2.xml");
  EXPECT_EQ(menu.items[2].name, "Third");
}

TEST(Examples, a_soft_key_takes_its_query_from_the_row) {
  const Menu menu = valid<Menu>("06-menu-querystringparam.xml");
  ASSERT_THAT(menu.items, SizeIs(2));
  ASSERT_THAT(menu.common.soft_keys, SizeIs(3));
  const Uri row = parse_uri(menu.items[1].url);
  EXPECT_EQ(row.scheme, Scheme::QueryStringParam);
  EXPECT_EQ(menu.common.soft_keys[0].name, "Hear");
  EXPECT_EQ(key_with_row(menu.common.soft_keys[0].url, menu.items[1].url),
            "http://pbx.example.test/vm/play?id=8812");
}

TEST(Examples, utf8_text_has_its_two_soft_keys_where_they_belong) {
  const Text page = valid<Text>("07-text-utf8-softkeys.xml");
  EXPECT_EQ(page.common.title, "Zprávy – Žižkov");
  EXPECT_THAT(page.text, HasSubstr("\nVezměte"));
  ASSERT_THAT(page.common.soft_keys, SizeIs(2));
  EXPECT_EQ(page.common.soft_keys[0].position, 1);
  EXPECT_EQ(page.common.soft_keys[1].position, 4);
  EXPECT_EQ(page.common.soft_keys[1].url, "SoftKey:Exit");
}

TEST(Examples, latin1_text_comes_out_as_utf8) {
  const Text page = valid<Text>("08-text-latin1.xml");
  EXPECT_EQ(page.common.title, "Grüße");
  EXPECT_THAT(page.text, HasSubstr("Öffnen der Tür"));
}

TEST(Examples, a_text_may_have_4000_letters) {
  EXPECT_EQ(count_code_points(valid<Text>("09-text-4000-chars.xml").text), 4000u);
}

TEST(Examples, a_text_of_4001_letters_is_cut_or_refused) {
  EXPECT_EQ(count_code_points(mended<Text>("10-text-4001-chars.xml").text), 4000u);
}

TEST(Examples, a_soft_key_may_act_on_press_and_on_release) {
  const Text page = valid<Text>("11-text-urldown-push-to-talk.xml");
  ASSERT_THAT(page.common.soft_keys, SizeIs(2));
  EXPECT_EQ(page.common.soft_keys[0].url, "RTPTx:Stop");
  EXPECT_EQ(page.common.soft_keys[0].url_down, "RTPMTx:239.255.20.3:20480");
}

TEST(Examples, keys_and_handlers_of_an_application_are_kept) {
  const Text page = valid<Text>("12-text-keyitem-handlers.xml");
  EXPECT_EQ(page.common.app_id, "Example/Alarm");
  EXPECT_EQ(page.common.keypad_target, KeypadTarget::Application);
  EXPECT_EQ(page.common.on_focus_lost, "RTPRx:Stop");
  EXPECT_EQ(page.common.on_closed, "Notify:http:pbx.example.test:8080:alarm/closed::zone=4");
  ASSERT_THAT(page.common.keys, SizeIs(2));
  EXPECT_EQ(page.common.keys[0].key, "KeyPad1");
  EXPECT_EQ(page.common.keys[1].url, "http://pbx.example.test/alarm/next");
}

TEST(Examples, soft_keys_without_position_take_the_next_free_ones) {
  EXPECT_EQ(refused("13-text-softkey-no-position.xml", Mode::Strict).prompt_words(), "XML Error [4]");
  const ParsedObject parsed = accepted("13-text-softkey-no-position.xml", Mode::Friendly);
  EXPECT_THAT(parsed.notes, SizeIs(2));
  const auto& keys = std::get<Text>(parsed.object).common.soft_keys;
  ASSERT_THAT(keys, SizeIs(2));
  EXPECT_EQ(keys[0].name, "Yes");
  EXPECT_EQ(keys[0].position, 1);
  EXPECT_EQ(keys[1].name, "No");
  EXPECT_EQ(keys[1].position, 2);
}

TEST(Examples, a_web_address_as_press_action_is_dropped_by_both_kinds_of_phone) {
  for (const Mode mode : modes) {
    const ParsedObject parsed = accepted("14-text-urldown-http.xml", mode);
    EXPECT_THAT(parsed.notes, SizeIs(1));
    const auto& keys = std::get<Text>(parsed.object).common.soft_keys;
    ASSERT_THAT(keys, SizeIs(1));
    EXPECT_EQ(keys[0].url_down, "");
    EXPECT_EQ(keys[0].url, "http://pbx.example.test/release.xml");
  }
}

TEST(Examples, a_bare_ampersand_is_no_xml_for_either) {
  for (const Mode mode : modes) {
    const XmlError error = refused("15-text-bare-ampersand.xml", mode);
    EXPECT_EQ(error.kind, XmlError::Kind::Broken);
    EXPECT_EQ(error.prompt_words(), "XML Error [4]");
    EXPECT_EQ(error.place, (Place{3, 15}));
  }
}

TEST(Examples, a_root_in_the_wrong_case_is_no_object_for_either) {
  for (const Mode mode : modes) {
    const XmlError error = refused("16-text-root-wrong-case.xml", mode);
    EXPECT_EQ(error.prompt_words(), "XML Error [5]");
    EXPECT_EQ(error.place, (Place{2, 1}));
  }
}

TEST(Examples, an_unknown_element_is_skipped_or_refused) {
  const XmlError error = refused("17-text-unknown-element.xml", Mode::Strict);
  EXPECT_EQ(error.place, (Place{4, 3}));
  EXPECT_THAT(error.message, HasSubstr("Beep"));
  EXPECT_THAT(mended<Text>("17-text-unknown-element.xml").text, HasSubstr("stands above"));
}

TEST(Examples, a_doctype_is_refused_by_both) {
  for (const Mode mode : modes) {
    const XmlError error = refused("18-text-doctype-entity.xml", mode);
    EXPECT_EQ(error.prompt_words(), "XML Error [4]");
    EXPECT_THAT(error.message, HasSubstr("DOCTYPE"));
  }
}

// As typed, field by field.
std::string submitted(const Input& input, const std::vector<std::string>& values) {
  std::vector<Parameter> parameters;
  for (std::size_t i = 0; i < input.items.size(); ++i) {
    parameters.push_back({input.items[i].parameter, values.at(i)});
  }
  return submit_url(input.url, parameters);
}

TEST(Examples, a_form_of_five_fields_is_sent_as_a_query) {
  const Input input = valid<Input>("19-input-five-fields.xml");
  ASSERT_THAT(input.items, SizeIs(5));
  const InputKind kinds[] = {InputKind::Any, InputKind::Telephone, InputKind::Number, InputKind::Equation,
                             InputKind::Capitals};
  for (std::size_t i = 0; i < 5; ++i) EXPECT_EQ(input.items[i].flags, (InputFlags{kinds[i], false}));
  EXPECT_EQ(input.items[1].value, "204");
  EXPECT_EQ(submitted(input, {"Jo Ann", "204#", "7", "3+4", "XY"}),
            "http://pbx.example.test/form?who=Jo%20Ann&ext=204%23&qty=7&sum=3%2B4&code=XY");
}

TEST(Examples, a_masked_field_is_sent_behind_the_query_that_is_there) {
  const Input input = valid<Input>("20-input-password-and-query.xml");
  ASSERT_THAT(input.items, SizeIs(2));
  EXPECT_EQ(input.items[0].flags, (InputFlags{InputKind::Small, false}));
  EXPECT_EQ(input.items[1].flags, (InputFlags{InputKind::Number, true}));
  EXPECT_EQ(submitted(input, {"eva", "4711"}), "http://pbx.example.test/login?site=7&user=eva&pin=4711");
}

TEST(Examples, the_sixth_field_is_dropped_or_refused) {
  const Input input = mended<Input>("21-input-six-fields.xml");
  ASSERT_THAT(input.items, SizeIs(5));
  EXPECT_EQ(input.items[4].parameter, "f5");
}

TEST(Examples, a_form_without_url_is_refused_by_both) {
  for (const Mode mode : modes) {
    EXPECT_EQ(refused("22-input-no-url.xml", mode).prompt_words(), "XML Error [4]");
  }
}

TEST(Examples, a_small_flag_is_read_as_a_capital_or_refused) {
  EXPECT_EQ(mended<Input>("23-input-lowercase-flag.xml").items.at(0).flags, InputFlags{});
}

TEST(Examples, a_directory_may_have_32_entries) {
  const Directory directory = valid<Directory>("24-directory-32-entries.xml");
  ASSERT_THAT(directory.entries, SizeIs(32));
  EXPECT_EQ(directory.entries[31].name, "Person 32");
  EXPECT_EQ(directory.entries[31].telephone, "232");
  EXPECT_THAT(directory.common.soft_keys, SizeIs(4));
}

TEST(Examples, a_directory_of_33_entries_is_refused_or_shown) {
  EXPECT_THAT(mended<Directory>("25-directory-33-entries.xml").entries, SizeIs(33));
}

TEST(Examples, a_directory_may_be_empty) {
  const Directory directory = valid<Directory>("26-directory-empty.xml");
  EXPECT_EQ(directory.common.prompt, "No entry found");
  EXPECT_THAT(directory.entries, IsEmpty());
}

// A row a line: '.' white, '-' and '+' grey, '#' black.
std::string drawn(const CipPixels& pixels) {
  std::string out;
  for (std::size_t i = 0; i < pixels.levels.size(); ++i) {
    out += std::string(".-+#").at(pixels.levels[i]);
    if ((i + 1) % pixels.width == 0) out += '\n';
  }
  return out;
}

constexpr const char* arrow =
    "...#....\n"
    "...##...\n"
    "---###..\n"
    "---####.\n"
    "---####.\n"
    "---###..\n"
    "...##...\n"
    "...#....\n";

TEST(Examples, an_arrow_in_sixteen_bytes) {
  const Image image = valid<Image>("27-image-8x8.xml");
  EXPECT_EQ(image.place, (PicturePlace{PicturePlace::centred, PicturePlace::centred}));
  EXPECT_EQ(drawn(image.pixels), arrow);
}

TEST(Examples, a_box_whose_rows_are_not_padded) {
  const Image image = valid<Image>("28-image-5x3-odd-width.xml");
  EXPECT_EQ(image.place, (PicturePlace{10, 4}));
  EXPECT_EQ(drawn(image.pixels), "#####\n#.-.#\n#####\n");
}

TEST(Examples, missing_pixels_are_white_and_noted) {
  for (const Mode mode : modes) {
    const ParsedObject parsed = accepted("29-image-short-data.xml", mode);
    EXPECT_THAT(parsed.notes, SizeIs(1));
    EXPECT_EQ(drawn(std::get<Image>(parsed.object).pixels).substr(18),
              drawn({8, 6, std::vector<std::uint8_t>(48)}));
  }
}

TEST(Examples, a_picture_of_a_file) {
  const ImageFile image = valid<ImageFile>("30-image-file.xml");
  EXPECT_EQ(image.url, "http://pbx.example.test/cam/gate.png");
  EXPECT_EQ(image.place, (PicturePlace{PicturePlace::centred, PicturePlace::centred}));
  EXPECT_THAT(image.common.soft_keys, SizeIs(2));
}

TEST(Examples, a_picture_with_three_unseen_rows) {
  const GraphicMenu menu = valid<GraphicMenu>("31-graphic-menu.xml");
  ASSERT_THAT(menu.items, SizeIs(3));
  EXPECT_EQ(menu.items[1].name, "Stop");
  EXPECT_EQ(menu.items[1].url, "http://pbx.example.test/sh?stop");
  EXPECT_EQ(drawn(menu.pixels), arrow);
}

TEST(Examples, a_plan_with_two_rooms) {
  const GraphicFileMenu menu = valid<GraphicFileMenu>("32-graphic-file-menu-touch.xml");
  EXPECT_EQ(menu.url, "http://pbx.example.test/plan2.png");
  ASSERT_THAT(menu.items, SizeIs(2));
  EXPECT_EQ(menu.items[0].area, (TouchArea{0, 0, 148, 80}));
  EXPECT_EQ(menu.items[1].area, (TouchArea{120, 0, 297, 80}));
}

TEST(Examples, rows_with_icons_of_the_document) {
  const IconMenu menu = valid<IconMenu>("33-icon-menu.xml");
  ASSERT_THAT(menu.items, SizeIs(3));
  EXPECT_EQ(menu.items[0].item.name, "Paul 09:02");
  EXPECT_EQ(menu.items[0].icon, 0);
  EXPECT_EQ(menu.items[2].icon, 7);
  ASSERT_THAT(menu.icons, SizeIs(2));
  EXPECT_EQ(drawn(menu.icons[0].pixels), "####\n#..#\n#..#\n####\n");
  EXPECT_EQ(drawn(menu.icons[1].pixels), "####\n####\n####\n####\n");
}

TEST(Examples, rows_with_icons_of_files) {
  const IconFileMenu menu = valid<IconFileMenu>("34-icon-file-menu.xml");
  ASSERT_THAT(menu.items, SizeIs(2));
  EXPECT_EQ(menu.items[1].icon, 2);
  ASSERT_THAT(menu.icons, SizeIs(2));
  EXPECT_EQ(menu.icons[1].url, "http://pbx.example.test/i/grey.png");
}

TEST(Examples, status_windows) {
  const Status status = valid<Status>("35-status-timer.xml");
  EXPECT_EQ(status.words.text, "Recording this call");
  EXPECT_EQ(status.words.timer, 90);
  ASSERT_TRUE(status.pixels);
  EXPECT_EQ(drawn(*status.pixels), arrow);
  const StatusFile file = valid<StatusFile>("36-status-file.xml");
  EXPECT_EQ(file.url, "http://pbx.example.test/i/onair.png");
  EXPECT_EQ(file.words.text, "");
  EXPECT_FALSE(file.words.timer);
}

class Host final : public ExecuteHost {
 public:
  [[nodiscard]] bool idle() const override { return false; }
  Outcome open_now(std::string_view url) override { return did("now", url); }
  Outcome open_when_idle(std::string_view url) override { return did("when idle", url); }
  Outcome run(const Uri& uri) override { return did("run", uri.text); }

  std::vector<std::string> log;

 private:
  Outcome did(std::string_view what, std::string_view with) {
    log.push_back(std::string(what) + " " + std::string(with));
    return Outcome::success();
  }
};

TEST(Examples, three_items_run_at_once_and_the_page_waits_for_idleness) {
  const Execute execute = valid<Execute>("37-execute-three-items.xml");
  Host host;
  const Response response = run_execute(execute, Mode::Strict, host);
  EXPECT_THAT(host.log, ElementsAre("run Play:chime.raw", "run Device:Unlock",
                                    "when idle http://pbx.example.test/alert.xml?id=9&lang=en"));
  EXPECT_THAT(response.items, SizeIs(3));
}

TEST(Examples, four_items_are_too_many_for_a_strict_phone) {
  EXPECT_THAT(mended<Execute>("38-execute-four-items.xml").items, SizeIs(4));
}

TEST(Examples, what_may_not_stand_in_an_execute_is_not_found) {
  const Execute execute = valid<Execute>("39-execute-not-allowed-uris.xml");
  Host host;
  const Response response = run_execute(execute, Mode::Friendly, host);
  EXPECT_THAT(host.log, IsEmpty());
  ASSERT_THAT(response.items, SizeIs(3));
  for (const ResponseItem& item : response.items) {
    EXPECT_EQ(item.status, 6);
    EXPECT_EQ(item.data, "URI not found");
  }
}

TEST(Examples, a_response_is_no_page) {
  for (const Mode mode : modes) {
    EXPECT_EQ(refused("40-response-mixed.xml", mode).prompt_words(), "XML Error [5]");
  }
}

}  // namespace
}  // namespace handset::xml
