#include "main/text_file.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>

namespace handset::program {
namespace {

// More than any setting or document that a phone takes.
constexpr std::size_t most_bytes = std::size_t{1} << 20;

}  // namespace

Attempt<std::string> read_text_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return tl::unexpected("Cannot read " + path + ": " + std::strerror(errno) + ".");
  std::string text(most_bytes + 1, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(file.gcount()));
  if (file.bad() || (text.empty() && !file.eof())) return tl::unexpected("Cannot read " + path + ".");
  if (text.size() > most_bytes) return tl::unexpected(path + " has more than 1 MiB.");
  return text;
}

Attempt<void> write_text_file(const std::string& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << text << std::flush;
  if (!file) return tl::unexpected("Cannot write " + path + ": " + std::strerror(errno) + ".");
  return {};
}

Attempt<std::string> value_or_file(const std::string& given) {
  if (!given.starts_with('@')) return given;
  auto text = read_text_file(given.substr(1));
  if (text) text->resize(std::min(text->find_first_of("\r\n"), text->size()));
  return text;
}

}  // namespace handset::program
