// Where a typeface stands on this machine.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace handset::draw {

struct FontFile {
  std::string path;
  long index = 0;  // of the face in its file
};

// `usual_path`: where Debian puts it. Only when nothing is there is fontconfig asked for the family, and what
// it finds instead of it does not count. Debian's fontconfig hides bitmap fonts, so asking it first is no
// use.
[[nodiscard]] std::optional<FontFile> find_font(std::string_view family, std::string_view usual_path);

}  // namespace handset::draw
