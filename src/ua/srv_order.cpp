#include "ua/srv_order.h"

#include <algorithm>
#include <cstdint>
#include <iterator>

namespace handset::ua {
namespace {

using Record = std::vector<SrvRecord>::iterator;

// The one whose share of the sum the drawn number falls into. Those without weight stand first, which gives
// them the small chance that RFC 2782 wants them to have.
Record draw(Record first, Record last, Random& random) {
  std::uint64_t sum = 0;
  for (auto record = first; record != last; ++record) sum += record->weight;
  if (sum == 0) return first;
  const std::uint64_t drawn = random.u64() % (sum + 1);
  std::uint64_t running = 0;
  return std::find_if(first, std::prev(last),
                      [&](const SrvRecord& record) { return (running += record.weight) >= drawn; });
}

}  // namespace

std::vector<SrvRecord> in_srv_order(std::vector<SrvRecord> records, Random& random) {
  std::stable_sort(records.begin(), records.end(), [](const SrvRecord& a, const SrvRecord& b) {
    if (a.priority != b.priority) return a.priority < b.priority;
    return a.weight == 0 && b.weight != 0;
  });
  for (auto first = records.begin(); first != records.end(); ++first) {
    const auto last = std::find_if(first, records.end(), [first](const SrvRecord& record) {
      return record.priority != first->priority;
    });
    const auto drawn = draw(first, last, random);
    std::rotate(first, drawn, std::next(drawn));  // the others keep their order
  }
  return records;
}

}  // namespace handset::ua
