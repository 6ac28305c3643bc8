// The table of settings as JSON: GET /api/v1/settings/schema. The same for everybody and for the whole life
// of a build; made once. Pure functions; any thread.
#pragma once

#include <string>

#include "io/http_server.h"

namespace handset::web {

// {"version","tabs":[{"name","sections":[{"name","rows":[...]}]}]}, in the order of the pages. What is false
// or empty is left out; <n> and <k> stand in tags, labels and names of sections.
[[nodiscard]] std::string settings_schema_json();

// The schema as it is asked for: packed when gzip is taken, or a 304 for who has it.
class SettingsSchema {
 public:
  SettingsSchema();
  [[nodiscard]] io::HttpResponse answer(const io::HttpRequest& request) const;

 private:
  std::string plain_;
  std::string packed_;
  std::string etag_;  // of the plain form, with its quotes
};

}  // namespace handset::web
