// A phone whose pages are pushed one after the other, and the servers that have them.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "unit/phone/phone_rig.h"

namespace handset::phone {

inline constexpr std::string_view menu_url = "http://web.example/menu.xml";
inline constexpr std::string_view text_url = "http://web.example/text.xml";

struct ServicesRig : Rig {
  explicit ServicesRig(PhoneOptions options = inline_options(), const PhoneParts& parts = {})
      : Rig(std::move(options), {}, parts) {
    simulation.web().serve(menu_url,
                           "<CiscoIPPhoneMenu><Title>Choose</Title>"
                           "<MenuItem><Name>Text</Name><URL>http://web.example/text.xml</URL></MenuItem>"
                           "<MenuItem><Name>Call</Name><URL>Dial:0</URL></MenuItem>"
                           "<MenuItem><Name>Close</Name><URL>Init:Services</URL></MenuItem>"
                           "<MenuItem><Name>Leave</Name><URL>SoftKey:Exit</URL></MenuItem>"
                           "<MenuItem><Name>Odd</Name><URL>Foo:bar</URL></MenuItem></CiscoIPPhoneMenu>");
    simulation.web().serve(text_url, "<CiscoIPPhoneText><Text>Plain words</Text></CiscoIPPhoneText>");
  }
  static PhoneOptions inline_options() {
    PhoneOptions options = phone_options();
    options.notify.inline_xml = true;
    return options;
  }
  // Pushes a body and lets everything that follows happen.
  Screen pushed(std::string body) {
    const std::string number = std::to_string(++count);
    EXPECT_EQ(
        status_of(push(*this, {.branch = "z9hG4bK" + number, .call_id = number, .body = std::move(body)})),
        200U);
    simulation.run_for(seconds(30));
    return phone.screen();
  }
  Screen press(Key key) {
    phone.press(key);
    simulation.run_for(seconds(3));
    return phone.screen();
  }
  static std::string execute(std::initializer_list<std::pair<int, std::string_view>> items) {
    std::string text = "<CiscoIPPhoneExecute>";
    for (const auto& [priority, url] : items)
      text += "<ExecuteItem Priority=\"" + std::to_string(priority) + "\" URL=\"" + std::string(url) + "\"/>";
    return text + "</CiscoIPPhoneExecute>";
  }
  int count = 0;
};

}  // namespace handset::phone
