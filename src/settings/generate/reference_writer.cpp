#include "settings/generate/writers.h"
#include "settings/row_words.h"

namespace handset::settings::generate {
namespace {

// Text in a cell of a Markdown table, where a bar ends the cell and `<n>` would be a tag.
std::string cell(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '|':
        out += "\\|";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '*':
      case '_':
      case '`':
      case '\\':
      case '[':
      case ']':
      case '$':
        out += '\\', out += c;
        break;
      default:
        out += c;
    }
  }
  return out;
}

// A code span shows everything as it stands, but for the bar, and ends at a back quote.
std::string code(std::string_view text) {
  if (text.empty()) return "";
  const std::string fence = text.find('`') == std::string_view::npos ? "`" : "``";
  std::string out = fence == "`" ? fence : fence + " ";
  for (const char c : text) {
    if (c == '|') out += '\\';
    out += c;
  }
  return out + (fence == "`" ? fence : " " + fence);
}

std::string access_words(const Row& row) {
  const std::string view = row.basic ? "basic" : "advanced";
  switch (row.access) {
    case Access::ReadOnly:
      return "shown, " + view;
    case Access::Admin:
      return "admin, " + view;
    case Access::User:
      break;
  }
  return "user, " + view;
}

std::string state_words(const Row& row) {
  if (!row.settable()) return row.reason.empty() ? "status" : "status; " + cell(row.reason);
  std::string out(state_name(row.state));
  if (!row.reason.empty()) out += ": " + cell(row.reason);
  if (row.restart) out += ", by a restart";
  return out;
}

std::string default_words(const Row& row) {
  if (row.indexed_default.empty()) return code(row.default_value);
  return code(row.indexed_default.front()) + " to " + code(row.indexed_default.back());
}

std::size_t count(const Table& table, State state) {
  std::size_t out = 0;
  for (const Row& row : table.rows) out += row.settable() && row.state == state ? 1 : 0;
  return out;
}

std::string preface(const Table& table) {
  std::size_t status = 0;
  for (const Row& row : table.rows) status += row.settable() ? 0 : 1;
  return "# Parameters\n\nMade from `src/settings/parameters.tsv` by the build; change that file, then run\n"
         "`cmake --build BUILD --target parameters_reference`.\n\n"
         "`<n>` in a tag is the number of an extension (1 to " +
         std::to_string(max_extensions) + "), a line key (1 to " + std::to_string(max_line_keys) +
         ") or a console unit (1 to " + std::to_string(max_units) + "), `<k>` that of a unit's key (1 to " +
         std::to_string(keys_per_unit) +
         ").\nAccess is the account that may change a parameter and the view that shows it.\n\n"
         "States: **active** is obeyed (" +
         std::to_string(count(table, State::Active)) + "), **stored** is kept and shown but not built yet (" +
         std::to_string(count(table, State::Stored)) + "), **hardware** means nothing in software (" +
         std::to_string(count(table, State::Hardware)) + "). The other " + std::to_string(status) +
         " show the status of the phone.\nA new value acts at once; one marked **by a restart** waits until "
         "the phone is idle, which then restarts\n"
         "within a second.\n";
}

}  // namespace

std::string reference_page(const Table& table) {
  std::string out = preface(table);
  std::string_view tab;
  std::string_view section;
  for (const Row& row : table.rows) {
    if (row.tab != tab) out += "\n## " + std::string(row.tab) + "\n";
    if (row.tab != tab || row.section != section) {
      out += "\n### " + cell(row.section) +
             "\n\n| Parameter | Tag | Value | Default | Access | State | Meaning |\n| --- | --- | --- | --- "
             "| --- | --- | --- |\n";
    }
    tab = row.tab;
    section = row.section;
    const std::string value = row.settable() ? cell(expectation(row)) : "";
    out += "| " + cell(row.label) + " | " + code(row.tag) + " | " + value + " | " + default_words(row) +
           " | " + access_words(row) + " | " + state_words(row) + " | " + cell(row.help) + " |\n";
  }
  return out;
}

}  // namespace handset::settings::generate
