#include "main/given_settings.h"

#include <utility>

#include "main/text_file.h"

namespace handset::program {

Attempt<settings::SnapshotPtr> given_settings(const settings::Snapshot& base,
                                              const std::vector<std::string>& texts, WallTime now) {
  std::vector<settings::Assignment> assignments;
  std::string faults;
  const auto fault = [&](std::string_view words) {
    if (!faults.empty()) faults += "; ";
    faults += words;
  };
  for (const std::string& text : texts) {
    auto assignment = settings::parse_assignment(text);
    if (!assignment) {
      fault(assignment.error().message);
    } else if (auto value = value_or_file(assignment->value); !value) {
      fault(assignment->tag + ": " + value.error());
    } else {
      assignment->value = std::move(*value);
      assignments.push_back(std::move(*assignment));
    }
  }
  auto applied = base.with(assignments, {settings::Origin::CommandLine, now});
  if (!applied)
    for (const settings::Issue& issue : applied.error()) fault(issue.message);
  if (!faults.empty()) return tl::unexpected(faults);
  return applied->snapshot;
}

}  // namespace handset::program
