// The live link: who watches this phone over GET /api/v1/events, and how each of them gets a snapshot, or
// what it missed, and then the numbered events. Owned by the web server.
//
// A sample of the phone is taken on its shard (live_watch.h); what is new in it is written, drawn and told
// here, on the drawing worker, the small news before the picture. Without viewers nothing is sampled or
// drawn. A viewer is there on the strength of a login: when that ends, so does its link.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "io/web_socket.h"
#include "web/accounts.h"
#include "web/caller.h"
#include "web/live_news.h"
#include "web/live_record.h"
#include "web/live_watch.h"
#include "web/sessions.h"
#include "web/shard_door.h"

namespace handset::web {

struct LiveParts {
  std::shared_ptr<ShardDoor> shard;
  std::shared_ptr<Sessions> sessions;
  Accounts& accounts;  // outlives the time until close()
  std::function<SteadyTime()> now;
  std::string stream;  // random, letters and digits: tells this run from others
  std::size_t most_viewers = 16;
  // How often, by the wall clock, the phone is looked at in any case, and the logins are. The clock on its
  // screen shows minutes.
  Duration period = seconds(30);
  LiveRecordLimits record{};
};

// What a viewer asks for.
struct LiveWish {
  bool pictures = true;
  std::string stream{};  // of the events that it knows; empty: it knows none
  std::uint64_t after = 0;
};

// Since the start.
struct LiveCounts {
  std::uint64_t samples = 0;
  std::uint64_t pictures = 0;  // drawn
  std::uint64_t events = 0;
};

class LiveHub : public std::enable_shared_from_this<LiveHub> {
 public:
  static std::shared_ptr<LiveHub> make(LiveParts parts);
  LiveHub(const LiveHub&) = delete;
  LiveHub& operator=(const LiveHub&) = delete;

  // For the answer to a request of that caller, who is logged in. Any thread.
  [[nodiscard]] std::shared_ptr<io::WebSocketUser> invite(const Caller& caller, LiveWish wish);
  // Ends the links of logins that are no more; the others are a use of theirs. Any thread.
  void check_logins();

  [[nodiscard]] std::size_t viewers() const;
  [[nodiscard]] LiveCounts counts() const { return {samples_, pictures_, events_}; }

  // Once, behind ShardDoor::close(), when no listener is left.
  void close();

 private:
  class Guest;
  struct Viewer {
    io::WebSocket socket;
    LiveWish wish;
    Caller caller;
    std::uint64_t password = 0;  // which one of the account let it in, when no session did
    bool told = false;           // it has its snapshot, and gets events
  };
  using ViewerId = std::uint64_t;

  explicit LiveHub(LiveParts parts) : parts_(std::move(parts)), record_(parts_.stream, parts_.record) {}

  std::optional<ViewerId> enter(Viewer viewer);
  void leave(ViewerId id);
  [[nodiscard]] bool may_stay(const Viewer& viewer) const;
  void fall_asleep();

  void publish(const LiveSample& sample, Easel& easel);
  void tell(const LiveText& text);
  void welcome(ViewerId id, const LiveWish& wish, const LiveSample& sample, Easel& easel);
  [[nodiscard]] bool pictures_wanted() const;
  [[nodiscard]] std::map<ViewerId, LiveWish> newcomers() const;
  [[nodiscard]] std::string draw(const LiveSample& sample, Easel& easel);

  const LiveParts parts_;
  std::shared_ptr<LiveWatch> watch_;

  mutable std::mutex mutex_;  // guards the next two
  std::map<ViewerId, Viewer> viewers_;
  ViewerId last_viewer_ = 0;

  // Of the drawing worker.
  LiveRecord record_;
  LiveNews news_;
  std::string picture_;  // of the last screen that was told; empty: not drawn

  std::atomic<std::uint64_t> samples_ = 0;
  std::atomic<std::uint64_t> pictures_ = 0;
  std::atomic<std::uint64_t> events_ = 0;
};

}  // namespace handset::web
