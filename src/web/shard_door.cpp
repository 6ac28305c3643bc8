#include "web/shard_door.h"

#include <utility>

namespace handset::web {

void ShardDoor::run(std::function<void(phone::Station&)> task) {
  loop_.post([door = shared_from_this(), task = std::move(task)] {
    const std::lock_guard lock(door->mutex_);
    if (door->station_ != nullptr) task(*door->station_);
  });
}

void ShardDoor::answer(ShardWork work, SharedAnswer answer) {
  run([this, work = std::move(work), answer = std::move(answer)](phone::Station& station) {
    const bool taken =
        drawing_->submit([this, finish = work(station), answer] { (*answer)(finish(easel_)); });
    if (!taken) answer->busy();
  });
}

void ShardDoor::close() {
  {
    const std::lock_guard lock(mutex_);
    station_ = nullptr;
  }
  drawing_.reset();
}

}  // namespace handset::web
