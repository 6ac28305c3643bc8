// What goes to stdout and stderr, for people.
#pragma once

#include <string>
#include <string_view>

#include "lab/ladder.h"
#include "main/attempt.h"

namespace handset::program {

[[nodiscard]] bool on_terminal();  // whether stdout is one

// What to say of a one-time login link. For a terminal only.
[[nodiscard]] std::string login_words(std::string_view link);

// To stdout, at once.
void say(std::string_view text);

// "handset run: words" to stderr.
ExitStatus failed(std::string_view command, std::string_view words, ExitStatus status = ExitStatus::Failed);

// Prints to stdout, with colours on a terminal.
[[nodiscard]] lab::Ladder make_ladder();

}  // namespace handset::program
