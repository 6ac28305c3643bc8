#include "ua/request_channel.h"

#include <algorithm>

#include "sip/validate.h"
#include "sip/via.h"
#include "ua/response_router.h"

namespace handset::ua {
namespace {

Endpoint usual_local(const ChannelOptions& options) {
  if (!options.local.address.is_unspecified()) return options.local;
  const IpAddress& peer = options.remote.address;
  if (peer.is_loopback()) return {peer, options.local.port};
  return {peer.is_v4() ? IpAddress{} : IpAddress::v6({}), options.local.port};
}

// A TCP port of ours is tried for each of these at most: a range may hold all there are.
constexpr unsigned most_ports_tried = 1024;

// Without a port where it is 0.
std::string sent_by_of(const Endpoint& endpoint) {
  if (endpoint.port != 0) return endpoint.to_string();
  const std::string address = endpoint.address.to_string();
  return endpoint.address.is_v4() ? address : "[" + address + "]";
}

}  // namespace

std::string_view transport_name(Transport transport) {
  return transport == Transport::Tcp ? "TCP" : "UDP";
}

RequestChannel::RequestChannel(Network& network, Random& random, const ChannelOptions& options)
    : network_(network), random_(random), options_(options) {
  options_.local = usual_local(options);
}

RequestChannel::~RequestChannel() {
  if (!open_) return;
  if (reliable())
    network_.close(stream_);
  else if (options_.shared)
    options_.shared->router->remove(*this);
  else
    network_.close(socket_);
}

Result<void> RequestChannel::open() {
  key_ = random_.token(key_length);
  if (reliable()) {
    if (const auto opened = open_stream(); !opened) return opened;
  } else if (options_.shared) {
    socket_ = options_.shared->socket;
    options_.local = options_.shared->local;
    options_.shared->router->add(*this);
  } else {
    const auto socket = network_.open_datagrams(options_.local, *this);
    if (!socket) return tl::unexpected(socket.error());
    socket_ = *socket;
    options_.local.port = network_.local_endpoint(socket_).port;
  }
  open_ = true;
  sent_by_ = sent_by_text();
  return {};
}

Result<void> RequestChannel::open_stream() {
  const auto [first, last] = options_.tcp_ports;
  if (first == 0) {
    stream_ = network_.connect(options_.remote, *this);
    return {};
  }
  unsigned tries = 0;
  for (unsigned port = first; port <= last && tries < most_ports_tried; ++port, ++tries) {
    const Endpoint from{options_.local.address, static_cast<std::uint16_t>(port)};
    const auto stream = network_.connect_from(from, options_.remote, *this);
    if (!stream) continue;
    stream_ = *stream;
    return {};
  }
  return fail(Errc::Unavailable, "none of the local TCP ports is free");
}

// A response over TCP comes on the stream of its request, and we listen nowhere: no port then.
std::string RequestChannel::sent_by_text() const {
  if (options_.announced) {
    const std::uint16_t own = reliable() ? std::uint16_t{0} : options_.local.port;
    return sent_by_of(
        {options_.announced->address, options_.announced->port == 0 ? own : options_.announced->port});
  }
  const auto& [address, port] = options_.local;
  if (address.is_unspecified()) return random_.token(12) + ".invalid";
  return sent_by_of({address, reliable() ? std::uint16_t{0} : port});
}

std::string RequestChannel::new_branch() {
  return std::string(sip::magic_cookie) + key_ + random_.token(18);
}

void RequestChannel::join(sip::ClientTransaction& transaction) {
  transactions_.push_back(&transaction);
}

void RequestChannel::leave(sip::ClientTransaction& transaction) {
  transactions_.erase(std::remove(transactions_.begin(), transactions_.end(), &transaction),
                      transactions_.end());
}

void RequestChannel::send(std::string_view message) {
  if (!open_) return;
  if (reliable())
    network_.send(stream_, message);
  else
    network_.send(socket_, options_.remote, message);
}

void RequestChannel::on_datagrams(SocketId, std::span<const Datagram> batch) {
  for (const Datagram& datagram : batch) receive(datagram.bytes, sip::Message::Framing::Datagram);
}

void RequestChannel::on_bytes(StreamId, std::string_view bytes) {
  framer_.feed(bytes);
  while (open_) {
    const auto frame = framer_.next();
    if (!frame) {
      if (frame.error().code == Errc::Incomplete) return;
      network_.close(stream_);
      lose("what it sends is no SIP");
    } else if (frame->kind == sip::StreamFramer::Frame::Kind::Ping) {
      network_.send(stream_, sip::keep_alive_pong);
    } else {
      receive(frame->bytes, sip::Message::Framing::Stream);
    }
  }
}

void RequestChannel::on_closed(StreamId, std::string_view why) {
  lose(why);
}

void RequestChannel::receive(std::string_view bytes, sip::Message::Framing framing) {
  if (message_.parse(bytes, framing) && message_.is_response() && sip::check_response(message_))
    take(message_);
}

void RequestChannel::take(const sip::Message& response) {
  const auto found = std::find_if(transactions_.begin(), transactions_.end(),
                                  [&](const auto* waiting) { return waiting->matches(response); });
  if (found != transactions_.end()) (*found)->receive(response);
}

void RequestChannel::lose(std::string_view why) {
  open_ = false;
  lost_because_ = why;
  // Whoever is told may leave, and take others along.
  const auto waiting = transactions_;
  for (auto* transaction : waiting) {
    if (std::find(transactions_.begin(), transactions_.end(), transaction) != transactions_.end())
      transaction->transport_failed();
  }
}

}  // namespace handset::ua
