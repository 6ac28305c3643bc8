// Keys with a function, of lines and of attendant consoles: what each does when it is pressed. The rows of
// the table about that have tests named after them.
#include <algorithm>
#include <gtest/gtest.h>
#include <string>
#include <vector>

#include "unit/phone/line_subscribes.h"

namespace handset::phone {
namespace {

struct FakeCalls final : CallControl {
  xml::Outcome dial(const xml::DialArgument& dial) override {
    dialled.emplace_back(dial.target);
    return xml::Outcome::success();
  }

  std::vector<std::string> dialled;
};

class AFunctionKey : public LineSubscribes {
 protected:
  AFunctionKey() { parts.calls = &calls; }
  ~AFunctionKey() override {  // the phone before its calls
    switchboard.remove(*phone);
    phone.reset();
  }

  // What a press of that key dials; "nothing".
  std::string dialled_by(Key key) {
    calls.dialled.clear();
    phone->press(key);
    run(milliseconds(10));
    if (calls.dialled.empty()) return "nothing";
    return calls.dialled.size() == 1 ? calls.dialled[0] : "more than one call";
  }
  std::string dialled_with(const std::string& script) {
    EXPECT_TRUE(set("Extended_Function_2_", script));
    make();
    return dialled_by(Key::Line2);
  }
  [[nodiscard]] unsigned place(unsigned unit, unsigned key) const {
    return console_place(*phone->options().model, unit, key);
  }
  [[nodiscard]] std::string label_at(unsigned unit, unsigned key) const {
    const FunctionKey* function = phone->function_key(place(unit, key));
    return function == nullptr ? "" : function->label;
  }
  [[nodiscard]] std::vector<std::string> subscribed_to() const {
    std::vector<std::string> out;
    for (const Received& request : subscribes) {
      const std::string to = request.value("To");
      out.push_back(to.substr(5, to.find('@') - 5));
    }
    std::sort(out.begin(), out.end());
    return out;
  }

  FakeCalls calls;
};

// --- Speed dial, pickup, parking lots

TEST_F(AFunctionKey, Extended_Function_with_sd_calls_ext) {
  EXPECT_EQ(dialled_with("fnc=sd;ext=9999@$PROXY;nme=Taxi"), "9999") << "the domain is the line's own";
  EXPECT_EQ(dialled_with("fnc=sd;ext=9999;nme=Taxi"), "9999");
  EXPECT_EQ(dialled_with("fnc=sd;usr=9998"), "9998");
  EXPECT_EQ(dialled_with("fnc=sd;ext=+4930123"), "+4930123");
  EXPECT_EQ(dialled_with("fnc=sd;ext=taxi"), "sip:taxi@sip.example.org");
  EXPECT_EQ(dialled_with("fnc=sd;ext=9999@elsewhere.example"), "sip:9999@elsewhere.example");
  EXPECT_EQ(dialled_with("fnc=sd;nme=Nobody"), "nothing");
}

TEST_F(AFunctionKey, AKeyWithSdAloneShowsItsNameAndSubscribesToNobody) {
  ASSERT_TRUE(set("Extended_Function_2_", "fnc=sd;ext=9999;nme=Taxi"));
  begin();
  EXPECT_TRUE(subscribes.empty());
  const auto rows = phone->screen().rows;
  const auto taxi =
      std::find_if(rows.begin(), rows.end(), [](const auto& row) { return row.text == "Taxi"; });
  ASSERT_NE(taxi, rows.end());
  EXPECT_EQ(taxi->right, "");
  EXPECT_EQ(lamp(), phone->options().lamps.disabled);
}

TEST_F(AFunctionKey, Attendant_Console_Call_Pickup_Code_is_dialled_with_the_extension_while_it_rings) {
  watch("fnc=blf+sd+cp;sub=102@$PROXY;ext=102@$PROXY;nme=Bob");
  begin();
  tell("");
  EXPECT_EQ(dialled_by(Key::Line2), "102");
  tell(dialog("early"));
  EXPECT_EQ(dialled_by(Key::Line2), "*98102") << "as the table's default has it";
  tell(dialog("confirmed"));
  EXPECT_EQ(dialled_by(Key::Line2), "102");
}

TEST_F(AFunctionKey, Attendant_Console_Call_Pickup_Code_may_say_where_the_extension_stands) {
  for (const auto& [code, whole] : {std::pair{"**#", "**102"}, {"*8", "*8102"}, {"", "102"}}) {
    ASSERT_TRUE(set("Attendant_Console_Call_Pickup_Code", code));
    watch("fnc=blf+sd+cp;sub=102@$PROXY;ext=102@$PROXY;nme=Bob");
    begin();
    tell(dialog("early"));
    EXPECT_EQ(dialled_by(Key::Line2), whole) << code;
  }
}

TEST_F(AFunctionKey, AKeyWithoutCpPicksNothingUp) {
  watch("fnc=blf;sub=102@$PROXY;nme=Bob");
  begin();
  tell(dialog("early"));
  EXPECT_EQ(dialled_by(Key::Line2), "nothing");
}

TEST_F(AFunctionKey, Attendant_Console_Call_unPark_Code_brings_back_who_is_parked) {
  ASSERT_TRUE(set("Attendant_Console_Call_unPark_Code", "*85"));
  watch("fnc=prk;sub=701@$PROXY;nme=Park 1");
  begin();
  ASSERT_EQ(subscribed_to(), std::vector<std::string>{"701"});
  tell("");
  EXPECT_EQ(dialled_by(Key::Line2), "nothing") << "nobody is parked";
  tell(dialog("confirmed"));
  EXPECT_EQ(dialled_by(Key::Line2), "*85701");
  notify(subscribes.back(), {.state = "terminated;reason=rejected"});
  EXPECT_EQ(dialled_by(Key::Line2), "*85701") << "nobody tells whether somebody is";
}

TEST_F(AFunctionKey, Parking_Lot_Idle_LED_and_Parking_Lot_Busy_LED_light_the_lamps_of_lots) {
  watch("fnc=prk;sub=701@$PROXY;nme=Park 1");
  begin();
  tell("");
  EXPECT_EQ(lamp(), (Lamp{LampColour::Green, LampPattern::Steady}));
  tell(dialog("confirmed"));
  EXPECT_EQ(lamp(), (Lamp{LampColour::Red, LampPattern::SlowBlink}));
  ASSERT_TRUE(set("Parking_Lot_Idle_LED", "c=o"));
  ASSERT_TRUE(set("Parking_Lot_Busy_LED", "c=a;p=f"));
  begin();
  tell("");
  EXPECT_EQ(lamp().colour, LampColour::Off);
  tell(dialog("confirmed"));
  EXPECT_EQ(lamp(), (Lamp{LampColour::Amber, LampPattern::FastBlink}));
}

// --- Attendant consoles

TEST_F(AFunctionKey, Unit_n_Key_k_does_what_an_Extended_Function_does) {
  ASSERT_TRUE(set("Unit_1_Key_5", "fnc=blf+sd+cp;sub=105@$PROXY;ext=105@$PROXY;nme=Eve"));
  ASSERT_TRUE(set("Unit_2_Key_32", "fnc=sd;ext=9999;nme=Taxi"));
  begin();
  EXPECT_EQ(subscribed_to(), std::vector<std::string>{"105"});
  EXPECT_TRUE(phone->has_console(1));
  EXPECT_TRUE(phone->has_console(2));
  EXPECT_EQ(label_at(1, 5), "Eve");
  EXPECT_EQ(dialled_by(Key::Unit2Key32), "9999");
  tell(dialog("early"));
  EXPECT_EQ(phone->watched(place(1, 5)).state, WatchState::Ringing);
  EXPECT_EQ(phone->lamp_of_key(place(1, 5)), WatchLamps{}.ringing);
  EXPECT_EQ(dialled_by(console_key(4)), "*98105");
  EXPECT_EQ(dialled_by(Key::Unit1Key1), "nothing") << "it has no function";
}

TEST_F(AFunctionKey, Unit_n_Key_k_opens_an_XML_service) {
  ASSERT_TRUE(set("Unit_1_Key_1", "fnc=xml;url=http://web.example/news;nme=News"));
  begin();
  EXPECT_TRUE(phone->press(Key::Unit1Key1));
  EXPECT_EQ(phone->screen().title, "News");
}

TEST_F(AFunctionKey, Unit_n_Enable_takes_a_console_away) {
  ASSERT_TRUE(set("Unit_1_Key_5", "fnc=blf;sub=105@$PROXY;nme=Eve"));
  ASSERT_TRUE(set("Unit_1_Enable", "No"));
  begin();
  EXPECT_TRUE(subscribes.empty());
  EXPECT_FALSE(phone->has_console(1));
  EXPECT_FALSE(phone->press(console_key(4)));
}

TEST_F(AFunctionKey, AConsoleWhoseKeysHaveNoFunctionIsNotThere) {
  begin();
  EXPECT_FALSE(phone->has_console(1));
  EXPECT_FALSE(phone->has_console(2));
}

TEST_F(AFunctionKey, BLF_List_URI_fills_the_keys_of_consoles_that_have_no_function) {
  ASSERT_TRUE(set("BLF_List_URI", "team@$PROXY"));
  ASSERT_TRUE(set("Unit_1_Key_2", "fnc=sd;ext=9999;nme=Taxi"));
  begin();
  ASSERT_EQ(subscribed_to(), std::vector<std::string>{"team"});
  tell_list(test::ListBody{}.add("102", dialog("early"), "Bob").add("103", "", "Ann"));
  EXPECT_EQ(label_at(1, 1), "Bob");
  EXPECT_EQ(label_at(1, 2), "Taxi");
  EXPECT_EQ(label_at(1, 3), "Ann");
  EXPECT_FALSE(phone->has_console(2));
  EXPECT_EQ(dialled_by(console_key(0)), "sip:*98102@example.org") << "he rings, and is of another domain";
  EXPECT_EQ(dialled_by(console_key(2)), "sip:103@example.org");
}

TEST_F(AFunctionKey, Use_Line_Keys_For_BLF_List_fills_them_before_those_of_consoles) {
  watch_list("team@$PROXY");
  begin();
  test::ListBody list;
  for (const char* user : {"102", "103", "104", "105", "106"}) list.add(user, "");
  tell_list(list);
  EXPECT_EQ(shown().substr(0, 10), "2 102 idle");
  EXPECT_EQ(label_at(1, 1), "106") << "four line keys are free";
}

}  // namespace
}  // namespace handset::phone
