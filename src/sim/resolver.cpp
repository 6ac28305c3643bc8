#include "sim/resolver.h"

#include <algorithm>
#include <utility>

namespace handset::sim {

template <class Record>
LookupId HostResolver::look_up(NameAnswer<Record> answer, LookupHandler& handler, Tell<Record> tell) {
  const LookupId id{++last_id_};
  running_.emplace(id, &handler);
  if (faults_.strikes(Fault::Resolve))
    answer = {fail(Errc::Unavailable, "the name server does not answer"), Names::usual_delay};
  if (!answer.delay) return id;
  timeline_.schedule_in(std::max(*answer.delay, Duration(1)), id_,
                        [this, id, tell, records = std::move(answer.records)] {
                          const auto found = running_.find(id);
                          if (found == running_.end()) return;  // cancelled
                          LookupHandler* told = found->second;
                          running_.erase(found);
                          boundary_.run([&] { (told->*tell)(id, records); });
                        });
  return id;
}

LookupId HostResolver::resolve(std::string_view host, LookupHandler& handler) {
  return look_up(names_.host(host), handler, &LookupHandler::on_resolved);
}

LookupId HostResolver::resolve_srv(std::string_view name, LookupHandler& handler) {
  return look_up(names_.srv(name), handler, &LookupHandler::on_srv);
}

LookupId HostResolver::resolve_naptr(std::string_view name, LookupHandler& handler) {
  return look_up(names_.naptr(name), handler, &LookupHandler::on_naptr);
}

}  // namespace handset::sim
