// parameters.tsv as rows, read strictly: whatever the table gets wrong stops the build with the line's
// number.
#pragma once

#include <deque>
#include <istream>
#include <string>
#include <string_view>
#include <vector>

#include "settings/row.h"

namespace handset::settings::generate {

struct Table {
  std::vector<Row> rows;  // their views point into the stores below
  std::deque<std::string> texts;
  std::deque<std::vector<std::string_view>> lists;
};

// Throws std::runtime_error with `name` and the line in it.
[[nodiscard]] Table read_table(std::istream& file, const std::string& name);

}  // namespace handset::settings::generate
