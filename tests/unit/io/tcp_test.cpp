#include <gtest/gtest.h>
#include <map>
#include <new>
#include <string>
#include <sys/resource.h>
#include <thread>
#include <vector>

#include "io/loop.h"
#include "io/network.h"
#include "support.h"

namespace handset::io {
namespace {

using testing::any_port;
using testing::Connection;
using testing::patience;

class Ear final : public StreamHandler {
 public:
  void on_accepted(SocketId, StreamId stream, const Endpoint& remote) override {
    const Inside inside(*this);
    accepted.push_back(stream);
    last_remote = remote;
    if (when_accepted) when_accepted(stream);
  }
  void on_connected(StreamId stream) override {
    const Inside inside(*this);
    connected.push_back(stream);
  }
  void on_bytes(StreamId stream, std::string_view bytes) override {
    const Inside inside(*this);
    heard[stream] += bytes;
    if (when_heard) when_heard(stream, bytes);
  }
  void on_closed(StreamId stream, std::string_view why) override {
    const Inside inside(*this);
    closed.push_back(stream);
    last_why = why;
    if (when_closed) when_closed(stream);
  }

  std::vector<StreamId> accepted;
  std::vector<StreamId> connected;
  std::vector<StreamId> closed;
  std::map<StreamId, std::string> heard;
  std::string last_why;
  Endpoint last_remote;
  std::function<void(StreamId)> when_accepted;
  std::function<void(StreamId, std::string_view)> when_heard;
  std::function<void(StreamId)> when_closed;

 private:
  struct Inside {
    explicit Inside(Ear& its_ear) : ear(its_ear) {
      EXPECT_FALSE(ear.inside_) << "re-entered";
      ear.inside_ = true;
    }
    ~Inside() { ear.inside_ = false; }
    Ear& ear;
  };
  bool inside_ = false;
};

struct Streams : ::testing::Test {
  explicit Streams(const NetworkLimits& limits = {}) : network(loop, limits) {}

  Endpoint listen() {
    listener = network.listen(any_port(), server).value();
    return network.local_endpoint(listener);
  }
  bool until(const std::function<bool()>& done) { return loop.run_until(done, patience); }
  // Runs turns until what is going on has settled: a message to ourselves overtakes nothing.
  void settle() {
    bool done = false;
    for (int i = 0; i < 5; ++i) {
      done = false;
      loop.post([&] { done = true; });
      loop.run_until([&] { return done; }, patience);
    }
  }

  Loop loop;
  SocketNetwork network;
  Ear server;
  Ear client;
  SocketId listener{};
};

TEST_F(Streams, ConnectAcceptAndCarryBytesBothWays) {
  const Endpoint local = listen();
  const StreamId mine = network.connect(local, client);
  EXPECT_TRUE(client.connected.empty()) << "not from inside connect()";
  network.send(mine, "sent before the connection is there");
  ASSERT_TRUE(until([&] { return client.connected.size() == 1 && !server.heard.empty(); }));
  ASSERT_EQ(server.accepted.size(), 1U);
  EXPECT_EQ(server.last_remote.address, local.address);
  EXPECT_EQ(server.heard[server.accepted[0]], "sent before the connection is there");
  network.send(server.accepted[0], "answer");
  ASSERT_TRUE(until([&] { return client.heard[mine] == "answer"; }));
}

TEST_F(Streams, LeaveFromThePortThatIsAskedFor) {
  const Endpoint local = listen();
  Ear nobody;
  const SocketId free = network.listen(any_port(), nobody).value();
  const Endpoint from = network.local_endpoint(free);
  network.close(free);
  settle();
  const auto mine = network.connect_from({{}, from.port}, local, client);
  ASSERT_TRUE(mine);
  ASSERT_TRUE(until([&] { return client.connected.size() == 1 && server.accepted.size() == 1; }));
  EXPECT_EQ(server.last_remote, from);
  network.send(*mine, "from there");
  ASSERT_TRUE(until([&] { return server.heard[server.accepted[0]] == "from there"; }));
}

TEST_F(Streams, AreRefusedAtOnceFromAPortThatIsTaken) {
  const Endpoint local = listen();
  const auto listening = network.connect_from(local, {local.address, 1}, client);
  EXPECT_EQ(listening.error().code, Errc::Unavailable);
  const auto mine = network.connect_from(any_port(), local, client);
  ASSERT_TRUE(mine);
  ASSERT_TRUE(until([&] { return server.accepted.size() == 1; }));
  const auto again = network.connect_from(server.last_remote, local, client);
  EXPECT_EQ(again.error().code, Errc::Unavailable);
  EXPECT_EQ(network.connect_from({IpAddress::v4(192, 0, 2, 1), 0}, local, client).error().code,
            Errc::Unavailable);
}

TEST_F(Streams, FromAPortSayWhyAConnectionIsNotMade) {
  const Endpoint local = listen();
  network.close(listener);
  settle();
  const auto mine = network.connect_from(any_port(), local, client);
  ASSERT_TRUE(mine);
  EXPECT_TRUE(client.closed.empty()) << "not from inside the call";
  ASSERT_TRUE(until([&] { return !client.closed.empty(); }));
  EXPECT_EQ(client.last_why, "the peer refuses the connection");
}

TEST_F(Streams, SayWhyAConnectionIsNotMade) {
  const Endpoint local = listen();
  network.close(listener);
  const StreamId mine = network.connect(local, client);
  EXPECT_TRUE(client.closed.empty()) << "not from inside connect()";
  ASSERT_TRUE(until([&] { return !client.closed.empty(); }));
  EXPECT_EQ(client.closed[0], mine);
  EXPECT_EQ(client.last_why, "the peer refuses the connection");
  EXPECT_TRUE(client.connected.empty());
}

TEST_F(Streams, FailOnALaterTurnWhenTheSystemRefusesAtOnce) {
  const StreamId mine = network.connect({IpAddress::v4(255, 255, 255, 255), 5060}, client);
  EXPECT_TRUE(client.closed.empty());
  ASSERT_TRUE(until([&] { return !client.closed.empty(); }));
  EXPECT_EQ(client.closed[0], mine);
}

TEST_F(Streams, TellOfThePeersClose) {
  const Endpoint local = listen();
  Connection peer = Connection::to(local);
  peer.send("last words");
  peer.close();
  ASSERT_TRUE(until([&] { return !server.closed.empty(); }));
  EXPECT_EQ(server.heard[server.accepted[0]], "last words");
  EXPECT_EQ(server.last_why, "closed by the peer");
}

TEST_F(Streams, TellOfAReset) {
  const Endpoint local = listen();
  Connection peer = Connection::to(local);
  ASSERT_TRUE(until([&] { return server.accepted.size() == 1; }));
  peer.reset();
  ASSERT_TRUE(until([&] { return !server.closed.empty(); }));
  EXPECT_EQ(server.last_why, "the connection broke");
}

TEST_F(Streams, AnswerAPeerThatHasClosedItsSideAlone) {
  server.when_heard = [&](StreamId stream, std::string_view) { network.send(stream, "answer"); };
  Connection peer = Connection::to(listen());
  peer.send("question");
  peer.finish_sending();
  ASSERT_TRUE(until([&] { return !server.closed.empty(); }));
  settle();
  EXPECT_EQ(peer.receive_all(), "answer");
}

TEST_F(Streams, StillSendWhatWasSaidBeforeTheClose) {
  const std::string much(900'000, 'm');
  server.when_accepted = [&](StreamId stream) {
    network.send(stream, much);
    network.close(stream);
    network.send(stream, "ignored");
  };
  Connection peer = Connection::to(listen(), 4096);
  std::string got;
  std::thread reader([&] {
    peer.send("unread by the other side");
    got = peer.receive_all();
    loop.stop();
  });
  loop.run();
  reader.join();
  EXPECT_EQ(got.size(), much.size());
  EXPECT_FALSE(peer.was_reset);
  EXPECT_TRUE(server.closed.empty()) << "not called after a close of ours";
}

TEST_F(Streams, AreNotHeardAfterTheyAreClosed) {
  server.when_heard = [&](StreamId stream, std::string_view) { network.close(stream); };
  Connection peer = Connection::to(listen());
  peer.send("first");
  ASSERT_TRUE(until([&] { return !server.heard.empty(); }));
  settle();
  peer.send("second");
  peer.finish_sending();
  settle();
  EXPECT_EQ(server.heard[server.accepted[0]], "first");
  EXPECT_TRUE(server.closed.empty());
}

TEST_F(Streams, MayBeClosedWhileTheyConnectOrFail) {
  const Endpoint local = listen();
  network.close(network.connect(local, client));
  network.close(listener);
  network.close(network.connect(local, client));
  network.close(network.connect({IpAddress::v4(255, 255, 255, 255), 1}, client));
  settle();
  EXPECT_TRUE(client.connected.empty());
  EXPECT_TRUE(client.closed.empty());
}

TEST_F(Streams, MayBeClosedFromInsideOnClosed) {
  server.when_closed = [&](StreamId stream) {
    network.send(stream, "too late");
    network.close(stream);
  };
  Connection peer = Connection::to(listen());
  peer.close();
  ASSERT_TRUE(until([&] { return !server.closed.empty(); }));
  settle();
}

TEST_F(Streams, CarryAMegabyteInOneTurnToAPeerThatReads) {
  const std::string much(1'000'000, 'x');
  server.when_heard = [&](StreamId stream, std::string_view) { network.send(stream, much); };
  Connection peer = Connection::to(listen());
  std::string got;
  std::thread reader([&] {
    peer.send("go");
    got = peer.receive_exactly(1'000'000);
    peer.send("go");
    got += peer.receive_exactly(1'000'000);
    loop.stop();
  });
  loop.run();
  reader.join();
  EXPECT_EQ(got.size(), 2'000'000U);
  EXPECT_TRUE(server.closed.empty());
}

TEST_F(Streams, AreBrokenOffWhenThePeerDoesNotRead) {
  Connection peer = Connection::to(listen(), 4096);
  ASSERT_TRUE(until([&] { return server.accepted.size() == 1; }));
  const StreamId stream = server.accepted[0];
  // The system takes a few megabytes itself; what it does not take may be 1 MiB.
  std::size_t said = 0;
  const std::string piece(100'000, 'x');
  bool told_inside = false;
  const auto overflow = [&] {
    if (!server.closed.empty()) return true;
    network.send(stream, piece);
    said += piece.size();
    told_inside = told_inside || !server.closed.empty();
    return said > 100'000'000;
  };
  loop.post([] {});
  while (!overflow()) settle();
  ASSERT_EQ(server.closed.size(), 1U);
  EXPECT_FALSE(told_inside);
  EXPECT_EQ(server.last_why, "the peer does not read what is sent");
  EXPECT_GT(said, 1'000'000U);
  EXPECT_EQ(network.counters().streams_overflowed, 1U);
}

TEST_F(Streams, HaveIdsThatAreNeverUsedAgain) {
  const Endpoint local = listen();
  std::vector<StreamId> seen;
  for (std::size_t i = 0; i < 5; ++i) {
    const StreamId stream = network.connect(local, client);
    EXPECT_EQ(std::count(seen.begin(), seen.end(), stream), 0);
    seen.push_back(stream);
    const std::size_t wanted = i + 1;
    ASSERT_TRUE(until([&] { return client.connected.size() == wanted && server.accepted.size() == wanted; }));
    network.close(stream);
  }
  ASSERT_TRUE(until([&] { return server.closed.size() == 5; }));
}

TEST_F(Streams, OutliveTheirListener) {
  Connection peer = Connection::to(listen());
  ASSERT_TRUE(until([&] { return server.accepted.size() == 1; }));
  const Endpoint local = network.local_endpoint(listener);
  network.close(listener);
  EXPECT_FALSE(Connection::to(local).is_open());
  peer.send("still here");
  ASSERT_TRUE(until([&] { return server.heard[server.accepted[0]] == "still here"; }));
}

TEST_F(Streams, ManyComeAndGo) {
  const Endpoint local = listen();
  server.when_heard = [&](StreamId stream, std::string_view bytes) {
    network.send(stream, bytes);
    network.close(stream);
  };
  for (std::size_t round = 1; round <= 20; ++round) {
    for (int i = 0; i < 50; ++i) network.send(network.connect(local, client), "ping");
    ASSERT_TRUE(until([&] { return client.closed.size() == 50 * round; }));
  }
  EXPECT_EQ(client.heard.size(), 1000U);
  for (const auto& [stream, bytes] : client.heard) EXPECT_EQ(bytes, "ping");
}

struct FewStreams : Streams {
  static NetworkLimits few() {
    NetworkLimits limits;
    limits.streams_per_listener = 3;
    limits.streams_per_address = 5;
    limits.accept_pause = milliseconds(5);
    limits.connect_timeout = milliseconds(20);
    return limits;
  }
  FewStreams() : Streams(few()) {}
};

TEST_F(FewStreams, TurnAwayWhoComesBeyondTheLimitOfAListener) {
  const Endpoint local = listen();
  std::vector<Connection> peers;
  peers.reserve(6);
  for (int i = 0; i < 5; ++i) peers.push_back(Connection::to(local));
  ASSERT_TRUE(until([&] { return network.counters().streams_turned_away == 2; }));
  EXPECT_EQ(server.accepted.size(), 3U);
  EXPECT_EQ(peers[4].receive_all(), "");
  // Who leaves makes room.
  peers[0].close();
  ASSERT_TRUE(until([&] { return server.closed.size() == 1; }));
  settle();
  Connection late = Connection::to(local);
  ASSERT_TRUE(until([&] { return server.accepted.size() == 4; }));
}

TEST_F(FewStreams, TurnAwayWhoComesBeyondTheLimitOfAnAddress) {
  const Endpoint first = listen();
  const auto other = network.listen(any_port(), server).value();
  std::vector<Connection> peers;
  peers.reserve(6);
  for (int i = 0; i < 3; ++i) peers.push_back(Connection::to(first));
  for (int i = 0; i < 3; ++i) peers.push_back(Connection::to(network.local_endpoint(other)));
  ASSERT_TRUE(until([&] { return network.counters().streams_turned_away == 1; }));
  EXPECT_EQ(server.accepted.size(), 5U);
}

TEST_F(FewStreams, AcceptAgainAfterTheProcessWasOutOfDescriptors) {
  const Endpoint local = listen();
  // The sanitizer opens a pipe when it meets a type for the first time: let it meet those of the way here.
  const Connection early = Connection::to(local);
  ASSERT_TRUE(until([&] { return server.accepted.size() == 1; }));
  settle();
  Connection peer = Connection::to(local);
  rlimit before{};
  ::getrlimit(RLIMIT_NOFILE, &before);
  // New descriptors take the lowest free number: none below this limit is free.
  const int highest = ::dup(0);
  rlimit none = before;
  none.rlim_cur = static_cast<rlim_t>(highest);
  ::setrlimit(RLIMIT_NOFILE, &none);
  const bool paused = until([&] { return network.counters().accept_pauses >= 2; });
  ::setrlimit(RLIMIT_NOFILE, &before);
  ::close(highest);
  EXPECT_TRUE(paused);
  EXPECT_EQ(server.accepted.size(), 1U);
  ASSERT_TRUE(until([&] { return server.accepted.size() == 2; }));
}

TEST_F(FewStreams, GiveUpOnAPeerThatDoesNotAnswer) {
  // A listener whose queue is full lets further connections hang.
  const int silent = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  ASSERT_GE(silent, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  ASSERT_EQ(::bind(silent, reinterpret_cast<sockaddr*>(&address), sizeof(address)), 0);
  ASSERT_EQ(::listen(silent, 0), 0);
  socklen_t length = sizeof(address);
  ::getsockname(silent, reinterpret_cast<sockaddr*>(&address), &length);
  const Endpoint there{IpAddress::v4(127, 0, 0, 1), ntohs(address.sin_port)};
  for (int i = 0; i < 4; ++i) network.connect(there, client);
  ASSERT_TRUE(until([&] { return !client.closed.empty(); }));
  EXPECT_EQ(client.last_why, "the peer does not answer");
  ::close(silent);
}

TEST_F(Streams, OneThatMemoryRunsOutInIsBrokenOffAndTheOthersGoOn) {
  const Endpoint address = listen();
  bool short_of_memory = true;
  server.when_heard = [&](StreamId, std::string_view) {
    if (std::exchange(short_of_memory, false)) throw std::bad_alloc();
  };
  const StreamId first = network.connect(address, client);
  network.send(first, "one");
  ASSERT_TRUE(loop.run_until([&] { return server.closed.size() == 1; }, patience));
  EXPECT_EQ(server.last_why, "memory ran out");
  ASSERT_TRUE(loop.run_until([&] { return client.closed.size() == 1; }, patience));
  const StreamId second = network.connect(address, client);
  network.send(second, "two");
  EXPECT_TRUE(loop.run_until([&] { return server.heard[server.accepted.back()] == "two"; }, patience));
}

TEST_F(Streams, MemoryThatRunsOutWhileOneIsAcceptedCostsThatOne) {
  const Endpoint address = listen();
  bool short_of_memory = true;
  server.when_accepted = [&](StreamId) {
    if (std::exchange(short_of_memory, false)) throw std::bad_alloc();
  };
  network.send(network.connect(address, client), "one");
  ASSERT_TRUE(loop.run_until([&] { return loop.counters().cut_short == 1; }, patience));
  const StreamId second = network.connect(address, client);
  network.send(second, "two");
  EXPECT_TRUE(loop.run_until([&] { return server.heard[server.accepted.back()] == "two"; }, patience));
}

}  // namespace
}  // namespace handset::io
