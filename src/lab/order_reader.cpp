#include "lab/order_reader.h"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <chrono>

#include "lab/diary.h"

namespace handset::lab {

namespace json = boost::json;

std::string error_json(std::string_view sentence) {
  return json::serialize(json::object{{"error", text(sentence)}});
}

json::array events_of(const Diary& diary) {
  json::array events;
  for (const auto& event : diary.events())
    events.push_back(
        json::object{{"at", std::chrono::duration_cast<seconds>(event.at.time_since_epoch()).count()},
                     {"text", text(event.text)}});
  return events;
}

tl::expected<json::object, std::string> parse_order(std::string_view body) {
  boost::system::error_code error;
  json::value document = json::parse(text(body), error);
  if (error || !document.is_object()) return tl::unexpected(std::string("The body is no JSON object."));
  return std::move(document.as_object());
}

std::optional<std::uint64_t> OrderReader::number(std::string_view name, std::uint64_t most) {
  const json::value* value = take(name);
  if (value == nullptr || value->is_null()) return std::nullopt;
  boost::system::error_code error;
  const auto number = value->is_number() ? value->to_number<std::uint64_t>(error) : 0;
  if (!value->is_number() || error || number > most) {
    wrong(std::string(name) + " is a whole number from 0 to " + std::to_string(most));
    return std::nullopt;
  }
  return number;
}

bool OrderReader::flag(std::string_view name) {
  const json::value* value = take(name);
  if (value == nullptr) return false;
  if (!value->is_bool()) wrong(std::string(name) + " is true or false");
  return value->is_bool() && value->as_bool();
}

std::optional<std::string> OrderReader::word(std::string_view name, std::size_t longest) {
  const json::value* value = take(name);
  if (value == nullptr || value->is_null()) return std::nullopt;
  if (!value->is_string() || value->as_string().size() > longest) {
    wrong(std::string(name) + " is a text of " + std::to_string(longest) + " letters at most");
    return std::nullopt;
  }
  return std::string(value->as_string());
}

std::vector<std::string> OrderReader::list(std::string_view name, std::size_t most) {
  const json::value* value = take(name);
  std::vector<std::string> out;
  if (value != nullptr && value->is_array() && value->as_array().size() <= most)
    for (const json::value& line : value->as_array())
      if (line.is_string()) out.emplace_back(line.as_string());
  if (value == nullptr || !value->is_array() || out.size() != value->as_array().size())
    wrong(std::string(name) + " is a list of " + std::to_string(most) + " texts at most");
  return out;
}

std::string OrderReader::complaint() const {
  if (!complaint_.empty()) return complaint_ + ".";
  return taken_ == order_.size() ? std::string() : "There is a name in it that is not known.";
}

const json::value* OrderReader::take(std::string_view name) {
  const json::value* value = order_.if_contains(text(name));
  if (value != nullptr) ++taken_;
  return value;
}

}  // namespace handset::lab
