#include "ua/request_channel.h"

#include <algorithm>

#include "sip/validate.h"

namespace handset::ua {
namespace {

Endpoint usual_local(const ChannelOptions& options) {
  if (!options.local.address.is_unspecified()) return options.local;
  const IpAddress& peer = options.remote.address;
  if (peer.is_loopback()) return {peer, options.local.port};
  return {peer.is_v4() ? IpAddress{} : IpAddress::v6({}), options.local.port};
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
  else
    network_.close(socket_);
}

Result<void> RequestChannel::open() {
  if (reliable()) {
    stream_ = network_.connect(options_.remote, *this);
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

// A response over TCP comes on the stream of its request, and we listen nowhere: no port then.
std::string RequestChannel::sent_by_text() const {
  const auto& [address, port] = options_.local;
  if (address.is_unspecified()) return random_.token(12) + ".invalid";
  if (!reliable()) return options_.local.to_string();
  return address.is_v4() ? address.to_string() : "[" + address.to_string() + "]";
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
  if (!message_.parse(bytes, framing) || !message_.is_response() || !sip::check_response(message_)) return;
  const auto found = std::find_if(transactions_.begin(), transactions_.end(),
                                  [&](const auto* waiting) { return waiting->matches(message_); });
  if (found != transactions_.end()) (*found)->receive(message_);
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
