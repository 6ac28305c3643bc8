// What is dialled: dial plans, rewriting rules and star codes. The syntax alone; what a plan does with digits
// is not known here.
#include <algorithm>

#include "settings/value_checks.h"

namespace handset::settings {
namespace {

bool is_key(char c) {
  return is_digit(c) || c == '*' || c == '#';
}

// [2-9], [35-8*]
Fault take_set(ScriptScan& scan) {
  bool empty = true;
  while (!scan.done() && scan.peek() != ']') {
    const char first = scan.peek();
    if (!is_key(first)) return scan.wrong("a set holds digits, *, # and ranges of digits");
    scan.take(first);
    empty = false;
    if (!scan.take('-')) continue;
    const char last = scan.peek();
    if (!is_digit(first) || !is_digit(last) || last < first)
      return scan.wrong("a range runs from a digit to a greater one");
    scan.take(last);
  }
  if (!scan.take(']')) return scan.wrong("the set's closing bracket is missing");
  return empty ? scan.wrong("an empty set matches nothing") : Fault{};
}

// <dialled:sent>; what is sent may name a host (`@`).
Fault take_substitution(ScriptScan& scan) {
  scan.take_while([](char c) { return is_key(c) || c == 'x' || c == 'X' || c == '+' || c == '.'; });
  if (!scan.take(':')) return scan.wrong("a substitution is written <dialled:sent>");
  scan.take_while(
      [](char c) { return is_alnum(c) || is_key(c) || c == '+' || c == '@' || c == '.' || c == '-'; });
  return scan.take('>') ? Fault{} : scan.wrong("the substitution's closing > is missing");
}

Fault take_sequence(ScriptScan& scan) {
  bool repeatable = false;  // whether a `.` may follow
  bool empty = true;
  bool barred = false;
  while (!scan.done() && scan.peek() != '|' && scan.peek() != ')') {
    const char c = scan.peek();
    if (barred) return scan.wrong("nothing follows the ! that bars a sequence");
    scan.take(c);
    if (is_space(c)) continue;
    if (c == '.' && !repeatable) return scan.wrong("a . repeats the element before it, and there is none");
    repeatable = is_key(c) || c == 'x' || c == 'X' || c == '+' || c == '[' || c == '>';
    empty = false;
    if (c == '[') {
      if (Fault fault = take_set(scan)) return fault;
    } else if (c == '<') {
      if (Fault fault = take_substitution(scan)) return fault;
    } else if (c == 'S' || c == 'L' || c == 'P') {
      scan.take_digits();
    } else if (c == '!') {
      barred = true;
    } else if (!repeatable && c != '.' && c != ',') {
      return scan.wrong("not an element of a dial plan");
    }
  }
  return empty ? scan.wrong("an empty sequence") : Fault{};
}

Fault take_sequences(ScriptScan& scan) {
  do {
    if (Fault fault = take_sequence(scan)) return fault;
  } while (scan.take('|'));
  return {};
}

// `S:4,` and `L:10,` before the parenthesis set the timers of the whole plan.
Fault take_plan_timers(ScriptScan& scan) {
  while (scan.peek() == 'S' || scan.peek() == 'L') {
    scan.take(scan.peek());
    if (!scan.take(':')) return scan.wrong("a timer of the whole plan is written S:n, or L:n,");
    scan.skip_space();
    if (scan.take_digits().empty()) return scan.wrong("a timer of the whole plan is written S:n, or L:n,");
    scan.skip_space();
    if (!scan.take(',')) return scan.wrong("a timer of the whole plan is written S:n, or L:n,");
    scan.skip_space();
  }
  return {};
}

Fault take_plan(ScriptScan& scan) {
  if (!scan.take('(')) return scan.wrong("a plan stands in parentheses");
  if (Fault fault = take_sequences(scan)) return fault;
  if (!scan.take(')')) return scan.wrong("the plan's closing parenthesis is missing");
  scan.skip_space();
  return scan.done() ? Fault{} : scan.wrong("nothing follows the plan's closing parenthesis");
}

}  // namespace

Fault check_dial_plan(std::string_view value) {
  ScriptScan scan(value);
  if (Fault fault = take_plan_timers(scan)) return fault;
  return take_plan(scan);
}

Fault check_dial_map(std::string_view value) {
  ScriptScan scan(value);
  if (scan.peek() == '(') return take_plan(scan);
  if (Fault fault = take_sequences(scan)) return fault;
  return scan.done() ? Fault{} : scan.wrong("a closing parenthesis without an opening one");
}

Fault check_star_code(std::string_view value) {
  ScriptScan scan(value);
  scan.take_while(is_key);
  return scan.done() ? Fault{} : scan.wrong("not a key that can be dialled");
}

Fault check_star_codes(std::string_view value) {
  constexpr std::string_view tones = "cdmopsx";
  ScriptScan scan(value);
  do {
    scan.skip_space();
    if (!scan.take('*') || scan.take_while(is_key).empty())
      return scan.wrong("a code begins with * and goes on with keys");
    if (scan.take('`')) {
      if (tones.find(scan.peek()) == std::string_view::npos)
        return scan.wrong("a tone letter is one of c, d, m, o, p, s, x");
      scan.take(scan.peek());
      if (!scan.take('`')) return scan.wrong("the second back quote is missing");
    }
    scan.skip_space();
  } while (scan.take('|'));
  return scan.done() ? Fault{} : scan.wrong("a | stands between codes");
}

Fault check_announcements(std::string_view value) {
  ScriptScan scan(value);
  while (!scan.done()) {
    scan.skip_space();
    if (scan.take_while(is_alnum).empty()) return scan.wrong("the code is missing");
    if (!scan.take('=')) return scan.wrong("an = stands between code and extension");
    if (scan.take_while(is_key).empty()) return scan.wrong("the extension is missing");
    if (!scan.done() && !scan.take(';')) return scan.wrong("a ; stands between announcements");
    scan.skip_space();
  }
  return {};
}

}  // namespace handset::settings
