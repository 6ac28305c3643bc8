// Resolver. Addresses are looked up by the system, so that a host is the same one for the phone as for all
// else on this machine, whether the DNS knows it, a file or a neighbour; unless name servers are given, which
// are asked then. Records are always asked of name servers.
//
// The system's lookups block, for half a minute when a name server is dead, so each runs on a thread of its
// own that ends with it: few at a time, the others wait in line, and beyond that they are refused. The
// threads are not waited for: one that comes back after its resolver is gone finds nobody. What the system
// knows it gives no time to live of, and is taken for good for a minute.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

#include "base/world.h"
#include "io/dns_query.h"
#include "io/loop.h"

namespace handset::io {

struct ResolverOptions {
  std::size_t at_once = 4;    // lookups of the system that run together
  std::size_t waiting = 256;  // and those that wait for them
  std::size_t queries = 256;  // questions to name servers at the same time
  DnsOptions dns{};
};

// All on the loop's thread. The destructor ends all lookups without a call to their handlers, at once.
class SystemResolver final : public Resolver {
 public:
  explicit SystemResolver(Loop& loop, const ResolverOptions& options = {});
  ~SystemResolver() override;
  SystemResolver(const SystemResolver&) = delete;
  SystemResolver& operator=(const SystemResolver&) = delete;

  LookupId resolve(std::string_view host, LookupHandler& handler) override;
  LookupId resolve_srv(std::string_view name, LookupHandler& handler) override;
  LookupId resolve_naptr(std::string_view name, LookupHandler& handler) override;
  void cancel(LookupId lookup) override;

 private:
  class Impl;
  std::shared_ptr<Impl> impl_;  // what is posted holds it weakly
};

}  // namespace handset::io
