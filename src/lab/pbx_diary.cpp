#include "lab/pbx_diary.h"

#include <array>
#include <cstddef>
#include <string>

namespace handset::lab {
namespace {

constexpr std::array<std::string_view, 3> removals = {" has gone from ", " was not refreshed at ",
                                                      " was forgotten at "};

std::string words(std::string_view user, std::string_view what, const pbx::Binding& binding) {
  return std::string(user) + std::string(what) + std::string(binding.uri());
}

}  // namespace

void PbxDiary::on_registered(std::string_view user, const pbx::Binding& binding) {
  note(words(user, " has registered at ", binding));
}

void PbxDiary::on_refreshed(std::string_view user, const pbx::Binding& binding) {
  note(words(user, " has refreshed ", binding));
}

void PbxDiary::on_removed(std::string_view user, const pbx::Binding& binding, Removal why) {
  note(words(user, removals[static_cast<std::size_t>(why)], binding));
}

void PbxDiary::on_refused(std::string_view user, const Endpoint& source, unsigned status,
                          std::string_view reason) {
  note((user.empty() ? std::string("somebody") : std::string(user)) + " at " + source.to_string() +
       " was refused: " + std::to_string(status) + ", " + std::string(reason));
}

}  // namespace handset::lab
