// A store in memory. It belongs to the host, not to the phone: it outlives a restart.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "base/world.h"
#include "sim/faults.h"

namespace handset::sim {

class MemoryStore final : public Store {
 public:
  using Values = std::map<std::string, std::string, std::less<>>;

  explicit MemoryStore(Faults& faults) : faults_(faults) {}

  Result<std::string> read(std::string_view name) override;
  // Refuses a name that the store of an operating system would: Malformed.
  Result<void> write(std::string_view name, std::string_view value) override;

  [[nodiscard]] Values& values() { return values_; }

 private:
  Faults& faults_;
  Values values_;
};

}  // namespace handset::sim
