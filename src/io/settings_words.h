// How settings.db spells things, and what a sealed value in it is bound to. Internal to src/io.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"
#include "base/time.h"
#include "io/secret_box.h"
#include "io/settings_submission.h"
#include "io/sqlite.h"

namespace handset::io {

inline constexpr std::array<std::pair<settings::Origin, std::string_view>, 4> origin_words{
    {{settings::Origin::Profile, "profile"},
     {settings::Origin::Page, "page"},
     {settings::Origin::Api, "api"},
     {settings::Origin::Phone, "phone"}}};

[[nodiscard]] inline std::string_view word_of(settings::Origin origin) {
  for (const auto& [known, word] : origin_words)
    if (known == origin) return word;
  return "api";
}

[[nodiscard]] inline settings::Origin origin_of(std::string_view word) {
  for (const auto& [origin, known] : origin_words)
    if (known == word) return origin;
  return settings::Origin::Api;
}

// Columns origin, account, source from `first` on.
[[nodiscard]] inline Actor actor_of(const Statement& row, int first) {
  return {origin_of(row.text(first)), std::string(row.text(first + 1)), std::string(row.text(first + 2))};
}

[[nodiscard]] inline std::int64_t column(Revision revision) {
  constexpr Revision most = std::numeric_limits<std::int64_t>::max();
  return static_cast<std::int64_t>(std::min(revision, most));
}
[[nodiscard]] inline std::int64_t column(WallTime time) {
  return time.time_since_epoch().count();
}
[[nodiscard]] inline WallTime time_of(std::int64_t number) {
  return WallTime(Duration(number));
}

// Where a sealed value stands.
enum class Place : std::uint8_t { Setting, Before, After, Record };

[[nodiscard]] inline std::string place_of(Place place, std::string_view phone, std::string_view name,
                                          Revision revision = 0) {
  constexpr std::array<std::string_view, 4> words{"setting", "before", "after", "record"};
  std::string out(words[static_cast<std::size_t>(place)]);
  for (const std::string_view part : {phone, name}) (out += '\n') += part;  // no line ends in either
  return (out += '\n') += std::to_string(revision);
}

// A value in its two columns, text and sealed: a secret is encrypted, nothing is neither.
struct Columns {
  std::optional<std::string_view> text;
  std::optional<Blob> sealed;
  std::string bytes;

  [[nodiscard]] Result<void> set(const std::optional<std::string>& value, bool secret, SecretBox& box,
                                 const std::string& place) {
    text.reset();
    sealed.reset();
    if (!value) return {};
    if (!secret || value->empty()) {
      text = *value;
      return {};
    }
    auto made = box.seal(*value, place);
    if (!made) return tl::unexpected(made.error());
    bytes = *std::move(made);
    sealed = Blob{bytes};
    return {};
  }
};

[[nodiscard]] inline Result<std::string> unsealed(SecretBox& box, std::string_view sealed,
                                                  const std::string& place) {
  auto plain = box.open(sealed, place);
  if (!plain)
    return fail(
        Errc::Malformed,
        "a secret in settings.db was damaged or altered: put the file back from a backup, or remove it "
        "to start with the defaults");
  return plain;
}

}  // namespace handset::io
