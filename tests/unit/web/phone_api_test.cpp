#include "web/phone_api.h"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/web/rig.h"
#include "web/json.h"
#include "web/key_request.h"

namespace handset::web {
namespace {

namespace json = boost::json;
using phone::Key;
using ::testing::ElementsAre;
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

TEST(PhoneApi, OneKeyOrSeveralAreReadInTheirOrder) {
  EXPECT_THAT(*read_key_request(R"({"key": "KeyPad1"})", model()), ElementsAre(Key::KeyPad1));
  EXPECT_THAT(*read_key_request(R"({"keys": ["NavDwn", "softkey1"]})", model()),
              ElementsAre(Key::NavDown, Key::Soft1));
}

TEST(PhoneApi, GoodRequestsAreForThePhone) {
  EXPECT_FALSE(answer_to(keys(R"({"key": "KeyPad1"})")));
  for (const char* path : {"/api/v1/phone", "/api/v1/screen", "/CGI/Screenshot", "/CGI/ScreenShot"})
    EXPECT_FALSE(answer_to(testing::Rig::request("GET", path))) << path;
}

TEST(PhoneApi, ABodyOfAnotherShapeIsToldTheRightOne) {
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

TEST(PhoneApi, APhoneWithoutAScreenHasNoPicture) {
  const auto answer = answer_to(testing::Rig::request("GET", "/CGI/Screenshot"), model("SPA501G")).value();
  EXPECT_EQ(answer.status, 404);
  EXPECT_THAT(error_of(answer), HasSubstr("no screen"));
}

TEST(PhoneApi, ThePhoneIsItsModelItsLinesAndItsCounters) {
  const auto body = object_of(phone_answer(menu_phone()));
  EXPECT_EQ(body, json::parse(R"({"model": "SPA525G2", "name": "Front desk", "idle": false,
      "pushes_waiting": 2, "screen_version": 7, "lines": [
        {"number": 1, "user_id": "101", "label": "Reception", "in_use": true},
        {"number": 2, "user_id": "102", "label": "102", "in_use": false}]})"));
}

TEST(PhoneApi, TheScreenIsItsWindowInJsonAndAsABoxOfText) {
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

TEST(PhoneApi, KeysAreAnsweredWithTheScreenAndTheKeysThatDidNothing) {
  const std::array ignored{Key::Hold};
  const auto body = object_of(keys_answer(menu_phone(), ignored));
  EXPECT_EQ(body.at("ignored"), json::parse(R"(["Hold"])"));
  EXPECT_EQ(body.at("kind"), "menu");
}

TEST(PhoneApi, APictureIsPng) {
  const auto answer = screenshot_answer("bytes");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(testing::field(answer, "Content-Type"), "image/png");
  EXPECT_EQ(answer.body, "bytes");
}

}  // namespace
}  // namespace handset::web
