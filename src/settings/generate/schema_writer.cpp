#include <algorithm>
#include <numeric>

#include "settings/generate/writers.h"

namespace handset::settings::generate {
namespace {

std::string literal(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\' || c == '?') out += '\\';  // ??) would be a trigraph
    out += c;
  }
  return out + '"';
}

std::string list_literal(std::span<const std::string_view> list) {
  std::string out = "{";
  for (const std::string_view text : list) out += literal(text) + ", ";
  return out + "}";
}

// The enumerators of Type are kept by number: names of their own would be one more list to keep in order.
template <class Enum>
std::string value(std::string_view type, Enum of) {
  return "static_cast<" + std::string(type) + ">(" + std::to_string(static_cast<unsigned>(of)) + ")";
}

std::string yes_no(bool value) {
  return value ? "true" : "false";
}

std::string range_literal(const Range& range) {
  const std::string also = range.also ? std::to_string(*range.also) : "std::nullopt";
  return "{" + std::to_string(range.min) + ", " + std::to_string(range.max) + ", " +
         std::to_string(range.step) + ", " + also + "}";
}

std::string order_by_tag(const Table& table) {
  std::vector<std::size_t> order(table.rows.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    const Row& left = table.rows[a];
    const Row& right = table.rows[b];
    return left.tag != right.tag ? left.tag < right.tag : left.settable() && !right.settable();
  });
  std::string out;
  for (const std::size_t row : order) out += std::to_string(row) + ", ";
  return out;
}

}  // namespace

std::string schema_source(const Table& table) {
  std::string lists;
  std::string out;
  const auto list_name = [&](std::span<const std::string_view> list, const std::string& name) -> std::string {
    if (list.empty()) return "{}";
    lists += "constexpr std::string_view " + name + "[] = " + list_literal(list) + ";\n";
    return name;
  };
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const Row& row = table.rows[i];
    const std::string number = std::to_string(i);
    const std::string members = list_name(row.members, "members_" + number);
    const std::string defaults = list_name(row.indexed_default, "defaults_" + number);
    out += "    {" + literal(row.tag) + ", " + literal(row.label) + ", " + literal(row.tab) + ", " +
           literal(row.section) + ",\n     " + value("Scope", row.scope) + ", " + value("Type", row.type) +
           ", " + value("State", row.state) + ", " + value("Access", row.access) + ", " + yes_no(row.basic) +
           ", " + yes_no(row.blank) + ", " + range_literal(row.range) + ",\n     " + members + ", " +
           literal(row.default_value) + ", " + defaults + ",\n     " + literal(row.help) + ", " +
           literal(row.reason) + ", " + yes_no(row.restart) + "},\n";
  }
  return "// Made from parameters.tsv by the build.\n#include \"settings/row.h\"\n\nnamespace "
         "handset::settings {\n"
         "namespace {\n\n" +
         lists + "\nconstexpr Row table[] = {\n" + out + "};\n\nconstexpr RowId by_tag[] = {" +
         order_by_tag(table) +
         "};\n\n}  // namespace\n\nstd::span<const Row> rows() {\n  return table;\n}\n\n"
         "std::span<const RowId> rows_by_tag() {\n  return by_tag;\n}\n\n"
         "}  // namespace handset::settings\n";
}

}  // namespace handset::settings::generate
