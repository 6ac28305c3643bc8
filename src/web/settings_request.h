// What somebody asks of the settings, read from the body or the query of a request. What is wrong is the
// answer: it says what would be right. Pure functions; any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "io/http_server.h"
#include "io/settings_submission.h"
#include "settings/assignment.h"

namespace handset::web {

// Of a PATCH of the settings or of a form.
struct SettingsWish {
  std::vector<settings::Assignment> values;
  std::optional<io::Revision> seen{};
  bool dry_run = false;
  std::optional<std::string> password{};  // of who is asking
};

struct UndoWish {
  io::Revision to = 0;
  bool dry_run = false;
  std::optional<std::string> password{};
};

struct HistoryWish {
  std::optional<io::Revision> before{};
  std::size_t limit = 50;
};

template <class T>
using Readable = tl::expected<T, io::HttpResponse>;

// {"values":{"TAG":"text"},"revision":7,"dry_run":true,"password":"..."}: all but the values may be left out.
[[nodiscard]] Readable<SettingsWish> read_settings_patch(std::string_view body);
// {"revision":5,"dry_run":true,"password":"..."}
[[nodiscard]] Readable<UndoWish> read_undo(std::string_view body);
// before=REVISION&limit=N, both may be left out.
[[nodiscard]] Readable<HistoryWish> read_history_query(std::string_view query);
// Tags as field names; yes and no may travel as 1 and 0. "csrf_token" and "current_password" are no settings.
// The error is a sentence.
[[nodiscard]] tl::expected<SettingsWish, std::string> read_settings_form(std::string_view body);

}  // namespace handset::web
