// The only door from the phone to the outside. Floors 1 to 4 reach the clock, the network, names, documents,
// randomness, storage and the log through these interfaces, each with one job; `io` implements them on the
// operating system and `sim` in virtual time. What is not here does not exist for a phone.
//
// Rules that both implementations keep:
// - One shard is one thread: every call and every handler below is on the shard's thread, unless said
// otherwise.
// - No call re-enters: results and events come on a later turn of the loop, never from inside the call.
// - What a turn sends leaves together when the turn ends.
// - Ids are never reused within a World's life; using one that is closed does nothing.
// - Handlers outlive what they registered for; closing, or destroying the World, ends the calls.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/address.h"
#include "base/dns_record.h"
#include "base/fetch.h"
#include "base/log.h"
#include "base/result.h"
#include "base/time.h"
#include "base/timer_wheel.h"
#include "base/trace.h"

namespace handset {

class Clock {
 public:
  virtual ~Clock() = default;
  // The same value during the whole of a turn.
  [[nodiscard]] virtual SteadyTime now() const = 0;
  [[nodiscard]] virtual WallTime wall() const = 0;
  virtual TimerWheel& timers() = 0;

  void arm(Timer& timer, Duration in) { timers().arm(timer, now() + in); }
};

enum class SocketId : std::uint32_t {};
enum class StreamId : std::uint64_t {};

struct Datagram {
  Endpoint source;
  std::string_view bytes;  // valid during the call
};

class DatagramHandler {
 public:
  // A batch that arrived together on one socket; each datagram stands alone.
  virtual void on_datagrams(SocketId socket, std::span<const Datagram> batch) = 0;

 protected:
  ~DatagramHandler() = default;
};

class StreamHandler {
 public:
  // A peer connected to a listener of ours.
  virtual void on_accepted(SocketId listener, StreamId stream, const Endpoint& remote) = 0;
  // A connect() of ours succeeded.
  virtual void on_connected(StreamId stream) = 0;
  virtual void on_bytes(StreamId stream, std::string_view bytes) = 0;
  // The stream is gone: closed by the peer, broken, or never connected. `why` is a static sentence. Not
  // called after a close() of ours.
  virtual void on_closed(StreamId stream, std::string_view why) = 0;

 protected:
  ~StreamHandler() = default;
};

class Network {
 public:
  virtual ~Network() = default;

  // Datagrams. Port 0 lets the system choose. Errors: Unavailable (address in use, not ours, or the limit
  // of open files reached).
  virtual Result<SocketId> open_datagrams(const Endpoint& local, DatagramHandler& handler) = 0;
  // Best effort, copied. More than 65,507 bytes, or a full system buffer, is a lost datagram, which the
  // protocols above expect anyway.
  virtual void send(SocketId socket, const Endpoint& to, std::string_view bytes) = 0;

  // Streams (TCP). A listener's accepted streams have the listener's handler.
  virtual Result<SocketId> listen(const Endpoint& local, StreamHandler& handler) = 0;
  virtual StreamId connect(const Endpoint& to, StreamHandler& handler) = 0;
  // The same from a local address and port, of which either may be left unspecified. Error: Unavailable, as
  // of open_datagrams(), and when that port was used to reach the same peer a moment ago.
  virtual Result<StreamId> connect_from(const Endpoint& local, const Endpoint& to,
                                        StreamHandler& handler) = 0;
  // The same over TLS 1.2 or above: on_connected() comes when the peer has shown a certificate for `name`, a
  // host's name or an address as text, which somebody has signed who is trusted. Who that is, and how the
  // peer is told who we are, is not the phone's to decide. What is sent before waits for it.
  virtual Result<StreamId> connect_secured(const Endpoint& local, const Endpoint& to, std::string_view name,
                                           StreamHandler& handler) = 0;
  // Copied and sent in order. A peer that does not read is closed when more than 1 MiB waits for it.
  virtual void send(StreamId stream, std::string_view bytes) = 0;
  // What was sent before still goes out.
  virtual void close(StreamId stream) = 0;

  virtual void close(SocketId socket) = 0;
  // The bound address, with the port that the system chose.
  [[nodiscard]] virtual Endpoint local_endpoint(SocketId socket) const = 0;
  // The address that what is sent to `to` leaves from; unspecified when there is no way to it.
  [[nodiscard]] virtual IpAddress source_for(const IpAddress& to) const = 0;
};

enum class FetchId : std::uint64_t {};

class FetchHandler {
 public:
  // Once for each fetch() that was not cancelled.
  virtual void on_fetched(FetchId fetch, FetchResult result) = 0;

 protected:
  ~FetchHandler() = default;
};

class Fetcher {
 public:
  virtual ~Fetcher() = default;
  virtual FetchId fetch(FetchRequest request, FetchHandler& handler) = 0;
  virtual void cancel(FetchId fetch) = 0;
};

enum class LookupId : std::uint64_t {};

// Each is called once for a lookup of its kind that was not cancelled. Errors: NotFound (no such name, or it
// has no records of that kind), Unavailable (the name server does not answer, or too many names wait for it),
// Malformed and TooLarge (what it answers cannot be used).
class LookupHandler {
 public:
  // In the order of preference.
  virtual void on_resolved(LookupId lookup, const Result<Addresses>& addresses) = 0;
  // In no order.
  virtual void on_srv(LookupId /*lookup*/, const Result<SrvRecords>& /*records*/) {}
  virtual void on_naptr(LookupId /*lookup*/, const Result<NaptrRecords>& /*records*/) {}

 protected:
  ~LookupHandler() = default;
};

// What the DNS knows of a name.
class Resolver {
 public:
  virtual ~Resolver() = default;
  // The addresses of a host (A and AAAA, and the system's own table of hosts). An address as text, IPv6 also
  // in brackets, is itself.
  virtual LookupId resolve(std::string_view host, LookupHandler& handler) = 0;
  // The records of this very name: no search list is tried.
  virtual LookupId resolve_srv(std::string_view name, LookupHandler& handler) = 0;
  virtual LookupId resolve_naptr(std::string_view name, LookupHandler& handler) = 0;
  virtual void cancel(LookupId lookup) = 0;
};

class Random {
 public:
  virtual ~Random() = default;
  // Unpredictable bytes (in `sim`: from the seed).
  virtual void fill(std::span<std::byte> bytes) = 0;

  std::uint64_t u64();
  // From zero to that, both ends included; zero for less.
  Duration up_to(Duration longest);
  std::array<std::byte, 16> key();  // for a KeyedHash
  // `length` letters and digits out of 32 that cannot be mistaken for each other (no 0, 1, l, o): 5 bits
  // each.
  std::string token(std::size_t length);
};

// Small named values that survive a restart. Called at start-up or from a worker: it may block.
class Store {
 public:
  virtual ~Store() = default;
  // Errors: NotFound, Unavailable. Names are lower-case letters, digits and '-'.
  virtual Result<std::string> read(std::string_view name) = 0;
  // All or nothing: after a crash the old or the new value is there. Readable by the owner alone.
  virtual Result<void> write(std::string_view name, std::string_view value) = 0;
};

class InputNotes;  // inputs.h

// What a phone is handed. References outlive the phone. `trace` may be null, and so may `inputs`: where what
// people and programs do to the phone is noted, for a record of its run.
struct World {
  Clock& clock;
  Network& network;
  Fetcher& fetcher;
  Resolver& resolver;
  Random& random;
  Store& store;
  Log& log;
  Trace* trace = nullptr;
  InputNotes* inputs = nullptr;
};

}  // namespace handset
