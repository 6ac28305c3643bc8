#include "draw/visual_order.h"

#include <algorithm>
#include <fribidi.h>
#include <vector>

#include "base/utf8.h"

namespace handset::draw {

namespace {

// Below the first letter of a script that runs from right to left there is nothing to do.
constexpr char32_t first_right_to_left = 0x590;

bool runs_one_way(const std::u32string& letters) {
  return std::all_of(letters.begin(), letters.end(), [](char32_t c) { return c < first_right_to_left; });
}

void reorder(VisualText& text) {
  const auto count = static_cast<FriBidiStrIndex>(text.letters.size());
  const std::size_t size = text.letters.size();
  std::vector<FriBidiChar> letters(text.letters.begin(), text.letters.end());
  std::vector<FriBidiCharType> types(size);
  std::vector<FriBidiBracketType> brackets(size);
  std::vector<FriBidiLevel> levels(size);
  std::vector<FriBidiArabicProp> shapes(size);
  fribidi_get_bidi_types(letters.data(), count, types.data());
  fribidi_get_bracket_types(letters.data(), count, types.data(), brackets.data());
  FriBidiParType direction = FRIBIDI_PAR_ON;
  if (fribidi_get_par_embedding_levels_ex(types.data(), brackets.data(), count, &direction, levels.data()) ==
      0) {
    return;
  }
  text.right_to_left = FRIBIDI_IS_RTL(direction) != 0;
  fribidi_get_joining_types(letters.data(), count, shapes.data());
  fribidi_join_arabic(types.data(), count, levels.data(), shapes.data());
  const FriBidiFlags flags = FRIBIDI_FLAGS_DEFAULT | FRIBIDI_FLAGS_ARABIC;
  fribidi_shape(flags, levels.data(), count, shapes.data(), letters.data());
  if (fribidi_reorder_line(flags, types.data(), count, 0, direction, levels.data(), letters.data(),
                           nullptr) == 0) {
    return;
  }
  // Where two letters became one, a filler stands for the second.
  letters.erase(std::remove(letters.begin(), letters.end(), FriBidiChar{FRIBIDI_CHAR_FILL}), letters.end());
  text.letters.assign(letters.begin(), letters.end());
}

}  // namespace

bool runs_from_right(std::string_view text) {
  return visual_order(text).right_to_left;
}

VisualText visual_order(std::string_view text) {
  VisualText out;
  while (!text.empty()) out.letters.push_back(take_code_point(text));
  if (!runs_one_way(out.letters)) reorder(out);
  return out;
}

}  // namespace handset::draw
