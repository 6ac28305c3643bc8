#include "web/api.h"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace handset::web {
namespace {

namespace json = boost::json;
using phone::Key;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

const phone::Model& model(std::string_view name = "SPA525G2") {
  return *phone::find_model(name);
}

io::HttpRequest request(std::string method, std::string path) {
  io::HttpRequest out;
  out.method = std::move(method);
  out.path = std::move(path);
  return out;
}

io::HttpRequest keys(std::string body, std::string type = "application/json") {
  io::HttpRequest out = request("POST", "/api/v1/keys");
  out.fields = {{"Content-Type", std::move(type)}};
  out.body = std::move(body);
  return out;
}

io::HttpResponse answer_to(const io::HttpRequest& asked, const phone::Model& of = model()) {
  return std::get<io::HttpResponse>(read_request(asked, of));
}

Wish wish_of(const io::HttpRequest& asked, const phone::Model& of = model()) {
  return std::get<Wish>(read_request(asked, of));
}

std::string field(const io::HttpResponse& answer, std::string_view name) {
  for (const auto& item : answer.fields)
    if (item.name == name) return item.value;
  return {};
}

json::object object_of(const io::HttpResponse& answer) {
  EXPECT_EQ(field(answer, "Content-Type"), "application/json");
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
  out.lines = {{1, "101", "Reception", true}, {2, "102", "102", false}};
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

TEST(Api, TheIndexNamesEveryAddress) {
  const auto answer = answer_to(request("GET", "/"));
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(field(answer, "Content-Type"), "text/plain; charset=utf-8");
  for (const std::string_view path : {"/api/v1/phone", "/api/v1/screen", "/api/v1/keys", "/CGI/Screenshot"})
    EXPECT_THAT(answer.body, HasSubstr(path));
}

TEST(Api, EveryAddressLeadsToItsView) {
  EXPECT_EQ(wish_of(request("GET", "/api/v1/phone")).view, View::Phone);
  EXPECT_EQ(wish_of(request("GET", "/api/v1/screen")).view, View::Screen);
  EXPECT_EQ(wish_of(request("HEAD", "/api/v1/screen")).view, View::Screen);
  EXPECT_EQ(wish_of(request("GET", "/CGI/Screenshot")).view, View::Screenshot);
  EXPECT_EQ(wish_of(request("GET", "/CGI/ScreenShot")).view, View::Screenshot);
}

TEST(Api, AnUnknownAddressIsNotFound) {
  for (const char* path : {"/api/v1", "/api/v1/phone/", "/cgi/screenshot", "/api/v1/../v1/phone", "*"}) {
    const auto answer = answer_to(request("GET", path));
    EXPECT_EQ(answer.status, 404) << path;
    EXPECT_FALSE(error_of(answer).empty());
  }
}

TEST(Api, AnotherMethodIsToldWhichOneIsRight) {
  const auto get = answer_to(request("GET", "/api/v1/keys"));
  EXPECT_EQ(get.status, 405);
  EXPECT_EQ(field(get, "Allow"), "POST");
  EXPECT_EQ(error_of(get), "/api/v1/keys answers POST only.");
  const auto post = answer_to(request("POST", "/api/v1/screen"));
  EXPECT_EQ(post.status, 405);
  EXPECT_EQ(field(post, "Allow"), "GET, HEAD");
}

TEST(Api, OneKeyOrSeveralArePressedInTheirOrder) {
  EXPECT_THAT(wish_of(keys(R"({"key": "KeyPad1"})")).press, ElementsAre(Key::KeyPad1));
  EXPECT_THAT(wish_of(keys(R"({"keys": ["NavDwn", "softkey1"]})", "Application/JSON; charset=utf-8")).press,
              ElementsAre(Key::NavDown, Key::Soft1));
}

TEST(Api, KeysThatAreNotSentAsJsonAreRefused) {
  for (const char* type : {"", "text/plain", "application/x-www-form-urlencoded", "application/jsonx"}) {
    const auto answer = answer_to(keys(R"({"key": "KeyPad1"})", type));
    EXPECT_EQ(answer.status, 415) << type;
    EXPECT_THAT(error_of(answer), HasSubstr("application/json"));
  }
}

TEST(Api, ABodyOfAnotherShapeIsToldTheRightOne) {
  std::string too_many = R"({"keys": ["Soft1")";
  for (int i = 0; i < 64; ++i) too_many += R"(,"Soft1")";
  const std::string deep(100, '[');
  for (const std::string& body :
       {std::string(), std::string("{"), std::string("[]"), std::string("\"KeyPad1\""), std::string("{}"),
        std::string(R"({"key": 1})"), std::string(R"({"key": null})"), std::string(R"({"key": ["Soft1"]})"),
        std::string(R"({"keys": []})"), std::string(R"({"keys": "Soft1"})"),
        std::string(R"({"keys": ["Soft1", 2]})"), std::string(R"({"key": "Soft1", "keys": ["Soft1"]})"),
        std::string(R"({"key": "Soft1", "hold": true})"), std::string(R"({"key": "Soft1"} x)"),
        std::string("{\"key\": \"\xFF\"}"), too_many + "]}", deep}) {
    const auto answer = answer_to(keys(body));
    EXPECT_EQ(answer.status, 400) << body;
    EXPECT_THAT(error_of(answer), HasSubstr(R"({"key": "KeyPad1"})")) << body;
  }
}

TEST(Api, AnUnknownKeyIsNamedAndSoAreTheKnownOnes) {
  const auto answer = answer_to(keys(R"({"keys": ["Soft1", "Warp\"1"]})"));
  EXPECT_EQ(answer.status, 400);
  EXPECT_THAT(error_of(answer), HasSubstr("\"Warp\"1\" is no key. The keys are KeyPad0, KeyPad1,"));
}

TEST(Api, AnOverlongKeyNameIsCutBetweenCharacters) {
  std::string name;
  for (int i = 0; i < 1000; ++i) name += "\xC3\xA9";
  const std::string error = error_of(answer_to(keys(R"({"key": ")" + name + "\"}")));
  EXPECT_THAT(error, HasSubstr("\xC3\xA9...\" is no key"));
  EXPECT_LT(error.size(), 1000U);
}

TEST(Api, AKeyThatTheModelLacksIsNotPressed) {
  const auto answer = answer_to(keys(R"({"key": "Line6"})"));
  EXPECT_EQ(answer.status, 400);
  EXPECT_THAT(error_of(answer), HasSubstr("The SPA525G2 has no key Line6."));
  EXPECT_THAT(wish_of(keys(R"({"key": "Line6"})"), model("SPA508G")).press, ElementsAre(Key::Line6));
}

TEST(Api, APhoneWithoutAScreenHasNoPicture) {
  const auto answer = answer_to(request("GET", "/CGI/Screenshot"), model("SPA501G"));
  EXPECT_EQ(answer.status, 404);
  EXPECT_THAT(error_of(answer), HasSubstr("no screen"));
}

TEST(Api, ThePhoneIsItsModelItsLinesAndItsCounters) {
  const auto body = object_of(phone_answer(menu_phone()));
  EXPECT_EQ(body, json::parse(R"({"model": "SPA525G2", "name": "Front desk", "idle": false,
      "pushes_waiting": 2, "screen_version": 7, "lines": [
        {"number": 1, "user_id": "101", "label": "Reception", "in_use": true},
        {"number": 2, "user_id": "102", "label": "102", "in_use": false}]})"));
}

TEST(Api, TheScreenIsItsWindowInJsonAndAsABoxOfText) {
  auto body = object_of(screen_answer(menu_phone()));
  const std::string text(body.at("text").as_string());
  body.erase("text");
  EXPECT_EQ(body, json::parse(R"({"version": 7, "kind": "menu", "title": "Lunch \"today\" <b>", "clock": "",
      "prompt": "Choose", "first_row": 3, "total_rows": 9, "soft_keys": ["Select", "Exit", "", ""],
      "rows": [{"text": "Caf\u00e9", "number": "1", "right": "", "selected": true},
               {"text": "Soup", "number": "2", "right": "hot", "selected": false}]})"));
  EXPECT_THAT(text, HasSubstr("Caf\xC3\xA9"));
  EXPECT_THAT(text, HasSubstr("Choose"));
}

TEST(Api, KeysAreAnsweredWithTheScreenAndTheKeysThatDidNothing) {
  const std::array ignored{Key::Hold};
  const auto body = object_of(keys_answer(menu_phone(), ignored));
  EXPECT_EQ(body.at("ignored"), json::parse(R"(["Hold"])"));
  EXPECT_EQ(body.at("kind"), "menu");
}

TEST(Api, APictureIsPng) {
  const auto answer = screenshot_answer("bytes");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(field(answer, "Content-Type"), "image/png");
  EXPECT_EQ(answer.body, "bytes");
}

}  // namespace
}  // namespace handset::web
