// All of the web server but its sockets, threads and phone: requests go in as values and answers come out, at
// once and at a time that the test sets.
#pragma once

#include <functional>
#include <gtest/gtest.h>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "io/random.h"
#include "io/settings_keeper.h"
#include "web/cookies.h"
#include "web/dispatcher.h"
#include "web/pages.h"
#include "web/push_door.h"
#include "web/push_rules.h"
#include "web/routes.h"
#include "web/shard_door.h"

namespace handset::web::testing {

inline constexpr ScryptCost cheap{16, 1, 1};
inline constexpr std::string_view admin_password = "secret of the admin";
inline constexpr std::string_view user_password = "secret of the user";

// Records in memory.
struct MapRecords {
  std::map<std::string, std::string> texts;
  bool writable = true;

  AccountRecords records() {
    return {[this](std::string_view name) -> Result<std::string> {
              const auto found = texts.find(std::string(name));
              if (found == texts.end()) return fail(Errc::NotFound, "not there");
              return found->second;
            },
            [this](std::string_view name, std::string_view text) -> Result<void> {
              if (!writable) return fail(Errc::Unavailable, "cannot be written");
              texts[std::string(name)] = text;
              return {};
            }};
  }
};

inline std::string field(const io::HttpResponse& answer, std::string_view name) {
  std::string out;
  for (const HttpField& item : answer.fields)
    if (equal_ignoring_case(item.name, name)) out += (out.empty() ? "" : "\n") + item.value;
  return out;
}

inline const std::vector<Asset>& sample_assets() {
  static const std::vector<Asset> assets{
      {"/index.html", "text/html; charset=utf-8", "\"i1\"", "<!doctype html><title>Handset</title>",
       "packed page"},
      {"/phone.html", "text/html; charset=utf-8", "\"h1\"", "<!doctype html><title>Phone</title>",
       "packed phone"},
      {"/assets/app-2F3KQ7ZD.js", "text/javascript", "\"a1\"", "'use strict'", "packed script"},
      {"/assets/icon.png", "image/png", "\"p1\"", "picture", ""},
  };
  return assets;
}

class Rig {
 public:
  explicit Rig(const AccountsOptions& options = {cheap}) {
    accounts = Accounts::load_or_create(kept.records(), random, options).value();
    set_password(Account::Admin, admin_password);
    set_password(Account::User, user_password);
    live = LiveHub::make({.shard = nullptr,
                          .sessions = sessions,
                          .accounts = *accounts,
                          .now = [this] { return now; },
                          .stream = "STREAM"});
    rebuild([this] { return routes(); });
  }

  void set_password(Account account, std::string_view password) {
    accounts->adopt(accounts->prepare(account, password).value());
  }
  // All of the server's own.
  std::vector<Route> routes() {
    return make_routes({.accounts = *accounts,
                        .sessions = sessions,
                        .logins = *logins,
                        .shard = shard,
                        .live = live,
                        .links = links,
                        .model = phone::default_model(),
                        .now = [this] { return now; },
                        .assets = sample_assets(),
                        .keeper = keeper.get(),
                        .https_port = [this](const IpAddress&) { return https_port; }});
  }
  // As routes(), but those that want a login just say that they were reached.
  std::vector<Route> hollow_routes() {
    auto out = routes();
    for (Route& route : out)
      if (route.access != Access::Open)
        route.handler = AtOnce{[](const Request&) { return io::HttpResponse{200, {}, "reached"}; }};
    return out;
  }
  void rebuild(const std::function<std::vector<Route>()>& make) {
    logins = std::make_unique<Logins>(
        *accounts,
        [this](const std::function<void()>& task) {
          if (busy) return false;
          ++slow_checks;
          task();
          return true;
        },
        [this] { return now; });
    digest = std::make_unique<DigestLogin>(*accounts, random, now);
    push = std::make_unique<PushDoor>(PushDoorParts{.accounts = *accounts,
                                                    .logins = *logins,
                                                    .digest = *digest,
                                                    .rules = [this] { return rules(); },
                                                    .now = [this] { return now; }});
    dispatcher = std::make_unique<Dispatcher>(
        DispatcherParts{
            .hosts = hosts,
            .sessions = *sessions,
            .logins = *logins,
            .digest = *digest,
            .push = *push,
            .on_shard =
                [this](ShardWork work, SharedAnswer answer) {
                  if (shard) return shard->answer(std::move(work), std::move(answer));
                  (*answer)({200, {}, "from the shard"});
                },
            .page = [](const io::HttpRequest& request) { return page_answer(request, sample_assets()); },
            .now = [this] { return now; }},
        RouteTable(make()));
  }

  static io::HttpRequest request(std::string method, std::string path, std::vector<HttpField> fields = {},
                                 std::string body = {}) {
    io::HttpRequest out;
    out.method = std::move(method);
    out.target = path;
    out.path = std::move(path);
    out.fields = std::move(fields);
    out.fields.push_back({"Host", "192.0.2.10:8080"});
    out.body = std::move(body);
    out.local = {IpAddress::v4(192, 0, 2, 10), 8080};
    out.remote = {IpAddress::v4(192, 0, 2, 77), 50000};
    return out;
  }
  static HttpField basic(std::string_view account, std::string_view password) {
    return {"Authorization", "Basic " + base64_encode(std::string(account) + ":" + std::string(password))};
  }
  static HttpField json() { return {"Content-Type", "application/json"}; }

  io::HttpResponse ask(const io::HttpRequest& asked) const {
    std::optional<io::HttpResponse> got;
    dispatcher->dispatch(
        asked,
        std::make_shared<Answer>([&](io::HttpResponse response) { got = std::move(response); }, asked.tls));
    EXPECT_TRUE(got) << asked.method << ' ' << asked.path << " was not answered";
    return got.value_or(io::HttpResponse{.status = 0, .fields = {}, .body = {}});
  }
  int status(const io::HttpRequest& asked) const { return ask(asked).status; }

  // The fields with which the browser of a new session asks; with its token or without.
  struct Browser {
    std::string id;
    std::string token;

    [[nodiscard]] HttpField cookie() const { return {"Cookie", "handset_8080=" + id}; }
    [[nodiscard]] std::vector<HttpField> fields() const { return {cookie(), {"X-CSRF-Token", token}}; }
  };
  Browser log_in(Account account) {
    const NewSession opened = sessions->open(account, now);
    return {opened.id, opened.session.token};
  }

  io::SystemRandom random;
  SteadyTime now{hours(1)};
  bool busy = false;
  int slow_checks = 0;
  MapRecords kept;
  std::unique_ptr<Accounts> accounts;
  std::shared_ptr<Sessions> sessions = std::make_shared<Sessions>(random);
  std::unique_ptr<io::SettingsKeeper> keeper = io::SettingsKeeper::open({}).value();
  std::shared_ptr<ShardDoor> shard;  // null: what would go there is answered at once
  std::shared_ptr<LiveHub> live;     // nobody gets as far as the phone
  std::shared_ptr<LoginLinks> links = std::make_shared<LoginLinks>(random);
  std::optional<std::uint16_t> https_port;
  HostNames hosts{{"phone.example"}};
  std::unique_ptr<Logins> logins;
  std::unique_ptr<DigestLogin> digest;
  std::function<PushRules()> rules = [this] { return push_rules(*keeper->current()->snapshot); };
  std::unique_ptr<PushDoor> push;
  std::unique_ptr<Dispatcher> dispatcher;
};

}  // namespace handset::web::testing
