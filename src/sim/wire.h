// The simulated network between the hosts: how datagrams are lost, doubled, delayed and overtaken, and which
// ways are cut. One for a simulation, seeded by it.
//
// Chance is drawn in the order of the sends, so the same seed and the same sends give the same deliveries.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/address.h"
#include "base/time.h"
#include "sim/random.h"
#include "sim/timeline.h"

namespace handset::sim {

class HostNetwork;

// One direction of a way. Probabilities are 0 to 1.
struct LinkModel {
  double loss = 0;
  double duplicate = 0;
  // Datagrams of one pair of endpoints keep their order, whatever their delays, but for those that this
  // picks: they are held back by up to `held_back` more and may be overtaken.
  double reorder = 0;
  Duration held_back = milliseconds(50);
  Duration min_delay = milliseconds(1);
  Duration max_delay = milliseconds(1);
  std::size_t mtu = 65507;  // bytes of a datagram; a longer one is lost
  // Streams lose nothing: a lost segment comes `resend` later. This picks the sends that arrive in pieces,
  // cut at any byte.
  double split = 0;
  Duration resend = milliseconds(200);
};

struct WireStatistics {
  std::uint64_t sent = 0;
  std::uint64_t delivered = 0;
  std::uint64_t lost = 0;  // by chance, a cut way, the mtu or a fault
  std::uint64_t doubled = 0;
  std::uint64_t held_back = 0;
  std::uint64_t unclaimed = 0;  // arrived where no socket was open
  friend bool operator==(const WireStatistics&, const WireStatistics&) = default;
};

// What an observer sees of each datagram.
struct Sighting {
  enum class Kind : std::uint8_t { Sent, Lost, Delivered, Unclaimed };
  Kind kind;
  SteadyTime at;
  Endpoint from;
  Endpoint to;
  std::string_view bytes;  // valid during the call
};

class Wire {
 public:
  using Tap = std::function<void(const Sighting&)>;

  Wire(Timeline& timeline, std::uint64_t seed) : timeline_(timeline), random_(seed, "wire") {}

  // For all ways that have no model of their own. Applies to what is sent from now on.
  void set_link(const LinkModel& model) { everywhere_ = model; }
  // For the way from one host to another.
  void set_link(const IpAddress& from, const IpAddress& to, const LinkModel& model) {
    links_[{from, to}] = model;
  }

  // One direction; what is under way at that time is lost as well.
  void cut(const IpAddress& from, const IpAddress& to) { cut_ways_.insert({from, to}); }
  void mend(const IpAddress& from, const IpAddress& to) { cut_ways_.erase({from, to}); }
  // The cable of a host.
  void unplug(const IpAddress& host) { unplugged_.insert(host); }
  void plug(const IpAddress& host) { unplugged_.erase(host); }

  void add_tap(Tap tap) { taps_.push_back(std::move(tap)); }
  [[nodiscard]] const WireStatistics& statistics() const { return statistics_; }

  // For HostNetwork and Streams.
  void attach(const IpAddress& address, HostNetwork& host) { hosts_[address] = &host; }
  [[nodiscard]] HostNetwork* host_at(const IpAddress& address) const;
  void carry(HostNetwork& sender, const Endpoint& from, const Endpoint& to, std::string_view bytes,
             bool fails);
  void report_arrival(bool claimed, const Endpoint& from, const Endpoint& to, std::string_view bytes);
  [[nodiscard]] bool passes(const IpAddress& from, const IpAddress& to) const;
  [[nodiscard]] const LinkModel& link(const IpAddress& from, const IpAddress& to) const;
  SeededRandom& random() { return random_; }

 private:
  using Way = std::pair<IpAddress, IpAddress>;

  void launch(HostNetwork& receiver, const LinkModel& model, const Endpoint& from, const Endpoint& to,
              std::string_view bytes);
  void lose(const Endpoint& from, const Endpoint& to, std::string_view bytes);
  void show(Sighting::Kind kind, const Endpoint& from, const Endpoint& to, std::string_view bytes);

  Timeline& timeline_;
  SeededRandom random_;
  LinkModel everywhere_;
  std::map<Way, LinkModel> links_;
  std::set<Way> cut_ways_;
  std::set<IpAddress> unplugged_;
  std::map<IpAddress, HostNetwork*> hosts_;
  std::map<std::pair<Endpoint, Endpoint>, SteadyTime> last_arrival_;
  std::vector<Tap> taps_;
  WireStatistics statistics_;
};

}  // namespace handset::sim
