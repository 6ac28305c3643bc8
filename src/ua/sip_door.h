// The sockets that SIP requests come in by and answers go out by: UDP, TCP and TLS, streams cut into
// messages. How many streams there may be is the network's to limit, how long they may take is limited here.
// Owned by who serves SIP (a phone's Switchboard, the Pbx); shard's thread. RFC 3261 18.2, 18.3, RFC
// 5626 3.5.1 (keep-alive).
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "base/counters.h"
#include "base/world.h"
#include "sip/stream_framer.h"
#include "ua/sip_transport.h"

namespace handset::ua {

// Where a message came from, and where its answer goes.
struct Origin {
  Endpoint source;
  SocketId socket{};
  StreamId stream{};
  bool is_stream = false;
};

class SipDoorHandler {
 public:
  virtual void on_message(std::string_view bytes, const Origin& origin) = 0;
  // A stream brought what is no message, and is closed after this call. `header`: what came of it.
  virtual void on_broken(std::string_view header, const Error& error, const Origin& origin) = 0;

 protected:
  ~SipDoorHandler() = default;
};

struct SipDoorLimits {
  // Without a message and without a keep-alive a stream is closed: nobody needs to keep one open to reach us.
  Duration idle = seconds(600);
  // For a message to be whole, however its bytes come: 64 * T1, after which its sender has given up (RFC 3261
  // 17.1.2.2).
  Duration message = seconds(32);
};

struct SipTraffic : CounterGroup {
  Counter messages_sent{*this, {"sip_sent_messages", "SIP messages that were sent."}};
  Counter bytes_sent{*this, {"sip_sent_bytes", "Bytes of the SIP messages that were sent."}};
  Counter messages_received{*this, {"sip_received_messages", "SIP messages that came in."}};
  Counter bytes_received{*this, {"sip_received_bytes", "Bytes of the SIP messages that came in."}};
};

class SipDoor final : private DatagramHandler, private StreamHandler {
 public:
  // All outlive the door.
  SipDoor(Network& network, Clock& clock, SipDoorHandler& handler, const SipDoorLimits& limits)
      : network_(network), clock_(clock), handler_(handler), limits_(limits) {}
  // Closes what it listens on and every connection.
  ~SipDoor();
  SipDoor(const SipDoor&) = delete;
  SipDoor& operator=(const SipDoor&) = delete;

  // On UDP and TCP of that address; with port 0 both get the one that UDP was given. Errors: Unavailable,
  // and then neither is open.
  Result<Endpoint> listen(const Endpoint& local);
  // On streams alone, of an address that the network was told to secure by TLS. Errors: Unavailable.
  Result<Endpoint> listen_secured(const Endpoint& local);
  // On UDP or TCP of an address. Opening what is open already counts how often, and closing counts back.
  // `transport` is not Tls, the port not 0.
  Result<void> open(const Endpoint& local, SipTransport transport);
  void close(const Endpoint& local, SipTransport transport);

  // What listen() opened first; port 0 before.
  [[nodiscard]] const Endpoint& main() const { return main_; }
  // The socket that is open there.
  [[nodiscard]] std::optional<SocketId> udp_socket(const Endpoint& local) const;

  // Over UDP to `target`, over a stream on it.
  void send(const Origin& origin, const Endpoint& target, std::string_view bytes);

  // For who sends by a socket of the door's, or beside it.
  void count_sent(std::size_t bytes);

  [[nodiscard]] const SipTraffic& traffic() const { return traffic_; }

 private:
  struct Listener {
    SocketId socket{};
    unsigned users = 0;
  };
  Result<Endpoint> listen_for_both(const Endpoint& local);

  struct Connection {
    Connection(SipDoor& its_door, StreamId its_stream, const Endpoint& its_remote)
        : door(its_door), stream(its_stream), remote(its_remote) {}
    void take_too_long() { door.close(stream); }

    SipDoor& door;
    StreamId stream;
    Endpoint remote;
    sip::StreamFramer framer;
    bool in_message = false;
    Timer patience = Timer::calling<&Connection::take_too_long>(*this);
  };

  void on_datagrams(SocketId socket, std::span<const Datagram> batch) override;
  void on_accepted(SocketId listener, StreamId stream, const Endpoint& remote) override;
  void on_connected(StreamId) override {}
  void on_bytes(StreamId stream, std::string_view bytes) override;
  void on_closed(StreamId stream, std::string_view why) override;

  void receive(std::string_view bytes, const Origin& origin);
  void limit_time(Connection& connection);
  void close(StreamId stream);

  Network& network_;
  Clock& clock_;
  SipDoorHandler& handler_;
  SipDoorLimits limits_;
  SipTraffic traffic_;
  Endpoint main_;
  std::map<std::pair<Endpoint, SipTransport>, Listener> listeners_;
  std::map<StreamId, Connection> connections_;
};

}  // namespace handset::ua
