#include "lab/dns_server.h"

#include <utility>

namespace handset::lab {
namespace {

constexpr std::size_t length_size = 2;  // of a message on a stream (RFC 1035 4.2.2)

std::size_t length_in(std::string_view bytes) {
  return static_cast<std::size_t>(static_cast<unsigned char>(bytes[0])) << 8U |
         static_cast<unsigned char>(bytes[1]);
}

std::string words(const DnsQuery& query, const DnsReply& reply, bool is_silent) {
  std::string out = query.question.empty() ? "asks what cannot be read"
                                           : "asks for " + dns_type_words(query.type) + " of " +
                                                 (query.name.empty() ? "a name of odd letters" : query.name);
  if (is_silent) return out + ": no answer";
  out += ": " + std::string(dns_rcode_name(reply.code));
  if (reply.cut_short) return out + ", cut short";
  if (reply.code == DnsRcode::NoError)
    out += ", " + std::to_string(reply.records.size()) + (reply.records.size() == 1 ? " record" : " records");
  return out;
}

}  // namespace

DnsServer::~DnsServer() {
  if (datagrams_) network_.close(*datagrams_);
  if (listener_) network_.close(*listener_);
  for (const auto& [stream, its] : streams_) network_.close(stream);
}

Result<Endpoint> DnsServer::listen(const Endpoint& local) {
  const auto datagrams = network_.open_datagrams(local, *this);
  if (!datagrams) return tl::unexpected(datagrams.error());
  const Endpoint bound = network_.local_endpoint(*datagrams);
  const auto listener = network_.listen(bound, *this);
  if (!listener) {
    network_.close(*datagrams);
    return tl::unexpected(listener.error());
  }
  datagrams_ = *datagrams;
  listener_ = *listener;
  endpoint_ = bound;
  return bound;
}

tl::expected<void, std::string> DnsServer::set_records(std::span<const std::string> lines) {
  auto zone = DnsZone::parse(lines);
  if (!zone) return tl::unexpected(std::move(zone.error()));
  zone_ = *std::move(zone);
  ++serial_;
  return {};
}

void DnsServer::on_datagrams(SocketId socket, std::span<const Datagram> batch) {
  for (const Datagram& datagram : batch) take(datagram.bytes, {socket, datagram.source});
}

void DnsServer::on_accepted(SocketId /*listener*/, StreamId stream, const Endpoint& remote) {
  if (streams_.size() == most_streams) {
    network_.close(streams_.begin()->first);
    streams_.erase(streams_.begin());
  }
  streams_.emplace(stream, Stream{remote});
}

void DnsServer::on_bytes(StreamId stream, std::string_view bytes) {
  const auto known = streams_.find(stream);
  if (known == streams_.end()) return;
  known->second.bytes += bytes;
  std::string_view rest = known->second.bytes;
  while (rest.size() >= length_size) {
    const std::size_t length = length_in(rest);
    if (length > longest_query) {
      network_.close(stream);
      streams_.erase(known);
      return;
    }
    if (rest.size() - length_size < length) break;
    take(rest.substr(length_size, length), {stream, known->second.remote});
    rest.remove_prefix(length_size + length);
  }
  known->second.bytes.erase(0, known->second.bytes.size() - rest.size());
}

void DnsServer::on_closed(StreamId stream, std::string_view /*why*/) {
  streams_.erase(stream);
}

void DnsServer::take(std::string_view bytes, const Peer& peer) {
  const auto query = read_dns_query(bytes);
  if (!query) return;
  const bool datagram = std::holds_alternative<SocketId>(peer.way);
  const DnsReply reply = reply_to(*query, datagram);
  diary_.note(peer.endpoint.to_string() + (datagram ? " " : " (TCP) ") +
              words(*query, reply, faults_.silent));
  if (faults_.silent) return;
  std::string answer = write_dns_reply(*query, reply, datagram ? room_for_datagram(*query) : room_on_stream);
  if (faults_.delay == Duration{}) {
    send(peer, answer);
  } else if (late_.size() < most_late_answers) {
    late_.emplace(clock_.now() + faults_.delay, Late{peer, std::move(answer)});
    clock_.timers().arm(late_due_, late_.begin()->first);
  }
}

DnsReply DnsServer::reply_to(const DnsQuery& query, bool datagram) const {
  DnsReply reply;
  reply.serial = serial_;
  reply.code = query.refusal;
  if (reply.code != DnsRcode::NoError) return reply;
  reply.cut_short = faults_.truncated && datagram;
  if (faults_.rcode) {
    reply.code = *faults_.rcode;
  } else if (auto found = zone_.find(query.name, query.type); found.exists) {
    reply.records = std::move(found.records);
  } else {  // RFC 6604: the code is that of the last name, behind its aliases
    reply.code = DnsRcode::NxDomain;
    reply.records = std::move(found.records);
  }
  return reply;
}

void DnsServer::send(const Peer& peer, std::string_view bytes) {
  if (const auto* socket = std::get_if<SocketId>(&peer.way)) {
    network_.send(*socket, peer.endpoint, bytes);
  } else {
    std::string framed{static_cast<char>(bytes.size() >> 8U), static_cast<char>(bytes.size() & 0xffU)};
    network_.send(std::get<StreamId>(peer.way), framed += bytes);
  }
}

void DnsServer::send_late_ones() {
  while (!late_.empty() && late_.begin()->first <= clock_.now()) {
    const auto due = late_.extract(late_.begin());
    send(due.mapped().peer, due.mapped().bytes);
  }
  if (!late_.empty()) clock_.timers().arm(late_due_, late_.begin()->first);
}

}  // namespace handset::lab
