// Orders to the lab as JSON: the members of an object are read one by one, and the first that is wrong makes
// the sentence that goes back. For the sources of the lab's JSON alone; any thread, one at a time.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

namespace handset::lab {

class Diary;

[[nodiscard]] inline boost::json::string_view text(std::string_view value) {
  return {value.data(), value.size()};
}

// {"error": "sentence"}
[[nodiscard]] std::string error_json(std::string_view sentence);
// [{"at": seconds since 1970, "text": "..."}, ...], the newest first.
[[nodiscard]] boost::json::array events_of(const Diary& diary);

// A body that is an object, or a sentence.
[[nodiscard]] tl::expected<boost::json::object, std::string> parse_order(std::string_view body);

class OrderReader {
 public:
  // The order outlives it.
  explicit OrderReader(const boost::json::object& order) : order_(order) {}

  // Both: nothing where it is not there, or null.
  std::optional<std::uint64_t> number(std::string_view name, std::uint64_t most);
  std::optional<std::string> word(std::string_view name, std::size_t longest);
  bool flag(std::string_view name);
  // A list that has to be there.
  std::vector<std::string> list(std::string_view name, std::size_t most);

  void require(bool given, std::string sentence) {
    if (!given) wrong(std::move(sentence));
  }
  // What is wrong; also a name that nobody asked for.
  [[nodiscard]] std::string complaint() const;

 protected:
  const boost::json::value* take(std::string_view name);
  void wrong(std::string sentence) {
    if (complaint_.empty()) complaint_ = std::move(sentence);
  }

 private:
  const boost::json::object& order_;
  std::size_t taken_ = 0;
  std::string complaint_;
};

}  // namespace handset::lab
