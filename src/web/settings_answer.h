// What became of a change of the settings, and the changes that there were, as JSON. A secret is a mask here
// as everywhere. Pure functions; any thread.
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "base/result.h"
#include "io/http_server.h"
#include "io/settings_submission.h"
#include "web/settings_plan.h"

namespace handset::web {

using SettingsResult = tl::expected<io::Outcome, Refusal>;

[[nodiscard]] io::HttpResponse result_answer(const SettingsResult& result);
[[nodiscard]] io::HttpResponse refusal_answer(const Refusal& refusal);
[[nodiscard]] io::HttpResponse history_answer(const Result<std::vector<io::HistoryEntry>>& history);

// The words of a tag for people: its label and its tab, numbers filled in.
struct SettingName {
  std::string label;
  std::string tab;
};
[[nodiscard]] SettingName name_of(settings::Address address);

[[nodiscard]] bool changes_secret(const io::Outcome& outcome);
// "none" or "when idle".
[[nodiscard]] std::string_view restart_word(const io::ChangeApplied& change);

}  // namespace handset::web
