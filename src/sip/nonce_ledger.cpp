#include "sip/nonce_ledger.h"

#include <algorithm>
#include <cstddef>
#include <limits>

namespace handset::sip {

NonceLedger::NonceLedger(SteadyTime watermark, std::size_t capacity)
    : watermark_(watermark), capacity_(std::max<std::size_t>(capacity, 1)) {}

NonceUse NonceLedger::use(SteadyTime issued, std::optional<std::uint32_t> count, Duration lifetime,
                          SteadyTime now) {
  retire_expired(lifetime, now);
  if (issued <= watermark_) return NonceUse::Retired;
  if (count == 0U) return NonceUse::Replayed;
  const auto known =
      std::lower_bound(records_.begin(), records_.end(), issued,
                       [](const Record& record, SteadyTime time) { return record.issued < time; });
  if (known != records_.end() && known->issued == issued) {
    if (!count || *count <= known->highest) return NonceUse::Replayed;
    known->highest = *count;
    return NonceUse::Counted;
  }
  // Without a count the nonce is spent: no count is higher than this one.
  insert(static_cast<std::size_t>(known - records_.begin()),
         {issued, count.value_or(std::numeric_limits<std::uint32_t>::max())});
  return NonceUse::Counted;
}

void NonceLedger::retire_expired(Duration lifetime, SteadyTime now) {
  const auto fresh = std::find_if(records_.begin(), records_.end(),
                                  [&](const Record& record) { return now - record.issued <= lifetime; });
  retire_front(static_cast<std::size_t>(fresh - records_.begin()));
}

void NonceLedger::retire_front(std::size_t count) {
  if (count == 0) return;
  const auto end = records_.begin() + static_cast<std::ptrdiff_t>(count);
  watermark_ = std::prev(end)->issued;
  records_.erase(records_.begin(), end);
}

void NonceLedger::insert(std::size_t at, const Record& record) {
  if (records_.size() == capacity_) {
    // The oldest gives way, which may be the one that has just come.
    if (at == 0) {
      watermark_ = record.issued;
      return;
    }
    retire_front(1);
    --at;
  } else if (records_.size() == records_.capacity()) {
    records_.reserve(std::min(capacity_, std::max<std::size_t>(4, 2 * records_.size())));
  }
  records_.insert(records_.begin() + static_cast<std::ptrdiff_t>(at), record);
}

}  // namespace handset::sip
