// The lab's PBX in JSON: what is registered at it, and what it is to do wrong. Pure functions of values; the
// thread of the PBX.
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "base/time.h"
#include "pbx/faults.h"
#include "pbx/pbx.h"

namespace handset::lab {

class PbxDiary;

// Users with bindings beyond these are counted and not listed.
inline constexpr std::size_t most_listed_users = 500;

// {"listen", "users", "bindings", "registrations": [...], "faults": {...}, "events": [...]}, docs/lab.md.
[[nodiscard]] std::string registrations_json(const pbx::Pbx& pbx, const PbxDiary& diary, SteadyTime now);
[[nodiscard]] std::string faults_json(const pbx::Faults& faults);
// {"error": "sentence"}
[[nodiscard]] std::string error_json(std::string_view sentence);

struct FaultOrder {
  pbx::Faults faults;  // those that are not named are right
  bool forget_bindings = false;
};
// The body of POST /api/v1/faults, or a sentence that says what is wrong with it.
[[nodiscard]] tl::expected<FaultOrder, std::string> read_fault_order(std::string_view body);

}  // namespace handset::lab
