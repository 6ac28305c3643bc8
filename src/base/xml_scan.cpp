#include "base/xml_scan.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "base/text.h"
#include "base/utf8.h"

namespace handset {

namespace {

constexpr std::size_t most_attributes_of_one = 64;

constexpr bool is_name_start(char c) {
  return is_alpha(c) || c == '_' || c == ':' || static_cast<unsigned char>(c) >= 0x80;
}

// For each byte what it takes three comparisons to know.
template <class Test>
constexpr std::array<bool, 256> table_of(Test test) {
  std::array<bool, 256> table{};
  for (unsigned i = 0; i < 256; ++i) table[i] = test(static_cast<char>(i));
  return table;
}
constexpr auto name_letters =
    table_of([](char c) { return is_name_start(c) || is_digit(c) || c == '-' || c == '.'; });
// Control characters, and the byte that the two letters which Unicode does not have begin with.
constexpr auto suspicious = table_of([](char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte == 0xEF || (byte < 0x20 && !is_space(c));
});

bool is_name(char c) {
  return name_letters[static_cast<unsigned char>(c)];
}

bool is_xml_letter(std::uint64_t c) {
  return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c < 0xD800) || (c >= 0xE000 && c < 0xFFFE) ||
         (c >= 0x10000 && c <= 0x10FFFF);
}

std::string quoted(std::string_view name) {
  return "\"" + std::string(first_code_points(name, 32)) + "\"";
}

class Scanner {
 public:
  Scanner(std::string_view text, const DocumentLimits& limits) : text_(text), limits_(limits) {}

  std::optional<DocumentError> run();

 private:
  // All of these return false when the document is refused; error_ then says why.
  bool letters();
  bool document();
  bool markup();
  bool start_tag();
  bool attributes(std::vector<std::string_view>& names);
  bool attribute_value();
  bool end_tag();
  bool character_data();
  bool reference();
  bool number_reference(std::string_view digits, std::size_t at);
  bool instruction();
  bool comment();
  bool cdata();
  bool count_node();

  bool refuse(std::size_t at, std::string message) {
    error_ = DocumentError{DocumentError::Kind::Broken, place_at(text_, at), std::move(message)};
    return false;
  }

  [[nodiscard]] bool at_end() const { return at_ >= text_.size(); }
  [[nodiscard]] char here() const { return at_end() ? '\0' : text_[at_]; }
  [[nodiscard]] bool looking_at(std::string_view what) const { return text_.substr(at_).starts_with(what); }
  void skip_space() {
    while (!at_end() && is_space(text_[at_])) ++at_;
  }
  std::string_view take_name() {
    const std::size_t from = at_;
    if (!at_end() && is_name_start(text_[at_])) {
      while (!at_end() && is_name(text_[at_])) ++at_;
    }
    return text_.substr(from, at_ - from);
  }
  // Behind the next `end`; false when there is none.
  bool skip_past(std::string_view end) {
    const std::size_t found = text_.find(end, at_);
    if (found == std::string_view::npos) return false;
    at_ = found + end.size();
    return true;
  }

  std::string_view text_;
  const DocumentLimits& limits_;
  std::size_t at_ = 0;
  std::vector<std::string_view> open_;  // names of the elements around here
  std::size_t nodes_ = 0;
  std::size_t attributes_ = 0;
  bool root_seen_ = false;
  std::optional<DocumentError> error_;
};

std::optional<DocumentError> Scanner::run() {
  if (letters()) document();
  return std::move(error_);
}

// Letters that XML has no place for, wherever they stand.
bool Scanner::letters() {
  for (std::size_t i = 0; i < text_.size(); ++i) {
    const auto c = static_cast<unsigned char>(text_[i]);
    if (!suspicious[c]) continue;
    if (c < 0x20) return refuse(i, "control character " + std::to_string(static_cast<unsigned>(c)));
    // U+FFFE and U+FFFF
    if (text_.substr(i, 3) == "\xEF\xBF\xBE" || text_.substr(i, 3) == "\xEF\xBF\xBF")
      return refuse(i, "a letter that Unicode does not have");
  }
  return true;
}

bool Scanner::document() {
  skip_space();
  if (looking_at("<?xml") && at_ + 5 < text_.size() && is_space(text_[at_ + 5])) {
    if (!skip_past("?>")) return refuse(at_, "the XML declaration does not end");
  }
  while (true) {
    if (open_.empty()) {
      skip_space();
      if (at_end()) break;
      if (here() != '<') return refuse(at_, "text outside of the root element");
    } else if (!character_data()) {
      return false;
    }
    if (at_end()) return refuse(at_, "the document ends inside of " + quoted(open_.back()));
    if (!markup()) return false;
  }
  return root_seen_ || refuse(at_, "no element at all");
}

bool Scanner::markup() {
  if (looking_at("</")) return end_tag();
  if (!count_node()) return false;
  if (looking_at("<?")) return instruction();
  if (looking_at("<!--")) return comment();
  if (looking_at("<![CDATA[")) return cdata();
  if (starts_with_ignoring_case(text_.substr(at_), "<!DOCTYPE")) {
    return refuse(at_, "a document type (DOCTYPE) is never accepted");
  }
  if (looking_at("<!")) return refuse(at_, "a declaration that no document needs");
  return start_tag();
}

bool Scanner::start_tag() {
  const std::size_t from = at_++;
  const std::string_view name = take_name();
  if (name.empty()) return refuse(from, "< without a name behind it; as text it is written &lt;");
  if (open_.empty() && root_seen_) return refuse(from, "a second root element");
  root_seen_ = true;
  if (open_.size() >= limits_.depth) return refuse(from, "elements are nested too deeply");

  std::vector<std::string_view> names;
  if (!attributes(names)) return false;
  if (here() == '/') {
    ++at_;
    if (here() != '>') return refuse(at_, "the tag of " + quoted(name) + " does not end");
    ++at_;
    return true;
  }
  if (here() != '>') return refuse(at_, "the tag of " + quoted(name) + " does not end");
  ++at_;
  open_.push_back(name);
  return true;
}

bool Scanner::attributes(std::vector<std::string_view>& names) {
  while (true) {
    const std::size_t before = at_;
    skip_space();
    if (!is_name_start(here())) return true;
    if (at_ == before) return refuse(at_, "no blank before an attribute");
    const std::size_t from = at_;
    const std::string_view name = take_name();
    if (std::find(names.begin(), names.end(), name) != names.end()) {
      return refuse(from, "attribute " + quoted(name) + " stands there twice");
    }
    names.push_back(name);
    if (names.size() > most_attributes_of_one || ++attributes_ > limits_.attributes) {
      return refuse(from, "too many attributes");
    }
    skip_space();
    if (here() != '=') return refuse(at_, "attribute " + quoted(name) + " has no value");
    ++at_;
    skip_space();
    if (!attribute_value()) return false;
  }
}

bool Scanner::attribute_value() {
  const std::size_t from = at_;
  const char quote = here();
  if (quote != '"' && quote != '\'') return refuse(at_, "the value of an attribute stands in no quotes");
  ++at_;
  while (!at_end() && text_[at_] != quote) {
    if (text_[at_] == '<') return refuse(at_, "< in an attribute; it is written &lt;");
    if (text_[at_] == '&') {
      if (!reference()) return false;
    } else {
      ++at_;
    }
  }
  if (at_end()) return refuse(from, "the value of an attribute does not end");
  ++at_;
  return true;
}

bool Scanner::end_tag() {
  const std::size_t from = at_;
  at_ += 2;
  const std::string_view name = take_name();
  skip_space();
  if (here() != '>') return refuse(from, "an end tag that does not end");
  if (open_.empty() || open_.back() != name) {
    return refuse(from, open_.empty() ? "the end of " + quoted(name) + ", which is not open"
                                      : "the end of " + quoted(name) + " inside of " + quoted(open_.back()));
  }
  ++at_;
  open_.pop_back();
  return true;
}

// The whole run up to the next tag is looked through once for each of the two that may not stand in it.
bool Scanner::character_data() {
  if (here() != '<' && !count_node()) return false;
  const std::size_t tag = std::min(text_.find('<', at_), text_.size());
  const std::string_view run = text_.substr(0, tag);
  const std::size_t closing = run.find("]]>", at_);
  for (std::size_t next = 0; (next = run.find('&', at_)) < closing;) {
    at_ = next;
    if (!reference()) return false;
  }
  if (closing != std::string_view::npos)
    return refuse(closing, "]]> outside of CDATA; its > is written &gt;");
  at_ = tag;
  return true;
}

bool Scanner::reference() {
  const std::size_t from = at_++;
  const std::size_t end = text_.substr(at_, 16).find(';');
  const std::string_view name = end == std::string_view::npos ? std::string_view{} : text_.substr(at_, end);
  if (name.starts_with('#')) {
    if (!number_reference(name.substr(1), from)) return false;
  } else if (name != "amp" && name != "lt" && name != "gt" && name != "quot" && name != "apos") {
    return refuse(from, "& begins no entity of XML; as text it is written &amp;");
  }
  at_ += end + 1;
  return true;
}

bool Scanner::number_reference(std::string_view digits, std::size_t at) {
  const bool hex = digits.starts_with('x');
  if (hex) digits.remove_prefix(1);
  const std::uint64_t base = hex ? 16 : 10;
  std::uint64_t value = 0;  // at most 14 digits: no overflow
  bool sound = !digits.empty();
  for (const char c : digits) {
    if (!(hex ? is_hex(c) : is_digit(c))) {
      sound = false;
      break;
    }
    value = value * base + hex_value(c);
  }
  return (sound && is_xml_letter(value)) || refuse(at, "&# names no letter of XML");
}

bool Scanner::instruction() {
  const std::size_t from = at_;
  at_ += 2;
  const std::string_view target = take_name();
  if (target.empty()) return refuse(from, "<? without a name behind it");
  if (!is_space(here()) && !looking_at("?>")) return refuse(at_, "an instruction without a name of its own");
  if (equal_ignoring_case(target, "xml")) return refuse(from, "the XML declaration stands first or nowhere");
  return skip_past("?>") || refuse(from, "an instruction that does not end");
}

bool Scanner::comment() {
  const std::size_t from = at_;
  at_ += 4;
  if (!skip_past("--")) return refuse(from, "a comment that does not end");
  if (here() != '>') return refuse(at_ - 2, "-- inside of a comment");
  ++at_;
  return true;
}

bool Scanner::cdata() {
  const std::size_t from = at_;
  if (open_.empty()) return refuse(from, "text outside of the root element");
  return skip_past("]]>") || refuse(from, "CDATA that does not end");
}

bool Scanner::count_node() {
  return ++nodes_ <= limits_.nodes || refuse(at_, "too many elements");
}

}  // namespace

std::optional<DocumentError> scan_document(std::string_view text, const DocumentLimits& limits) {
  return Scanner(text, limits).run();
}

Place place_at(std::string_view text, std::size_t at) {
  const std::string_view before = text.substr(0, at);
  std::uint32_t line = 1;
  std::size_t line_start = 0;
  for (std::size_t i = 0; i < before.size(); ++i) {
    const bool ends =
        before[i] == '\n' || (before[i] == '\r' && (i + 1 == text.size() || text[i + 1] != '\n'));
    if (!ends) continue;
    ++line;
    line_start = i + 1;
  }
  const std::size_t letters = count_code_points(before.substr(line_start));
  return {line, static_cast<std::uint32_t>(letters) + 1};
}

std::size_t first_bad_utf8(std::string_view text) {
  std::string_view rest = text;
  while (!rest.empty()) {
    const std::string_view before = rest;
    const char32_t c = take_code_point(rest);
    // U+FFFD itself has three bytes; one byte of it is what stands for a bad one.
    if (c == U'\uFFFD' && before.size() - rest.size() == 1) return text.size() - before.size();
  }
  return text.size();
}

}  // namespace handset
