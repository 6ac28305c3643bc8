#include "ua/request_channel.h"

#include <algorithm>

#include "sip/validate.h"
#include "sip/via.h"
#include "ua/response_router.h"
#include "ua/sip_door.h"

namespace handset::ua {
namespace {

Endpoint usual_local(const ChannelOptions& options) {
  if (!options.local.address.is_unspecified()) return options.local;
  const IpAddress& peer = options.remote.address;
  if (peer.is_loopback()) return {peer, options.local.port};
  return {peer.is_v4() ? IpAddress{} : IpAddress::v6({}), options.local.port};
}

// Without a port where it is 0.
std::string sent_by_of(const Endpoint& endpoint) {
  if (endpoint.port != 0) return endpoint.to_string();
  const std::string address = endpoint.address.to_string();
  return endpoint.address.is_v4() ? address : "[" + address + "]";
}

}  // namespace

RequestChannel::RequestChannel(Network& network, Random& random, const ChannelOptions& options)
    : network_(network), random_(random), options_(options) {
  options_.local = usual_local(options);
}

RequestChannel::~RequestChannel() {
  if (!open_) return;
  if (is_shared())
    (reliable() ? options_.streams->router : options_.shared->router)->remove(*this);
  else if (reliable())
    network_.close(stream_);
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
  if (options_.streams) {
    const StreamPlan plan = options_.plan();
    if (const auto shared = options_.streams->door->share(plan, share_); !shared) return shared;
    if (!plan.local.address.is_unspecified()) options_.local.address = plan.local.address;
    options_.local.port = plan.local.port;
    options_.streams->router->add(*this);
    return {};
  }
  const auto stream = connect_stream(network_, options_.plan(), *this);
  if (!stream) return tl::unexpected(stream.error());
  stream_ = *stream;
  return {};
}

// A response over a stream comes on that of its request; with one of our own we listen nowhere: no port then.
std::string RequestChannel::sent_by_text() const {
  const bool listens = !reliable() || options_.streams.has_value();
  if (options_.announced) {
    const std::uint16_t own = listens ? options_.local.port : std::uint16_t{0};
    return sent_by_of(
        {options_.announced->address, options_.announced->port == 0 ? own : options_.announced->port});
  }
  const auto& [address, port] = options_.local;
  if (address.is_unspecified()) return random_.token(12) + ".invalid";
  return sent_by_of({address, listens ? port : std::uint16_t{0}});
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

bool RequestChannel::close_absorbing(Duration time) {
  if (!open_ || reliable() || !is_shared()) return false;
  options_.shared->router->remove(*this, time);
  open_ = false;
  return true;
}

void RequestChannel::send(std::string_view message) {
  if (!open_) return;
  if (share_.held())
    share_.send(message);
  else if (reliable())
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
  sip::Message message;
  if (message.parse(bytes, framing) && message.is_response() && sip::check_response(message)) take(message);
}

void RequestChannel::take(const sip::Message& response) {
  const auto found = std::find_if(transactions_.begin(), transactions_.end(),
                                  [&](const auto* waiting) { return waiting->matches(response); });
  if (found != transactions_.end()) (*found)->receive(response);
}

void RequestChannel::lose(std::string_view why) {
  if (options_.streams && open_) options_.streams->router->remove(*this);
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
