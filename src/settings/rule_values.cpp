// Profile, upgrade and report rules: `[options] URL` or `(condition)? URL | (condition)? URL | URL`, and the
// conditions of resync triggers.
#include <algorithm>
#include <array>

#include "settings/value_checks.h"

namespace handset::settings {
namespace {

constexpr std::array<std::string_view, 10> operators{"lt", "le", "gt", "ge", "eq", "ne", "=", "!=", "<", ">"};

bool is_operand_letter(char c) {
  return is_alnum(c) || c == '$' || c == '.' || c == '-' || c == '_' || c == ':';
}

// A macro, a number, a version, or text in quotes.
bool take_operand(ScriptScan& scan) {
  if (scan.take('"')) {
    scan.take_while([](char c) { return c != '"'; });
    return scan.take('"');
  }
  if (scan.take("$(")) {
    scan.take_while([](char c) { return is_alnum(c) || c == ':'; });
    return scan.take(')');
  }
  return !scan.take_while(is_operand_letter).empty();
}

bool take_operator(ScriptScan& scan) {
  const std::string_view word =
      is_alpha(scan.peek())
          ? scan.take_while(is_alpha)
          : scan.take_while([](char c) { return c == '=' || c == '!' || c == '<' || c == '>'; });
  return std::find(operators.begin(), operators.end(), word) != operators.end();
}

Fault take_condition(ScriptScan& scan) {
  while (true) {
    scan.skip_space();
    if (!take_operand(scan))
      return scan.wrong("a comparison needs a macro, a number, a version or \"text\" here");
    scan.skip_space();
    if (!take_operator(scan)) return scan.wrong("a comparison is one of lt, le, gt, ge, eq, ne, =, !=");
    scan.skip_space();
    if (!take_operand(scan))
      return scan.wrong("a comparison needs a macro, a number, a version or \"text\" here");
    scan.skip_space();
    if (scan.take("and ")) continue;
    return {};
  }
}

Fault take_alternative(ScriptScan& scan) {
  scan.skip_space();
  if (scan.take('(')) {
    if (Fault fault = take_condition(scan)) return fault;
    if (!scan.take(')')) return scan.wrong("conditions are joined with `and`, and end with )");
    scan.skip_space();
    if (!scan.take('?')) return scan.wrong("a ? stands between condition and address");
    scan.skip_space();
  }
  if (scan.take('[')) {
    scan.take_while([](char c) { return c != ']'; });
    if (!scan.take(']')) return scan.wrong("the options' closing bracket is missing");
    scan.skip_space();
  }
  const std::size_t start = scan.at();
  const std::string_view url = scan.take_while([](char c) { return !is_space(c) && c != '|'; });
  if (url.empty()) return scan.wrong("the address is missing");
  if (const Fault fault = check_macros(url))
    return Error{fault->code, static_cast<std::uint32_t>(start) + fault->at, fault->what};
  scan.skip_space();
  return {};
}

}  // namespace

Fault check_rule(std::string_view value) {
  ScriptScan scan(value);
  do {
    if (Fault fault = take_alternative(scan)) return fault;
  } while (scan.take('|'));
  return scan.done() ? Fault{} : scan.wrong("a | stands between alternatives, %20 for a blank in an address");
}

Fault check_condition(std::string_view value) {
  ScriptScan scan(value);
  const bool enclosed = scan.take('(');
  if (Fault fault = take_condition(scan)) return fault;
  if (enclosed && !scan.take(')')) return scan.wrong("conditions are joined with `and`, and end with )");
  scan.skip_space();
  return scan.done() ? Fault{} : scan.wrong("conditions are joined with `and`");
}

}  // namespace handset::settings
