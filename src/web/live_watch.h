// The live link's part on the shard: looks at the phone at the end of each turn while somebody watches, and
// not at all otherwise. A change is handed to the drawing worker at once; while that is busy with it, nothing
// is looked at, so a burst of changes becomes one sample with the newest state.
//
// Made on any thread; then the shard's thread, on which it is also to be destroyed (see LiveHub::close()).
#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include "base/time.h"
#include "base/timer_wheel.h"
#include "io/loop.h"
#include "web/live_sample.h"
#include "web/shard_door.h"

namespace handset::web {

class LiveWatch : public std::enable_shared_from_this<LiveWatch> {
 public:
  // On the drawing worker.
  using Publish = std::function<void(const LiveSample&, Easel&)>;

  // `on_tick`: at each multiple of `period` of the wall clock while somebody watches, on the shard's thread.
  LiveWatch(std::shared_ptr<ShardDoor> shard, Publish publish, std::function<void()> on_tick, Duration period)
      : shard_(std::move(shard)),
        publish_(std::move(publish)),
        on_tick_(std::move(on_tick)),
        period_(period) {}
  LiveWatch(const LiveWatch&) = delete;
  LiveWatch& operator=(const LiveWatch&) = delete;

  // Somebody watches from now on and gets a sample, whether anything has changed or not.
  void wake();
  // Nobody watches any more.
  void sleep();

 private:
  class Turns;
  // What rises, or becomes another, when there may be news.
  struct Versions {
    std::uint64_t screen = 0;
    std::uint64_t lamps = 0;
    std::uint64_t keys = 0;
    std::uint64_t generation = 0;
    std::uint64_t pushes = 0;
    std::size_t pushes_waiting = 0;
    bool idle = true;

    friend bool operator==(const Versions&, const Versions&) = default;
  };

  static Versions versions_of(phone::Station& station);
  void look(phone::Station& station);
  void drawn() { drawing_ = false; }
  void tick();
  void arm_tick();

  std::shared_ptr<ShardDoor> shard_;
  Publish publish_;
  std::function<void()> on_tick_;
  Duration period_;
  std::shared_ptr<Turns> turns_;  // null while nobody watches
  Versions seen_;
  bool wanted_ = false;
  bool drawing_ = false;
  Timer tick_ = Timer::calling<&LiveWatch::tick>(*this);
};

}  // namespace handset::web
