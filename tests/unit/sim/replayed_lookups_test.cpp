// Lookups of a recorded run, played again without any name server.
#include <gtest/gtest.h>
#include <string>
#include <vector>

#include "base/inputs.h"
#include "base/recorder.h"
#include "sim/replay.h"
#include "sim/simulation.h"

namespace handset::sim {
namespace {

struct Kept final : RecordSink, RecordSource {
  void write(const RecordEntry& entry) override { entries.push_back(entry); }
  void flush() override {}
  Result<std::optional<RecordEntry>> next() override {
    if (at == entries.size()) return std::nullopt;
    return entries[at++];
  }
  std::vector<RecordEntry> entries;
  std::size_t at = 0;
};

// Looks up a name for its NAPTR records, then for SRV, then for addresses, and writes down what it is told.
class Curious final : public LookupHandler {
 public:
  explicit Curious(const World& world) : world_(world) {}

  void begin() {
    const InputScope input(world_, "begin");
    static_cast<void>(world_.resolver.resolve_naptr("example.org", *this));
  }
  void on_naptr(LookupId, const Result<NaptrRecords>& records) override {
    story += records ? records->records.front().replacement : records.error().what;
    static_cast<void>(world_.resolver.resolve_srv("_sip._udp.example.org", *this));
    world_.resolver.cancel(world_.resolver.resolve_srv("_sip._tcp.example.org", *this));
  }
  void on_srv(LookupId, const Result<SrvRecords>& records) override {
    story += " " + std::to_string(records->records.front().port) + " " + records->records.front().target;
    static_cast<void>(world_.resolver.resolve("a.example.org", *this));
  }
  void on_resolved(LookupId, const Result<Addresses>& addresses) override {
    story += " " + addresses->records.front().to_string() + " " + std::to_string(addresses->ttl.count());
  }

  std::string story;

 private:
  World world_;
};

class Player final : public ReplayPlayer {
 public:
  explicit Player(Curious& curious) : curious_(curious) {}
  Result<void> play(const RecordEntry& /*input*/) override {
    curious_.begin();
    return {};
  }
  std::optional<std::string> look() override { return std::nullopt; }

 private:
  Curious& curious_;
};

TEST(ReplayedLookups, AnswerAsTheRecordedOnesDid) {
  Kept record;
  std::string story;
  {
    Simulation simulation(1);
    simulation.names().set_srv("_sip._udp.example.org", {{1, 1, 5070, "a.example.org"}}, milliseconds(30));
    simulation.names().set("a.example.org", {IpAddress::v4(192, 0, 2, 7)}, milliseconds(5), seconds(9));
    Host& host = simulation.host("phone", IpAddress::v4(192, 0, 2, 1));
    Recorder recorder(host.world(), record, "1");
    Curious curious(recorder.world());
    curious.begin();
    simulation.run_for(seconds(1));
    recorder.finish();
    story = curious.story;
  }
  EXPECT_EQ(story, "this host name is not known 5070 a.example.org 192.0.2.7 9000000");

  const auto replay = Replay::open(record);
  ASSERT_TRUE(replay);
  Curious again((*replay)->world());
  Player player(again);
  const ReplayReport report = (*replay)->run(player);
  EXPECT_EQ(report.end, ReplayReport::End::Whole);
  EXPECT_EQ(again.story, story);
}

}  // namespace
}  // namespace handset::sim
