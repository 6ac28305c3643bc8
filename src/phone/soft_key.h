// Soft keys: what their functions are called, and the bar of four labels under the screen.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "phone/model.h"

namespace handset::phone {

enum class SoftKeyFunction : std::uint8_t {
  Select,
  Exit,
  Back,
  Update,
  Next,
  Cancel,
  Submit,
  Search,    // submits the form of a directory
  Dial,      // directories and the dial editor
  EditDial,  // directories
  Backspace,
};

// NAME of `SoftKey:NAME`, without case; that of Backspace is `<<`.
[[nodiscard]] std::optional<SoftKeyFunction> parse_soft_key(std::string_view name);
[[nodiscard]] std::string_view soft_key_name(SoftKeyFunction function);

struct SoftKey {
  std::string label;
  unsigned position = 0;   // from 1; 0: the next free one
  std::string uri;         // `SoftKey:` URIs included
  std::string uri_down{};  // at the press, where `uri` is for the release; empty: `uri` is for the press
};

// The keys of a window in the order of their positions. Positions 1 to 4 are drawn where they stand; when
// there are higher ones, three are drawn at a time and the fourth place is `more`, which turns the pages
// round. Two keys at one position: the later one moves to the next free place.
class SoftKeyBar {
 public:
  SoftKeyBar() = default;
  explicit SoftKeyBar(const std::vector<SoftKey>& keys);
  static SoftKeyBar of(std::initializer_list<SoftKeyFunction> functions);

  [[nodiscard]] bool empty() const { return keys_.empty(); }
  [[nodiscard]] std::array<std::string, soft_key_places> labels() const;
  // The key at place 0 to 3 of the shown page; null when nothing or `more` is there. A press on `more` turns.
  const SoftKey* press(unsigned place);
  // That key without a press.
  [[nodiscard]] const SoftKey* at(unsigned place) const;
  // Which page `more` has turned to; any number is allowed.
  [[nodiscard]] std::size_t page() const { return page_; }
  void turn_to(std::size_t page);

 private:
  static constexpr std::size_t nowhere = soft_key_places;

  void insert(SoftKey key);
  [[nodiscard]] bool paged() const;
  // Place of the key on the shown page, or nowhere.
  [[nodiscard]] std::size_t place_of(const SoftKey& key) const;

  std::vector<SoftKey> keys_;  // by rising position, each position once
  std::size_t page_ = 0;
};

}  // namespace handset::phone
