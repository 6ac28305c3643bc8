#include "web/server.h"

#include <algorithm>
#include <chrono>
#include <mutex>
#include <optional>
#include <utility>

#include "io/settings_keeper.h"
#include "io/worker.h"
#include "phone/station.h"
#include "web/digest_login.h"
#include "web/dispatcher.h"
#include "web/gate.h"
#include "web/keys_door.h"
#include "web/login_links.h"
#include "web/login_page.h"
#include "web/logins.h"
#include "web/pages.h"
#include "web/push_door.h"
#include "web/routes.h"
#include "web/settings_desk.h"
#include "web/shard_door.h"
#include "web/shared_counter.h"

namespace handset::web {
namespace {

constexpr std::size_t stream_letters = 16;

SteadyTime steady_now() {
  return SteadyTime(
      std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now().time_since_epoch()));
}

}  // namespace

struct WebCounters : CounterGroup {
  SharedCounter requests{*this, {"web_requests", "HTTP requests that came in."}};
};

class Server::Impl {
 public:
  Impl(io::Loop& loop, phone::Station& station, Accounts& accounts, Random& random, ServerOptions options)
      : options_(std::move(options)),
        hosts_(options_.hosts),
        sessions_(std::make_shared<Sessions>(random, options_.sessions)),
        logins_(
            accounts, [this](std::function<void()> task) { return passwords_->submit(std::move(task)); },
            steady_now, options_.throttle, options_.log),
        digest_(accounts, random, steady_now()),
        push_({.accounts = accounts,
               .logins = logins_,
               .digest = digest_,
               .rules = [keeper = options_.keeper] { return rules_of(keeper); },
               .now = steady_now}),
        door_(std::make_shared<ShardDoor>(loop, station)),
        live_(LiveHub::make({.shard = door_,
                             .sessions = sessions_,
                             .accounts = accounts,
                             .now = steady_now,
                             .stream = random.token(stream_letters),
                             .most_viewers = options_.most_viewers})),
        links_(std::make_shared<LoginLinks>(random)),
        keys_desk_(make_desk(accounts)),
        dispatcher_(dispatcher_parts(), RouteTable(make_routes(route_parts(accounts, station)))) {}

  // From the outside in: no request comes any more, then no password is checked, then the phone is let go.
  ~Impl() {
    listeners_.clear();
    passwords_.reset();
    door_->close();
    live_->close();
  }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  Result<Endpoint> listen(const Listener& listener) {
    auto http = io::HttpServer::start(
        listener.local,
        [this](const io::HttpRequest& request, io::Responder respond) {
          ++counters_.requests;
          dispatcher_.dispatch(request, std::make_shared<Answer>(std::move(respond), request.tls));
        },
        options_.limits, listener.tls.get());
    if (!http) return tl::unexpected(http.error());
    listeners_.push_back(*std::move(http));
    const Endpoint bound = listeners_.back()->endpoint();
    if (listener.tls) {
      const std::lock_guard lock(https_mutex_);
      https_.push_back(bound);
    }
    return bound;
  }

  void close(const Endpoint& bound) {
    std::erase_if(listeners_, [&](const auto& http) { return http->endpoint() == bound; });
    const std::lock_guard lock(https_mutex_);
    std::erase(https_, bound);
  }

  [[nodiscard]] std::string make_login_path() { return login_path(links_->make(steady_now())); }
  [[nodiscard]] const LiveHub& live() const { return *live_; }

  void submit_from_keys(phone::SettingsChoice choice, const OnKeysAnswer& done) {
    if (keys_desk_ == nullptr) return done(phone::SettingsAnswer::refused("Nobody keeps the settings"));
    web::submit_from_keys(*keys_desk_, std::move(choice), done);
  }

  void set_hosts(std::vector<std::string> hosts) { hosts_.set(std::move(hosts)); }

 private:
  // Where nobody keeps settings, nobody has opened the door.
  static PushRules rules_of(io::SettingsKeeper* keeper) {
    return keeper == nullptr ? PushRules{} : push_rules(*keeper->current()->snapshot);
  }
  std::shared_ptr<SettingsDesk> make_desk(Accounts& accounts) {
    if (options_.keeper == nullptr) return nullptr;
    return std::make_shared<SettingsDesk>(accounts, sessions_, logins_, *options_.keeper);
  }
  RouteParts route_parts(Accounts& accounts, const phone::Station& station) {
    return {.accounts = accounts,
            .sessions = sessions_,
            .logins = logins_,
            .shard = door_,
            .live = live_,
            .links = links_,
            .model = *station.options().model,
            .now = steady_now,
            .assets = options_.assets,
            .keeper = options_.keeper,
            .log = options_.log,
            .counters = counters(),
            .https_port = [this](const IpAddress& local) { return https_port(local); }};
  }
  [[nodiscard]] std::vector<const CounterGroup*> counters() const {
    auto groups = options_.counters;
    groups.insert(groups.end(), {&counters_, &logins_.counters()});
    return groups;
  }
  DispatcherParts dispatcher_parts() {
    return {.hosts = hosts_,
            .sessions = *sessions_,
            .logins = logins_,
            .digest = digest_,
            .push = push_,
            .on_shard = [door = door_.get()](
                            ShardWork work,
                            SharedAnswer answer) { door->answer(std::move(work), std::move(answer)); },
            .page = [assets = options_.assets](
                        const io::HttpRequest& request) { return page_answer(request, assets); },
            .now = steady_now};
  }

  std::optional<std::uint16_t> https_port(const IpAddress& local) {
    const std::lock_guard lock(https_mutex_);
    for (const Endpoint& bound : https_)
      if (bound.address.is_unspecified() || bound.address == local) return bound.port;
    return std::nullopt;
  }

  const ServerOptions options_;
  WebCounters counters_;
  HostNames hosts_;
  std::shared_ptr<Sessions> sessions_;
  std::optional<io::Worker> passwords_{std::in_place};
  Logins logins_;
  DigestLogin digest_;
  PushDoor push_;
  std::shared_ptr<ShardDoor> door_;
  std::shared_ptr<LiveHub> live_;
  Reading viewers_{
      counters_, {"web_viewers", "Browsers that watch the phone."}, Reading::Kind::Gauge, [this] {
        return live_->viewers();
      }};
  std::shared_ptr<LoginLinks> links_;
  std::shared_ptr<SettingsDesk> keys_desk_;
  std::mutex https_mutex_;       // guards https_
  std::vector<Endpoint> https_;  // the listeners with TLS
  Dispatcher dispatcher_;
  std::vector<std::unique_ptr<io::HttpServer>> listeners_;
};

Server::Server(io::Loop& loop, phone::Station& station, Accounts& accounts, Random& random,
               ServerOptions options)
    : impl_(std::make_unique<Impl>(loop, station, accounts, random, std::move(options))) {}
Server::~Server() = default;

Result<Endpoint> Server::listen(const Listener& listener) {
  return impl_->listen(listener);
}

void Server::close(const Endpoint& bound) {
  impl_->close(bound);
}

std::string Server::make_login_path() {
  return impl_->make_login_path();
}

const LiveHub& Server::live() const {
  return impl_->live();
}

void Server::submit_from_keys(phone::SettingsChoice choice, const OnKeysAnswer& done) {
  impl_->submit_from_keys(std::move(choice), done);
}

void Server::set_hosts(std::vector<std::string> hosts) {
  impl_->set_hosts(std::move(hosts));
}

}  // namespace handset::web
