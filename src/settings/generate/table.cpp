#include "settings/generate/table.h"

#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <set>
#include <stdexcept>
#include <utility>

#include "settings/row_words.h"

namespace handset::settings::generate {
namespace {

constexpr std::string_view heading =
    "tag\tlabel\ttab\tsection\tscope\ttype\trange\tdefault\taccess\thelp\tstate\treason\tapplied";
constexpr std::size_t columns = 13;

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts(1);
  for (const char c : text) {
    if (c == separator)
      parts.emplace_back();
    else
      parts.back() += c;
  }
  return parts;
}

// Like split at `|`, with `\|` for a bar that belongs to a member.
std::vector<std::string> split_members(std::string_view text) {
  std::vector<std::string> parts(1);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 1 < text.size() && text[i + 1] == '|')
      parts.back() += text[++i];
    else if (text[i] == '|')
      parts.emplace_back();
    else
      parts.back() += text[i];
  }
  return parts;
}

std::string trimmed(std::string text) {
  text.erase(0, text.find_first_not_of(' '));
  text.erase(text.find_last_not_of(' ') + 1);
  return text;
}

// What keeps the texts that rows point to.
class RowReader {
 public:
  explicit RowReader(Table& table) : table_(table) {}

  Row read(const std::vector<std::string>& cells) {
    Row row{};
    row.tag = keep(cells[0]);
    row.label = keep(cells[1]);
    row.tab = keep(cells[2]);
    row.section = keep(cells[3]);
    row.scope = read_scope(cells[4]);
    const auto type = type_from_name(cells[5]);
    if (!type) throw std::runtime_error("unknown type " + cells[5]);
    row.type = *type;
    read_access(cells[8], row);
    read_range(cells[6], row);
    read_default(cells[7], row);
    row.help = keep(cells[9]);
    row.state = read_state(cells[10]);
    row.reason = keep(cells[11]);
    row.restart = read_restart(cells[12]);
    check(row);
    return row;
  }

 private:
  std::string_view keep(std::string text) { return table_.texts.emplace_back(std::move(text)); }

  static Scope read_scope(std::string_view name) {
    for (const Scope scope : {Scope::Phone, Scope::Ext, Scope::LineKey, Scope::Unit, Scope::UnitKey})
      if (scope_name(scope) == name) return scope;
    throw std::runtime_error("unknown scope");
  }

  static State read_state(std::string_view name) {
    for (const State state : {State::Active, State::Stored, State::Hardware})
      if (state_name(state) == name) return state;
    throw std::runtime_error("unknown state");
  }

  // How a new value is applied; nothing is `live`.
  static bool read_restart(std::string_view text) {
    if (!text.empty() && text != "live" && text != "restart")
      throw std::runtime_error("a value is applied live or by a restart");
    return text == "restart";
  }

  static void read_access(std::string_view text, Row& row) {
    const auto comma = text.find(',');
    const std::string_view login = text.substr(0, comma);
    const std::string_view view = comma == std::string_view::npos ? "" : text.substr(comma + 1);
    if (login == "read-only")
      row.access = Access::ReadOnly;
    else if (login == "admin")
      row.access = Access::Admin;
    else if (login == "user")
      row.access = Access::User;
    else
      throw std::runtime_error("access is read-only, admin or user");
    if (view != "basic" && view != "advanced") throw std::runtime_error("the view is basic or advanced");
    row.basic = view == "basic";
  }

  void read_range(const std::string& text, Row& row) {
    switch (row.type) {
      case Type::Unsigned:
      case Type::Integer:
      case Type::Seconds:
      case Type::Port:
      case Type::Numbers:
        return read_number_range(text, row);
      case Type::Enum:
      case Type::Set:
      case Type::Codes:
        return read_members(text, row);
      case Type::Bool:
      case Type::HexByte:
        if (!text.empty()) throw std::runtime_error("this type has no range");
        return;
      default:
        row.blank = true;
    }
    if (text.empty()) return;
    if (!text.starts_with("max ")) throw std::runtime_error("the range of a text is `max N`");
    row.range.max = number(text.substr(4), Type::Unsigned);
  }

  // `MIN..MAX`, `MIN..MAX step N`; before or after it, with commas, one more value and `blank`.
  static void read_number_range(const std::string& text, Row& row) {
    bool has_range = false;
    if (text.empty()) throw std::runtime_error("a number needs a range MIN..MAX");
    for (const std::string& cell : split(text, ',')) {
      const std::string part = trimmed(cell);
      const auto dots = part.find("..");
      if (part == "blank") {
        row.blank = true;
      } else if (dots == std::string::npos) {
        row.range.also = number(part, row.type);
      } else {
        const auto step = part.find(" step ");
        row.range.min = number(part.substr(0, dots), row.type);
        row.range.max =
            number(part.substr(dots + 2, step == std::string::npos ? step : step - dots - 2), row.type);
        if (step != std::string::npos) row.range.step = number(part.substr(step + 6), row.type);
        has_range = row.range.min < row.range.max && row.range.step > 0;
      }
    }
    if (!has_range) throw std::runtime_error("a number needs a range MIN..MAX");
  }

  static std::int64_t number(const std::string& text, Type type) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size())
      throw std::runtime_error("not a number: " + text);
    return std::llround(type == Type::Seconds ? value * 1'000'000 : value);
  }

  // The empty member is what `blank` is for numbers.
  void read_members(const std::string& text, Row& row) {
    row.blank = row.type == Type::Codes;
    std::vector<std::string_view>& members = table_.lists.emplace_back();
    for (const std::string& member : split_members(text)) {
      if (member.empty())
        row.blank = true;
      else
        members.push_back(keep(member));
    }
    if (members.empty() && row.type != Type::Codes) throw std::runtime_error("no members");
    if (std::set<std::string_view>(members.begin(), members.end()).size() != members.size())
      throw std::runtime_error("a member stands twice");
    row.members = members;
  }

  // `5059+n` stands for one default per index.
  void read_default(const std::string& text, Row& row) {
    const auto plus = text.find("+n");
    if (row.type == Type::Port && plus != std::string::npos && plus + 2 == text.size()) {
      const std::int64_t base = number(text.substr(0, plus), row.type);
      std::vector<std::string_view>& defaults = table_.lists.emplace_back();
      for (unsigned i = 1; i <= row.instances(); ++i) defaults.push_back(keep(std::to_string(base + i)));
      row.indexed_default = defaults;
      row.default_value = defaults.front();
      return;
    }
    row.default_value = keep(text);
  }

  static void check(const Row& row) {
    if (row.tag.empty() || row.label.empty() || row.tab.empty() || row.section.empty() || row.help.empty())
      throw std::runtime_error("an empty cell");
    if ((row.state == State::Hardware) == row.reason.empty())
      throw std::runtime_error("a reason belongs to hardware rows, and to them alone");
    if (row.restart && (!row.settable() || row.state == State::Hardware))
      throw std::runtime_error("a restart would change nothing");
    if (!row.settable()) return;
    if (row.default_value.empty() && !row.blank) throw std::runtime_error("blank is no right default here");
    const bool has_n = row.tag.find("<n>") != std::string_view::npos;
    const bool has_k = row.tag.find("<k>") != std::string_view::npos;
    if (has_n != (row.scope != Scope::Phone) || has_k != (row.scope == Scope::UnitKey))
      throw std::runtime_error("the scope and the tag say different things");
  }

  Table& table_;
};

}  // namespace

Table read_table(std::istream& file, const std::string& name) {
  Table table;
  RowReader reader(table);
  std::set<std::pair<std::string, std::string_view>> seen;
  std::string line;
  for (std::size_t number = 1; std::getline(file, line); ++number) {
    try {
      if (number == 1) {
        if (line != heading) throw std::runtime_error("another heading");
        continue;
      }
      const std::vector<std::string> cells = split(line, '\t');
      if (cells.size() != columns) throw std::runtime_error("not 13 columns");
      const Row& row = table.rows.emplace_back(reader.read(cells));
      if (!seen.emplace(std::string(row.tab) + "/" + std::string(row.section), row.tag).second)
        throw std::runtime_error("this tag stands in its group twice");
    } catch (const std::runtime_error& error) {
      throw std::runtime_error(name + ":" + std::to_string(number) + ": " + error.what());
    }
  }
  if (table.rows.empty() || table.rows.size() > 65535)
    throw std::runtime_error(name + ": no rows, or too many");
  return table;
}

}  // namespace handset::settings::generate
