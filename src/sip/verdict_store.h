// What is remembered of an authenticated request, so that its retransmissions are answered and not run
// again: not a message but a key, a code of the caller's and an expiry, 32 bytes and at most 16 of index.
//
// Records expire in the order in which they came: one that is to live shorter than one before it lives as
// long as that. A live one is never forgotten: a store that has reached its limit refuses. One belongs to
// each shard. Finding and inserting allocate nothing unless the store grows, which doubles it and takes a
// moment: see Options::initial.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>

#include "base/hash.h"
#include "base/result.h"
#include "base/time.h"

namespace handset::sip {

class VerdictStore {
 public:
  struct Options {
    // At least Timer J and 32 s: the longest for which a client may repeat its request.
    Duration lifetime = seconds(32);
    std::size_t initial = 1024;  // records to make room for at once
    std::size_t limit = std::size_t{1} << 20;
  };
  using Key = KeyedHash::Hash128;

  explicit VerdictStore(const Options& options);

  // The code that was stored with that transaction key.
  [[nodiscard]] std::optional<std::uint8_t> find(const Key& key) const;
  // Whether a live record has that merge key (RFC 3261 8.2.2.2; ask after find() found nothing).
  [[nodiscard]] bool find_merged(std::uint64_t merge_key) const;
  // No room: a request that would have to be remembered is to be refused (503) before it is run.
  [[nodiscard]] bool full() const { return count_ == limit_; }

  // Takes the memory that the next insert() may need, so that what is to be remembered cannot fail to be.
  void make_room();

  // Errors: Unavailable (full), Exists (the transaction key is there; its code is kept).
  Result<void> insert(const Key& key, std::optional<std::uint64_t> merge_key, std::uint8_t code,
                      SteadyTime now);
  // The same with a lifetime of its own.
  Result<void> insert(const Key& key, std::optional<std::uint64_t> merge_key, std::uint8_t code,
                      SteadyTime now, Duration lifetime);

  // Forgets what is due; returns how many. Cheap when nothing is.
  std::size_t expire(SteadyTime now);
  [[nodiscard]] std::optional<SteadyTime> next_expiry() const;

  [[nodiscard]] std::size_t size() const { return count_; }
  // What the store holds in memory, for counters and tests.
  [[nodiscard]] std::size_t memory() const;

 private:
  struct Record {
    Key key;
    std::uint64_t merge_key;
    std::uint64_t expiry_and_code;  // milliseconds << 16 | merges << 8 | code
  };
  static_assert(sizeof(Record) == 32);

  using Place = std::uint32_t;  // in records_

  // Open addressing with linear probing over places. The hashes are keyed ones, so nobody can crowd it. What
  // a place leaves free of its 32 bits holds some of the hash, so that a look for what is not there, as for
  // nearly every push, reads no record: with many of them each is a miss of the processor's cache.
  class Index {
   public:
    static constexpr Place nowhere = 0xffffffffU;

    void reset(std::size_t slots, std::size_t places);
    void insert(std::uint64_t hash, Place place);
    // The first place of that hash for which `same(place)` holds, or nowhere.
    template <class Same>
    [[nodiscard]] Place find(std::uint64_t hash, Same same) const;
    // `hash_of(place)` is the hash that a place was inserted with.
    template <class HashOf>
    void erase(Place place, HashOf hash_of);
    [[nodiscard]] std::size_t memory() const { return (mask_ + 1) * sizeof(Slot); }

   private:
    using Slot = std::uint32_t;  // high bits of the hash, then the place, from 1; 0: free

    [[nodiscard]] Slot slot_for(std::uint64_t hash, Place place) const;
    [[nodiscard]] Place place_in(Slot slot) const { return (slot & place_mask_) - 1; }

    std::unique_ptr<Slot[]> slots_;
    std::size_t mask_ = 0;
    Slot place_mask_ = 0;
  };

  void grow_to(std::size_t capacity);
  void add_to_indexes(Place place);
  void forget_oldest();

  Duration lifetime_;
  std::size_t limit_;
  std::size_t capacity_ = 0;
  std::size_t head_ = 0;  // place of the oldest record; the others follow, wrapping around
  std::size_t count_ = 0;
  std::unique_ptr<Record[]> records_;
  Index by_key_;
  Index by_merge_key_;
};

}  // namespace handset::sip
