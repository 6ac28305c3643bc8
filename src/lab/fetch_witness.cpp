#include "lab/fetch_witness.h"

#include <utility>

#include "base/redirect.h"

namespace handset::lab {

// The answer never comes within the call.
FetchId FetchWitness::fetch(FetchRequest request, FetchHandler& handler) {
  const FetchId fetch = behind_.fetch(std::move(request), *this);
  waiting_.emplace(fetch, &handler);
  return fetch;
}

void FetchWitness::cancel(FetchId fetch) {
  waiting_.erase(fetch);
  behind_.cancel(fetch);
}

void FetchWitness::on_fetched(FetchId fetch, FetchResult result) {
  const auto waits = waiting_.extract(fetch);
  if (waits.empty()) return;
  const bool leads_on =
      result.error == FetchError::None && is_redirect(result.status) && !result.location.empty();
  if (!first_ && !leads_on) first_ = result;
  waits.mapped()->on_fetched(fetch, std::move(result));
}

}  // namespace handset::lab
