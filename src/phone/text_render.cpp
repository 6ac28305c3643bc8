#include "phone/text_render.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "base/utf8.h"
#include "phone/layout.h"

namespace handset::phone {

namespace {

// Four soft keys of seven cells and the lines between them.
constexpr std::size_t narrowest = soft_key_places * 7 + soft_key_places - 1;

void append_times(std::string& out, std::string_view what, std::size_t count) {
  for (; count > 0; --count) out += what;
}

// `text` at the left of `columns` cells and `right` at their end.
std::string spread(std::string_view text, std::string_view right, std::size_t columns) {
  std::string tail = cut(right, columns);
  const std::size_t tail_width = cell_width(tail);
  const std::size_t room = columns - tail_width;
  std::string out = cut(text, room > 0 && tail_width > 0 ? room - 1 : room);
  out.append(room - cell_width(out), ' ');
  return out + tail;
}

std::string centred(std::string_view text, std::size_t columns) {
  const std::string label = cut(text, columns);
  const std::size_t blanks = columns - cell_width(label);
  return std::string(blanks / 2, ' ') + label + std::string(blanks - blanks / 2, ' ');
}

// "CIP picture, 8 x 8 at 10, 4".
std::string picture_words(const ScreenPicture& picture) {
  if (!picture.data) return "no picture yet";
  const auto place = [](int at) { return at == ScreenPicture::centred ? "mid" : std::to_string(at); };
  return phone::picture_words(*picture.data) + " at " + place(picture.x) + ", " + place(picture.y);
}

std::string status_words(const ScreenStatus& status) {
  std::string words = status.text;
  if (status.picture && status.picture->data)
    words += (words.empty() ? "[" : " [") + phone::picture_words(*status.picture->data) + "]";
  return words;
}

class Box {
 public:
  // A cell for the mark of the selection stands left of the grid, and one for the scroll bar right of it.
  explicit Box(const Screen& screen) : screen_(screen), inner_(std::max(screen.columns + 2, narrowest)) {}

  std::string draw() {
    rule("╭", "╮", "─");
    line(' ' + spread(screen_.title, screen_.clock, inner_ - 2) + ' ');
    rule("├", "┤", "─");
    for (std::size_t i = 0; i < screen_.text_rows; ++i) {
      const bool last = i + 1 == screen_.text_rows;
      if (last && screen_.status) {
        line(' ' + spread(status_words(*screen_.status), screen_.status->timer, inner_ - 2) + ' ');
      } else if (i == screen_.text_rows / 2 && screen_.picture) {
        line(' ' + centred(picture_words(*screen_.picture), inner_ - 2) + ' ');
      } else {
        text_row(i);
      }
    }
    line(' ' + (screen_.overlay ? overlay() : spread(screen_.prompt, {}, inner_ - 2)) + ' ');
    rule("├", "┤", "┬");
    soft_keys();
    rule("╰", "╯", "┴");
    return std::move(out_);
  }

 private:
  void line(std::string_view inside) {
    out_ += "│";
    out_ += inside;
    out_ += "│\n";
  }

  // In the place of the prompt.
  std::string overlay() const {
    const auto& percent = screen_.overlay->percent;
    return spread(screen_.overlay->text, percent ? std::to_string(*percent) + "%" : std::string(),
                  inner_ - 2);
  }

  void rule(std::string_view left, std::string_view right, std::string_view between_keys) {
    out_ += left;
    for (std::size_t i = 0; i < soft_key_places; ++i) {
      if (i > 0) out_ += between_keys;
      append_times(out_, "─", key_width(i));
    }
    out_ += right;
    out_ += '\n';
  }

  void text_row(std::size_t index) {
    static const ScreenRow blank;
    const ScreenRow& row = index < screen_.rows.size() ? screen_.rows[index] : blank;
    std::string inside = row.selected ? "▸" : " ";
    if (const std::size_t indent = row.indent - std::min(row.indent, row.icon_room); indent > 0) {
      const std::size_t width = cell_width(row.number) + 1;
      if (indent > width) inside.append(indent - width, ' ');
      inside += spread(row.number, {}, std::min(indent, width));
    }
    if (row.icon_room > 0) inside += spread(row.icon ? "▣" : "", {}, row.icon_room);
    const std::size_t columns = inner_ - 2 - std::min(row.indent, inner_ - 2);
    if (row.field) {
      const std::size_t at = std::min(row.field->at, columns);
      inside += spread(row.text, {}, at) + box(*row.field, columns - at);
    } else {
      inside += spread(row.text, row.right, columns);
    }
    line(inside + scroll_bar(index));
  }

  // The value on an underline, with a bar for the cursor.
  static std::string box(const ScreenField& field, std::size_t columns) {
    std::string value;
    std::size_t cells = 0;
    std::string_view rest = field.text;
    bool bar = field.cursor.has_value();
    while (bar || !rest.empty()) {
      if (bar && (cells >= *field.cursor || rest.empty())) {
        value += "▏";
        bar = false;
      } else {
        const char32_t letter = take_code_point(rest);
        append_utf8(value, letter);
        cells += cell_width(letter);
      }
    }
    value = cut(value, columns);
    const std::size_t width = cell_width(value);
    return value + std::string(columns - std::min(columns, width), '_');
  }

  std::string scroll_bar(std::size_t index) const {
    if (!screen_.scrolls()) return " ";
    const std::size_t rows = screen_.text_rows;
    const std::size_t thumb = std::max<std::size_t>(rows * rows / screen_.total_rows, 1);
    const std::size_t hidden = screen_.total_rows - rows;
    const std::size_t start = (std::min(screen_.first_row, hidden) * (rows - thumb) + hidden / 2) / hidden;
    return index >= start && index < start + thumb ? "█" : "░";
  }

  void soft_keys() {
    std::string inside;
    for (std::size_t i = 0; i < soft_key_places; ++i) {
      if (i > 0) inside += "│";
      inside += centred(screen_.soft_keys[i], key_width(i));
    }
    line(inside);
  }

  // The first keys take what does not divide by four.
  std::size_t key_width(std::size_t index) const {
    const std::size_t cells = inner_ - (soft_key_places - 1);
    return cells / soft_key_places + (index < cells % soft_key_places ? 1 : 0);
  }

  const Screen& screen_;
  std::size_t inner_;
  std::string out_;
};

}  // namespace

std::string to_text(const Screen& screen) {
  if (screen.columns == 0) return {};
  return Box(screen).draw();
}

}  // namespace handset::phone
