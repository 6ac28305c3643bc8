// What STUN found of the sockets that a phone's lines are reached at: one mapping for each, shared by the
// lines that want it. Owned by the LineClients; shard's thread. Reference: STUN Enable, STUN Server, STUN
// Test Enable.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/world.h"
#include "ua/stun_mapping.h"

namespace handset::phone {

class NatMappings final : private ua::StunMapping::Handler {
 public:
  // A line.
  class User {
   public:
    // What it joined has settled, or is another one. No user may join or leave from inside.
    virtual void on_nat_mapping() = 0;

   protected:
    ~User() = default;
  };

  // `world` outlives it.
  explicit NatMappings(const World& world) : world_(world) {}
  NatMappings(const NatMappings&) = delete;
  NatMappings& operator=(const NatMappings&) = delete;

  // Asks the server about that socket, or shares what is known. The reference is good until the user leaves.
  const ua::StunMapping& join(User& user, const ua::StunSocket& socket, const ua::StunOptions& options);
  void leave(User& user);
  // At once, what else is dropped a little later: the sockets may be closed.
  void drop_unused();

 private:
  struct Entry {
    Endpoint local;
    ua::StunOptions options;
    std::vector<User*> users{};
    std::string said{};  // in the log, last
    std::unique_ptr<ua::StunMapping> mapping{};
  };

  void on_mapping(const ua::StunMapping& mapping) override;
  void log(Entry& entry);

  const World& world_;
  std::vector<std::unique_ptr<Entry>> entries_;
  Timer drop_ = Timer::calling<&NatMappings::drop_unused>(*this);
};

}  // namespace handset::phone
