#include "web/screenshots.h"

#include <gtest/gtest.h>

#include "unit/web/settings_rig.h"

namespace handset::web {
namespace {

using testing::field;
using testing::SettingsRig;

unsigned little(const std::string& bytes, std::size_t at) {
  return static_cast<std::uint8_t>(bytes.at(at)) |
         static_cast<unsigned>(static_cast<std::uint8_t>(bytes.at(at + 1))) << 8U;
}

TEST(Screenshots, ArePngOrBmpByTheirName) {
  SettingsRig rig;
  for (const char* path :
       {"/CGI/Screenshot", "/CGI/ScreenShot", "/CGI/Screenshot.png", "/CGI/ScreenShot.png"}) {
    const auto answer = rig.ask_as(Account::User, "GET", path);
    EXPECT_EQ(answer.status, 200) << path;
    EXPECT_EQ(field(answer, "Content-Type"), "image/png") << path;
    EXPECT_EQ(answer.body.substr(1, 3), "PNG") << path;
  }
  for (const char* path : {"/CGI/Screenshot.bmp", "/CGI/ScreenShot.bmp", "/CGI/lcd.bmp"}) {
    const auto answer = rig.ask_as(Account::User, "GET", path);
    EXPECT_EQ(answer.status, 200) << path;
    EXPECT_EQ(field(answer, "Content-Type"), "image/bmp") << path;
    EXPECT_EQ(answer.body.substr(0, 2), "BM") << path;
    const phone::Model& model = phone::default_model();
    EXPECT_EQ(little(answer.body, 18), model.width) << path;
    EXPECT_EQ(little(answer.body, 22), model.height) << path;
  }
  EXPECT_EQ(rig.ask_as(Account::User, "GET", "/CGI/Screenshot.gif").status, 404);
}

TEST(Screenshots, AModelWithoutAScreenHasNone) {
  phone::StationOptions options;
  options.model = phone::find_model("SPA501G");
  SettingsRig rig({}, options);
  std::vector<Route> routes;
  add_screenshot_routes(routes, {.accounts = *rig.accounts,
                                 .sessions = rig.sessions,
                                 .logins = *rig.logins,
                                 .shard = nullptr,
                                 .model = *options.model,
                                 .now = {}});
  for (const Route& route : routes) {
    const auto read = std::get<OnShard>(route.handler).read({testing::Rig::request("GET", route.path), {}});
    EXPECT_EQ(std::get<io::HttpResponse>(read).status, 404) << route.path;
  }
  EXPECT_EQ(png_answer({}).status, 404);
  EXPECT_EQ(bmp_answer({}).status, 404);
}

}  // namespace
}  // namespace handset::web
