// A flat profile: the configuration of a phone as one XML document. Read here as what it says, whatever is
// worth of it; Snapshot::with_profile applies it. Written here as the phone's /admin/spacfg.xml, with every
// setting and status value. Reference: phone.md, 3.1 (the format), 1 (the export).
//
// Pure functions of a document or a snapshot; any thread.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/xml_document.h"
#include "settings/change.h"
#include "settings/issue.h"

namespace handset::settings {

class Snapshot;

struct ProfileLimits {
  std::size_t packed = std::size_t{512} * 1024;         // of the bytes that come in, plain or gzip
  std::size_t unpacked = std::size_t{2} * 1024 * 1024;  // of what gzip may become
};

// What a profile says. Of an element that stands there twice the last one counts, status values are left out.
struct Profile {
  Change change;
  // Passwords of the web accounts, which the accounts take, not the snapshot; never a mask or empty.
  std::vector<Assignment> passwords;
  Issues issues;  // elements that are no settings
};

// `bytes` as they came: XML, packed with gzip or not. An error: it cannot be read at all, with the place
// where the document has one.
[[nodiscard]] DocumentResult<Profile> read_profile(std::string_view bytes, const ProfileLimits& limits = {});

// A status value, as the page Info shows it.
struct StatusValue {
  std::string group;  // "Ext 1 Status": the section, its numbers filled in
  std::string tag;    // "Registration_State"
  std::string value;
};

// Everything, in the order of the pages: `status` first, then every setting of every extension, key and unit
// with its value in force, group="Tab/Section", and `ua` where the user account may see it or its right is
// not the factory's. Secrets are left out. The same snapshot always gives the same text.
[[nodiscard]] std::string write_profile(const Snapshot& snapshot, std::span<const StatusValue> status = {});
// Only what is not as the factory has it.
[[nodiscard]] std::string write_profile_changes(const Snapshot& snapshot);

}  // namespace handset::settings
