// The way from the web's threads to the phone on its shard, and from there to the drawing worker. Owned by
// the Server; tasks that still wait in the loop keep it alive, and close() makes them harmless: it is what
// lets the Server go while the loop runs.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>

#include "draw/painter.h"
#include "io/loop.h"
#include "io/worker.h"
#include "web/route.h"

namespace handset::web {

// What draws; made when first needed, since fonts take a moment. Of the drawing worker's thread.
class Easel {
 public:
  [[nodiscard]] draw::Painter& painter() {
    if (!painter_) painter_.emplace();
    return *painter_;
  }

 private:
  std::optional<draw::Painter> painter_;
};

class ShardDoor : public std::enable_shared_from_this<ShardDoor> {
 public:
  // `loop` is the shard of `station`; both outlive the time until close().
  ShardDoor(io::Loop& loop, phone::Station& station) : loop_(loop), station_(&station) {}

  // Any thread. The task runs on a later turn of the shard; after close() it is dropped.
  void run(std::function<void(phone::Station&)> task);
  // The shard's thread: the task is done at once, unless the door is closed.
  void with_station(const std::function<void(phone::Station&)>& task);
  // Any thread. False when too much waits to be drawn; the task is then destroyed. Before close().
  [[nodiscard]] bool draw(std::function<void(Easel&)> task);
  // The two steps of an OnShard route.
  void answer(ShardWork work, SharedAnswer answer);

  [[nodiscard]] io::Loop& loop() { return loop_; }

  // Afterwards the station is not touched, and the worker has come to rest. Nobody calls run() any more.
  void close();

 private:
  io::Loop& loop_;
  std::mutex mutex_;  // held while the station is used
  phone::Station* station_;
  Easel easel_;
  std::optional<io::Worker> drawing_{std::in_place};
};

}  // namespace handset::web
