#include "web/phone_api.h"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/web/rig.h"
#include "web/json.h"
#include "web/key_request.h"
#include "web/phone_json.h"
#include "web/touch_request.h"

namespace handset::web {
namespace {

namespace json = boost::json;
using phone::Key;
using ::testing::HasSubstr;

const phone::Model& model(std::string_view name = "SPA525G2") {
  return *phone::find_model(name);
}

const Route& route_to(const std::vector<Route>& routes, std::string_view path) {
  return *std::find_if(routes.begin(), routes.end(), [&](const Route& route) { return route.path == path; });
}

// The answer that needs no phone; a phone would have been asked when there is none.
std::optional<io::HttpResponse> answer_to(const io::HttpRequest& asked, const phone::Model& of = model()) {
  const testing::Rig rig;
  std::vector<Route> routes;
  add_phone_routes(routes, {.accounts = *rig.accounts,
                            .sessions = rig.sessions,
                            .logins = *rig.logins,
                            .shard = nullptr,
                            .model = of,
                            .now = {}});
  auto read = std::get<OnShard>(route_to(routes, asked.path).handler).read({asked, {}});
  if (auto* answer = std::get_if<io::HttpResponse>(&read)) return std::move(*answer);
  return std::nullopt;
}

io::HttpRequest keys(std::string body) {
  return testing::Rig::request("POST", "/api/v1/keys", {testing::Rig::json()}, std::move(body));
}

json::object object_of(const io::HttpResponse& answer) {
  EXPECT_EQ(testing::field(answer, "Content-Type"), "application/json");
  return json::parse(answer.body).as_object();
}

std::string error_of(const io::HttpResponse& answer) {
  return std::string(object_of(answer).at("error").as_string());
}

PhoneSnapshot menu_phone() {
  PhoneSnapshot out;
  out.name = "Front desk";
  out.version = 7;
  out.pushes_waiting = 2;
  out.idle = false;
  out.model = phone::find_model("SPA502G");
  out.lines = {{1, "101", "Reception", true, "ready"}, {2, "102", "102", false, "off"}};
  out.lines[0].server = "192.0.2.2:5060";
  out.lines[0].why_server = "a.example is dead";
  out.lines[0].mapping = "203.0.113.7:40000 by STUN";
  phone::LineFeatures& features = out.lines[0].features.emplace();
  features.told.do_not_disturb = false;
  features.told.forward(phone::ForwardWhen::NoAnswer) = phone::Forwarding{true, "105", 3};
  out.watches = {
      {2, "Bob", "sip:103@example.org", {phone::WatchState::Ringing, "Ann", ""}},
      {3, "Eve", "sip:104@example.org", {phone::WatchState::Failed, "", "Extension 1 is not registered"}}};
  out.console_keys = {{1,
                       5,
                       "Zoe",
                       {"blf", "sd"},
                       "105",
                       "sip:105@example.org",
                       phone::WatchStatus{phone::WatchState::Busy, "Ann", ""},
                       {phone::LampColour::Red, phone::LampPattern::Steady}},
                      {1, 6, "Taxi", {"sd"}, "9999"},
                      {2, 32, "News", {"xml"}}};
  out.lamps.lines = {{phone::LampColour::Green, phone::LampPattern::Steady}};
  out.lamps.message = {phone::LampColour::Red, phone::LampPattern::SlowBlink};
  out.message_waiting = true;
  out.voice_messages = 3;
  out.screen.kind = phone::WindowKind::Menu;
  out.screen.columns = out.model->columns;
  out.screen.text_rows = out.model->text_rows;
  out.screen.title = "Lunch \"today\" <b>";
  out.screen.prompt = "Choose";
  out.screen.rows = {{"Caf\xC3\xA9", "1", "", 2, true}, {"Soup", "2", "hot", 2, false}};
  out.screen.first_row = 3;
  out.screen.total_rows = 9;
  out.screen.soft_keys = {"Select", "Exit", "", ""};
  return out;
}

TEST(PhoneApi, OneKeyOrSeveralAreReadInTheirOrder) {
  EXPECT_EQ(*read_key_request(R"({"key": "KeyPad1"})", model()),
            (KeyRequest{KeyRequest::Form::Press, {Key::KeyPad1}}));
  EXPECT_EQ(*read_key_request(R"({"keys": ["NavDwn", "softkey1"]})", model()),
            (KeyRequest{KeyRequest::Form::Press, {Key::NavDown, Key::Soft1}}));
}

TEST(PhoneApi, AKeyGoesDownAndUpByItself) {
  EXPECT_EQ(*read_key_request(R"({"down": "VolDwn"})", model()),
            (KeyRequest{KeyRequest::Form::Down, {Key::VolDown}}));
  EXPECT_EQ(*read_key_request(R"({"up": "VolDwn"})", model()),
            (KeyRequest{KeyRequest::Form::Up, {Key::VolDown}}));
}

TEST(PhoneApi, TextIsTypedAsItIs) {
  EXPECT_EQ(*read_key_request("{\"type\": \"Z\xC3\xBCrich 5\"}", model()),
            (KeyRequest{KeyRequest::Form::Type, {}, "Z\xC3\xBCrich 5"}));
}

TEST(PhoneApi, WhatIsTypedIsLettersAndNotTooMany) {
  std::string letters;
  for (int i = 0; i < 512; ++i) letters += "\xC3\xBC";
  EXPECT_TRUE(read_key_request(R"({"type": ")" + letters + "\"}", model()));
  for (const std::string& text :
       {letters + "x", std::string(), std::string(R"(a\nb)"), std::string(R"(\u007f)")})
    EXPECT_FALSE(read_key_request(R"({"type": ")" + text + "\"}", model())) << text;
}

TEST(PhoneApi, GoodRequestsAreForThePhone) {
  EXPECT_FALSE(answer_to(keys(R"({"key": "KeyPad1"})")));
  for (const char* path : {"/api/v1/phone", "/api/v1/screen"})
    EXPECT_FALSE(answer_to(testing::Rig::request("GET", path))) << path;
}

TEST(PhoneApi, ABodyOfAnotherShapeIsToldTheRightOne) {
  std::string too_many = R"({"keys": ["Soft1")";
  for (int i = 0; i < 64; ++i) too_many += R"(,"Soft1")";
  const std::string deep(100, '[');
  for (const std::string& body : {std::string(),
                                  std::string("{"),
                                  std::string("[]"),
                                  std::string("\"KeyPad1\""),
                                  std::string("{}"),
                                  std::string(R"({"key": 1})"),
                                  std::string(R"({"key": null})"),
                                  std::string(R"({"key": ["Soft1"]})"),
                                  std::string(R"({"keys": []})"),
                                  std::string(R"({"keys": "Soft1"})"),
                                  std::string(R"({"keys": ["Soft1", 2]})"),
                                  std::string(R"({"key": "Soft1", "keys": ["Soft1"]})"),
                                  std::string(R"({"key": "Soft1", "hold": true})"),
                                  std::string(R"({"press": "Soft1"})"),
                                  std::string(R"({"down": ["Soft1"]})"),
                                  std::string(R"({"type": 5})"),
                                  std::string(R"({"down": "Soft1", "up": "Soft1"})"),
                                  std::string(R"({"key": "Soft1"} x)"),
                                  std::string("{\"key\": \"\xFF\"}"),
                                  too_many + "]}",
                                  deep}) {
    const auto answer = answer_to(keys(body)).value();
    EXPECT_EQ(answer.status, 400) << body;
    EXPECT_THAT(error_of(answer), HasSubstr(R"({"key": "KeyPad1"})")) << body;
  }
}

TEST(PhoneApi, AnUnknownKeyIsNamedAndSoAreTheKnownOnes) {
  const auto answer = answer_to(keys(R"({"keys": ["Soft1", "Warp\"1"]})")).value();
  EXPECT_EQ(answer.status, 400);
  EXPECT_THAT(error_of(answer), HasSubstr("\"Warp\"1\" is no key. The keys are KeyPad0, KeyPad1,"));
}

TEST(PhoneApi, AnOverlongKeyNameIsCutBetweenCharacters) {
  std::string name;
  for (int i = 0; i < 1000; ++i) name += "\xC3\xA9";
  const std::string error = error_of(answer_to(keys(R"({"key": ")" + name + "\"}")).value());
  EXPECT_THAT(error, HasSubstr("\xC3\xA9...\" is no key"));
  EXPECT_LT(error.size(), 1000U);
}

TEST(PhoneApi, AKeyThatTheModelLacksIsNotPressed) {
  const auto answer = answer_to(keys(R"({"key": "Line6"})")).value();
  EXPECT_EQ(answer.status, 400);
  EXPECT_THAT(error_of(answer), HasSubstr("The SPA525G2 has no key Line6."));
  EXPECT_FALSE(answer_to(keys(R"({"key": "Line6"})"), model("SPA508G")));
}

TEST(PhoneApi, ThePhoneIsItsModelItsLinesAndItsCounters) {
  auto body = object_of(phone_answer(menu_phone()));
  const json::array keys = body.at("keys").as_array();
  EXPECT_NE(std::find(keys.begin(), keys.end(), "Line1"), keys.end());
  EXPECT_EQ(std::find(keys.begin(), keys.end(), "Line2"), keys.end());
  body.erase("keys");
  EXPECT_EQ(body, json::parse(R"({"model": "SPA502G", "name": "Front desk", "idle": false,
      "pushes_waiting": 2, "screen_version": 7, "screen": {"kind": "mono", "width": 128, "height": 64},
      "lines": [
        {"number": 1, "user_id": "101", "label": "Reception", "in_use": true, "state": "ready",
         "trouble": "", "server": "192.0.2.2:5060", "why_server": "a.example is dead",
         "mapping": "203.0.113.7:40000 by STUN",
         "features": {"do_not_disturb": false, "forward_always": null, "forward_busy": null,
                      "forward_no_answer": {"active": true, "destination": "105", "rings": 3},
                      "trouble": ""}},
        {"number": 2, "user_id": "102", "label": "102", "in_use": false, "state": "off", "trouble": "",
         "server": "", "why_server": "", "mapping": "", "features": null}],
      "watches": [
        {"key": 2, "label": "Bob", "uri": "sip:103@example.org", "state": "ringing", "peer": "Ann",
         "trouble": ""},
        {"key": 3, "label": "Eve", "uri": "sip:104@example.org", "state": "subscription failed", "peer": "",
         "trouble": "Extension 1 is not registered"}],
      "consoles": [
        {"unit": 1, "keys": [
          {"key": 5, "label": "Zoe", "functions": ["blf", "sd"], "speed_dial": "105",
           "uri": "sip:105@example.org", "state": "busy", "peer": "Ann", "trouble": "",
           "lamp": {"colour": "red", "pattern": "steady"}},
          {"key": 6, "label": "Taxi", "functions": ["sd"], "speed_dial": "9999", "uri": "", "state": null,
           "peer": "", "trouble": "", "lamp": {"colour": "off", "pattern": "steady"}}]},
        {"unit": 2, "keys": [
          {"key": 32, "label": "News", "functions": ["xml"], "speed_dial": "", "uri": "", "state": null,
           "peer": "", "trouble": "", "lamp": {"colour": "off", "pattern": "steady"}}]}],
      "lamps": {
        "lines": [{"colour": "green", "pattern": "steady"}],
        "message": {"colour": "red", "pattern": "slow"},
        "speaker": {"colour": "off", "pattern": "steady"},
        "headset": {"colour": "off", "pattern": "steady"},
        "mute": {"colour": "off", "pattern": "steady"}},
      "message_waiting": true, "voice_messages": 3, "missed_calls": 0
})"));
}

TEST(PhoneApi, HowManyMessagesMayNotBeKnown) {
  auto phone = menu_phone();
  phone.voice_messages.reset();
  EXPECT_TRUE(phone_object(phone).at("voice_messages").is_null());
}

TEST(PhoneApi, AnEventOfAKeySaysWhoPressedIt) {
  EXPECT_EQ(key_event_object({9, Key::NavSelect, phone::KeySource::Program, true}),
            json::parse(R"({"number": 9, "key": "NavSelect", "source": "program", "down": true})"));
}

TEST(PhoneApi, ATouchIsAPixelOfTheScreen) {
  EXPECT_EQ(*read_touch_request(R"({"x": 0, "y": 239})", model()), (TouchRequest{0, 239}));
  EXPECT_EQ(*read_touch_request(R"({"y": 0, "x": 319})", model()), (TouchRequest{319, 0}));
  EXPECT_EQ(*read_touch_request(R"({"x": 127, "y": 63})", model("SPA504G")), (TouchRequest{127, 63}));
  for (const char* body :
       {"", "{", "[1, 2]", "{}", R"({"x": 1})", R"({"x": 1, "y": 2, "z": 3})", R"({"x": "1", "y": 2})",
        R"({"x": 1.5, "y": 2})", R"({"x": -1, "y": 2})", R"({"x": 320, "y": 2})", R"({"x": 1, "y": 240})",
        R"({"x": 99999999999999999999, "y": 2})"}) {
    const auto touch = read_touch_request(body, model());
    ASSERT_FALSE(touch) << body;
    EXPECT_THAT(touch.error(), HasSubstr("x from 0 to 319, y from 0 to 239")) << body;
  }
  EXPECT_THAT(read_touch_request(R"({"x": 1, "y": 2})", model("SPA501G")).error(), HasSubstr("no screen"));
}

TEST(PhoneApi, AGoodTouchIsForThePhone) {
  const auto touch = [](std::string body) {
    return testing::Rig::request("POST", "/api/v1/touch", {testing::Rig::json()}, std::move(body));
  };
  EXPECT_FALSE(answer_to(touch(R"({"x": 1, "y": 2})")));
  EXPECT_EQ(answer_to(touch(R"({"x": 1})")).value().status, 400);
  EXPECT_EQ(object_of(touch_answer(menu_phone(), true)).at("obeyed"), true);
  EXPECT_EQ(object_of(touch_answer(menu_phone(), false)).at("title"), "Lunch \"today\" <b>");
}

TEST(PhoneApi, PicturesAreToldInWords) {
  auto phone = menu_phone();
  EXPECT_FALSE(screen_object(phone).contains("picture"));
  EXPECT_FALSE(screen_object(phone).at("rows").at(0).as_object().contains("icon"));
  const auto icon = phone::make_picture(xml::CipPixels{4, 3, std::vector<std::uint8_t>(12)});
  phone.screen.rows[0].icon_room = phone.screen.rows[1].icon_room = phone::icon_cells;
  phone.screen.rows[1].icon = icon;
  phone.screen.title_icon = icon;
  phone.screen.picture = phone::ScreenPicture{nullptr, phone::ScreenPicture::centred, 7};
  phone.screen.status = phone::ScreenStatus{"On air", "0:07", phone::ScreenPicture{icon, 1, 2}, 106, 21};
  const json::value cip = json::parse(R"({"format": "cip", "width": 4, "height": 3})");
  const json::object screen = screen_object(phone);
  EXPECT_TRUE(screen.at("rows").at(0).at("icon").is_null());
  EXPECT_EQ(screen.at("rows").at(1).at("icon"), cip);
  EXPECT_EQ(screen.at("title_icon"), cip);
  EXPECT_EQ(screen.at("picture"), json::parse(R"({"picture": null, "x": null, "y": 7})"));
  EXPECT_EQ(screen.at("status"), json::parse(R"({"text": "On air", "timer": "0:07", "picture":
      {"picture": {"format": "cip", "width": 4, "height": 3}, "x": 1, "y": 2}})"));
}

TEST(PhoneApi, AFieldAndAnOverlayAreThereWhenTheScreenHasThem) {
  auto phone = menu_phone();
  phone.screen.rows.resize(1);
  phone.screen.rows[0].field = phone::ScreenField{4, "abc", 3};
  phone.screen.overlay = phone::ScreenOverlay{"Ring", 60};
  EXPECT_EQ(screen_object(phone).at("rows").at(0).at("field"),
            json::parse(R"({"at": 4, "text": "abc", "cursor": 3})"));
  EXPECT_EQ(screen_object(phone).at("overlay"), json::parse(R"({"text": "Ring", "percent": 60})"));
  phone.screen.rows[0].field->cursor.reset();
  phone.screen.overlay->percent.reset();
  EXPECT_TRUE(screen_object(phone).at("rows").at(0).at("field").at("cursor").is_null());
  EXPECT_TRUE(screen_object(phone).at("overlay").at("percent").is_null());
}

TEST(PhoneApi, TheScreenIsItsWindowInJsonAndAsABoxOfText) {
  auto body = object_of(screen_answer(menu_phone()));
  const std::string text(body.at("text").as_string());
  body.erase("text");
  EXPECT_EQ(
      body,
      json::parse(
          R"({"version": 7, "contrast": 8, "lit": true, "kind": "menu", "title": "Lunch \"today\" <b>", "clock": "",
      "prompt": "Choose", "first_row": 3, "total_rows": 9, "soft_keys": ["Select", "Exit", "", ""],
      "rows": [{"text": "Caf\u00e9", "number": "1", "right": "", "selected": true},
               {"text": "Soup", "number": "2", "right": "hot", "selected": false}]})"));
  EXPECT_THAT(text, HasSubstr("Caf\xC3\xA9"));
  EXPECT_THAT(text, HasSubstr("Choose"));
}

TEST(PhoneApi, KeysAreAnsweredWithTheScreenAndTheKeysThatDidNothing) {
  const std::array ignored{std::string("Hold")};
  const auto body = object_of(keys_answer(menu_phone(), ignored));
  EXPECT_EQ(body.at("ignored"), json::parse(R"(["Hold"])"));
  EXPECT_EQ(body.at("kind"), "menu");
}

}  // namespace
}  // namespace handset::web
