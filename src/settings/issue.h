// What is wrong with one setting that somebody wanted to make, in words for that person.
#pragma once

#include <string>
#include <vector>

namespace handset::settings {

struct Issue {
  std::string tag;
  std::string
      message;  // whole: the tag, the value (never of a secret), what is wrong and what would be right
};

using Issues = std::vector<Issue>;

}  // namespace handset::settings
