#include "phone/watch.h"

#include <array>

namespace handset::phone {
namespace {

WatchState state_of(ua::DialogTable::Lamp lamp) {
  using enum ua::DialogTable::Lamp;
  switch (lamp) {
    case Unknown:
      break;
    case Idle:
      return WatchState::Idle;
    case Ringing:
      return WatchState::Ringing;
    case Busy:
      return WatchState::Busy;
    case Held:
      return WatchState::Held;
  }
  return WatchState::Unknown;
}

WatchState state_of(const ua::Subscription& subscription, const ua::DialogTable& told) {
  using enum ua::Subscription::State;
  switch (subscription.state()) {
    case Off:
    case Ending:
      break;
    case Waiting:
    case Subscribing:
      return WatchState::Subscribing;
    case Pending:
      return WatchState::Unknown;
    case Active:
      return state_of(told.lamp());
    case Failed:
    case GivenUp:
      return WatchState::Failed;
  }
  return WatchState::Off;
}

}  // namespace

std::string_view watch_state_name(WatchState state) {
  // In the order of the enumeration.
  constexpr std::array<std::string_view, 8> names{"off",  "unknown", "subscribing", "subscription failed",
                                                  "idle", "ringing", "busy",        "held"};
  return names.at(static_cast<std::size_t>(state));
}

WatchStatus watch_status(const ua::Subscription& subscription, const ua::DialogTable& told) {
  WatchStatus status{.state = state_of(subscription, told), .trouble = subscription.trouble()};
  const bool talks = status.state == WatchState::Ringing || status.state == WatchState::Busy ||
                     status.state == WatchState::Held;
  const ua::WatchedDialog* foremost = talks ? told.foremost() : nullptr;
  if (foremost != nullptr)
    status.peer = foremost->remote.display.empty() ? foremost->remote.uri : foremost->remote.display;
  return status;
}

WatchStatus watch_status(const ua::Subscription& subscription, const ua::ResourceTable::Resource& listed) {
  const ua::DialogTable* told = listed.foremost();
  WatchStatus status = watch_status(subscription, told != nullptr ? *told : ua::DialogTable());
  const std::string* why = listed.ended();
  if (why == nullptr || subscription.state() != ua::Subscription::State::Active) return status;
  status.state = WatchState::Failed;
  status.trouble = "The server of the list tells nothing of this one";
  if (!why->empty()) status.trouble += ": " + *why;
  return status;
}

std::string watch_label(WatchLabel label, const std::string& name, const std::string& extension) {
  if (label == WatchLabel::Extension || name.empty()) return extension;
  return label == WatchLabel::Both && !extension.empty() ? name + " " + extension : name;
}

Lamp WatchLamps::of(WatchState state, bool parking_lot) const {
  switch (state) {
    case WatchState::Off:
      break;
    case WatchState::Unknown:
      return unknown;
    case WatchState::Subscribing:
      return subscribing;
    case WatchState::Failed:
      return failed;
    case WatchState::Idle:
      return parking_lot ? lot_idle : idle;
    case WatchState::Ringing:
      return parking_lot ? lot_busy : ringing;
    case WatchState::Busy:
      return parking_lot ? lot_busy : busy;
    case WatchState::Held:
      return parking_lot ? lot_busy : held;
  }
  return {};
}

}  // namespace handset::phone
