#include <algorithm>
#include <cctype>
#include <set>
#include <stdexcept>

#include "settings/generate/writers.h"

namespace handset::settings::generate {
namespace {

// The letters and digits of a text in runs: "x-sipura" -> x, sipura.
std::vector<std::string> words(std::string_view text) {
  std::vector<std::string> out(1);
  for (const char c : text) {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0)
      out.back() += c;
    else if (!out.back().empty())
      out.emplace_back();
  }
  if (out.back().empty()) out.pop_back();
  return out;
}

std::string tag_without_index(std::string_view tag) {
  std::string out(tag);
  for (const std::string_view mark : {"<n>", "<k>"})
    if (const auto at = out.find(mark); at != std::string::npos) out.erase(at, mark.size());
  return out;
}

// "User_ID_<n>_" -> user_id
std::string reader_name(const Row& row) {
  std::string out;
  for (const std::string& word : words(tag_without_index(row.tag))) out += (out.empty() ? "" : "_") + word;
  std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) { return std::tolower(c); });
  return out == "register" ? out + "_" : out;  // a keyword of C++
}

// "url+xml" -> UrlXml, "UDP" -> Udp, "79xx" -> N79xx
std::string camel_case(std::string_view text) {
  std::string out;
  for (std::string word : words(text)) {
    const bool all_upper =
        std::none_of(word.begin(), word.end(), [](unsigned char c) { return std::islower(c); });
    if (all_upper)
      std::transform(word.begin(), word.end(), word.begin(), [](unsigned char c) { return std::tolower(c); });
    word[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(word[0])));
    out += word;
  }
  return !out.empty() && std::isdigit(static_cast<unsigned char>(out[0])) != 0 ? "N" + out : out;
}

std::string enum_name(const Row& row) {
  return camel_case(tag_without_index(row.tag));
}

// Members that differ in signs alone, such as GMT+01:00 and GMT-01:00, get the signs as words.
std::vector<std::string> enumerators(const Row& row) {
  std::vector<std::string> out;
  for (const std::string_view member : row.members) out.push_back(camel_case(member));
  if (std::set<std::string>(out.begin(), out.end()).size() == out.size()) return out;
  out.clear();
  for (const std::string_view member : row.members) {
    std::string spelled;
    for (const char c : member) spelled += c == '+' ? " plus " : c == '-' ? " minus " : std::string(1, c);
    out.push_back(camel_case(spelled));
  }
  return out;
}

struct Reader {
  std::string result;
  std::string body;
};

Reader optional_reader(const Row& row, const std::string& type, const std::string& call,
                       const std::string& zero) {
  if (row.blank)
    return {"std::optional<" + type + ">",
            "  const auto value = " + call + ";\n  if (!value) return std::nullopt;\n  return static_cast<" +
                type + ">(*value);\n"};
  return {type, "  return static_cast<" + type + ">(" + call + ".value_or(" + zero + "));\n"};
}

Reader reader(const Row& row, const std::string& address) {
  switch (row.type) {
    case Type::Bool:
      return {"bool", "  return yes(" + address + ");\n"};
    case Type::Unsigned:
      return optional_reader(row, "std::uint32_t", "number(" + address + ")", "0");
    case Type::Integer:
      return optional_reader(row, "std::int32_t", "number(" + address + ")", "0");
    case Type::Port:
      return optional_reader(row, "std::uint16_t", "number(" + address + ")", "0");
    case Type::Seconds:
      return optional_reader(row, "Duration", "time(" + address + ")", "Duration{}");
    case Type::Enum:
      return {enum_name(row), "  return static_cast<" + enum_name(row) + ">(member(" + address + "));\n"};
    case Type::Set:
    case Type::Numbers:
    case Type::Codes:
    case Type::Hosts:
      return {"std::vector<std::string_view>", "  return list(" + address + ");\n"};
    default:
      return {"std::string_view", "  return text(" + address + ");\n"};
  }
}

struct Group {
  Scope scope;
  std::string_view name;
};
constexpr Group indexed_groups[] = {{Scope::Ext, "ExtReaders"},
                                    {Scope::LineKey, "LineKeyReaders"},
                                    {Scope::Unit, "UnitReaders"},
                                    {Scope::UnitKey, "UnitKeyReaders"}};

template <class Function>
void for_active(const Table& table, Scope scope, Function function) {
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const Row& row = table.rows[i];
    if (row.state == State::Active && row.settable() && row.scope == scope) function(row, i);
  }
}

std::string declarations(const Table& table, Scope scope) {
  std::string out;
  std::set<std::string> names;
  for_active(table, scope, [&](const Row& row, std::size_t) {
    if (!names.insert(reader_name(row)).second)
      throw std::runtime_error("two readers named " + reader_name(row));
    out += "  [[nodiscard]] " + reader(row, "").result + " " + reader_name(row) + "() const;\n";
  });
  return out;
}

std::string enums(const Table& table) {
  std::string out;
  for (const Row& row : table.rows) {
    if (row.state != State::Active || !row.settable() || row.type != Type::Enum) continue;
    out += "enum class " + enum_name(row) + " : std::uint8_t {";
    const std::vector<std::string> names = enumerators(row);
    for (std::size_t i = 0; i < names.size(); ++i) out += (i > 0 ? ", " : " ") + names[i];
    out += row.blank ? ", Blank };\n" : " };\n";
  }
  return out;
}

}  // namespace

std::string readers_header(const Table& table) {
  std::string out =
      "// Typed readers of the settings that are obeyed. Made from parameters.tsv by the build.\n#pragma "
      "once\n\n"
      "#include <cstdint>\n#include <optional>\n#include <string_view>\n#include <vector>\n\n"
      "#include \"base/time.h\"\n#include \"settings/values.h\"\n\nnamespace handset::settings {\n\n" +
      enums(table) + "\n";
  for (const Group& group : indexed_groups)
    out += "class " + std::string(group.name) +
           " : private IndexedReader {\n public:\n  using IndexedReader::IndexedReader;\n" +
           declarations(table, group.scope) + "};\n\n";
  out += "class PhoneReaders : public Values {\n public:\n" + declarations(table, Scope::Phone) +
         "\n  // Numbers from 1 to the limits of row.h. The readers refer to this object.\n"
         "  [[nodiscard]] ExtReaders ext(unsigned number) const { return {*this, number}; }\n"
         "  [[nodiscard]] LineKeyReaders line_key(unsigned number) const { return {*this, number}; }\n"
         "  [[nodiscard]] UnitReaders unit(unsigned number) const { return {*this, number}; }\n"
         "  [[nodiscard]] UnitKeyReaders unit_key(unsigned unit, unsigned key) const {\n"
         "    return {*this, (unit - 1) * keys_per_unit + key};\n  }\n\n"
         " protected:\n  using Values::Values;\n};\n\n}  // namespace handset::settings\n";
  return out;
}

std::string readers_source(const Table& table) {
  std::string out =
      "// Made from parameters.tsv by the build.\n#include \"settings/readers.h\"\n\nnamespace "
      "handset::settings {\n";
  const auto define = [&](std::string_view name, Scope scope) {
    for_active(table, scope, [&](const Row& row, std::size_t id) {
      const std::string number = std::to_string(id);
      const Reader made = reader(row, scope == Scope::Phone ? "{" + number + ", 0}" : number);
      out += "\n" + made.result + " " + std::string(name) + "::" + reader_name(row) + "() const {\n" +
             made.body + "}\n";
    });
  };
  for (const Group& group : indexed_groups) define(group.name, group.scope);
  define("PhoneReaders", Scope::Phone);
  return out + "\n}  // namespace handset::settings\n";
}

}  // namespace handset::settings::generate
