// The public address of a socket, as a STUN server sees it: finds the server (RFC 8489 8.1), asks it, asks
// again and again, and tells when the address is another one. With a test of the NAT before that, if that is
// wanted. Owned by whoever uses the socket for SIP; shard's thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/world.h"
#include "ua/nat_test.h"
#include "ua/server_finder.h"
#include "ua/sip_server.h"
#include "ua/stun_client.h"

namespace handset::ua {

struct StunOptions {
  std::string host{};      // without brackets; empty: nobody is asked
  std::uint16_t port = 0;  // 0: none is given
  bool test = false;       // of the NAT, once

  friend bool operator==(const StunOptions&, const StunOptions&) = default;
};

class StunMapping final : private ServerFinder::Handler {
 public:
  static constexpr std::uint16_t default_port = 3478;
  // Who waits for the first outcome does not wait longer.
  static constexpr Duration longest_wait = seconds(5);
  // It keeps the way through the NAT open, too: those for UDP may forget after 30 s (RFC 5626 4.4.2).
  static constexpr Duration refresh = seconds(25);

  class Handler {
   public:
    // settled(), mapped(), nat() or trouble() is another one. It may not be destroyed from inside.
    virtual void on_mapping(const StunMapping& mapping) = 0;

   protected:
    ~Handler() = default;
  };

  // What these refer to outlives it, but for the router of the socket.
  StunMapping(const World& world, const StunSocket& socket, const StunOptions& options, Handler& handler);
  StunMapping(const StunMapping&) = delete;
  StunMapping& operator=(const StunMapping&) = delete;

  // The first outcome is there, or it has taken too long.
  [[nodiscard]] bool settled() const { return settled_; }
  // The last that is known. While the server does not answer it stays.
  [[nodiscard]] const std::optional<Endpoint>& mapped() const { return mapped_; }
  [[nodiscard]] std::optional<NatType> nat() const { return nat_; }
  // Why there is no mapping, or no fresh one; empty: all is well.
  [[nodiscard]] const std::string& trouble() const { return trouble_; }

 private:
  void begin();
  void on_found(const Result<FoundServers>& servers) override;
  void ask();
  void take_test(const NatTest::Report& report);
  void take(const StunOutcome& outcome);
  void succeed(const Endpoint& mapped);
  void try_next(std::string words);
  void fail(std::string words);
  void settle();
  void give_patience_up() { settle(); }

  Clock& clock_;
  StunSocket socket_;
  StunOptions options_;
  Handler& handler_;
  ServerFinder finder_;
  StunTransaction transaction_;
  NatTest test_;
  bool by_srv_ = false;  // what is looked for
  bool tested_ = false;
  bool settled_ = false;
  std::vector<Endpoint> servers_;  // the first is asked
  SteadyTime found_until_{};
  std::optional<Endpoint> mapped_;
  std::optional<NatType> nat_;
  std::string trouble_;
  Timer timer_ = Timer::calling<&StunMapping::begin>(*this);
  Timer patience_ = Timer::calling<&StunMapping::give_patience_up>(*this);
};

}  // namespace handset::ua
