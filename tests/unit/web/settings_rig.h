// A phone with a keeper of its settings, in memory, behind the dispatcher and all routes of the server. What
// is asked goes the whole way but the socket; the loop turns while an answer is awaited.
#pragma once

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <gtest/gtest.h>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "io/settings_keeper.h"
#include "io/world.h"
#include "phone/station.h"
#include "phone/switchboard.h"
#include "unit/web/rig.h"

namespace handset::web::testing {

class SettingsRig : public Rig {
 public:
  explicit SettingsRig(std::vector<settings::Assignment> command_line = {}, phone::StationOptions phone = {})
      : station(std::make_unique<phone::Station>(world->world(), switchboard, std::move(phone),
                                                 std::make_shared<const settings::Snapshot>())) {
    io::KeeperOptions options;
    options.command_line = std::move(command_line);
    options.wall = [] { return WallTime(hours(24 * 365)); };
    options.listener = [this](const io::SettingsStatePtr& state, const std::vector<settings::Address>&) {
      world->loop().post([this, snapshot = state->snapshot] { station->apply(snapshot); });
    };
    keeper = std::move(io::SettingsKeeper::open(std::move(options)).value());
    shard = std::make_shared<ShardDoor>(world->loop(), *station);
    rebuild([this] { return routes(); });
  }
  ~SettingsRig() {
    shard->close();
    dispatcher.reset();
    keeper.reset();
  }
  SettingsRig(const SettingsRig&) = delete;
  SettingsRig& operator=(const SettingsRig&) = delete;

  io::HttpResponse ask(const io::HttpRequest& asked) {
    struct Got {
      std::mutex mutex;
      std::optional<io::HttpResponse> answer;
    };
    const auto got = std::make_shared<Got>();
    dispatcher->dispatch(asked, std::make_shared<Answer>(
                                    [this, got](io::HttpResponse response) {
                                      const std::lock_guard lock(got->mutex);
                                      got->answer = std::move(response);
                                      world->loop().post([] {});
                                    },
                                    asked.tls));
    const bool answered = world->loop().run_until(
        [&] {
          const std::lock_guard lock(got->mutex);
          return got->answer.has_value();
        },
        seconds(30));
    EXPECT_TRUE(answered) << asked.method << ' ' << asked.path << " was not answered";
    const std::lock_guard lock(got->mutex);
    return got->answer.value_or(io::HttpResponse{.status = 0, .fields = {}, .body = {}});
  }

  // As a program.
  io::HttpResponse ask_as(Account account, std::string method, std::string path, std::string body = {},
                          std::string_view type = "application/json") {
    const std::string query = path.substr(std::min(path.find('?'), path.size()));
    const auto password = account == Account::Admin ? admin_password : user_password;
    io::HttpRequest asked = Rig::request(
        std::move(method), path.substr(0, path.find('?')),
        {Rig::basic(account_name(account), password), {"Content-Type", std::string(type)}}, std::move(body));
    if (!query.empty()) asked.query = query.substr(1);
    return ask(asked);
  }
  io::HttpResponse get(std::string path) { return ask_as(Account::Admin, "GET", std::move(path)); }
  io::HttpResponse patch(std::string body) {
    return ask_as(Account::Admin, "PATCH", "/api/v1/settings", std::move(body));
  }
  io::HttpResponse post(std::string path, std::string body) {
    return ask_as(Account::Admin, "POST", std::move(path), std::move(body));
  }
  io::HttpResponse post_form(Account account, std::string path, std::string body) {
    return ask_as(account, "POST", std::move(path), std::move(body), "application/x-www-form-urlencoded");
  }

  // As a browser that has logged in.
  io::HttpResponse ask_in(const Rig::Browser& browser, std::string method, std::string path,
                          std::string body = {}) {
    auto fields = browser.fields();
    fields.push_back(Rig::json());
    return ask(Rig::request(std::move(method), std::move(path), std::move(fields), std::move(body)));
  }

  static boost::json::object json_of(const io::HttpResponse& answer) {
    EXPECT_EQ(field(answer, "Content-Type"), "application/json") << answer.body;
    const boost::json::value value = boost::json::parse(answer.body);
    return value.as_object();
  }
  std::string value(const std::string& tag) {
    return std::string(keeper->current()->snapshot->text(*settings::find_tag(tag)));
  }

  std::unique_ptr<io::IoWorld> world =
      io::IoWorld::open({.data = {}, .log = {}, .fetcher = {}, .resolver = {}, .network = {}}).value();
  phone::Switchboard switchboard{world->world(), {}};
  std::unique_ptr<phone::Station> station;
};

}  // namespace handset::web::testing
