// A STUN server in the simulation, with two addresses and two ports of each (RFC 5780 6), or as bad a one as
// a test wants.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "sim/simulation.h"
#include "unit/ua/stun_maker.h"

namespace handset::test {

class StunServer {
 public:
  static constexpr std::uint16_t port = 3478;
  static constexpr std::uint16_t other_port = 3479;

  StunServer(sim::Host& host, sim::Host& other) {
    for (sim::Host* each : {&host, &other})
      for (const std::uint16_t number : {port, other_port})
        places_.push_back(std::make_unique<Place>(*this, each->network(), each->at(number), places_.size()));
  }

  bool silent = false;
  bool has_second_address = true;
  // What it answers instead; empty: nothing.
  std::function<std::string(const ua::StunTransactionId& id, const Endpoint& source)> script;

  struct Request {
    Endpoint source;
    std::string bytes;
  };
  [[nodiscard]] const std::vector<Request>& requests() const { return requests_; }
  // Anything, from its first address and port, or from one of the others.
  void send(const Endpoint& to, std::string_view bytes, std::size_t place = 0) {
    places_.at(place)->send(to, bytes);
  }

 private:
  // In twos: the ports of the first address, then those of the other one.
  class Place final : private DatagramHandler {
   public:
    Place(StunServer& server, Network& network, const Endpoint& here, std::size_t index)
        : endpoint(here), server_(server), network_(network), index_(index) {
      socket_ = network_.open_datagrams(here, *this).value();
    }
    ~Place() { network_.close(socket_); }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;

    void send(const Endpoint& to, std::string_view bytes) { network_.send(socket_, to, bytes); }

    const Endpoint endpoint;

   private:
    void on_datagrams(SocketId, std::span<const Datagram> batch) override {
      for (const Datagram& datagram : batch) server_.take(index_, datagram);
    }

    StunServer& server_;
    Network& network_;
    std::size_t index_;
    SocketId socket_{};
  };

  void take(std::size_t at, const Datagram& datagram) {
    if (!ua::is_stun(datagram.bytes)) return;
    requests_.push_back({datagram.source, std::string(datagram.bytes)});
    if (silent) return;
    const auto id = ua::stun_transaction(datagram.bytes);
    if (script) {
      if (const std::string answer = script(id, datagram.source); !answer.empty())
        places_[at]->send(datagram.source, answer);
      return;
    }
    const std::uint32_t flags = stun_change_flags(datagram.bytes);
    Place& from = *places_[at ^ ((flags & ua::stun::change_address_flag) != 0 ? 2U : 0U) ^
                           ((flags & ua::stun::change_port_flag) != 0 ? 1U : 0U)];
    StunMaker answer = stun_success(id).mapped(datagram.source);
    answer.address(StunAttribute::ResponseOrigin, from.endpoint);
    if (has_second_address) answer.address(StunAttribute::OtherAddress, places_[at ^ 3U]->endpoint);
    from.send(datagram.source, answer.fingerprint().bytes());
  }

  std::vector<std::unique_ptr<Place>> places_;
  std::vector<Request> requests_;
};

}  // namespace handset::test
