// Text onto the grid of cells: wrapping, cutting and paging. Widths are those of base/utf8.h; a mark that
// combines stays with its letter, which may have eight of them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace handset::phone {

// Lines of at most `columns` cells: broken at CR, LF and CR LF, then between words, then inside a word that
// is wider than a line. Between wide letters of East Asia any place will do. A tab reaches to the next
// multiple of 4. Blanks at a soft break are dropped; other control characters are left out. A hard break at
// the very end makes no further line; empty text has no lines.
[[nodiscard]] std::vector<std::string> wrap(std::string_view text, std::size_t columns);

// One line of at most `columns` cells, ending in an ellipsis when something is missing. Line breaks and tabs
// become blanks.
[[nodiscard]] std::string cut(std::string_view text, std::size_t columns);

// Which part of a long list of rows is in view. The number of rows may be anything; `visible` is at least 1.
class Scroll {
 public:
  Scroll(std::size_t total, std::size_t visible);

  [[nodiscard]] std::size_t first() const { return first_; }
  [[nodiscard]] std::size_t end() const;  // one past the last row in view
  [[nodiscard]] std::size_t total() const { return total_; }
  [[nodiscard]] std::size_t visible() const { return visible_; }

  // Each says whether the view moved.
  bool move(std::ptrdiff_t rows);
  bool move_pages(std::ptrdiff_t pages);
  bool to(std::size_t first);
  // The rows [first, end) come into view, the first of them at least.
  bool reveal(std::size_t first, std::size_t end);

 private:
  std::size_t total_;
  std::size_t visible_;
  std::size_t first_ = 0;
};

}  // namespace handset::phone
