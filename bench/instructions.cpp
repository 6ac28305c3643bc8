// How many instructions does the way of a push take, step by step? The inputs are the same each time: a world
// without sockets whose clock and randomness are set. tools/count-instructions runs this under callgrind,
// which writes down what each step took, and compares it with bench/instructions.tsv. By itself this program
// counts nothing and only sees to it that the work is done right.
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <valgrind/callgrind.h>
#include <vector>

#include "bench/decode.h"
#include "bench/fleet.h"
#include "bench/push_notify.h"
#include "sim/simulation.h"
#include "sip/authenticator.h"
#include "sip/digest_client.h"

namespace handset::bench {
namespace {

constexpr unsigned phones = 1000;
constexpr std::size_t notify_size = 684;

[[noreturn]] void give_up(const char* why) {
  std::fprintf(stderr, "bench/instructions: %s\n", why);
  std::exit(1);
}

void demand(bool holds, const char* otherwise) {
  if (!holds) give_up(otherwise);
}

// The network of one socket: what is received comes by a call, what is sent is kept as it was last.
class Wire final : public Network {
 public:
  void receive(std::string_view bytes) {
    const Datagram datagram{{IpAddress::v4(127, 0, 0, 1), 5090}, bytes};
    handler_->on_datagrams(socket, {&datagram, 1});
  }
  [[nodiscard]] std::string_view sent() const { return {sent_.data(), size_}; }

  Result<SocketId> open_datagrams(const Endpoint&, DatagramHandler& handler) override {
    handler_ = &handler;
    return socket;
  }
  void send(SocketId, const Endpoint&, std::string_view bytes) override {
    size_ = bytes.copy(sent_.data(), sent_.size());
  }
  Result<SocketId> listen(const Endpoint&, StreamHandler&) override { return SocketId{2}; }
  StreamId connect(const Endpoint&, StreamHandler&) override { return StreamId{1}; }
  Result<StreamId> connect_from(const Endpoint&, const Endpoint&, StreamHandler&) override {
    return StreamId{1};
  }
  Result<StreamId> connect_secured(const Endpoint&, const Endpoint&, std::string_view,
                                   StreamHandler&) override {
    return StreamId{1};
  }
  void send(StreamId, std::string_view) override {}
  void close(StreamId) override {}
  void close(SocketId) override {}
  [[nodiscard]] Endpoint local_endpoint(SocketId) const override {
    return {IpAddress::v4(127, 0, 0, 1), 5060};
  }
  [[nodiscard]] IpAddress source_for(const IpAddress&) const override { return IpAddress::v4(127, 0, 0, 1); }

 private:
  static constexpr SocketId socket{1};
  DatagramHandler* handler_ = nullptr;
  std::array<char, 2048> sent_;
  std::size_t size_ = 0;
};

std::string answer_to(std::string_view challenge, std::uint64_t operation) {
  const auto read = sip::parse_digest_challenge(challenge);
  demand(read.has_value(), "a challenge that cannot be read");
  const std::string user = fleet_user(operation % phones);
  std::string credentials;
  sip::append_digest_authorization(credentials, *read,
                                   {user, fleet_password, "NOTIFY", push_uri(user), {}, "c0ffee42", 1});
  return credentials;
}

// The instructions of `work` are those of `name` when the round counts: the last one, which is warm. What
// came before is written down as "between", since callgrind forgets who called whom when its figures are set
// to 0.
template <class Work>
void counted(bool counts, const char* name, Work work) {
  if (counts) CALLGRIND_DUMP_STATS_AT("between");
  work();
  if (counts) CALLGRIND_DUMP_STATS_AT(name);
}

using Texts = std::vector<std::string>;

void parse(bool counts) {
  const Texts texts(phones, write_sample_notify(notify_size));
  sip::Message message;
  counted(counts, "parse_slices", [&] {
    for (const std::string& text : texts) demand(message.parse(text).has_value(), "a NOTIFY was not read");
  });
  counted(counts, "parse_decoded", [&] {
    for (const std::string& text : texts)
      demand(message.parse(text) && decode(message), "a NOTIFY was not decoded");
  });
}

// Right answers to fresh nonces, each for another line.
void check_digests(bool counts, const World& world) {
  sip::Authenticator authenticator(world.random);
  std::vector<sip::LineAccount> accounts;
  Texts answers;
  Texts uris;
  const IpAddress source = IpAddress::v4(127, 0, 0, 1);
  const SteadyTime now = world.clock.now();
  for (unsigned i = 0; i < phones; ++i) {
    accounts.push_back(authenticator.open({.line = i + 1,
                                           .usernames = {fleet_user(i)},
                                           .realm = std::string(fleet_realm),
                                           .password = std::string(fleet_password)},
                                          now));
    std::array<char, 512> buffer;
    sip::Writer out(buffer);
    authenticator.write_challenge(out, accounts.back(), source, false, now);
    const std::string_view line = out.view().substr(0, out.view().find('\r'));
    answers.push_back(answer_to(line.substr(line.find(' ') + 1), i));
    uris.push_back(push_uri(fleet_user(i)));
  }
  counted(counts, "digest_check", [&] {
    for (unsigned i = 0; i < phones; ++i) {
      sip::AuthRequest request{"NOTIFY", uris[i], {}, source, {answers[i]}, 1};
      demand(authenticator.check(request, accounts[i], now).accepted(), "a right digest was refused");
    }
  });
}

class PushRun {
 public:
  PushRun(sim::Simulation& simulation, World world)
      : simulation_(simulation),
        fleet_({world.clock, wire_, world.fetcher, world.resolver, world.random, world.store, world.log},
               phones) {
    demand(fleet_.switchboard().listen({IpAddress::v4(127, 0, 0, 1), 5060}).has_value(), "cannot listen");
    simulation_.run_for(seconds(1));
  }

  // To each phone one.
  void round(bool counts) {
    Texts first;
    for (unsigned i = 0; i < phones; ++i) first.push_back(notify(first_ + i, {}));
    Texts challenges(phones);
    for (std::string& text : challenges) text.reserve(2048);
    // Without credentials, from the datagram to the 401.
    counted(counts, "push_challenged", [&] {
      for (unsigned i = 0; i < phones; ++i) challenges[i].assign(answer(first[i]));
    });
    simulation_.run_for(milliseconds(1));

    Texts second;
    for (unsigned i = 0; i < phones; ++i) {
      demand(message_.parse(challenges[i]) && message_.status() == 401, "a NOTIFY was not challenged");
      second.push_back(
          notify(first_ + i, answer_to(message_.value(sip::Field::WwwAuthenticate), first_ + i)));
    }
    // With credentials, from the datagram to the 200, the URL queued and the answer remembered.
    counted(counts, "push_accepted", [&] { push(second); });
    // The same ones again: answered from what is remembered.
    const auto& counters = fleet_.switchboard().counters();
    const std::uint64_t repeated = counters.retransmissions;
    counted(counts, "push_repeated", [&] { push(second); });
    demand(counters.retransmissions - repeated == phones, "a retransmission was not known");

    fleet_.empty_queues();
    first_ += phones;
    // Within a few rounds as many answers are forgotten as are remembered.
    simulation_.run_for(seconds(10));
  }

 private:
  static std::string notify(std::uint64_t operation, std::string_view credentials) {
    return write_push_notify({fleet_user(operation % phones), operation, 0, credentials});
  }

  std::string_view answer(std::string_view request) {
    wire_.receive(request);
    return wire_.sent();
  }
  void push(const Texts& requests) {
    for (const std::string& text : requests)
      demand(answer(text).starts_with("SIP/2.0 200 "), "a push was refused");
  }

  sim::Simulation& simulation_;
  Wire wire_;
  Fleet fleet_;
  sip::Message message_;
  std::uint64_t first_ = 1'000'000;  // the numbers keep their length
};

int run(unsigned rounds) {
  constexpr std::uint64_t seed = 6;
  sim::Simulation simulation(seed);
  sim::Host& host = simulation.host("bench", IpAddress::v4(127, 0, 0, 1));
  PushRun pushes(simulation, host.world());
  for (unsigned round = 1; round <= rounds; ++round) {
    const bool counts = round == rounds;
    parse(counts);
    check_digests(counts, host.world());
    pushes.round(counts);
  }
  std::printf(
      "%u rounds of %u operations of each kind were done right; tools/count-instructions counts them\n",
      rounds, phones);
  std::printf("{\"bench\":\"instructions\",\"rounds\":%u,\"operations\":%u}\n", rounds, phones);
  return 0;
}

}  // namespace
}  // namespace handset::bench

// bench/instructions [rounds]: the last one is warm.
int main(int argc, char** argv) {
  const auto rounds = argc > 1 ? static_cast<unsigned>(std::atoi(argv[1])) : 6U;
  if (rounds == 0) {
    std::fprintf(stderr, "usage: instructions [rounds]\n");
    return 2;
  }
  return handset::bench::run(rounds);
}
