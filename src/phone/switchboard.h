// Where SIP messages come in for the phones of a shard: from a datagram or a stream to the phone and line
// that are meant, and back with an answer. One a shard; it owns the shard's digest authenticator and the
// verdicts that retransmissions are answered from.
//
// Stateless until proven: without the right digest a request costs no memory, and nothing of it is looked
// at beyond its headers. RFC 3261 8.2 (in its order), 17.2.3, 18.2; RFC 6665 for NOTIFY.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/hash.h"
#include "base/world.h"
#include "phone/phone.h"
#include "sip/authenticator.h"
#include "sip/message.h"
#include "sip/stream_framer.h"
#include "sip/timer_values.h"
#include "sip/validate.h"
#include "sip/verdict_store.h"
#include "sip/via.h"
#include "sip/writer.h"

namespace handset::phone {

struct SwitchboardOptions {
  sip::TimerValues timers;
  sip::FailureSketchOptions slowing;
  // Room for remembered answers: made at once, and the most.
  std::size_t initial_verdicts = 1024;
  std::size_t most_verdicts = std::size_t{1} << 20;
};

// What happened so far; plain numbers of the shard's thread.
struct SwitchboardCounters {
  std::uint64_t requests = 0;
  std::uint64_t dropped = 0;          // neither a request that can be answered nor a response
  std::uint64_t responses = 0;        // stray ones: nothing waits for a response yet
  std::uint64_t challenges = 0;       // 401
  std::uint64_t slowed = 0;           // 503 to whoever guesses
  std::uint64_t retransmissions = 0;  // answered from a verdict
  std::uint64_t pushes = 0;           // right digest
};

class Switchboard final : private DatagramHandler, private StreamHandler {
 public:
  // What `world` refers to outlives the switchboard.
  explicit Switchboard(const World& world, const SwitchboardOptions& options = {});
  // Closes what it listens on and every connection.
  ~Switchboard();
  Switchboard(const Switchboard&) = delete;
  Switchboard& operator=(const Switchboard&) = delete;

  // Listens on UDP and TCP of that address; with port 0 both get the one that UDP was given. Errors:
  // Unavailable, and then neither is open.
  Result<Endpoint> listen(const Endpoint& local);

  // From now on the phone's lines in use are reachable. The phone outlives the switchboard, or is removed.
  // Errors: Exists when a line's user is taken by another phone of the shard (nothing is added then).
  Result<void> add(Phone& phone);
  void remove(Phone& phone);

  [[nodiscard]] const SwitchboardCounters& counters() const { return counters_; }
  [[nodiscard]] std::size_t remembered() const { return verdicts_.size(); }

 private:
  struct Contact {
    Phone* phone;
    Line* line;
  };
  // Looks up by std::string_view without making a string.
  struct HashText : std::hash<std::string_view> {
    using is_transparent = void;
  };
  // Where a message came from, and where its answer goes.
  struct Origin {
    Endpoint source;
    SocketId socket{};
    StreamId stream{};
    bool is_stream = false;
  };
  struct Connection {
    Endpoint remote;
    sip::StreamFramer framer;
  };
  // A request on its way through the rooms.
  struct Inbound {
    const sip::Message& message;
    const sip::Via& via;
    const Origin& origin;
  };

  void on_datagrams(SocketId socket, std::span<const Datagram> batch) override;
  void on_accepted(SocketId listener, StreamId stream, const Endpoint& remote) override;
  void on_connected(StreamId stream) override;
  void on_bytes(StreamId stream, std::string_view bytes) override;
  void on_closed(StreamId stream, std::string_view why) override;

  void receive(std::string_view bytes, const Origin& origin);
  // What the framer could not cut: its header part, and why.
  void refuse_stream(std::string_view header, const Error& error, const Origin& origin);
  void on_request(const Inbound& request);
  void on_method(const Inbound& request);
  void on_options(const Inbound& request);
  void on_notify(const Inbound& request);
  void on_push(const Inbound& request, Contact& contact);
  void challenge(const Inbound& request, sip::LineAccount& account, bool stale);

  [[nodiscard]] Contact* find_contact(const Inbound& request);

  // Writes and sends an answer; `add_headers(writer)` adds what is special about it.
  template <class AddHeaders>
  void answer(const Inbound& request, unsigned status, std::string_view reason, AddHeaders&& add_headers);
  void answer(const Inbound& request, unsigned status, std::string_view reason = {});
  void answer_push(const Inbound& request, PushAnswer push);
  void send(const Inbound& request, const sip::Writer& out);

  void trace(std::string_view from, std::string_view to, const sip::Message& message);

  World world_;
  SwitchboardOptions options_;
  KeyedHash hash_;
  sip::Authenticator authenticator_;
  sip::VerdictStore verdicts_;
  SwitchboardCounters counters_;
  std::uint32_t last_line_ = 0;  // numbers of accounts within the shard
  std::unordered_map<std::string, Contact, HashText, std::equal_to<>> contacts_;
  std::vector<SocketId> listening_;
  std::map<StreamId, Connection> connections_;

  // Reused for each message.
  sip::Message message_;
  std::array<char, std::size_t{64} * 1024> buffer_;
};

}  // namespace handset::phone
