#include "web/settings_request.h"

#include <algorithm>
#include <boost/json/object.hpp>
#include <limits>
#include <set>
#include <utility>

#include "base/text.h"
#include "settings/row.h"
#include "web/form_body.h"
#include "web/json.h"
#include "web/json_keys.h"

namespace handset::web {
namespace {

namespace json = boost::json;

constexpr std::string_view patch_example =
    R"(Send {"values": {"SIP_T1": ".5"}}; "revision", "dry_run" and "password" may stand beside the values.)";
constexpr std::string_view undo_example =
    R"(Send {"revision": 5}; "dry_run" and "password" may stand beside it.)";

struct Wrong {
  std::string sentence;
};

// Takes members out of an object; what is left in the end does not belong there.
class Members {
 public:
  explicit Members(json::object object) : object_(std::move(object)) {}

  std::optional<json::value> take(std::string_view name) {
    auto* const at = object_.find(json_text(name));
    if (at == object_.end()) return std::nullopt;
    json::value out = std::move(at->value());
    object_.erase(at);
    return out;
  }
  std::optional<io::Revision> take_revision() {
    const auto value = take("revision");
    if (!value) return std::nullopt;
    if (value->is_int64() && value->get_int64() >= 0) return static_cast<io::Revision>(value->get_int64());
    if (value->is_uint64()) return value->get_uint64();
    throw Wrong{"A revision is a number from 0."};
  }
  bool take_flag(std::string_view name) {
    const auto value = take(name);
    if (!value) return false;
    if (!value->is_bool()) throw Wrong{"\"" + std::string(name) + "\" is true or false."};
    return value->get_bool();
  }
  std::optional<std::string> take_text(std::string_view name) {
    const auto value = take(name);
    if (!value) return std::nullopt;
    if (!value->is_string()) throw Wrong{"\"" + std::string(name) + "\" is a text."};
    return std::string(value->get_string());
  }
  void expect_end() const {
    if (!object_.empty())
      throw Wrong{"\"" + std::string(object_.begin()->key()).substr(0, longest_name) +
                  "\" does not belong there."};
  }

 private:
  static constexpr std::size_t longest_name = 80;
  json::object object_;
};

std::vector<settings::Assignment> take_values(Members& members) {
  auto values = members.take("values");
  if (!values || !values->is_object()) throw Wrong{"There are no values."};
  std::vector<settings::Assignment> out;
  out.reserve(values->get_object().size());
  for (const auto& [tag, value] : values->get_object()) {
    if (!value.is_string())
      throw Wrong{"The value of " + std::string(tag).substr(0, 80) +
                  " is no text; numbers are sent as text too."};
    out.push_back({std::string(tag), std::string(value.get_string())});
  }
  return out;
}

// `read` throws Wrong, within this file alone.
template <class T, class Read>
Readable<T> read_body(std::string_view body, std::string_view example, const Read& read) {
  auto object = read_object(body);
  if (!object) return tl::unexpected(std::move(object.error()));
  const auto wrong = [example](const std::string& sentence) {
    return tl::unexpected(error_answer(400, sentence + " " + std::string(example)));
  };
  if (const auto twice = find_repeated_key(body))
    return wrong("\"" + twice->substr(0, 80) + "\" stands there twice.");
  Members members(*std::move(object));
  try {
    T out = read(members);
    members.expect_end();
    return out;
  } catch (const Wrong& fault) {
    return wrong(fault.sentence);
  }
}

Readable<std::optional<std::uint64_t>> read_number(std::string_view query, std::string_view name,
                                                   std::uint64_t most) {
  const auto text = form_value(query, name);
  if (!text) return std::nullopt;
  const auto number = parse_decimal(*text, most);
  if (!number)
    return tl::unexpected(error_answer(
        400, "\"" + std::string(name) + "\" is a number from 0 to " + std::to_string(most) + "."));
  return *number;
}

// A browser's checkbox and the real phone's form say 1 and 0.
std::string form_text(std::string_view tag, std::string value) {
  const auto address = settings::find_tag(tag);
  const bool yes_or_no = address && settings::rows()[address->row].type == settings::Type::Bool;
  if (yes_or_no && value == "1") return "Yes";
  if (yes_or_no && value == "0") return "No";
  return value;
}

}  // namespace

Readable<SettingsWish> read_settings_patch(std::string_view body) {
  return read_body<SettingsWish>(body, patch_example, [](Members& members) {
    SettingsWish wish;
    wish.values = take_values(members);
    wish.seen = members.take_revision();
    wish.dry_run = members.take_flag("dry_run");
    wish.password = members.take_text("password");
    return wish;
  });
}

Readable<UndoWish> read_undo(std::string_view body) {
  return read_body<UndoWish>(body, undo_example, [](Members& members) {
    UndoWish wish;
    const auto to = members.take_revision();
    if (!to) throw Wrong{"It is not said to which revision."};
    wish.to = *to;
    wish.dry_run = members.take_flag("dry_run");
    wish.password = members.take_text("password");
    return wish;
  });
}

Readable<HistoryWish> read_history_query(std::string_view query) {
  constexpr std::uint64_t most_changes = 500;
  const auto before = read_number(query, "before", std::numeric_limits<std::int64_t>::max());
  if (!before) return tl::unexpected(before.error());
  const auto limit = read_number(query, "limit", most_changes);
  if (!limit) return tl::unexpected(limit.error());
  HistoryWish wish;
  wish.before = *before;
  if (*limit) wish.limit = static_cast<std::size_t>(**limit);
  return wish;
}

tl::expected<SettingsWish, std::string> read_settings_form(std::string_view body) {
  auto fields = read_form(body);
  if (!fields) return tl::unexpected(std::move(fields.error()));
  SettingsWish wish;
  std::set<std::string> names;
  for (FormField& field : *fields) {
    if (!names.insert(field.name).second)
      return tl::unexpected("The field \"" + field.name.substr(0, 80) + "\" stands in the form twice.");
    if (field.name == "csrf_token") continue;
    if (field.name == "current_password")
      wish.password = std::move(field.value);
    else
      wish.values.push_back({field.name, form_text(field.name, std::move(field.value))});
  }
  return wish;
}

}  // namespace handset::web
