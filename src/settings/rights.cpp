#include "settings/rights.h"

#include <algorithm>
#include <array>

namespace handset::settings {
namespace {

constexpr std::array<std::string_view, 3> names{"na", "ro", "rw"};

}  // namespace

std::string_view right_name(UserRight right) {
  return names[static_cast<std::size_t>(right)];
}

std::optional<UserRight> right_from_name(std::string_view name) {
  const auto* const at = std::find(names.begin(), names.end(), name);
  if (at == names.end()) return std::nullopt;
  return static_cast<UserRight>(at - names.begin());
}

UserRight factory_right(const Row& row) {
  switch (row.access) {
    case Access::ReadOnly:
      return UserRight::ReadOnly;
    case Access::User:
      return UserRight::ReadWrite;
    case Access::Admin:
      break;
  }
  return UserRight::Hidden;
}

bool right_is_fixed(const Row& row) {
  return !row.settable() || (row.type == Type::Password && row.access == Access::Admin);
}

}  // namespace handset::settings
