#include "xml/html_text.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "base/text.h"
#include "base/utf8.h"

namespace handset::xml {

namespace {

// Whose ends are the ends of lines.
constexpr std::array<std::string_view, 33> blocks = {
    "address", "article",  "aside",  "blockquote", "body", "caption", "dd", "div",    "dl",
    "dt",      "fieldset", "footer", "form",       "h1",   "h2",      "h3", "h4",     "h5",
    "h6",      "header",   "hr",     "li",         "main", "nav",     "ol", "option", "p",
    "pre",     "section",  "table",  "tr",         "ul",   "title"};

// What they hold is not to be read.
constexpr std::array<std::string_view, 6> unread = {"script",   "style",    "title",
                                                    "template", "noscript", "svg"};

struct Entity {
  std::string_view name;
  char32_t letter;
};

constexpr std::array entities{
    Entity{"amp", U'&'},     Entity{"lt", U'<'},      Entity{"gt", U'>'},      Entity{"quot", U'"'},
    Entity{"apos", U'\''},   Entity{"nbsp", U' '},    Entity{"copy", 0xA9},    Entity{"reg", 0xAE},
    Entity{"deg", 0xB0},     Entity{"para", 0xB6},    Entity{"sect", 0xA7},    Entity{"middot", 0xB7},
    Entity{"laquo", 0xAB},   Entity{"raquo", 0xBB},   Entity{"times", 0xD7},   Entity{"cent", 0xA2},
    Entity{"pound", 0xA3},   Entity{"yen", 0xA5},     Entity{"euro", 0x20AC},  Entity{"frac12", 0xBD},
    Entity{"ndash", 0x2013}, Entity{"mdash", 0x2014}, Entity{"lsquo", 0x2018}, Entity{"rsquo", 0x2019},
    Entity{"ldquo", 0x201C}, Entity{"rdquo", 0x201D}, Entity{"bull", 0x2022},  Entity{"hellip", 0x2026},
    Entity{"trade", 0x2122}, Entity{"larr", 0x2190},  Entity{"rarr", 0x2192},  Entity{"Auml", 0xC4},
    Entity{"Ouml", 0xD6},    Entity{"Uuml", 0xDC},    Entity{"auml", 0xE4},    Entity{"ouml", 0xF6},
    Entity{"uuml", 0xFC},    Entity{"szlig", 0xDF},   Entity{"Aring", 0xC5},   Entity{"aring", 0xE5},
    Entity{"Oslash", 0xD8},  Entity{"oslash", 0xF8},  Entity{"AElig", 0xC6},   Entity{"aelig", 0xE6},
    Entity{"Agrave", 0xC0},  Entity{"agrave", 0xE0},  Entity{"aacute", 0xE1},  Entity{"acirc", 0xE2},
    Entity{"atilde", 0xE3},  Entity{"Eacute", 0xC9},  Entity{"eacute", 0xE9},  Entity{"egrave", 0xE8},
    Entity{"ecirc", 0xEA},   Entity{"euml", 0xEB},    Entity{"iacute", 0xED},  Entity{"icirc", 0xEE},
    Entity{"iuml", 0xEF},    Entity{"oacute", 0xF3},  Entity{"ocirc", 0xF4},   Entity{"otilde", 0xF5},
    Entity{"uacute", 0xFA},  Entity{"ugrave", 0xF9},  Entity{"ucirc", 0xFB},   Entity{"ccedil", 0xE7},
    Entity{"Ccedil", 0xC7},  Entity{"ntilde", 0xF1},  Entity{"Ntilde", 0xD1},  Entity{"iexcl", 0xA1},
    Entity{"iquest", 0xBF},  Entity{"ordm", 0xBA},    Entity{"ordf", 0xAA},    Entity{"shy", 0xAD},
};

template <std::size_t Count>
bool is_one_of(const std::array<std::string_view, Count>& names, std::string_view name) {
  return std::any_of(names.begin(), names.end(),
                     [name](std::string_view each) { return equal_ignoring_case(name, each); });
}

// "#233" or "#xE9", without '&' and ';'.
std::optional<char32_t> numbered_letter(std::string_view number) {
  constexpr std::uint32_t last = 0x10FFFF;
  number.remove_prefix(1);
  const bool hex = !number.empty() && to_lower(number.front()) == 'x';
  if (hex) number.remove_prefix(1);
  if (number.empty() || number.size() > 8) return std::nullopt;
  std::uint64_t value = 0;
  for (const char c : number) {
    if (hex ? !is_hex(c) : !is_digit(c)) return std::nullopt;
    value = value * (hex ? 16 : 10) + hex_value(c);
  }
  if (value == 0 || value > last || (value >= 0xD800 && value < 0xE000)) return std::nullopt;
  return static_cast<char32_t>(value);
}

std::optional<char32_t> letter_of(std::string_view entity) {
  if (entity.starts_with('#')) return numbered_letter(entity);
  const auto found = std::find_if(entities.begin(), entities.end(),
                                  [entity](const Entity& each) { return each.name == entity; });
  if (found == entities.end()) return std::nullopt;
  return found->letter;
}

// Where `text` without case first stands in `in`, from `at` on.
std::size_t find_ignoring_case(std::string_view in, std::string_view text, std::size_t at) {
  const auto found =
      std::search(in.begin() + static_cast<std::ptrdiff_t>(std::min(at, in.size())), in.end(), text.begin(),
                  text.end(), [](char one, char other) { return to_lower(one) == to_lower(other); });
  return found == in.end() ? std::string_view::npos : static_cast<std::size_t>(found - in.begin());
}

class HtmlText {
 public:
  explicit HtmlText(std::string_view html) : rest_(html) {}

  std::string take() {
    while (!rest_.empty()) {
      const bool taken = (rest_.front() == '<' && take_markup()) || (rest_.front() == '&' && take_entity());
      if (taken) continue;
      add(rest_.front());
      rest_.remove_prefix(1);
    }
    while (!out_.empty() && is_space(out_.back())) out_.pop_back();
    return std::move(out_);
  }

 private:
  void skip_behind(std::string_view end, std::size_t from) {
    const auto at = rest_.find(end, from);
    rest_.remove_prefix(at == std::string_view::npos ? rest_.size() : at + end.size());
  }

  // A comment, a declaration or a tag; false: a '<' of the text.
  bool take_markup() {
    if (rest_.starts_with("<!--")) {
      skip_behind("-->", 4);
      return true;
    }
    if (rest_.starts_with("<!") || rest_.starts_with("<?")) {
      skip_behind(">", 2);
      return true;
    }
    const bool closing = rest_.starts_with("</");
    const std::string_view behind = rest_.substr(closing ? 2 : 1);
    const auto end = std::find_if_not(behind.begin(), behind.end(), is_alnum);
    const auto name = behind.substr(0, static_cast<std::size_t>(end - behind.begin()));
    if (name.empty() || !is_alpha(name.front())) return false;
    skip_tag(static_cast<std::size_t>(name.data() - rest_.data()) + name.size());
    obey(name, closing);
    return true;
  }

  // To its '>', which may stand in the quotes of an attribute as well.
  void skip_tag(std::size_t at) {
    char quote = '\0';
    for (; at < rest_.size(); ++at) {
      const char c = rest_[at];
      if (quote == '\0' && c == '>') break;
      if (quote == '\0' && (c == '"' || c == '\'')) {
        quote = c;
      } else if (c == quote) {
        quote = '\0';
      }
    }
    rest_.remove_prefix(std::min(at + 1, rest_.size()));
  }

  void obey(std::string_view name, bool closing) {
    if (equal_ignoring_case(name, "br")) {
      out_ += '\n';
      blank_ = false;
      return;
    }
    if (equal_ignoring_case(name, "td") || equal_ignoring_case(name, "th")) blank_ = true;
    if (is_one_of(blocks, name)) end_line();
    if (equal_ignoring_case(name, "pre")) as_written_ = !closing;
    if (equal_ignoring_case(name, "li") && !closing) out_ += "- ";
    if (!closing && is_one_of(unread, name)) {
      const auto end = find_ignoring_case(rest_, "</" + std::string(name), 0);
      rest_.remove_prefix(std::min(end, rest_.size()));
    }
  }

  bool take_entity() {
    constexpr std::size_t longest = 10;
    const auto end = rest_.substr(0, longest + 2).find(';');
    if (end == std::string_view::npos) return false;
    const auto letter = letter_of(rest_.substr(1, end - 1));
    if (!letter) return false;
    write_blank();
    append_utf8(out_, *letter);
    rest_.remove_prefix(end + 1);
    return true;
  }

  void add(char c) {
    if (!as_written_ && is_space(c)) {
      blank_ = true;
      return;
    }
    write_blank();
    out_ += c;
  }

  // None at the beginning of a line, and one where there were several.
  void write_blank() {
    if (blank_ && !out_.empty() && !is_space(out_.back())) out_ += ' ';
    blank_ = false;
  }

  void end_line() {
    blank_ = false;
    if (!out_.empty() && out_.back() != '\n') out_ += '\n';
  }

  std::string_view rest_;
  std::string out_;
  bool blank_ = false;       // white space since the last letter
  bool as_written_ = false;  // within <pre>
};

}  // namespace

std::string text_of_html(std::string_view html) {
  return HtmlText(html).take();
}

}  // namespace handset::xml
