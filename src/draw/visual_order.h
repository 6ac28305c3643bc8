// From the order in which text is read to the order in which its letters stand, left to right; Arabic letters
// take the shapes that join them. Unicode's bidirectional algorithm by FriBidi, for the bitmap font: pango
// does this by itself.
#pragma once

#include <string>
#include <string_view>

namespace handset::draw {

struct VisualText {
  std::u32string letters;  // a mark follows the letter that it stands on
  bool right_to_left = false;
};

// One line, whose first strong letter says in which direction it runs.
[[nodiscard]] VisualText visual_order(std::string_view text);
[[nodiscard]] bool runs_from_right(std::string_view text);

}  // namespace handset::draw
