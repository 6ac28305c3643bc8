#include "lab/ladder.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.h"
#include "base/utf8.h"

namespace handset::lab {
namespace {

constexpr std::size_t ladder_width = 100;

struct Lane {
  std::string_view name;
  std::size_t at;  // column of its lifeline
};
constexpr std::array<Lane, 4> lanes{{{"PBX", 12}, {"phone", 46}, {"web server", 83}, {"screen", 96}}};

constexpr std::string_view reset = "\x1b[0m";
constexpr std::string_view dim = "\x1b[2m";
constexpr std::string_view bold = "\x1b[1m";
constexpr std::string_view green = "\x1b[1;32m";
constexpr std::string_view yellow = "\x1b[1;33m";
constexpr std::string_view red = "\x1b[1;31m";

const Lane* find_lane(std::string_view name) {
  for (const Lane& lane : lanes)
    if (lane.name == name) return &lane;
  return nullptr;
}

// One line of cells, filled from left to right.
class Row {
 public:
  explicit Row(bool colours) : colours_(colours) {}

  void put(std::size_t column, std::string_view text, std::string_view colour = {}) {
    if (text.empty()) return;
    if (column > column_) {
      out_.append(column - column_, ' ');
      column_ = column;
    }
    const bool paint = colours_ && !colour.empty();
    if (paint) out_ += colour;
    out_ += text;
    if (paint) out_ += reset;
    column_ += cell_width(text);
  }
  // The lifelines right of what is there and left of `end`.
  void lifelines(std::size_t end) {
    for (const Lane& lane : lanes)
      if (lane.at >= column_ && lane.at < end) put(lane.at, "│", dim);
  }
  [[nodiscard]] std::string finish() {
    lifelines(ladder_width);
    return std::move(out_) + "\n";
  }

 private:
  bool colours_;
  std::string out_;
  std::size_t column_ = 0;
};

std::string cut(std::string_view text, std::size_t cells) {
  if (cell_width(text) <= cells) return std::string(text);
  std::string out;
  std::size_t used = 0;
  while (!text.empty()) {
    const std::string_view before = text;
    const std::size_t width = cell_width(take_code_point(text));
    if (used + width + 1 > cells) break;
    out += before.substr(0, before.size() - text.size());
    used += width;
  }
  return out + "…";
}

// At most two lines of `cells`, broken at blanks where that is possible.
std::vector<std::string> fold(std::string_view text, std::size_t cells) {
  std::vector<std::string> lines;
  if (cell_width(text) > cells) {
    std::size_t blank = text.rfind(' ');
    while (blank != std::string_view::npos && blank > 0 && cell_width(text.substr(0, blank)) > cells)
      blank = text.rfind(' ', blank - 1);
    if (blank != std::string_view::npos && blank > 0) {
      lines.emplace_back(text.substr(0, blank));
      text.remove_prefix(blank + 1);
    }
  }
  lines.push_back(cut(text, cells));
  return lines;
}

std::string_view colour_of(std::string_view label) {
  if (label.starts_with("trouble")) return red;
  if (label.empty() || !is_digit(label.front())) return bold;
  return label.front() == '2' ? green : yellow;
}

// "  12.34 ms"
std::string time_words(Duration since) {
  const auto hundredths = since.count() / 10;
  const auto part = hundredths % 100;
  const std::string words =
      std::to_string(hundredths / 100) + (part < 10 ? ".0" : ".") + std::to_string(part) + " ms";
  return std::string(words.size() < 10 ? 10 - words.size() : 0, ' ') + words;
}

std::string header(bool colours) {
  Row names(colours);
  for (const Lane& lane : lanes) names.put(lane.at - lane.name.size() / 2, lane.name, bold);
  return names.finish();
}

std::string arrow(const Lane& from, const Lane& to, std::string_view label, std::string_view time,
                  bool colours) {
  const bool right = from.at < to.at;
  const std::size_t left_at = std::min(from.at, to.at);
  const std::size_t right_at = std::max(from.at, to.at);
  const std::size_t room = right_at - left_at - 3;
  const std::string_view colour = colour_of(label);

  std::string out;
  std::string_view shown_time = time;
  for (const std::string& line : fold(label, room)) {
    Row row(colours);
    row.put(0, shown_time, dim);
    const std::size_t begin = left_at + 2 + (room - cell_width(line)) / 2;
    row.lifelines(begin);
    row.put(begin, line, colour);
    out += row.finish();
    shown_time = {};
  }
  Row row(colours);
  row.lifelines(left_at + 1);
  std::string shaft;
  for (std::size_t i = left_at + 2; i < right_at; ++i) shaft += "─";
  row.put(left_at + 1, right ? shaft + "▶" : "◀" + shaft, colour);
  return out + row.finish();
}

// What happens within one lane, or between parties without one.
std::string note(const Lane& at, std::string_view label, std::string_view time, bool colours) {
  Row row(colours);
  row.put(0, time, dim);
  row.lifelines(at.at);
  row.put(at.at, "● " + cut(label, ladder_width - at.at - 2), colour_of(label));
  return row.finish();
}

// The screen at the right, below its lifeline.
std::string picture(std::string_view box) {
  std::vector<std::string> lines;
  std::size_t width = 0;
  while (!box.empty()) {
    const std::size_t end = std::min(box.find('\n'), box.size());
    lines.push_back(visible(box.substr(0, end)));
    width = std::max(width, cell_width(lines.back()));
    box.remove_prefix(std::min(end + 1, box.size()));
  }
  std::string out;
  for (const std::string& line : lines)
    out += std::string(width < ladder_width ? ladder_width - width : 0, ' ') + line + "\n";
  return out;
}

}  // namespace

std::string visible(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const char32_t c = take_code_point(text);
    const bool control = c < 0x20 || (c >= 0x7F && c < 0xA0);
    const bool breaks = c == 0x2028 || c == 0x2029 || c == 0x200E || c == 0x200F || c == 0x061C ||
                        (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    if (control) {
      out += "\\x";
      append_hex(out, c, 2);
    } else if (breaks) {
      out += "\\u{";
      append_hex(out, c, 4);
      out += "}";
    } else {
      append_utf8(out, c);
    }
  }
  return out;
}

void Ladder::step(const TraceStep& step) {
  std::string out;
  if (!first_ || step.at - last_ >= options_.new_after) {
    if (first_) out += "\n";
    first_ = step.at;
    out += header(options_.colours);
  }
  last_ = step.at;
  const std::string time = time_words(step.at - *first_);
  const std::string label = visible(step.label);
  const Lane* from = find_lane(step.from);
  const Lane* to = find_lane(step.to);
  if (from != nullptr && to != nullptr && from != to) {
    out += arrow(*from, *to, label, time, options_.colours);
  } else {
    out += note(from != nullptr ? *from : lanes.front(), label, time, options_.colours);
  }
  if (step.to == "screen" && !step.detail.empty()) out += picture(step.detail);
  sink_(out);
}

}  // namespace handset::lab
