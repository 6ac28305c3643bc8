#include "phone/contact_table.h"

#include <functional>
#include <utility>

#include "phone/line.h"

namespace handset::phone {
namespace {

constexpr std::size_t least_places = 16;

std::uint64_t hash_of(std::string_view user) {
  return std::hash<std::string_view>{}(user);
}

}  // namespace

const Contact* ContactTable::find(std::string_view user) const {
  if (size_ == 0) return nullptr;
  const Contact& found = places_[place_of(hash_of(user), user)].contact;
  return found.line == nullptr ? nullptr : &found;
}

std::size_t ContactTable::place_of(std::uint64_t hash, std::string_view user) const {
  std::size_t at = hash & (places_.size() - 1);
  for (; places_[at].contact.line != nullptr; at = next(at)) {
    if (places_[at].hash == hash && places_[at].contact.line->contact() == user) break;
  }
  return at;
}

bool ContactTable::insert(const Contact& contact) {
  if (places_.size() < 2 * (size_ + 1)) grow();
  const std::uint64_t hash = hash_of(contact.line->contact());
  Place& place = places_[place_of(hash, contact.line->contact())];
  if (place.contact.line != nullptr) return false;
  place = {hash, contact};
  ++size_;
  return true;
}

void ContactTable::grow() {
  std::vector<Place> before(places_.empty() ? least_places : 2 * places_.size());
  before.swap(places_);
  for (const Place& place : before) {
    if (place.contact.line == nullptr) continue;
    places_[place_of(place.hash, place.contact.line->contact())] = place;
  }
}

// What stands behind it moves up where it may, so that no look stops at the gap too early.
void ContactTable::erase(std::string_view user) {
  if (size_ == 0) return;
  std::size_t gap = place_of(hash_of(user), user);
  if (places_[gap].contact.line == nullptr) return;
  --size_;
  for (std::size_t at = next(gap); places_[at].contact.line != nullptr; at = next(at)) {
    const std::size_t home = places_[at].hash & (places_.size() - 1);
    const std::size_t to_home = (at - home) & (places_.size() - 1);
    const std::size_t to_gap = (at - gap) & (places_.size() - 1);
    if (to_home < to_gap) continue;  // it would stand before its home
    places_[gap] = places_[at];
    gap = at;
  }
  places_[gap] = {};
}

}  // namespace handset::phone
