// What kind of NAT, or firewall, is in front of a socket: the tests of RFC 3489 10.1. One run of them.
// Shard's thread; owned by a StunMapping.
//
// Those whose answer the NAT may keep out are not asked as long as a Binding is: what nobody answers for 2.5
// s is taken to be kept out, or registrations would wait.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/world.h"
#include "ua/stun_client.h"

namespace handset::ua {

enum class NatType : std::uint8_t {
  Open,                // no NAT
  SymmetricFirewall,   // no NAT, and nobody gets in whom we did not send to
  FullCone,            // one public address for all, open to all
  RestrictedCone,      // open to the addresses that we sent to
  PortRestrictedCone,  // open to the addresses and ports that we sent to
  Symmetric,           // another public address or port for each that we send to
};

// "Full Cone NAT Detected", and their like.
[[nodiscard]] std::string_view nat_words(NatType type);
// What one server sees is of no use to others (Symmetric), or nobody gets in anyway (SymmetricFirewall).
[[nodiscard]] bool forbids_mapping(NatType type);

class NatTest final {
 public:
  struct Report {
    std::optional<NatType> type{};     // nothing: the server has no second address, or does not answer
    std::optional<Endpoint> mapped{};  // as the server sees it; nothing: it does not answer
    std::string words{};               // why there is no type
  };
  // The last thing that it does: the test may be started anew or destroyed from inside.
  using Handler = std::function<void(const Report&)>;

  static constexpr StunTimes patience{.sends = 3, .last_wait = 2};

  // As for StunTransaction.
  NatTest(Clock& clock, Network& network, Random& random, const StunSocket& socket);

  // `handler` is called once, on a later turn.
  void start(const Endpoint& server, Handler handler);

 private:
  void take_first(const StunOutcome& outcome);
  void take_address(const StunOutcome& outcome);
  void take_port(const StunOutcome& outcome);
  void judge();
  void take_second(const StunOutcome& outcome);
  void finish(std::optional<NatType> type, std::string words = {});

  Network& network_;
  StunSocket socket_;
  Endpoint server_;
  Endpoint other_;
  Endpoint mapped_;
  Handler handler_;
  std::optional<bool> address_passes_;  // Test II: an answer from the other address and port
  std::optional<bool> port_passes_;     // Test III: from the other port
  StunTransaction first_;               // Test I, of either address
  StunTransaction from_address_;
  StunTransaction from_port_;
};

}  // namespace handset::ua
