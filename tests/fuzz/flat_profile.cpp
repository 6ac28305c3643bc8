// A flat profile, plain or packed. What a profile does not name, does not know or writes wrongly changes
// nothing; what is in force afterwards was written there and passes the check of its row; a second time
// nothing changes.
#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/gzip.h"
#include "base/text.h"
#include "fuzz/property.h"
#include "fuzz/xml_shape.h"
#include "settings/profile.h"
#include "settings/snapshot.h"
#include "settings/value_types.h"

namespace handset::settings {
namespace {

using fuzz::require;

const ProfileLimits limits{.packed = 4096, .unpacked = 8192};
constexpr Stamp stamp{Origin::Profile, WallTime{hours(12)}};

// A phone that is set up: by its page, and by the command line, which locks.
const Snapshot& base() {
  static const SnapshotPtr snapshot = [] {
    const std::vector<Assignment> page{{"User_ID_1_", "101"},
                                       {"Password_1_", "geheim"},
                                       {"SIP_T1", ".4"},
                                       {"CTI_Enable", "Yes"},
                                       {"Display_Name_1_", "Desk"}};
    const std::vector<Assignment> locks{{"Password_2_", "locked"}, {"User_ID_2_", "7"}};
    auto set = Snapshot{}.with(page, {Origin::Page, WallTime{}});
    require(set.has_value(), "the settings to begin with are sound");
    auto locked = set->snapshot->with(locks, {Origin::CommandLine, WallTime{}});
    require(locked.has_value(), "and so are those of the command line");
    return locked->snapshot;
  }();
  return *snapshot;
}

// All that the profile says of each setting, in its order.
std::map<Address, std::vector<std::string>> said(const Profile& profile) {
  std::map<Address, std::vector<std::string>> out;
  for (const auto& [tag, value] : profile.change.values) {
    const auto address = find_tag(tag);
    require(address.has_value(), "a profile sets what there is");
    require(rows()[address->row].settable(), "and no status values");
    require(rows()[address->row].type != Type::Password, "nor the passwords of the web");
    out[*address].push_back(value);
  }
  return out;
}

// Whether `text` may be in force because of `value`. The default stands as the table spells it.
bool comes_from(Address address, const std::string& value, std::string_view text) {
  const Row& row = rows()[address.row];
  const auto kept = check_value(row, value);
  if (kept && *kept == text) return true;
  if (text != default_of(address)) return false;
  const auto kept_default = check_value(row, text);
  return trim(value).empty() || (kept && kept_default && *kept == *kept_default);
}

void check_values(const AppliedProfile& applied, const Profile& profile) {
  const Snapshot& after = *applied.snapshot;
  const auto values = said(profile);
  for (const Address address : applied.changed) {
    const auto found = values.find(address);
    require(found != values.end(), "what a profile does not name, it does not change");
    require(!base().locked(address), "what is locked stays as it is");
    const auto text = after.text(address);
    require(text.size() <= max_value_length, "no value is longer than it may be");
    require(std::any_of(found->second.begin(), found->second.end(),
                        [&](const std::string& value) { return comes_from(address, value, text); }),
            "what is in force is what the profile says, in its kept form");
  }
  for (const auto& [address, texts] : values) {
    const auto refused = [row = &rows()[address.row]](const std::string& text) {
      return text.size() > max_value_length || (!trim(text).empty() && !check_value(*row, text));
    };
    if (std::all_of(texts.begin(), texts.end(), refused))
      require(after.text(address) == base().text(address), "a value that is refused changes nothing");
  }
}

void check_rights(const AppliedProfile& applied, const Profile& profile) {
  for (const Address address : applied.changed_rights) {
    const auto tag = tag_of(address);
    require(std::any_of(profile.change.rights.begin(), profile.change.rights.end(),
                        [&](const RightAssignment& right) { return right.tag == tag; }),
            "a right changes when a profile names its setting");
    require(rows()[address.row].type != Type::Password ||
                applied.snapshot->right(address) != UserRight::ReadWrite || tag.starts_with("User"),
            "the user account never gets the password of the other");
  }
}

// Kept and read back, written as an export and read back: the same settings.
void check_round_trips(const Snapshot& after, bool with_export) {
  const auto restored = Snapshot::restore(after.stored(), after.stored_rights());
  require(restored.issues.empty(), "what is kept can be read back");
  for (const Address address : differences(after, *restored.snapshot))
    require(after.locked(address), "and is the same but for what the command line locks");
  if (!with_export) return;
  const auto exported = read_profile(write_profile(after));
  require(exported.has_value(), "an export is a profile");
  const auto imported = after.with_profile(*exported, stamp);
  require(imported.changed.empty() && imported.changed_rights.empty(), "one that changes nothing");
}

void check_profile(std::string_view bytes) {
  const auto profile = read_profile(bytes, limits);
  if (!profile) return require(!profile.error().message.empty(), "a refusal says why");
  std::string text(bytes);
  if (is_gzip(bytes)) text = gunzip(bytes, limits.unpacked).value();
  fuzz::require_sound_document(text, {},
                               {.bytes = limits.unpacked, .depth = 8, .nodes = 65536, .attributes = 16384});
  for (const auto& [tag, password] : profile->passwords)
    require(!password.empty() && password.size() <= max_password_length && !is_secret_mask(password),
            "a password is one");

  const auto applied = base().with_profile(*profile, stamp);
  check_values(applied, *profile);
  check_rights(applied, *profile);
  // Some bytes for each setting, and its text, whose letters may take up to four bytes.
  require(applied.snapshot->memory() <= base().memory() + 4 * text.size() +
                                            64 * profile->change.values.size() +
                                            64 * profile->change.rights.size(),
          "the settings are not larger than what they were made of");
  const auto again = applied.snapshot->with_profile(*profile, stamp);
  require(again.changed.empty() && again.changed_rights.empty(), "a second time nothing changes");
  check_round_trips(*applied.snapshot, text.size() % 64 == 0);
}

}  // namespace
}  // namespace handset::settings

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  handset::settings::check_profile(handset::fuzz::text_of(data, size));
  return 0;
}
