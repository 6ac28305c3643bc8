#include "sim/resolver.h"

#include <algorithm>
#include <utility>

namespace handset::sim {

LookupId HostResolver::resolve(std::string_view host, LookupHandler& handler) {
  const LookupId id{++last_id_};
  running_.emplace(id, &handler);
  Names::Answer answer = names_.answer(host);
  if (faults_.strikes(Fault::Resolve))
    answer = {fail(Errc::Unavailable, "the name server does not answer"), Names::usual_delay};
  if (!answer.delay) return id;
  timeline_.schedule_in(std::max(*answer.delay, Duration(1)), id_,
                        [this, id, addresses = std::move(answer.addresses)] { finish(id, addresses); });
  return id;
}

void HostResolver::finish(LookupId lookup, const Result<std::vector<IpAddress>>& addresses) {
  const auto found = running_.find(lookup);
  if (found == running_.end()) return;  // cancelled
  LookupHandler* handler = found->second;
  running_.erase(found);
  boundary_.run([&] { handler->on_resolved(lookup, addresses); });
}

}  // namespace handset::sim
