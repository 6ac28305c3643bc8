// What somebody at the phone's keys has chosen of its settings, and what became of it. Plain values; any
// thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "settings/assignment.h"

namespace handset::phone {

struct SettingsChoice {
  std::uint64_t number = 0;  // of this phone's choices, from 1; the answer has it too
  std::vector<settings::Assignment> values;
  std::optional<std::string> password{};  // of the user account, where an answer has asked for it
};

struct SettingsAnswer {
  enum class Verdict : std::uint8_t {
    Stored,          // or it was so already
    Refused,         // for the reason in `words`
    PasswordWanted,  // the same choice again, with the user account's password; `words` say why
  };
  Verdict verdict = Verdict::Stored;
  std::string words{};  // for a person; empty with Stored

  static SettingsAnswer stored() { return {}; }
  static SettingsAnswer refused(std::string words) { return {Verdict::Refused, std::move(words)}; }
  static SettingsAnswer password_wanted(std::string words) {
    return {Verdict::PasswordWanted, std::move(words)};
  }
  friend bool operator==(const SettingsAnswer&, const SettingsAnswer&) = default;
};

}  // namespace handset::phone
