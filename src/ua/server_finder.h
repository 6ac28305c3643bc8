// Finds the servers behind a proxy setting: RFC 3263 section 4 with NAPTR, SRV (RFC 2782) and addresses, or
// the list that the setting has itself. One question at a time.
//
// What was found is good until the first of its answers expires, a day at most. 256 records are too many for
// one name; of the servers the first 16 are looked up, and 32 targets are given at most. Nothing is kept: who
// asks again at once asks the name servers.
//
// Owned by whoever sends requests, on that one's shard.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/world.h"
#include "ua/sip_server.h"

namespace handset::ua {

struct ServerQuestion {
  ServerSetting server{};
  // Nothing: the DNS chooses by NAPTR or by the services that it has; UDP where it has nothing to say.
  std::optional<SipTransport> transport = SipTransport::Udp;
  bool can_tls = false;  // what is chosen may be TLS
  bool use_srv = false;  // else the host's addresses are the servers; Use DNS SRV
  // _sip._udp. and its like stand in front of the host's name in a question for SRV; DNS SRV Auto Prefix.
  bool auto_prefix = false;
  // Only the servers with the port of the first one count; Proxy Redundancy Method "Based on SRV Port".
  bool same_port = false;

  friend bool operator==(const ServerQuestion&, const ServerQuestion&) = default;
};

struct FoundServers {
  std::vector<ServerTarget> targets;  // in the order to try them, one at least
  SteadyTime expires{};
};

class ServerFinder final : private LookupHandler {
 public:
  class Handler {
   public:
    // Once for each find() that was not cancelled. From inside, the finder may be asked anew or destroyed.
    // Errors: NotFound (no such host, or it decidedly has no such service), Unavailable (no name server
    // answers), TooLarge and Malformed (what the DNS says cannot be used, or the setting has no host).
    virtual void on_found(const Result<FoundServers>& servers) = 0;

   protected:
    ~Handler() = default;
  };

  // What these refer to outlives the finder.
  ServerFinder(Clock& clock, Resolver& resolver, const Network& network, Random& random, Handler& handler);
  ~ServerFinder() { cancel(); }
  ServerFinder(const ServerFinder&) = delete;
  ServerFinder& operator=(const ServerFinder&) = delete;

  // The answer comes on a later turn. A question that is under way is cancelled.
  void find(const ServerQuestion& question);
  void cancel();
  [[nodiscard]] bool under_way() const { return under_way_; }

 private:
  // What can be asked for by SRV.
  struct Service {
    SipTransport transport;
    std::string name;
  };
  struct Server {
    SipTransport transport;
    std::string host;
    std::uint16_t port;
    std::uint16_t priority;
    std::optional<LookupId> lookup{};
    std::vector<IpAddress> addresses{};
  };

  void on_naptr(LookupId lookup, const Result<NaptrRecords>& records) override;
  void on_srv(LookupId lookup, const Result<SrvRecords>& records) override;
  void on_resolved(LookupId lookup, const Result<Addresses>& addresses) override;

  void begin();
  void choose_services();
  void try_next_service();
  void use_records(const Service& service, std::vector<SrvRecord> records);
  void use_host();
  void look_up_servers();
  void finish_found();
  [[nodiscard]] std::string tls_name_of(const Server& server) const;
  void fail_later(const Error& error);
  void finish(const Result<FoundServers>& servers);
  void answer_later();
  [[nodiscard]] std::vector<Service> services_of(std::vector<NaptrRecord> records) const;
  void keep_for(Duration ttl) { ttl_ = std::min(ttl_, ttl); }

  Clock& clock_;
  Resolver& resolver_;
  const Network& network_;
  Random& random_;
  Handler& handler_;

  ServerQuestion question_;
  bool under_way_ = false;
  std::optional<LookupId> lookup_;  // of NAPTR or SRV
  std::deque<Service> services_;    // that are not asked for yet, and the one that is
  bool refused_ = false;            // a service is decidedly not there
  std::vector<Server> servers_;
  std::size_t waiting_ = 0;     // servers whose addresses are looked up
  std::optional<Error> error_;  // of one of them
  Duration ttl_{};
  std::optional<Result<FoundServers>> answer_;  // that waits for its turn
  Timer turn_ = Timer::calling<&ServerFinder::answer_later>(*this);
};

}  // namespace handset::ua
