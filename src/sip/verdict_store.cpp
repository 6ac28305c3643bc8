#include "sip/verdict_store.h"

#include <algorithm>
#include <bit>

namespace handset::sip {
namespace {

constexpr unsigned code_bits = 8;
constexpr std::uint64_t merges_bit = std::uint64_t{1} << code_bits;
constexpr unsigned expiry_shift = 16;
constexpr std::size_t most_records = std::size_t{1} << 31U;

// Rounded up, so that nothing is forgotten early.
std::uint64_t to_milliseconds(SteadyTime time) {
  const auto rounded = std::chrono::ceil<std::chrono::milliseconds>(time.time_since_epoch());
  return static_cast<std::uint64_t>(std::max<std::int64_t>(0, rounded.count()));
}

}  // namespace

void VerdictStore::Index::reset(std::size_t slots, std::size_t places) {
  slots_ = std::make_unique<Slot[]>(slots);
  mask_ = slots - 1;
  place_mask_ = static_cast<Slot>(std::bit_ceil(places + 1) - 1);
}

// The low bits of the hash choose the slot, so the high ones say more.
VerdictStore::Index::Slot VerdictStore::Index::slot_for(std::uint64_t hash, Place place) const {
  return (static_cast<Slot>(hash >> 32U) & ~place_mask_) | (place + 1);
}

void VerdictStore::Index::insert(std::uint64_t hash, Place place) {
  std::size_t at = hash & mask_;
  while (slots_[at] != 0) at = (at + 1) & mask_;
  slots_[at] = slot_for(hash, place);
}

template <class Same>
VerdictStore::Place VerdictStore::Index::find(std::uint64_t hash, Same same) const {
  const Slot wanted = static_cast<Slot>(hash >> 32U) & ~place_mask_;
  for (std::size_t at = hash & mask_; slots_[at] != 0; at = (at + 1) & mask_)
    if ((slots_[at] & ~place_mask_) == wanted && same(place_in(slots_[at]))) return place_in(slots_[at]);
  return nowhere;
}

// Closes the gap by moving back whoever may move, so there are no marks of the dead to skip later.
template <class HashOf>
void VerdictStore::Index::erase(Place place, HashOf hash_of) {
  std::size_t gap = hash_of(place) & mask_;
  while (place_in(slots_[gap]) != place) gap = (gap + 1) & mask_;
  for (std::size_t at = (gap + 1) & mask_; slots_[at] != 0; at = (at + 1) & mask_) {
    const std::size_t home = hash_of(place_in(slots_[at])) & mask_;
    if (((at - home) & mask_) < ((at - gap) & mask_)) continue;
    slots_[gap] = slots_[at];
    gap = at;
  }
  slots_[gap] = 0;
}

VerdictStore::VerdictStore(const Options& options)
    : lifetime_(options.lifetime), limit_(std::min(options.limit, most_records)) {
  grow_to(std::clamp<std::size_t>(options.initial, 1, std::max<std::size_t>(limit_, 1)));
}

std::optional<std::uint8_t> VerdictStore::find(const Key& key) const {
  const Place place = by_key_.find(key.low, [&](Place at) { return records_[at].key == key; });
  if (place == Index::nowhere) return std::nullopt;
  return static_cast<std::uint8_t>(records_[place].expiry_and_code);
}

bool VerdictStore::find_merged(std::uint64_t merge_key) const {
  return by_merge_key_.find(merge_key, [&](Place at) { return records_[at].merge_key == merge_key; }) !=
         Index::nowhere;
}

Result<void> VerdictStore::insert(const Key& key, std::optional<std::uint64_t> merge_key, std::uint8_t code,
                                  SteadyTime now) {
  return insert(key, merge_key, code, now, lifetime_);
}

Result<void> VerdictStore::insert(const Key& key, std::optional<std::uint64_t> merge_key, std::uint8_t code,
                                  SteadyTime now, Duration lifetime) {
  if (find(key)) return fail(Errc::Exists, "The request is remembered already");
  if (full()) return fail(Errc::Unavailable, "No more requests can be remembered");
  make_room();

  const auto place =
      static_cast<Place>(head_ + count_ < capacity_ ? head_ + count_ : head_ + count_ - capacity_);
  records_[place] = {key, merge_key.value_or(0),
                     to_milliseconds(now + lifetime) << expiry_shift | (merge_key ? merges_bit : 0) | code};
  ++count_;
  add_to_indexes(place);
  return {};
}

void VerdictStore::make_room() {
  if (count_ == capacity_ && !full()) grow_to(std::min(2 * capacity_, limit_));
}

// All of the memory first: should it run out, the store is as it was.
void VerdictStore::grow_to(std::size_t capacity) {
  auto records = std::make_unique_for_overwrite<Record[]>(capacity);
  const std::size_t slots = std::bit_ceil(capacity + capacity / 2 + 1);
  Index by_key;
  by_key.reset(slots, capacity);
  Index by_merge_key;
  by_merge_key.reset(slots, capacity);
  for (std::size_t i = 0; i < count_; ++i) records[i] = records_[(head_ + i) % capacity_];
  records_ = std::move(records);
  by_key_ = std::move(by_key);
  by_merge_key_ = std::move(by_merge_key);
  capacity_ = capacity;
  head_ = 0;
  for (std::size_t i = 0; i < count_; ++i) add_to_indexes(static_cast<Place>(i));
}

void VerdictStore::add_to_indexes(Place place) {
  const Record& record = records_[place];
  by_key_.insert(record.key.low, place);
  if ((record.expiry_and_code & merges_bit) != 0) by_merge_key_.insert(record.merge_key, place);
}

void VerdictStore::forget_oldest() {
  const auto place = static_cast<Place>(head_);
  by_key_.erase(place, [this](Place at) { return records_[at].key.low; });
  if ((records_[place].expiry_and_code & merges_bit) != 0)
    by_merge_key_.erase(place, [this](Place at) { return records_[at].merge_key; });
  head_ = head_ + 1 == capacity_ ? 0 : head_ + 1;
  --count_;
}

std::size_t VerdictStore::expire(SteadyTime now) {
  std::size_t forgotten = 0;
  for (auto next = next_expiry(); next && *next <= now; next = next_expiry()) {
    forget_oldest();
    ++forgotten;
  }
  return forgotten;
}

std::optional<SteadyTime> VerdictStore::next_expiry() const {
  if (count_ == 0) return std::nullopt;
  const auto since = records_[head_].expiry_and_code >> expiry_shift;
  return SteadyTime(std::chrono::milliseconds(static_cast<std::int64_t>(since)));
}

std::size_t VerdictStore::memory() const {
  return capacity_ * sizeof(Record) + by_key_.memory() + by_merge_key_.memory();
}

}  // namespace handset::sip
