#include "sim/simulation.h"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace handset::sim {

Host& Simulation::host(std::string_view name, const IpAddress& address) {
  for (const auto& known : hosts_)
    if (known->name() == name || known->address() == address)
      throw std::invalid_argument("a host of this name or address exists: " + std::string(name));
  const HostId id{static_cast<std::uint32_t>(hosts_.size())};
  const Host::Surroundings around{seed_, timeline_, wire_, streams_, names_, web_};
  hosts_.push_back(std::make_unique<Host>(std::string(name), id, address, around));
  return *hosts_.back();
}

void Simulation::set_wall(WallTime wall) {
  for (const auto& host : hosts_) host->clock().set_wall(wall);
}

void Simulation::after(Duration in, std::function<void()> action) {
  timeline_.schedule_in(in, script, std::move(action));
}

std::optional<SteadyTime> Simulation::next_instant() const {
  auto next = timeline_.next();
  for (const auto& host : hosts_) {
    const auto timer = host->clock().timers().next_expiry();
    if (timer && (!next || *timer < *next)) next = timer;
  }
  // A timer armed for a time that has passed fires as soon as can be.
  if (next) next = std::max(*next, now() + Duration(1));
  return next;
}

bool Simulation::step(SteadyTime limit) {
  const auto instant = next_instant();
  if (!instant || *instant > limit) return false;
  if (++instants_ > most_instants) throw std::runtime_error("the simulation does not come to rest");
  auto due = timeline_.advance(*instant);
  // The script's before the hosts', and those in their order. All are due at this one instant.
  std::sort(due.begin(), due.end(), [](const Timeline::Event& a, const Timeline::Event& b) {
    const auto rank = [](const Timeline::Event& event) {
      return std::pair(event.whose != script, std::pair(event.whose, event.sequence));
    };
    return rank(a) < rank(b);
  });
  auto event = due.begin();
  const auto run_events_of = [&](HostId whose) {
    for (; event != due.end() && event->whose == whose; ++event) event->action();
  };
  run_events_of(script);
  // By index: a handler may add a host.
  // NOLINTNEXTLINE(modernize-loop-convert)
  for (std::size_t i = 0; i < hosts_.size(); ++i) {
    Host& host = *hosts_[i];
    run_events_of(host.network().id());
    host.network().hand_over_batches();
    host.boundary().run([&] { host.clock().timers().advance(now()); });
  }
  return true;
}

void Simulation::run_until(SteadyTime time) {
  instants_ = 0;
  while (step(time)) {
  }
  timeline_.advance(time);
}

bool Simulation::run_until_idle(Duration limit) {
  const SteadyTime end = now() + limit;
  instants_ = 0;
  while (step(end)) {
  }
  if (!next_instant()) return true;
  timeline_.advance(end);
  return false;
}

bool Simulation::run_while(const std::function<bool()>& predicate, Duration limit) {
  const SteadyTime end = now() + limit;
  instants_ = 0;
  while (predicate()) {
    if (step(end)) continue;
    timeline_.advance(end);
    return false;
  }
  return true;
}

}  // namespace handset::sim
