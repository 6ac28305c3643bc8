#include "main/terminal.h"

#include <cstdio>
#include <cstdlib>
#include <string>
#include <unistd.h>

namespace handset::program {

bool on_terminal() {
  return ::isatty(STDOUT_FILENO) == 1;
}

std::string login_words(std::string_view link) {
  return "The phone, logged in (this link works once, within 10 minutes):\n  " + std::string(link) + "\n";
}

void say(std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stdout);
  std::fflush(stdout);
}

ExitStatus failed(std::string_view command, std::string_view words, ExitStatus status) {
  const std::string line = "handset " + std::string(command) + ": " + lab::visible(words) + "\n";
  std::fwrite(line.data(), 1, line.size(), stderr);
  return status;
}

lab::Ladder make_ladder() {
  const bool colours = on_terminal() && std::getenv("NO_COLOR") == nullptr;
  return lab::Ladder(say, {.colours = colours});
}

}  // namespace handset::program
