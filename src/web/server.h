// The phone on HTTP: who may ask (gate.h), what is asked (api.h), and the way there and back: the request is
// read on the HTTP server's thread, keys are pressed and the snapshot is taken on the phone's shard, and the
// answer is written, or drawn, on a worker. Passwords are checked on another worker, so that guessing holds
// up neither pictures nor the shard. Owned by the program.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/address.h"
#include "base/log.h"
#include "base/result.h"
#include "io/http_server.h"
#include "io/loop.h"
#include "phone/phone.h"
#include "web/accounts.h"
#include "web/login_throttle.h"

namespace handset::web {

struct ServerOptions {
  // More names or addresses by which this phone is called, such as that of --advertise, without port. Its
  // own addresses and localhost are known.
  std::vector<std::string> hosts;
  LoginThrottleOptions throttle{};
  io::HttpServerLimits limits{};
  Log* log = nullptr;  // for refused logins; called from any thread
};

class Server {
 public:
  // `loop` is the shard of `phone`. Loop, phone, accounts and log outlive the server. Port 0 lets the system
  // choose. Errors: Unavailable.
  static Result<std::unique_ptr<Server>> start(const Endpoint& local, io::Loop& loop, phone::Phone& phone,
                                               Accounts& accounts, ServerOptions options = {});
  // Any thread, while the loop runs or not: afterwards neither phone nor accounts are used any more.
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // The bound address, with the port that the system chose.
  [[nodiscard]] Endpoint endpoint() const;

 private:
  class Impl;
  explicit Server(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace handset::web
