// A phone that is handed the examples of the reference one after the other, and what is to be seen of it.
#pragma once

#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "unit/phone/phone_rig.h"

namespace handset::phone {

inline constexpr std::string_view example_url = "http://pbx.example.test/example.xml";

inline std::string example(const std::string& name) {
  std::ifstream file(std::string(HANDSET_TEST_DATA) + "/xml-examples/" + name, std::ios::binary);
  EXPECT_TRUE(file) << name;
  return {std::istreambuf_iterator<char>(file), {}};
}

inline PhoneOptions options_of(std::string_view model, xml::Mode mode,
                               xml::Profile profile = xml::Profile::Spa) {
  PhoneOptions options = phone_options();
  options.model = find_model(model);
  options.notify.mode = mode;
  options.notify.profile = profile;
  options.notify.inline_xml = true;
  return options;
}

// As much of a PNG file as a phone reads that does not draw it.
inline std::string png_head(unsigned width, unsigned height) {
  std::string bytes("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16);
  for (const unsigned side : {width, height}) {
    for (const unsigned shift : {24U, 16U, 8U, 0U}) bytes += static_cast<char>(side >> shift & 0xff);
  }
  return bytes;
}

inline FetchResult png_answer(unsigned width, unsigned height) {
  FetchResult result;
  result.status = 200;
  result.content_type = "image/png";
  result.body = png_head(width, height);
  return result;
}

// All pictures under pbx.example.test are one and the same file. Everything else under pbx.example.test is a
// text that says where it came from.
struct ExampleRig : Rig {
  ExampleRig(std::string_view model, xml::Mode mode, xml::Profile profile = xml::Profile::Spa)
      : Rig(options_of(model, mode, profile)) {
    simulation.web().serve("http://pbx.example.test/*", [this](const sim::WebRequest& request) {
      sim::WebAnswer answer;
      answer.result.status = 200;
      answer.result.content_type = "text/xml";
      if (request.url == example_url) {
        answer.result.body = page;
      } else if (request.url.ends_with(".png")) {
        pictures_asked.push_back(request.url);
        answer.result = picture_answer;
        answer.delay = picture_delay;
      } else {
        asked.push_back(request.url);
        answer.result.body = "<CiscoIPPhoneText><Title>Answer</Title><Text>words</Text></CiscoIPPhoneText>";
      }
      return answer;
    });
  }

  Screen show(const std::string& name) {
    page = example(name);
    push_body(std::string(example_url));
    return settle();
  }
  void push_body(std::string body) {
    const std::string number = std::to_string(++pushes);
    Draft draft;
    draft.branch += number;
    draft.call_id = number;
    draft.body = std::move(body);
    EXPECT_EQ(status_of(push(*this, draft)), 200U);
  }
  // Past the pause behind a digit.
  Screen settle() {
    simulation.run_for(seconds(3));
    return phone.screen();
  }
  Screen press(Key key) {
    phone.press(key);
    return settle();
  }
  // Without the time for a pause or a page.
  Screen press_at_once(Key key) {
    phone.press(key);
    return phone.screen();
  }
  // The keys of a number, without a pause between them.
  Screen dial(std::string_view digits) {
    for (const char c : digits) phone.press(*parse_key("KeyPad" + std::string(1, c)));
    return settle();
  }
  Screen type(std::string_view text) {
    EXPECT_EQ(phone.type(text, KeySource::Person), "");
    return phone.screen();
  }

  // How often the log has these words.
  [[nodiscard]] std::size_t logged(std::string_view words) { return phone_host.log().count(words); }

  std::string page;
  std::vector<std::string> asked;
  std::vector<std::string> pictures_asked;
  FetchResult picture_answer = png_answer(64, 48);
  Duration picture_delay{};
  int pushes = 0;
};

inline std::string selected(const Screen& screen) {
  for (const ScreenRow& row : screen.rows) {
    if (row.selected) return row.number;
  }
  return {};
}

inline std::vector<std::string> texts(const Screen& screen) {
  std::vector<std::string> out;
  for (const ScreenRow& row : screen.rows) out.push_back(row.text);
  return out;
}

inline std::vector<std::string> numbers(const Screen& screen) {
  std::vector<std::string> out;
  for (const ScreenRow& row : screen.rows) out.push_back(row.number);
  return out;
}

// All that a person reads who pages down to the end.
inline std::string read_through(ExampleRig& rig) {
  std::string out;
  for (std::size_t next = 0;;) {
    const Screen screen = rig.phone.screen();
    for (std::size_t i = next - screen.first_row; i < screen.rows.size(); ++i) out += screen.rows[i].text;
    next = screen.first_row + screen.rows.size();
    if (next >= screen.total_rows) return out;
    rig.press_at_once(Key::NavRight);
  }
}

inline std::string without_blanks(std::string text) {
  std::erase_if(text, [](char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; });
  return text;
}

// What stands in the example between two tags.
inline std::string content_of(const std::string& name, std::string_view tag) {
  const std::string page = example(name);
  const std::size_t from = page.find("<" + std::string(tag) + ">") + tag.size() + 2;
  return page.substr(from, page.find("</" + std::string(tag) + ">") - from);
}

}  // namespace handset::phone
