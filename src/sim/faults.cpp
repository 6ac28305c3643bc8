#include "sim/faults.h"

namespace handset::sim {

bool Faults::strikes(Fault kind) {
  // All counters count, whatever the others say.
  const bool by_kind = counters_[index(kind)].strikes();
  const bool by_call = any_.strikes();
  const bool by_turn = left_ > 0 && --left_ == 0;
  if (!by_kind && !by_call && !by_turn) return false;
  ++struck_[index(kind)];
  return true;
}

}  // namespace handset::sim
