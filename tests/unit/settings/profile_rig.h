// What the tests of profiles have in common.
#pragma once

#include <string>
#include <string_view>

#include "settings/profile.h"
#include "settings_rig.h"

namespace handset::settings {

inline constexpr Stamp resync_stamp{Origin::Profile, WallTime{std::chrono::hours(12)}};

// What a document says that must be readable.
inline Profile profile_of(std::string_view bytes) {
  auto profile = read_profile(bytes);
  EXPECT_TRUE(profile) << (profile ? "" : profile.error().log_words());
  return profile ? *std::move(profile) : Profile{};
}

inline AppliedProfile applied_to(const Snapshot& base, std::string_view inner) {
  return base.with_profile(profile_of("<flat-profile>" + std::string(inner) + "</flat-profile>"),
                           resync_stamp);
}

// "tag: message" of each.
inline std::vector<std::string> told(const Issues& issues) {
  std::vector<std::string> out;
  for (const Issue& issue : issues) out.push_back(issue.tag + ": " + issue.message);
  return out;
}

inline std::string text_in(const AppliedProfile& applied, std::string_view tag) {
  return std::string(applied.snapshot->text(address_of(tag)));
}

}  // namespace handset::settings
