#include "web/shard_door.h"

#include <utility>

namespace handset::web {

void ShardDoor::run(std::function<void(phone::Station&)> task) {
  loop_.post([door = shared_from_this(), task = std::move(task)] { door->with_station(task); });
}

void ShardDoor::with_station(const std::function<void(phone::Station&)>& task) {
  const std::lock_guard lock(mutex_);
  if (station_ != nullptr) task(*station_);
}

bool ShardDoor::draw(std::function<void(Easel&)> task) {
  return drawing_->submit([this, task = std::move(task)] { task(easel_); });
}

void ShardDoor::answer(ShardWork work, SharedAnswer answer) {
  run([this, work = std::move(work), answer = std::move(answer)](phone::Station& station) {
    if (!draw([finish = work(station), answer](Easel& easel) { (*answer)(finish(easel)); })) answer->busy();
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
