#include "phone/layout.h"

#include <algorithm>
#include <utility>

#include "base/utf8.h"

namespace handset::phone {

namespace {

constexpr std::size_t tab = 4;
// Marks on one letter; no script needs more, and a page could hold a hundred thousand in one cell.
constexpr unsigned most_marks = 8;
constexpr std::string_view ellipsis = "…";

bool is_hard_break(char32_t c) {
  return c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029;
}
bool is_control(char32_t c) {
  return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0xad;
}

// East Asian punctuation that does not begin a line.
bool closes(char32_t c) {
  constexpr std::u32string_view closing = U"、。，．！？：；）］｝」』】》〉〕ー…";
  return closing.find(c) != std::u32string_view::npos;
}

// Letters of ASCII without blanks and control characters.
std::size_t word_prefix(std::string_view text) {
  std::size_t size = 0;
  while (size < text.size() && text[size] > ' ' && text[size] < 0x7f) ++size;
  return size;
}

// Fills lines one code point or word at a time, remembering the last place where the line may break.
class Wrapper {
 public:
  explicit Wrapper(std::size_t columns) : columns_(columns) {}

  void put(char32_t c) {
    const bool after_return = std::exchange(after_return_, c == '\r');
    if (c == '\n' && after_return) return;
    if (is_hard_break(c)) return end_line();
    open_ = true;
    if (c == '\t') return put_blanks(tab - width_ % tab);
    if (c == ' ') return put_blanks(1);
    if (c == 0x200b) return allow_break();
    if (is_control(c)) return;
    put_letter(c);
  }

  // Letters of ASCII without blanks and control characters: as put() for each of them.
  void put_word(std::string_view word) {
    if (width_ + word.size() > columns_) {
      for (const char c : word) put(static_cast<unsigned char>(c));
      return;
    }
    after_return_ = false;
    open_ = true;
    marks_ = 0;
    if (std::exchange(after_wide_, false) && has_letter_) allow_break();
    line_ += word;
    width_ += word.size();
    has_letter_ = true;
  }

  std::vector<std::string> finish() {
    if (open_) end_line();
    return std::move(lines_);
  }

 private:
  void put_blanks(std::size_t count) {
    // They may hang over the end of the line: emit() takes them off again.
    line_.append(count, ' ');
    after_wide_ = false;
    width_ += count;
    if (has_letter_) allow_break();
  }

  void put_letter(char32_t c) {
    const unsigned width = cell_width(c);
    if (width == 0) {
      if (++marks_ > most_marks) return;
      const bool at_break = break_ == line_.size();
      append_utf8(line_, c);
      if (at_break && break_ > 0) break_ = line_.size();
      return;
    }
    marks_ = 0;
    const bool wide = width == 2;
    if ((wide || after_wide_) && has_letter_ && !closes(c)) allow_break();
    while (width_ + width > columns_ && has_letter_) break_line();
    // Deep indentation leaves no room: it goes before the letters do.
    if (width_ + width > columns_) clear_line();
    append_utf8(line_, c);
    width_ += width;
    has_letter_ = true;
    after_wide_ = wide;
  }

  void allow_break() {
    if (line_.empty()) return;
    break_ = line_.size();
    break_width_ = width_;
  }

  void break_line() {
    if (break_ == 0) {
      emit(line_);
      return clear_line();
    }
    emit(std::string_view(line_).substr(0, break_));
    line_.erase(0, break_);
    begin_line(width_ - break_width_);
  }

  void end_line() {
    emit(line_);
    clear_line();
    open_ = false;
  }

  void emit(std::string_view text) { lines_.emplace_back(text.substr(0, text.find_last_not_of(' ') + 1)); }

  void clear_line() {
    line_.clear();
    begin_line(0);
  }

  // With what is in line_ already.
  void begin_line(std::size_t width) {
    width_ = width;
    has_letter_ = !line_.empty();
    break_ = 0;
    break_width_ = 0;
  }

  std::size_t columns_;
  std::vector<std::string> lines_;
  std::string line_;
  std::size_t width_ = 0;
  std::size_t break_ = 0;  // bytes of line_ before the last place to break; 0: none
  std::size_t break_width_ = 0;
  unsigned marks_ = 0;  // on the last letter
  bool has_letter_ = false;
  bool after_wide_ = false;  // the last letter is one that a line may end with
  bool open_ = false;        // something, if only blanks, came since the last hard break
  bool after_return_ = false;
};

}  // namespace

std::vector<std::string> wrap(std::string_view text, std::size_t columns) {
  if (columns < 2) return {};
  Wrapper wrapper(columns);
  while (!text.empty()) {
    const std::size_t word = word_prefix(text);
    if (word > 0) {
      wrapper.put_word(text.substr(0, word));
      text.remove_prefix(word);
    } else {
      wrapper.put(take_code_point(text));
    }
  }
  return wrapper.finish();
}

std::string cut(std::string_view text, std::size_t columns) {
  std::string out;
  std::size_t width = 0;
  std::size_t safe = 0;  // bytes of `out` that leave room for the ellipsis
  char32_t previous = 0;
  unsigned marks = 0;
  while (!text.empty()) {
    char32_t c = take_code_point(text);
    const bool second_half = c == '\n' && previous == '\r';
    previous = c;
    if (is_hard_break(c) || c == '\t') c = second_half ? 0 : ' ';
    if (is_control(c)) continue;
    const unsigned cells = cell_width(c);
    marks = cells == 0 ? marks + 1 : 0;
    if (marks > most_marks) continue;
    width += cells;
    if (width > columns) {
      out.resize(safe);
      if (columns > 0) out += ellipsis;
      return out;
    }
    append_utf8(out, c);
    if (width < columns) safe = out.size();
  }
  return out;
}

Scroll::Scroll(std::size_t total, std::size_t visible)
    : total_(total), visible_(std::max<std::size_t>(visible, 1)) {}

std::size_t Scroll::end() const {
  return std::min(total_, first_ + visible_);
}

bool Scroll::move(std::ptrdiff_t rows) {
  if (rows >= 0) return to(first_ + static_cast<std::size_t>(rows));
  const auto back = static_cast<std::size_t>(-rows);
  return to(first_ > back ? first_ - back : 0);
}

bool Scroll::move_pages(std::ptrdiff_t pages) {
  return move(pages * static_cast<std::ptrdiff_t>(visible_));
}

bool Scroll::to(std::size_t first) {
  const std::size_t last = total_ > visible_ ? total_ - visible_ : 0;
  const std::size_t before = first_;
  first_ = std::min(first, last);
  return first_ != before;
}

bool Scroll::reveal(std::size_t first, std::size_t end) {
  if (first < first_) return to(first);
  if (end > first_ + visible_) return to(std::min(first, end - visible_));
  return false;
}

}  // namespace handset::phone
