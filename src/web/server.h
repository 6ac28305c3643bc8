// The phone on HTTP and HTTPS: the listeners, the threads and the way between them. What a request means
// stands in the routes (routes.h), who may send it in the dispatcher. A request is read on the thread of its
// listener, passwords are checked on a worker, the phone is asked on its shard, and pictures are drawn on
// another worker, so that guessing holds up neither pictures nor the shard. Owned by the program.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/address.h"
#include "base/counters.h"
#include "base/log.h"
#include "base/result.h"
#include "io/certificate.h"
#include "io/http_server.h"
#include "io/loop.h"
#include "phone/settings_choice.h"
#include "web/accounts.h"
#include "web/assets.h"
#include "web/live_hub.h"
#include "web/login_throttle.h"
#include "web/sessions.h"

namespace handset::io {
class SettingsKeeper;
}
namespace handset::phone {
class Station;
}

namespace handset::web {

struct ServerOptions {
  // More names or addresses by which this phone is called, such as that of --advertise, without port. The
  // addresses that requests come in on and localhost are known.
  std::vector<std::string> hosts;
  std::span<const Asset> assets{};       // empty: no pages
  io::SettingsKeeper* keeper = nullptr;  // null: no routes of settings
  SessionOptions sessions{};
  LoginThrottleOptions throttle{};
  io::HttpServerLimits limits{};
  std::size_t most_viewers = 16;  // of the live link
  // What the process counts on the shard of the phone; the server adds what it counts itself.
  std::vector<const CounterGroup*> counters{};
  Log* log = nullptr;  // for refused logins; called from any thread
};

struct Listener {
  Endpoint local;                                     // port 0 lets the system choose
  std::shared_ptr<const io::Identity> tls = nullptr;  // null: without TLS
};

class Server {
 public:
  // `loop` is the shard of `station`. What is referred to outlives the server, `random` may be called from
  // any thread. Listens nowhere yet.
  Server(io::Loop& loop, phone::Station& station, Accounts& accounts, Random& random,
         ServerOptions options = {});
  // The thread that made it, while the loop runs or not: afterwards neither station nor accounts are used.
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // The bound address, with the port that the system chose. Errors: Unavailable (the address), Malformed (the
  // certificate).
  Result<Endpoint> listen(const Listener& listener);
  // Closes the listener of that bound address and all connections that came in on it.
  void close(const Endpoint& bound);

  // The path of a new one-time login link: login_links.h. Any thread.
  [[nodiscard]] std::string make_login_path();

  // A choice that was made with the phone's keys: keys_door.h. Needs a keeper. Any thread; `done` is called
  // once, from whatever thread, the caller's included.
  void submit_from_keys(phone::SettingsChoice choice,
                        const std::function<void(const phone::SettingsAnswer&)>& done);

  // Who watches, and what that costs.
  [[nodiscard]] const LiveHub& live() const;

  // Replaces the hosts of the options. Any thread.
  void set_hosts(std::vector<std::string> hosts);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace handset::web
