// TCP as the phone sees it: connections of all hosts of a simulation.
//
// A stream delivers all bytes in order, but in other pieces than they were sent; what was sent in one turn
// may come together, and LinkModel::split cuts it anywhere. A cut way holds the bytes up, and breaks the
// stream for its sender when it lasts longer than `patience`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <string_view>

#include "base/world.h"
#include "sim/timeline.h"

namespace handset::sim {

class HostNetwork;
class Wire;

class Streams {
 public:
  static constexpr Duration patience = seconds(120);
  static constexpr std::size_t most_waiting = std::size_t{1} << 20U;

  Streams(Timeline& timeline, Wire& wire) : timeline_(timeline), wire_(wire) {}

  struct Way {
    Endpoint local;
    Endpoint to;
    std::string_view name;  // that the peer has to show over TLS; empty: in clear
  };
  StreamId connect(HostNetwork& host, const Way& way, StreamHandler& handler, bool fails);
  void send(StreamId stream, std::string_view bytes);
  void close(StreamId stream);
  // The stream breaks for its owner on the next turn, and for its peer when the reset arrives.
  void break_stream(StreamId stream, std::string_view why);
  [[nodiscard]] bool belongs_to(StreamId stream, const HostNetwork& host) const;
  // Whether one side of a connection is `local`, and its peer is `remote`.
  [[nodiscard]] bool connects(const Endpoint& local, const Endpoint& remote) const;
  // All streams between two hosts break on both sides, as when a NAT forgets them.
  void break_between(const IpAddress& one, const IpAddress& other);

  // Streams that are open or connecting, counted at both of their ends.
  [[nodiscard]] std::size_t count() const;

 private:
  enum class State : std::uint8_t { Connecting, Open, Closing, Broken };
  enum class Kind : std::uint8_t { Connect, Accept, Bytes, End, Reset };
  struct Segment {
    Kind kind;
    SteadyTime due;
    std::string bytes;
  };
  // One side of a connection. It stays until nothing of it is under way.
  struct Side {
    HostNetwork* host;
    StreamHandler* handler;
    Endpoint local;
    Endpoint remote;
    StreamId peer;
    State state;
    std::string name{};   // that the peer has to show
    std::string early{};  // sent before the stream was connected
    std::deque<Segment> under_way{};
    std::size_t waiting = 0;  // bytes in `early` and `under_way`
    bool pumping = false;
    SteadyTime progress{};  // when the way was last seen open
  };

  Side* find(StreamId stream);
  StreamId add(Side side);
  void fall(StreamId stream, std::string_view why);
  void transmit(StreamId stream, Kind kind, std::string_view bytes = {}, bool apart = false);
  void transmit_pieces(StreamId stream, std::string_view bytes);
  void schedule_pump(StreamId stream, SteadyTime at);
  [[nodiscard]] HostNetwork* receiver_of(const Side& side) const;
  void pump(StreamId stream);
  Segment take_due(Side& side);
  void arrive(StreamId sender, const Segment& segment);
  void arrive_connect(StreamId sender);
  void arrive_accept(StreamId receiver);
  void arrive_bytes(StreamId sender, std::string_view bytes);
  void arrive_close(StreamId receiver, std::string_view why);
  void send_reset(StreamId to);

  Timeline& timeline_;
  Wire& wire_;
  std::uint64_t last_id_ = 0;
  std::map<StreamId, Side> sides_;
};

}  // namespace handset::sim
