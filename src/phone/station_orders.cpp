// What the servers of the phone's lines order by NOTIFY. It comes in as SIP, so it is no input of its own.
#include "phone/station.h"

namespace handset::phone {
namespace {

constexpr Duration look_interval = milliseconds(500);

bool is_under_way(ResyncReport::State state) {
  using State = ResyncReport::State;
  return state == State::Waiting || state == State::Fetching || state == State::Applying;
}

}  // namespace

PushAnswer Station::obey(ServerOrder order, const IpAddress& server, bool authentic) {
  if (order == ServerOrder::Resync || order == ServerOrder::ResyncAndReboot) {
    const PushAnswer answer = resync_as_ordered(server, authentic);
    if (order == ServerOrder::ResyncAndReboot && answer == PushAnswer::Obeyed) watch_ordered_resync();
    return answer;
  }
  if (order == ServerOrder::Report) {
    if (!settings_->resync_from_sip() || !settings_->provision_enable()) return PushAnswer::OrderRefused;
    report_.send(authentic ? server : IpAddress{});
    return PushAnswer::Obeyed;
  }
  world_.log.write(LogLevel::Info, "phone", "a server orders a restart");
  restart_requested_ = true;
  restarts_at_once_ = order == ServerOrder::RebootNow;
  wait_for_restart();
  return PushAnswer::Obeyed;
}

// Who needs no password may not say where the profile comes from: a rule that names no host takes the one
// that asks.
PushAnswer Station::resync_as_ordered(const IpAddress& server, bool authentic) {
  if (!settings_->resync_from_sip() || !settings_->provision_enable()) return PushAnswer::OrderRefused;
  const auto started = resync_.start_ordered(settings_->profile_rule(), authentic ? server : IpAddress{});
  if (started) return PushAnswer::Obeyed;
  // One that is under way is what was asked for. What else is wrong with the rule is for the log.
  if (started.error().why != ResyncRefusal::Why::UnderWay)
    world_.log.write(LogLevel::Warning, "resync", "a server orders a resync: " + started.error().words);
  return PushAnswer::Obeyed;
}

// The phone restarts when the profile is in force, or cannot be had.
void Station::watch_ordered_resync() {
  if (is_under_way(resync_.report().state)) return world_.clock.arm(ordered_resync_, look_interval);
  restart_requested_ = true;
  wait_for_restart();
}

}  // namespace handset::phone
