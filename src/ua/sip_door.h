// The sockets that SIP requests come in by and answers go out by: UDP, TCP and TLS, streams cut into
// messages; and the connections that we make to servers, one for all who send to the same server (RFC 5923),
// kept open while somebody holds a share. Over UDP, what is STUN is told apart. How many streams are accepted
// is the network's to limit, how long they may take is limited here.
//
// A connection of ours on which nothing comes for a while is asked for a sign of life (RFC 5626 4.4.1). A
// server that answered one has to answer all: else it is lost.
//
// Owned by who serves SIP (a phone's Switchboard, the Pbx); shard's thread. RFC 3261 18.2, 18.3, RFC
// 5626 3.5.1 (keep-alive).
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "base/counters.h"
#include "base/world.h"
#include "sip/stream_framer.h"
#include "ua/sip_transport.h"
#include "ua/stream_plan.h"
#include "ua/stream_share.h"

namespace handset::ua {

// Where a message came from, and where its answer goes.
struct Origin {
  Endpoint source;
  SocketId socket{};
  StreamId stream{};
  bool is_stream = false;
  bool is_secured = false;

  [[nodiscard]] SipTransport transport() const {
    if (!is_stream) return SipTransport::Udp;
    return is_secured ? SipTransport::Tls : SipTransport::Tcp;
  }
};

class SipDoorHandler {
 public:
  virtual void on_message(std::string_view bytes, const Origin& origin) = 0;
  // A stream brought what is no message, and is closed after this call. `header`: what came of it.
  virtual void on_broken(std::string_view header, const Error& error, const Origin& origin) = 0;
  // A datagram that is_stun(). Who asks nobody gets no answers.
  virtual void on_stun(std::string_view /*bytes*/, const Origin& /*origin*/) {}

 protected:
  ~SipDoorHandler() = default;
};

struct SipDoorLimits {
  // Without a message and without a keep-alive a stream is closed: nobody needs to keep one open to reach us.
  Duration idle = seconds(600);
  // For a message to be whole, however its bytes come: 64 * T1, after which its sender has given up (RFC 3261
  // 17.1.2.2).
  Duration message = seconds(32);
  // Of connections of ours: how long one is quiet before it is asked for a sign of life, how long that may
  // take, and how long one is kept that nobody holds a share in.
  Duration ping = seconds(100);
  Duration pong = seconds(10);
  Duration unshared = seconds(32);
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
  // Closes what it listens on and every connection; who holds a share does so no more.
  ~SipDoor();
  SipDoor(const SipDoor&) = delete;
  SipDoor& operator=(const SipDoor&) = delete;

  // On UDP and TCP of that address; with port 0 both get the one that UDP was given. Errors: Unavailable,
  // and then neither is open.
  Result<Endpoint> listen(const Endpoint& local);
  // On streams alone, of an address that the network was told to secure by TLS, once. Errors: Unavailable.
  Result<Endpoint> listen_secured(const Endpoint& local);
  // On UDP or TCP of an address. Opening what is open already counts how often, and closing counts back.
  // `transport` is not Tls, the port not 0.
  Result<void> open(const Endpoint& local, SipTransport transport);
  void close(const Endpoint& local, SipTransport transport);

  // What listen() opened first; port 0 before.
  [[nodiscard]] const Endpoint& main() const { return main_; }
  // What listen_secured() opened; port 0 before.
  [[nodiscard]] const Endpoint& secured() const { return secured_at_; }
  // The socket that is open there.
  [[nodiscard]] std::optional<SocketId> udp_socket(const Endpoint& local) const;

  // A share in the connection of that plan, which is begun when there is none. What the share was before it
  // is no more. Errors: as connect_stream().
  Result<void> share(const StreamPlan& plan, StreamShare& share);

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
    Connection(SipDoor& its_door, const Origin& its_origin) : door(its_door), origin(its_origin) {}
    void be_silent() { door.on_silence(*this); }

    SipDoor& door;
    Origin origin;
    sip::StreamFramer framer;
    bool in_message = false;
    // Of one of ours.
    std::optional<StreamPlan> plan{};
    std::vector<StreamShare*> shares{};
    Duration ping{};
    bool awaits_pong = false;
    bool answers_pings = false;
    Timer patience = Timer::calling<&Connection::be_silent>(*this);
  };

  friend class StreamShare;
  void leave(StreamShare& share);
  void ping_every(const StreamShare& share, Duration time);
  void send_by(const StreamShare& share, std::string_view bytes) { network_.send(share.stream_, bytes); }

  void on_datagrams(SocketId socket, std::span<const Datagram> batch) override;
  void on_accepted(SocketId listener, StreamId stream, const Endpoint& remote) override;
  void on_connected(StreamId) override {}
  void on_bytes(StreamId stream, std::string_view bytes) override;
  void on_closed(StreamId stream, std::string_view why) override;

  void receive(std::string_view bytes, const Origin& origin);
  void limit_time(Connection& connection);
  [[nodiscard]] Duration quiet_time(const Connection& connection) const;
  void on_silence(Connection& connection);
  void close(StreamId stream, std::string_view why);
  void lose(StreamId stream, std::string_view why);

  Network& network_;
  Clock& clock_;
  SipDoorHandler& handler_;
  SipDoorLimits limits_;
  SipTraffic traffic_;
  Endpoint main_;
  SocketId secured_{};
  Endpoint secured_at_;
  std::map<std::pair<Endpoint, SipTransport>, Listener> listeners_;
  std::map<StreamId, Connection> connections_;
  std::map<StreamPlan, StreamId> ours_;
};

}  // namespace handset::ua
