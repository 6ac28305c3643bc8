#include "main/given_settings.h"

#include <string_view>
#include <utility>

#include "main/text_file.h"

namespace handset::program {
namespace {

void add_words(std::string& to, std::string_view words) {
  if (!to.empty()) to += "; ";
  to += words;
}

}  // namespace

Attempt<std::vector<settings::Assignment>> given_settings(const std::vector<std::string>& texts) {
  std::vector<settings::Assignment> assignments;
  std::string faults;
  for (const std::string& text : texts) {
    auto assignment = settings::parse_assignment(text);
    if (!assignment) {
      add_words(faults, assignment.error().message);
    } else if (auto value = value_or_file(assignment->value); !value) {
      add_words(faults, assignment->tag + ": " + value.error());
    } else {
      assignment->value = std::move(*value);
      assignments.push_back(std::move(*assignment));
    }
  }
  if (!faults.empty()) return tl::unexpected(faults);
  return assignments;
}

std::string words_of(const settings::Issues& issues) {
  std::string words;
  for (const settings::Issue& issue : issues) add_words(words, issue.message);
  return words;
}

}  // namespace handset::program
