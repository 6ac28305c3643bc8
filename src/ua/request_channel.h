// The way to one peer for requests of ours: a UDP socket or a stream that nobody else uses, or the UDP
// socket that its owner is reached at, or the connection that all use who send there. It hands the responses
// to the transaction that waits for them, found by the branch of their Via; what else arrives on a socket of
// its own is dropped, since nothing is served here. RFC 3261 17.1.3, 18.1, 18.3; RFC 3581 (rport).
//
// Owned by whoever sends the requests, on that one's shard. A transaction or its listener may leave, or be
// destroyed, from inside a call that the channel makes; the channel itself may not.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/world.h"
#include "sip/client_transaction.h"
#include "sip/message.h"
#include "sip/stream_framer.h"
#include "ua/sip_transport.h"
#include "ua/stream_plan.h"
#include "ua/stream_share.h"

namespace handset::ua {

class ResponseRouter;

// A socket that somebody else opened and reads. What comes in by it and is a response goes to the router.
struct SharedSocket {
  SocketId socket{};
  Endpoint local;
  ResponseRouter* router = nullptr;
};

// Who makes connections, and reads them. What comes in by one and is a response goes to the router.
struct SharedStreams {
  SipDoor* door = nullptr;
  Endpoint local;  // as in StreamPlan
  ResponseRouter* router = nullptr;
};

struct ChannelOptions {
  SipTransport transport = SipTransport::Udp;
  Endpoint remote{};
  // Where we send from and what Via says; a stream of our own uses the address alone. Left unspecified, a
  // loopback peer is talked to from its own address; for all others the system chooses and Via has a name
  // that stands for nobody, so that the peer answers to where the request came from.
  Endpoint local{};
  std::string tls_name{};  // as in StreamPlan
  // A stream leaves from the first of these that is free.
  PortRange tcp_ports{};
  // UDP goes by this socket, and a stream is one of these, whatever `local` says.
  std::optional<SharedSocket> shared{};
  std::optional<SharedStreams> streams{};
  // What Via says instead of where we are: a NAT's public address. With port 0 the port is our own.
  std::optional<Endpoint> announced{};

  // Of a stream.
  [[nodiscard]] StreamPlan plan() const {
    return {transport, remote, tls_name, streams ? streams->local : local, tcp_ports};
  }
};

class RequestChannel final : private DatagramHandler, private StreamHandler, private StreamShare::User {
 public:
  static constexpr std::size_t key_length = 8;

  // What these refer to outlives the channel.
  RequestChannel(Network& network, Random& random, const ChannelOptions& options);
  ~RequestChannel();
  RequestChannel(const RequestChannel&) = delete;
  RequestChannel& operator=(const RequestChannel&) = delete;

  // Opens the socket, or begins to connect the stream: what is sent until then waits. Once. Error:
  // Unavailable.
  Result<void> open();

  // From now on the transaction gets the responses with its branch, and is told when the way is lost.
  void join(sip::ClientTransaction& transaction);
  void leave(sip::ClientTransaction& transaction);

  // A branch for the Via of a request that is sent here.
  [[nodiscard]] std::string new_branch();

  // Closes a channel by a shared socket: what is repeated for its requests within that time is absorbed.
  // False for any other, which stays as it is.
  bool close_absorbing(Duration time);

  // To the peer. Into a lost channel: nothing.
  void send(std::string_view message);

  [[nodiscard]] SipTransport transport() const { return options_.transport; }
  [[nodiscard]] bool reliable() const { return options_.transport != SipTransport::Udp; }
  [[nodiscard]] const Endpoint& remote() const { return options_.remote; }
  // Where it sends from; a stream of its own has no port here.
  [[nodiscard]] const Endpoint& local() const { return options_.local; }
  // Requests reach us by the way that it uses.
  [[nodiscard]] bool is_shared() const {
    return reliable() ? options_.streams.has_value() : options_.shared.has_value();
  }
  // Host, and port where we have one of our own: for Via and Contact. Known once open.
  [[nodiscard]] std::string_view sent_by() const { return sent_by_; }
  [[nodiscard]] bool is_open() const { return open_; }
  // Why a channel that was open is so no more; else empty. Static storage.
  [[nodiscard]] std::string_view lost_because() const { return lost_because_; }

  // For the router of what is shared: a response that passed check_response(), the end of that way, and what
  // all branches of this channel have behind the magic cookie.
  void take(const sip::Message& response);
  void abandon() { open_ = false; }
  [[nodiscard]] std::string_view key() const { return key_; }

 private:
  Result<void> open_stream();
  void on_datagrams(SocketId socket, std::span<const Datagram> batch) override;
  void on_accepted(SocketId, StreamId, const Endpoint&) override {}
  void on_connected(StreamId) override {}
  void on_bytes(StreamId stream, std::string_view bytes) override;
  void on_closed(StreamId stream, std::string_view why) override;
  void on_stream_lost(std::string_view why) override { lose(why); }

  void receive(std::string_view bytes, sip::Message::Framing framing);
  void lose(std::string_view why);
  [[nodiscard]] std::string sent_by_text() const;

  Network& network_;
  Random& random_;
  ChannelOptions options_;
  SocketId socket_{};
  StreamId stream_{};
  StreamShare share_{*this};
  bool open_ = false;
  std::string_view lost_because_;
  std::string sent_by_;
  std::string key_;
  std::vector<sip::ClientTransaction*> transactions_;
  sip::StreamFramer framer_;
};

}  // namespace handset::ua
