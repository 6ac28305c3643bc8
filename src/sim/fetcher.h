// A host's Fetcher: goes to the simulated web by the rules of base/fetch.h.
//
// For each hop: the policy on the host, the name's addresses, the policy on each address, the connection,
// the answer, its size; redirects start the next hop. The total time counts over all hops. The result comes
// on a later turn, also when it is known at once.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "base/world.h"
#include "sim/boundary.h"
#include "sim/faults.h"
#include "sim/timeline.h"
#include "sim/web.h"

namespace handset::sim {

class HostFetcher final : public Fetcher {
 public:
  HostFetcher(HostId id, const IpAddress& address, Timeline& timeline, Web& web, Faults& faults,
              Boundary& boundary)
      : id_(id), address_(address), timeline_(timeline), web_(web), faults_(faults), boundary_(boundary) {}

  FetchId fetch(FetchRequest request, FetchHandler& handler) override;
  void cancel(FetchId fetch) override { running_.erase(fetch); }

  [[nodiscard]] std::size_t running() const { return running_.size(); }

 private:
  struct Running {
    FetchRequest request;
    FetchHandler* handler;
    SteadyTime deadline;
    std::string url;
    unsigned redirects = 0;
  };

  void go(FetchId fetch);
  void ask(FetchId fetch, const WebRequest& request);
  void take_answer(FetchId fetch, const WebAnswer& answer);
  void redirect(FetchId fetch, std::string_view location);
  void fail_in(Duration in, FetchId fetch, FetchError error, std::string detail);
  void finish(FetchId fetch, FetchResult result);

  HostId id_;
  IpAddress address_;
  Timeline& timeline_;
  Web& web_;
  Faults& faults_;
  Boundary& boundary_;
  std::uint64_t last_id_ = 0;
  std::map<FetchId, Running> running_;
};

}  // namespace handset::sim
