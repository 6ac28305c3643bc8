// Brings a request to its route: host and origin (gate.h), the address and its methods, then who asks - the
// cookie of a session with its token, or the Basic or Digest credentials of a program - and whether the route
// is for them. A browser is never challenged: its own password dialog would keep the password and send it
// along with whatever comes next. Owned by the web server; any thread.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "web/answer.h"
#include "web/digest_login.h"
#include "web/gate.h"
#include "web/logins.h"
#include "web/push_door.h"
#include "web/route_table.h"
#include "web/sessions.h"
#include "web/shard_door.h"

namespace handset::web {

struct DispatcherParts {
  HostNames& hosts;
  Sessions& sessions;
  Logins& logins;
  DigestLogin& digest;
  PushDoor& push;
  // The two steps of an OnShard route.
  std::function<void(ShardWork, SharedAnswer)> on_shard;
  // What a browser sees at an address that is for programs.
  std::function<io::HttpResponse(const io::HttpRequest&)> page;
  std::function<SteadyTime()> now;
};

class Dispatcher {
 public:
  Dispatcher(DispatcherParts parts, RouteTable routes);

  void dispatch(const io::HttpRequest& request, const SharedAnswer& answer);

 private:
  struct Visit;
  using SharedVisit = std::shared_ptr<Visit>;

  void receive_stranger(const SharedVisit& visit, const PushVerdict& verdict);
  void use_credentials(const SharedVisit& visit);
  void use_digest(const SharedVisit& visit, std::string_view value);
  void use_basic(const SharedVisit& visit, Credentials credentials);
  void judge_push(const SharedVisit& visit);
  void refuse_push(const SharedVisit& visit, const PushVerdict& verdict);
  void ask_to_log_in(const SharedVisit& visit, bool stale);
  void enter(const SharedVisit& visit);
  void serve(const SharedVisit& visit);

  DispatcherParts parts_;
  RouteTable routes_;
};

}  // namespace handset::web
