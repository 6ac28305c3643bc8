// The lab's PBX in JSON: what is registered at it, and what it is to do wrong. Pure functions of values; the
// thread of the PBX.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "base/time.h"
#include "pbx/event_state.h"
#include "pbx/faults.h"
#include "pbx/pbx.h"

namespace handset::lab {

class PbxDiary;

// Users with bindings beyond these are counted and not listed.
inline constexpr std::size_t most_listed_users = 500;

// {"listen", "users", "bindings", "registrations": [...], "subscriptions": [...], "faults": {...}, "events":
// [...]}, docs/lab.md.
[[nodiscard]] std::string registrations_json(const pbx::Pbx& pbx, const PbxDiary& diary, SteadyTime now);
[[nodiscard]] std::string faults_json(const pbx::Faults& faults);

struct FaultOrder {
  pbx::Faults faults;  // those that are not named are right
  bool forget_bindings = false;
  bool forget_subscriptions = false;
  // All subscriptions end, with this reason (RFC 6665 4.1.3); empty: they do not.
  std::string end_subscriptions{};
};
// The body of POST /api/v1/faults, or a sentence that says what is wrong with it.
[[nodiscard]] tl::expected<FaultOrder, std::string> read_fault_order(std::string_view body);

// What subscribers are told of each user, 500 at most.
[[nodiscard]] std::string states_json(const pbx::Pbx& pbx);

// How the state of a user is to change; what is not there stays.
struct StateOrder {
  std::string user;
  std::optional<unsigned> fresh{};  // messages
  std::optional<unsigned> old{};
  std::optional<pbx::CallState> call{};
  std::optional<std::string> peer{};
};
// The body of POST /api/v1/states, likewise.
[[nodiscard]] tl::expected<StateOrder, std::string> read_state_order(std::string_view body);

}  // namespace handset::lab
