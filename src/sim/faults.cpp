#include "sim/faults.h"

namespace handset::sim {

bool Faults::strikes(Fault kind) {
  // Both counters count, whatever the other one says.
  const bool by_kind = counters_[index(kind)].strikes();
  const bool by_call = any_.strikes();
  if (!by_kind && !by_call) return false;
  ++struck_[index(kind)];
  return true;
}

}  // namespace handset::sim
