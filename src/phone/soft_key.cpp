#include "phone/soft_key.h"

#include <algorithm>
#include <utility>

#include "base/text.h"

namespace handset::phone {

namespace {

constexpr std::array<std::string_view, 11> function_names{
    "Select", "Exit", "Back", "Update", "Next", "Cancel", "Submit", "Search", "Dial", "EditDial", "<<"};
static_assert(function_names.size() == static_cast<std::size_t>(SoftKeyFunction::Backspace) + 1);

// Places of a page when there is a `more`.
constexpr std::size_t page_places = soft_key_places - 1;
constexpr std::string_view more = "more";

std::size_t page_of(const SoftKey& key) {
  return (key.position - 1) / page_places;
}

}  // namespace

std::optional<SoftKeyFunction> parse_soft_key(std::string_view name) {
  for (std::size_t i = 0; i < function_names.size(); ++i) {
    if (equal_ignoring_case(name, function_names[i])) return static_cast<SoftKeyFunction>(i);
  }
  return std::nullopt;
}

std::string_view soft_key_name(SoftKeyFunction function) {
  return function_names[static_cast<std::size_t>(function)];
}

SoftKeyBar::SoftKeyBar(const std::vector<SoftKey>& keys) {
  // Those that name their place go first.
  for (const bool placed : {true, false}) {
    for (const SoftKey& key : keys) {
      if ((key.position > 0) == placed) insert(key);
    }
  }
  if (paged()) page_ = page_of(keys_.front());
}

void SoftKeyBar::insert(SoftKey key) {
  if (key.position == 0) key.position = 1;
  auto at = keys_.begin();
  for (; at != keys_.end() && at->position <= key.position; ++at) {
    if (at->position == key.position) ++key.position;
  }
  keys_.insert(at, std::move(key));
}

SoftKeyBar SoftKeyBar::of(std::initializer_list<SoftKeyFunction> functions) {
  std::vector<SoftKey> keys;
  for (const SoftKeyFunction function : functions) {
    const std::string name(soft_key_name(function));
    keys.push_back({name, 0, "SoftKey:" + name});
  }
  return SoftKeyBar(keys);
}

bool SoftKeyBar::paged() const {
  return !keys_.empty() && keys_.back().position > soft_key_places;
}

std::size_t SoftKeyBar::place_of(const SoftKey& key) const {
  if (!paged()) return key.position - 1;
  return page_of(key) == page_ ? (key.position - 1) % page_places : nowhere;
}

std::array<std::string, soft_key_places> SoftKeyBar::labels() const {
  std::array<std::string, soft_key_places> labels;
  for (const SoftKey& key : keys_) {
    const std::size_t place = place_of(key);
    if (place != nowhere) labels[place] = key.label;
  }
  if (paged()) labels[page_places] = more;
  return labels;
}

const SoftKey* SoftKeyBar::press(unsigned place) {
  if (paged() && place == page_places) {
    const auto next =
        std::find_if(keys_.begin(), keys_.end(), [this](const SoftKey& key) { return page_of(key) > page_; });
    page_ = page_of(next == keys_.end() ? keys_.front() : *next);
    return nullptr;
  }
  return at(place);
}

void SoftKeyBar::turn_to(std::size_t page) {
  const bool is_there =
      std::any_of(keys_.begin(), keys_.end(), [page](const SoftKey& key) { return page_of(key) == page; });
  if (paged() && is_there) page_ = page;
}

const SoftKey* SoftKeyBar::at(unsigned place) const {
  const auto key =
      std::find_if(keys_.begin(), keys_.end(), [&](const SoftKey& each) { return place_of(each) == place; });
  return key == keys_.end() ? nullptr : &*key;
}

}  // namespace handset::phone
