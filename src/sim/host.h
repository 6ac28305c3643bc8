// A computer in the simulation: its clock, sockets, fetcher, resolver, randomness, store and log, which
// together are the World of the phones or servers that run on it.
#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include "base/world.h"
#include "sim/boundary.h"
#include "sim/clock.h"
#include "sim/faults.h"
#include "sim/fetcher.h"
#include "sim/log.h"
#include "sim/network.h"
#include "sim/random.h"
#include "sim/resolver.h"
#include "sim/store.h"

namespace handset::sim {

class Host {
 public:
  // What the hosts of a simulation share.
  struct Surroundings {
    std::uint64_t seed;
    Timeline& timeline;
    Wire& wire;
    Streams& streams;
    Names& names;
    Web& web;
  };

  Host(std::string name, HostId id, const IpAddress& address, const Surroundings& around)
      : name_(std::move(name)),
        clock_(around.timeline),
        network_(id, address, around.wire, around.streams, faults_, boundary_),
        fetcher_(id, address, around.timeline, around.web, faults_, boundary_),
        resolver_(id, around.timeline, around.names, faults_, boundary_),
        random_(around.seed, name_),
        store_(faults_),
        log_(clock_) {}
  Host(const Host&) = delete;
  Host& operator=(const Host&) = delete;

  // The references stay good as long as the Simulation lives.
  [[nodiscard]] World world(Trace* trace = nullptr) {
    return {clock_, network_, fetcher_, resolver_, random_, store_, log_, trace};
  }

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] const IpAddress& address() const { return network_.address(); }
  [[nodiscard]] Endpoint at(std::uint16_t port) const { return {address(), port}; }

  HostClock& clock() { return clock_; }
  HostNetwork& network() { return network_; }
  HostFetcher& fetcher() { return fetcher_; }
  HostResolver& resolver() { return resolver_; }
  SeededRandom& random() { return random_; }
  MemoryStore& store() { return store_; }
  CapturedLog& log() { return log_; }
  Faults& faults() { return faults_; }
  Boundary& boundary() { return boundary_; }

 private:
  std::string name_;
  Faults faults_;
  Boundary boundary_;
  HostClock clock_;
  HostNetwork network_;
  HostFetcher fetcher_;
  HostResolver resolver_;
  SeededRandom random_;
  MemoryStore store_;
  CapturedLog log_;
};

}  // namespace handset::sim
