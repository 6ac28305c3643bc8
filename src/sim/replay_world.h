// The World of a replay: nothing in it happens but what the record says. Answers are those of the record,
// events are delivered by the Replay, and what the phone does is compared.
//
// Part of a Replay; one thread.
#pragma once

#include <map>
#include <vector>

#include "base/inputs.h"
#include "base/world.h"
#include "sim/replay_script.h"

namespace handset::sim {

class ReplayClock final : public Clock {
 public:
  ReplayClock(SteadyTime start, WallTime date)
      : start_(start),
        now_(start),
        date_offset_(date.time_since_epoch() - start.time_since_epoch()),
        timers_(start) {}

  [[nodiscard]] SteadyTime now() const override { return now_; }
  [[nodiscard]] WallTime wall() const override { return WallTime(now_.time_since_epoch() + date_offset_); }
  TimerWheel& timers() override { return timers_; }

  void move_to(Duration since_start) { now_ = start_ + since_start; }
  void set_date(WallTime date) { date_offset_ = date.time_since_epoch() - now_.time_since_epoch(); }
  void fire_timers() { timers_.advance(now_); }

 private:
  SteadyTime start_;
  SteadyTime now_;
  Duration date_offset_;
  TimerWheel timers_;
};

class ReplayNetwork final : public Network {
 public:
  explicit ReplayNetwork(ReplayScript& script) : script_(script) {}

  Result<SocketId> open_datagrams(const Endpoint& local, DatagramHandler& handler) override;
  void send(SocketId socket, const Endpoint& to, std::string_view bytes) override;
  Result<SocketId> listen(const Endpoint& local, StreamHandler& handler) override;
  StreamId connect(const Endpoint& to, StreamHandler& handler) override;
  Result<StreamId> connect_from(const Endpoint& local, const Endpoint& to, StreamHandler& handler) override;
  Result<StreamId> connect_secured(const Endpoint& local, const Endpoint& to, std::string_view name,
                                   StreamHandler& handler) override;
  void send(StreamId stream, std::string_view bytes) override;
  void close(StreamId stream) override;
  void close(SocketId socket) override;
  [[nodiscard]] Endpoint local_endpoint(SocketId socket) const override;
  [[nodiscard]] IpAddress source_for(const IpAddress& to) const override;

  // False when that is no event of a network.
  bool deliver(const RecordEntry& event);

 private:
  void deliver_datagrams(FieldReader fields);
  void deliver_accepted(FieldReader fields);

  ReplayScript& script_;
  std::map<SocketId, DatagramHandler*> sockets_;
  std::map<SocketId, StreamHandler*> listeners_;
  std::map<StreamId, StreamHandler*> streams_;
};

class ReplayFetcher final : public Fetcher {
 public:
  explicit ReplayFetcher(ReplayScript& script) : script_(script) {}

  FetchId fetch(FetchRequest request, FetchHandler& handler) override;
  void cancel(FetchId fetch) override;
  bool deliver(const RecordEntry& event);

 private:
  ReplayScript& script_;
  std::map<FetchId, FetchHandler*> running_;
};

class ReplayResolver final : public Resolver {
 public:
  explicit ReplayResolver(ReplayScript& script) : script_(script) {}

  LookupId resolve(std::string_view host, LookupHandler& handler) override;
  LookupId resolve_srv(std::string_view name, LookupHandler& handler) override;
  LookupId resolve_naptr(std::string_view name, LookupHandler& handler) override;
  void cancel(LookupId lookup) override;
  bool deliver(const RecordEntry& event);

 private:
  LookupId look_up(std::string_view entry, std::string_view asked, LookupHandler& handler);
  template <class Record>
  void pass_on(const RecordEntry& event,
               void (LookupHandler::*tell)(LookupId, const Result<RecordSet<Record>>&));

  ReplayScript& script_;
  std::map<LookupId, LookupHandler*> waiting_;
};

class ReplayRandom final : public Random {
 public:
  explicit ReplayRandom(ReplayScript& script) : script_(script) {}
  void fill(std::span<std::byte> bytes) override;

 private:
  ReplayScript& script_;
};

// Phones use none.
class ReplayStore final : public Store {
 public:
  Result<std::string> read(std::string_view name) override;
  Result<void> write(std::string_view name, std::string_view value) override;
};

// At the level of the recorded one, since a phone may ask; what is written goes to `out`, if there is one.
class ReplayLog final : public Log {
 public:
  ReplayLog(LogLevel least, Log* out) : least_(least), out_(out) {}
  [[nodiscard]] bool enabled(LogLevel level) const override { return level >= least_; }
  void write(LogLevel level, std::string_view area, std::string_view text) override {
    if (out_ != nullptr) out_->write(level, area, text);
  }

 private:
  LogLevel least_;
  Log* out_;
};

// What people and programs did is in the record as well, and the phone takes it at the same place.
class ReplayInputs final : public InputNotes {
 public:
  explicit ReplayInputs(ReplayScript& script) : script_(script) {}
  void begin_input(std::string_view name, RecordFields fields) override {
    script_.expect_all(depth_ == 0 ? RecordWay::In : RecordWay::Within, name, std::move(fields));
    begin_event();
  }
  void end_input() override { --depth_; }
  // Of the World; ends with end_input().
  void begin_event() { ++depth_; }

 private:
  unsigned depth_ = 0;
  ReplayScript& script_;
};

}  // namespace handset::sim
