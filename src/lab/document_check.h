// What phones of a family would say to a document of an XML service: for people who write such services. Pure
// functions; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "xml/profile.h"

namespace handset::lab {

struct DocumentFindings {
  // What a strict phone would refuse or not do, and what keeps everybody from reading it, with line and
  // column.
  std::vector<std::string> remarks;
  bool strict_takes_it = false;
  bool friendly_takes_it = false;
  std::string verdict;  // a sentence
};

// `content_type`: that came with it.
[[nodiscard]] DocumentFindings check_document(std::string_view content_type, std::string_view body,
                                              xml::Profile profile);

}  // namespace handset::lab
