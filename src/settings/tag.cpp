// From tags as people and profiles write them to rows, and back.
#include <algorithm>

#include "base/text.h"
#include "settings/assignment.h"
#include "settings/row.h"

namespace handset::settings {
namespace {

constexpr std::size_t longest_tag = 80;
constexpr std::string_view n_mark = "<n>";
constexpr std::string_view k_mark = "<k>";

const Row& row_of(RowId id) {
  return rows()[id];
}

std::optional<RowId> find_row(std::string_view tag) {
  const auto ids = rows_by_tag();
  const auto at = std::lower_bound(ids.begin(), ids.end(), tag,
                                   [](RowId id, std::string_view wanted) { return row_of(id).tag < wanted; });
  if (at == ids.end() || row_of(*at).tag != tag) return std::nullopt;
  return *at;
}

// A run of digits that can be an index.
struct Run {
  std::size_t at;
  std::size_t size;
  unsigned number;
};

std::vector<Run> index_runs(std::string_view tag) {
  std::vector<Run> out;
  for (std::size_t i = 0; i < tag.size();) {
    if (!is_digit(tag[i])) {
      ++i;
      continue;
    }
    std::size_t end = i;
    while (end < tag.size() && is_digit(tag[end])) ++end;
    const auto number = parse_decimal(tag.substr(i, end - i), 99);
    if (number && tag[i] != '0') out.push_back({i, end - i, static_cast<unsigned>(*number)});
    i = end;
  }
  return out;
}

std::string with_mark(std::string_view tag, const Run& run, std::string_view mark) {
  return std::string(tag.substr(0, run.at)) + std::string(mark) + std::string(tag.substr(run.at + run.size));
}

struct Found {
  RowId row;
  unsigned n = 0;
  unsigned k = 0;
};

// The row that a tag has the shape of, whatever its index.
std::optional<Found> find_shape(std::string_view tag) {
  if (tag.size() > longest_tag) return std::nullopt;
  const std::vector<Run> runs = index_runs(tag);
  for (std::size_t i = 0; i < runs.size(); ++i) {
    if (const auto row = find_row(with_mark(tag, runs[i], n_mark))) return Found{*row, runs[i].number};
    for (std::size_t j = i + 1; j < runs.size(); ++j) {
      // From the back, so that the place of the first run stays.
      const std::string marked = with_mark(with_mark(tag, runs[j], k_mark), runs[i], n_mark);
      if (const auto row = find_row(marked)) return Found{*row, runs[i].number, runs[j].number};
    }
  }
  return std::nullopt;
}

bool in_range(const Found& found) {
  const Row& row = row_of(found.row);
  if (row.scope == Scope::UnitKey) return found.n <= max_units && found.k >= 1 && found.k <= keys_per_unit;
  return found.n <= row.instances();
}

// The letters and digits alone, in lower case: what people get right in a tag.
std::string skeleton(std::string_view tag) {
  std::string out;
  for (const char c : tag)
    if (is_alnum(c)) out += to_lower(c);
  return out;
}

// Levenshtein's distance with exchanged neighbours (Damerau), given up beyond `limit`.
std::size_t distance(std::string_view a, std::string_view b, std::size_t limit) {
  if (a.size() > b.size() + limit || b.size() > a.size() + limit) return limit + 1;
  std::vector<std::size_t> before;
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    before.swap(last);
    last.swap(row);
    row.assign(b.size() + 1, i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t changed = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({changed, last[j] + 1, row[j - 1] + 1});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], before[j - 2] + 1);
    }
  }
  return row.back();
}

// The setting of a row that the numbers in a mistyped tag speak for.
Address likely_address(RowId id, const std::vector<Run>& runs) {
  const Row& row = row_of(id);
  if (row.scope == Scope::Phone) return {id, 0};
  if (row.scope == Scope::UnitKey) {
    const unsigned unit = !runs.empty() && runs.front().number <= max_units ? runs.front().number : 1;
    const unsigned key = runs.size() > 1 && runs.back().number <= keys_per_unit ? runs.back().number : 1;
    return {id, static_cast<std::uint8_t>((unit - 1) * keys_per_unit + key)};
  }
  const auto last =
      std::find_if(runs.rbegin(), runs.rend(), [&](const Run& run) { return run.number <= row.instances(); });
  return {id, static_cast<std::uint8_t>(last == runs.rend() ? 1 : last->number)};
}

void replace(std::string& text, std::string_view mark, unsigned number) {
  if (const auto at = text.find(mark); at != std::string::npos)
    text.replace(at, mark.size(), std::to_string(number));
}

std::string range_words(const Row& row) {
  switch (row.scope) {
    case Scope::Ext:
      return "extensions count from 1 to " + std::to_string(max_extensions);
    case Scope::LineKey:
      return "line keys count from 1 to " + std::to_string(max_line_keys);
    default:
      return "units count from 1 to " + std::to_string(max_units) + ", their keys from 1 to " +
             std::to_string(keys_per_unit);
  }
}

}  // namespace

std::optional<Address> find_tag(std::string_view tag) {
  if (const auto row = find_row(tag); row && (row_of(*row).scope == Scope::Phone || !row_of(*row).settable()))
    return Address{*row, 0};
  const auto found = find_shape(tag);
  if (!found || !in_range(*found)) return std::nullopt;
  const unsigned index = found->k > 0 ? (found->n - 1) * keys_per_unit + found->k : found->n;
  return Address{found->row, static_cast<std::uint8_t>(index)};
}

std::string tag_of(Address address) {
  const Row& row = row_of(address.row);
  std::string out(row.tag);
  if (row.scope == Scope::UnitKey) {
    const unsigned from_zero = address.index - 1U;
    replace(out, n_mark, from_zero / keys_per_unit + 1);
    replace(out, k_mark, from_zero % keys_per_unit + 1);
  } else if (row.scope != Scope::Phone) {
    replace(out, n_mark, address.index);
  }
  return out;
}

std::string_view default_of(Address address) {
  const Row& row = row_of(address.row);
  const std::size_t place = address.index - std::size_t{1};
  return place < row.indexed_default.size() ? row.indexed_default[place] : row.default_value;
}

std::vector<std::string> near_tags(std::string_view tag) {
  constexpr std::size_t most = 3;
  if (tag.size() > longest_tag) return {};
  const std::string wanted = skeleton(tag);
  const std::vector<Run> runs = index_runs(tag);
  const std::size_t limit = std::max<std::size_t>(1, wanted.size() / 4);
  std::vector<std::pair<std::size_t, std::string>> found;
  for (RowId id = 0; id < rows().size(); ++id) {
    if (!row_of(id).settable()) continue;
    std::string candidate = tag_of(likely_address(id, runs));
    const std::size_t far = distance(wanted, skeleton(candidate), limit);
    if (far <= limit) found.emplace_back(far, std::move(candidate));
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<std::string> out;
  for (auto& [far, candidate] : found) {
    // Beside one that differs in its signs alone, the others were not meant.
    if (out.size() == most || far > found.front().first + 1 || (far > 0 && found.front().first == 0)) break;
    out.push_back(std::move(candidate));
  }
  return out;
}

Issue unknown_tag(std::string_view tag) {
  const std::string name(tag.substr(0, longest_tag));
  if (const auto address = find_tag(tag); address && !row_of(address->row).settable())
    return {name, name + " shows the status of the phone and cannot be set"};
  std::string message = "there is no parameter \"" + name + "\"";
  if (const auto found = find_shape(tag); found && !in_range(*found))
    return {name, message + ": " + range_words(row_of(found->row))};
  const std::vector<std::string> near = near_tags(tag);
  for (std::size_t i = 0; i < near.size(); ++i)
    message += (i == 0 ? "; did you mean " : i + 1 < near.size() ? ", " : " or ") + near[i];
  return {name, near.empty() ? message : message + "?"};
}

}  // namespace handset::settings
