// The lab's name server: answers questions for the records that it was given, over UDP and TCP of one
// address, and does wrong on purpose when it is told to. It asks nobody else. RFC 1034 4.3.2, RFC 1035 4.2,
// RFC 7766.
//
// Owned by whoever runs it (`handset lab`, a test); that one's shard.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <variant>
#include <vector>

#include "base/world.h"
#include "lab/diary.h"
#include "lab/dns_query.h"
#include "lab/dns_reply.h"
#include "lab/dns_zone.h"

namespace handset::lab {

// What is not set is right.
struct DnsFaults {
  bool silent = false;              // nobody is answered
  std::optional<DnsRcode> rcode{};  // every question gets that and no records
  bool truncated = false;           // over UDP every answer is cut short
  Duration delay{};                 // answers leave that late

  friend bool operator==(const DnsFaults&, const DnsFaults&) = default;
};

class DnsServer final : private DatagramHandler, private StreamHandler {
 public:
  // Streams beyond these end the oldest one.
  static constexpr std::size_t most_streams = 64;
  // A longer question ends its stream.
  static constexpr std::size_t longest_query = 4096;
  // Of answers that are on their way late; those beyond are lost.
  static constexpr std::size_t most_late_answers = 1000;

  // What these refer to outlives the server.
  DnsServer(Clock& clock, Network& network) : clock_(clock), network_(network), diary_(clock) {}
  ~DnsServer();
  DnsServer(const DnsServer&) = delete;
  DnsServer& operator=(const DnsServer&) = delete;

  // Once; with port 0 both get the one that UDP was given. Errors: Unavailable.
  Result<Endpoint> listen(const Endpoint& local);
  // Nothing where it was never told to listen.
  [[nodiscard]] const std::optional<Endpoint>& endpoint() const { return endpoint_; }

  // From the next question on; all of them, in their text form (zone_record.h). A sentence when one is wrong,
  // and then nothing has changed.
  tl::expected<void, std::string> set_records(std::span<const std::string> lines);
  [[nodiscard]] const std::vector<std::string>& records() const { return zone_.lines(); }
  // Likewise.
  void set_faults(const DnsFaults& faults) { faults_ = faults; }
  [[nodiscard]] const DnsFaults& faults() const { return faults_; }

  // Who asked for what, and what he was told.
  [[nodiscard]] const Diary& diary() const { return diary_; }

 private:
  // The way back.
  struct Peer {
    std::variant<SocketId, StreamId> way;
    Endpoint endpoint;
  };
  struct Late {
    Peer peer;
    std::string bytes;
  };
  struct Stream {
    Endpoint remote;
    std::string bytes{};  // that are no whole question yet
  };

  void on_datagrams(SocketId socket, std::span<const Datagram> batch) override;
  void on_accepted(SocketId listener, StreamId stream, const Endpoint& remote) override;
  void on_connected(StreamId /*stream*/) override {}
  void on_bytes(StreamId stream, std::string_view bytes) override;
  void on_closed(StreamId stream, std::string_view why) override;

  void take(std::string_view bytes, const Peer& peer);
  [[nodiscard]] DnsReply reply_to(const DnsQuery& query, bool datagram) const;
  void send(const Peer& peer, std::string_view bytes);
  void send_late_ones();

  Clock& clock_;
  Network& network_;
  Diary diary_;
  DnsZone zone_;
  std::uint32_t serial_ = 0;
  DnsFaults faults_;
  std::optional<Endpoint> endpoint_;
  std::optional<SocketId> datagrams_;
  std::optional<SocketId> listener_;
  std::map<StreamId, Stream> streams_;
  std::multimap<SteadyTime, Late> late_;
  Timer late_due_ = Timer::calling<&DnsServer::send_late_ones>(*this);
};

}  // namespace handset::lab
