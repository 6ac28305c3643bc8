// Resolver on the system's lookups. They block, for half a minute when a name server is dead, so each runs on
// a thread of its own that ends with it: few at a time, the others wait in line, and beyond that they are
// refused. The threads are not waited for: one that comes back after its resolver is gone finds nobody.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

#include "base/world.h"
#include "io/loop.h"

namespace handset::io {

struct ResolverOptions {
  std::size_t at_once = 4;    // lookups that run together
  std::size_t waiting = 256;  // and those that wait for them
};

// All on the loop's thread. The destructor ends all lookups without a call to their handlers, at once.
class SystemResolver final : public Resolver {
 public:
  explicit SystemResolver(Loop& loop, const ResolverOptions& options = {});
  ~SystemResolver() override;
  SystemResolver(const SystemResolver&) = delete;
  SystemResolver& operator=(const SystemResolver&) = delete;

  LookupId resolve(std::string_view host, LookupHandler& handler) override;
  void cancel(LookupId lookup) override;

 private:
  class Impl;
  std::shared_ptr<Impl> impl_;  // what is posted holds it weakly
};

}  // namespace handset::io
