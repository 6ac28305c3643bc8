// A host's Resolver: asks the simulation's DNS.
#pragma once

#include <cstdint>
#include <map>
#include <string_view>

#include "base/world.h"
#include "sim/boundary.h"
#include "sim/faults.h"
#include "sim/names.h"
#include "sim/timeline.h"

namespace handset::sim {

class HostResolver final : public Resolver {
 public:
  HostResolver(HostId id, Timeline& timeline, const Names& names, Faults& faults, Boundary& boundary)
      : id_(id), timeline_(timeline), names_(names), faults_(faults), boundary_(boundary) {}

  LookupId resolve(std::string_view host, LookupHandler& handler) override;
  LookupId resolve_srv(std::string_view name, LookupHandler& handler) override;
  LookupId resolve_naptr(std::string_view name, LookupHandler& handler) override;
  void cancel(LookupId lookup) override { running_.erase(lookup); }

  [[nodiscard]] std::size_t running() const { return running_.size(); }

 private:
  template <class Record>
  using Tell = void (LookupHandler::*)(LookupId, const Result<RecordSet<Record>>&);

  template <class Record>
  LookupId look_up(NameAnswer<Record> answer, LookupHandler& handler, Tell<Record> tell);

  HostId id_;
  Timeline& timeline_;
  const Names& names_;
  Faults& faults_;
  Boundary& boundary_;
  std::uint64_t last_id_ = 0;
  std::map<LookupId, LookupHandler*> running_;
};

}  // namespace handset::sim
