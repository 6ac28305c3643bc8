#include "web/live_watch.h"

#include <chrono>
#include <utility>

#include "phone/station.h"

namespace handset::web {
namespace {

// When too much waits to be drawn.
constexpr Duration next_try = milliseconds(20);

std::uint64_t pushes_version(const phone::Station& station) {
  const phone::PushLog* log = station.push_log();
  return log != nullptr ? log->version() : 0;
}

}  // namespace

class LiveWatch::Turns final : public io::TurnPart {
 public:
  explicit Turns(LiveWatch& watch) : watch_(watch) {}
  void end_of_turn() override {
    watch_.shard_->with_station([this](phone::Station& station) { watch_.look(station); });
  }

 private:
  LiveWatch& watch_;
};

void LiveWatch::wake() {
  wanted_ = true;  // the end of this turn looks
  if (turns_) return;
  turns_ = std::make_shared<Turns>(*this);
  shard_->loop().watch(turns_);
  arm_tick();
}

void LiveWatch::sleep() {
  turns_.reset();
  tick_.cancel();
}

LiveWatch::Versions LiveWatch::versions_of(phone::Station& station) {
  return {.screen = station.screen_version(),
          .lamps = station.lamps_version(),
          .keys = station.keys_version(),
          .generation = station.generation(),
          .pushes = pushes_version(station),
          .pushes_waiting = station.phone().push_queue().size(),
          .idle = station.phone().idle()};
}

void LiveWatch::look(phone::Station& station) {
  if (drawing_) return;
  const Versions now = versions_of(station);
  if (!wanted_ && now == seen_) return;
  auto sample = std::make_shared<const LiveSample>(
      LiveSample{take_snapshot(station), station.key_log().since(0), now.pushes});
  const bool taken = shard_->draw([self = shared_from_this(), sample = std::move(sample)](Easel& easel) {
    self->publish_(*sample, easel);
    self->shard_->run([self](phone::Station&) { self->drawn(); });
  });
  if (!taken) return shard_->loop().arm(tick_, next_try);
  drawing_ = true;
  wanted_ = false;
  seen_ = now;
}

void LiveWatch::tick() {
  wanted_ = true;
  on_tick_();
  arm_tick();
}

void LiveWatch::arm_tick() {
  const Duration since_epoch = shard_->loop().wall().time_since_epoch();
  shard_->loop().arm(tick_, period_ - since_epoch % period_ + milliseconds(1));
}

}  // namespace handset::web
