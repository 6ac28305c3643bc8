// What a phone is told to be, as plain values. options_from() (settings_options.h) makes them from a settings
// snapshot; tests and benchmarks fill them in themselves.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/fetch.h"
#include "phone/function_key.h"
#include "phone/lamp.h"
#include "phone/line_client_options.h"
#include "phone/local_time.h"
#include "phone/model.h"
#include "phone/screen.h"
#include "phone/sip_log.h"
#include "phone/sip_options.h"
#include "sip/authenticator.h"
#include "ua/feature_state.h"
#include "ua/sip_door.h"
#include "xml/notify.h"

namespace handset::phone {

struct LineOptions {
  bool enabled = true;       // Line Enable
  std::string user_id;       // the user part of the line's address; empty: the line is not in use
  std::string auth_id;       // a second name that its digest may carry; empty: none
  std::string display_name;  // shown on the screen in place of the user ID
  std::string password;      // empty: no digest is right
  std::string realm;         // of our challenges, see challenge_realm()
  // SIP Transport; nothing: what the DNS says of its server, AUTO.
  std::optional<ua::SipTransport> transport = ua::SipTransport::Udp;
  bool auth_orders = true;        // what its server orders needs its digest; Auth Resync-Reboot
  std::uint16_t own_port = 0;     // listened on as well as where all lines are reached; 0: none
  SipLogOptions log;              // SIP Debug Option
  bool messages_waiting = false;  // until the voice mail server says otherwise
  LineClientOptions client{};     // for requests of its own

  // Switched on, with a user ID: it is to be reached.
  [[nodiscard]] bool in_use() const { return enabled && !user_id.empty(); }
  // It is to be registered.
  [[nodiscard]] bool registers() const {
    return in_use() && client.registration.expires > seconds(0) && !client.proxy.empty();
  }
  // It sends something unasked.
  [[nodiscard]] bool acts() const {
    return registers() || (in_use() && client.keep_alive.interval > Duration{} && !client.proxy.empty());
  }
  friend bool operator==(const LineOptions&, const LineOptions&) = default;
};

// A page that a key of the phone opens.
struct ServiceOptions {
  std::string name;     // title of a page without one
  std::string url;      // empty: the key says that there is none
  std::string label{};  // of its soft key; empty: the name

  [[nodiscard]] const std::string& soft_key_label() const { return label.empty() ? name : label; }
  friend bool operator==(const ServiceOptions&, const ServiceOptions&) = default;
};

// What XML services are asked with.
struct ServiceAccount {
  std::string user;
  std::string password;
};

// What the lamp of a line key shows.
struct LineLampOptions {
  Lamp idle{LampColour::Green, LampPattern::Steady};  // in service, and no call
  Lamp disabled{};                                    // without a user ID, or switched off
  Lamp registering{LampColour::Red, LampPattern::SlowBlink};
  Lamp register_failed{LampColour::Amber, LampPattern::Steady};

  friend bool operator==(const LineLampOptions&, const LineLampOptions&) = default;
};

struct PhoneOptions {
  const Model* model = &default_model();
  std::string name = "Handset";  // title of the idle screen
  std::vector<LineOptions> lines;
  sip::DigestPolicy digest;
  xml::NotifyPolicy notify;
  SipOptions sip;
  ServiceOptions services;     // of the Services key
  ServiceOptions directories;  // of the Directories key
  FunctionKeys function_keys{};
  WatchListOptions watch_list{};
  ua::SubscriptionOptions watch_subscription{};  // of all keys that watch somebody
  WatchLamps watch_lamps{};
  // Do-not-disturb and forwarding as the settings have it; null: no line is in step with its server.
  std::shared_ptr<const ua::FeatureState> features{};
  ServiceAccount service_account;         // sent to the hosts of those two and to nobody else
  std::vector<ServiceOptions> idle_keys;  // the soft keys of the idle window
  bool push_may_open_microphone = false;  // Push May Open Microphone
  std::string locale = "en-US";           // sent to XML services
  std::string device_name{};              // "SEP" and the MAC, for services of the 79xx; empty: not known
  std::string voice_mail_number;          // of the Messages key; empty: none
  LineLampOptions lamps;
  LocalTimeOptions time;
  unsigned contrast = default_contrast;      // of a black-and-white display
  std::shared_ptr<const FetchPolicy> fetch;  // never null
};

// The realm that a line challenges with: Reversed Auth Realm when it is set, else the host name of the
// proxy without port or server list, else "handset". PBXs keep credentials by realm, so it must not move.
[[nodiscard]] std::string challenge_realm(std::string_view reversed_auth_realm, std::string_view proxy);

}  // namespace handset::phone
