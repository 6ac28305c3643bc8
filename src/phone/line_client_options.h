// What a line needs to know to send requests of its own, as plain values beside its LineOptions, and how the
// settings say it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "base/address.h"
#include "base/hash.h"
#include "phone/macros.h"
#include "settings/snapshot.h"
#include "sip/timer_values.h"
#include "ua/address_text.h"
#include "ua/registration.h"
#include "ua/request_channel.h"
#include "ua/request_style.h"
#include "ua/server_finder.h"
#include "ua/status_codes.h"
#include "ua/stun_mapping.h"
#include "ua/subscription.h"

namespace handset::phone {

// The same for all lines of a phone, and shared by them.
struct PhoneClientOptions {
  ua::RequestStyle style;             // without Proxy-Require
  std::string register_user_agent{};  // User-Agent of REGISTER; empty: as of all others
  ua::DisplayName display_name = ua::DisplayName::Plain;
  ua::EscapeUser escape_user = ua::EscapeUser::All;
  sip::TimerValues timers;
  ua::PortRange tcp_ports{};
  std::string instance{};  // a URN of the phone (RFC 5626 4.1), in a REGISTER over a stream; empty: not known
  // Behind a NAT, for lines with NAT mapping: what to take for the public address.
  std::optional<IpAddress> external_ip{};
  ua::StunOptions stun{};                                 // whom to ask for it
  bool learn_address = false;                             // from `received` in the Via of responses
  bool learn_port = false;                                // from its `rport`
  bool substitute_via = false;                            // Via says the public address as well
  DigestAlgorithm minimum_digest = DigestAlgorithm::Md5;  // no challenge with a weaker one is answered

  friend bool operator==(const PhoneClientOptions&, const PhoneClientOptions&) = default;
};

// NAT Keep Alive ..., of a line.
struct KeepAliveOptions {
  Duration interval{};        // zero: nothing is sent
  std::string message{};      // "$NOTIFY", "$REGISTER", or what is sent as it is
  std::string destination{};  // a host, with a port or without; empty or "$PROXY": the line's server
  bool follows_redirects = false;

  friend bool operator==(const KeepAliveOptions&, const KeepAliveOptions&) = default;
};

// Whom a line asks to be told of something.
struct SubscriptionTarget {
  std::string uri{};  // "sip:101@vm.example.org"; empty: nobody
  ua::SubscriptionOptions subscription{};

  friend bool operator==(const SubscriptionTarget&, const SubscriptionTarget&) = default;
};

struct LineClientOptions {
  std::shared_ptr<const PhoneClientOptions> phone = std::make_shared<const PhoneClientOptions>();
  std::string proxy{};           // as the setting has it; empty: nobody to send to
  std::string outbound_proxy{};  // the same; empty: none is used
  // Registered at as well; empty: there is no such proxy. Dual Registration.
  std::string alternate_proxy{};
  std::string alternate_outbound_proxy{};
  bool use_srv = false;               // Use DNS SRV
  bool srv_prefix = false;            // DNS SRV Auto Prefix
  bool same_port = false;             // Proxy Redundancy Method
  Duration fallback = seconds(3600);  // Proxy Fallback Intvl
  ua::StatusCodes try_backup{};       // Try Backup RSC
  bool register_at_failover = false;  // Auto Register When Failover
  bool remove_last_contact = false;   // Remove Last Reg
  std::string proxy_require{};
  ua::RegistrationOptions registration{.expires = seconds(0)};
  KeepAliveOptions keep_alive{};
  SubscriptionTarget mailbox{};                              // of its messages (RFC 3842)
  std::shared_ptr<const SubscriptionTarget> feature_sync{};  // of its features; null: nobody
  bool nat_mapping = false;
  std::uint16_t external_port = 0;  // of the public address; 0: not known

  // What is shared is the same when it says the same.
  friend bool operator==(const LineClientOptions& a, const LineClientOptions& b);
};

[[nodiscard]] std::shared_ptr<const PhoneClientOptions> phone_client_options(
    const settings::Snapshot& settings, const MacroValues& macros);

[[nodiscard]] LineClientOptions line_client_options(const settings::Snapshot& settings,
                                                    const settings::ExtReaders& ext,
                                                    std::shared_ptr<const PhoneClientOptions> phone);

enum class ProxyRole : std::uint8_t { Main, Alternate };

// In whose domain a line sends, and by which servers.
struct LineTarget {
  std::string domain{};     // the proxy's name, as hosts stand in URIs: "example.org", "[2001:db8::1]"
  std::string authority{};  // the same with the port that the setting gives: "example.org:5070"
  std::string route{};      // the outbound proxy as host and port, where one is used
  std::string uri{};        // where a redirection leads instead, for the Request-URI; empty: there is none
  bool foreign = false;     // that is another host than the proxy's
  ua::ServerQuestion servers{};
};

// Of a line with these options; without a transport the DNS chooses it. Error: what is no server, with the
// setting that says so.
[[nodiscard]] Result<LineTarget> line_target(const LineClientOptions& options,
                                             std::optional<ua::SipTransport> transport, ProxyRole role);
// Turns it to a URI that the proxy named. False, and nothing is changed, when that is no SIP URI with a host.
bool redirect(LineTarget& target, const std::string& uri);

}  // namespace handset::phone
