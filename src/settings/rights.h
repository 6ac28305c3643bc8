// What the user account may do with a setting. The table has a factory right for each row; the attribute `ua`
// of a profile's element (na, ro, rw) may say otherwise for one setting. The admin account is never limited.
// Pure functions; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "settings/row.h"

namespace handset::settings {

enum class UserRight : std::uint8_t { Hidden, ReadOnly, ReadWrite };

[[nodiscard]] std::string_view right_name(UserRight right);  // "na", "ro", "rw"
[[nodiscard]] std::optional<UserRight> right_from_name(std::string_view name);

[[nodiscard]] UserRight factory_right(const Row& row);

// Status values can be set by nobody, and the password of the admin account is no business of the user's.
[[nodiscard]] bool right_is_fixed(const Row& row);

// The right of one setting as a profile gives it.
struct RightAssignment {
  std::string tag;
  UserRight right = UserRight::Hidden;

  friend bool operator==(const RightAssignment&, const RightAssignment&) = default;
};

}  // namespace handset::settings
