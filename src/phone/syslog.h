// A phone's log that reaches further: what is written goes to the log of the process, and as syslog messages
// (RFC 5424 in UDP datagrams, RFC 5426) to the servers that the settings name.
//
// Syslog_Server gets information, warnings and errors. Debug_Server gets those too when both are set, what
// Debug_Level asks for (1 warnings and errors, 2 information, 3 everything), and the SIP messages that the
// SIP Debug Options pick, which are those written in the area `sip_log_area`; without a Debug_Server these
// go to the Syslog_Server. Owned by a Station; shard's thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/world.h"
#include "phone/syslog_server.h"

namespace handset::phone {

// Only what a person asked for by a SIP Debug Option is written in this area.
inline constexpr std::string_view sip_log_area = "sip";

struct SyslogOptions {
  std::string syslog_server;  // "host", "host:port" or "[v6]:port"; empty: none
  std::string debug_server;
  unsigned debug_level = 0;
  std::string host_name;  // of the phone, for the messages; empty: not said

  friend bool operator==(const SyslogOptions&, const SyslogOptions&) = default;
};

class Syslog final : public Log {
 public:
  // What `world` refers to outlives this.
  explicit Syslog(const World& world) : world_(world) {}
  Syslog(const Syslog&) = delete;
  Syslog& operator=(const Syslog&) = delete;

  // A server that stays the same is not looked for again.
  void configure(const SyslogOptions& options);

  [[nodiscard]] bool enabled(LogLevel level) const override;
  void write(LogLevel level, std::string_view area, std::string_view text) override;

 private:
  [[nodiscard]] bool wanted_by_level(LogLevel level) const;
  void compose(LogLevel level, std::string_view area, std::string_view text);

  World world_;
  SyslogOptions options_;
  std::optional<SyslogServer> syslog_;
  std::optional<SyslogServer> debug_;
  std::string message_;  // reused
};

}  // namespace handset::phone
