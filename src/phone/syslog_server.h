// One server that syslog messages are sent to: finds its address, keeps looking when it cannot be found, and
// sends. What is said before the address is known is not sent. RFC 5424, RFC 5426. Owned by a Syslog.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/world.h"

namespace handset::phone {

class SyslogServer final : private DatagramHandler, private LookupHandler {
 public:
  static constexpr std::uint16_t default_port = 514;
  static constexpr Duration retry_after = seconds(60);

  // `server` is "host", "host:port" or "[v6]:port". What `world` refers to outlives this.
  SyslogServer(const World& world, std::string_view server);
  ~SyslogServer();
  SyslogServer(const SyslogServer&) = delete;
  SyslogServer& operator=(const SyslogServer&) = delete;

  void send(std::string_view message);
  // Its address is known and a socket is open.
  [[nodiscard]] bool ready() const { return socket_.has_value(); }

 private:
  void look_up();
  void on_resolved(LookupId lookup, const Result<Addresses>& addresses) override;
  void on_datagrams(SocketId, std::span<const Datagram>) override {}

  World world_;
  std::string host_;
  Endpoint endpoint_{{}, default_port};
  std::optional<SocketId> socket_;
  std::optional<LookupId> lookup_;
  Timer retry_ = Timer::calling<&SyslogServer::look_up>(*this);
};

}  // namespace handset::phone
