#include "sim/faults.h"

#include <gtest/gtest.h>
#include <memory>
#include <string>

#include "sim/inbox.h"
#include "sim/simulation.h"

namespace handset::sim {
namespace {

struct FaultyHost : testing::Test {
  Simulation simulation{1};
  Host& phone = simulation.host("phone", IpAddress::v4(192, 0, 2, 1));
  Host& pbx = simulation.host("pbx", IpAddress::v4(192, 0, 2, 2));
  Inbox inbox;
  StreamInbox streams;
};

TEST_F(FaultyHost, EveryThirdDatagramIsLost) {
  const auto from = phone.network().open_datagrams(phone.at(5060), inbox).value();
  ASSERT_TRUE(pbx.network().open_datagrams(pbx.at(5060), inbox));
  phone.faults().every(Fault::SendDatagram, 3);
  for (int i = 1; i <= 9; ++i) phone.network().send(from, pbx.at(5060), std::to_string(i));
  simulation.run_for(seconds(1));
  std::string got;
  for (const auto& letter : inbox.letters()) got += letter.bytes;
  EXPECT_EQ(got, "124578");
  EXPECT_EQ(phone.faults().count(Fault::SendDatagram), 3U);
}

TEST_F(FaultyHost, OpeningFailsWithUnavailable) {
  phone.faults().every(Fault::OpenSocket, 2);
  EXPECT_TRUE(phone.network().open_datagrams(phone.at(1), inbox));
  EXPECT_EQ(phone.network().listen(phone.at(2), streams).error().code, Errc::Unavailable);
  EXPECT_TRUE(phone.network().listen(phone.at(2), streams));
}

TEST_F(FaultyHost, AConnectFailsOnALaterTurn) {
  ASSERT_TRUE(pbx.network().listen(pbx.at(5060), streams));
  phone.faults().every(Fault::Connect, 1);
  const StreamId stream = phone.network().connect(pbx.at(5060), streams);
  EXPECT_EQ(streams.of(stream).closed, "");
  simulation.run_for(seconds(1));
  EXPECT_EQ(streams.of(stream).closed, "the connection failed");
  EXPECT_TRUE(streams.accepted().empty());
}

TEST_F(FaultyHost, AConnectFromAPortFailsAtOnce) {
  phone.faults().every(Fault::Connect, 1);
  EXPECT_EQ(phone.network().connect_from(phone.at(5061), pbx.at(5060), streams).error().code,
            Errc::Unavailable);
}

TEST_F(FaultyHost, AStreamBreaksOnBothSides) {
  StreamInbox accepting;
  ASSERT_TRUE(pbx.network().listen(pbx.at(5060), accepting));
  const StreamId stream = phone.network().connect(pbx.at(5060), streams);
  simulation.run_for(seconds(1));
  phone.faults().every(Fault::SendStream, 1);
  phone.network().send(stream, "never arrives");
  EXPECT_EQ(streams.of(stream).closed, "") << "not within the call";
  simulation.run_for(seconds(1));
  EXPECT_EQ(streams.of(stream).closed, "the connection broke");
  const auto& theirs = accepting.of(accepting.accepted().at(0));
  EXPECT_EQ(theirs.closed, "reset by the peer");
  EXPECT_EQ(theirs.bytes, "");
}

TEST_F(FaultyHost, AFetchFailsToConnect) {
  simulation.web().serve("http://app.example/", "x");
  phone.faults().every(Fault::Fetch, 1);
  FetchInbox fetched;
  FetchRequest request;
  request.url = "http://app.example/";
  request.policy = std::make_shared<const FetchPolicy>(FetchPolicy::parse("", false, {}).value());
  const FetchId id = phone.fetcher().fetch(request, fetched);
  simulation.run_for(seconds(1));
  EXPECT_EQ(fetched.of(id).error, FetchError::ConnectFailed);
  EXPECT_EQ(simulation.web().requests(), 0U);
}

TEST_F(FaultyHost, AFailedWriteLeavesTheOldValue) {
  ASSERT_TRUE(phone.store().write("a", "old"));
  phone.faults().every(Fault::WriteStore, 1);
  EXPECT_EQ(phone.store().write("a", "new").error().code, Errc::Unavailable);
  EXPECT_EQ(phone.store().read("a"), "old");
  phone.faults().every(Fault::ReadStore, 1);
  EXPECT_EQ(phone.store().read("a").error().code, Errc::Unavailable);
}

TEST_F(FaultyHost, EveryNthCallCountsOverAllKinds) {
  phone.faults().every_call(3);
  EXPECT_TRUE(phone.store().write("a", "1"));
  EXPECT_TRUE(phone.store().read("a"));
  EXPECT_FALSE(phone.network().open_datagrams(phone.at(5060), inbox));
  EXPECT_TRUE(phone.store().read("a"));
  EXPECT_TRUE(phone.network().open_datagrams(phone.at(5060), inbox));
  EXPECT_FALSE(phone.store().read("a"));
}

TEST_F(FaultyHost, OneCallAloneMayFail) {
  phone.faults().only_call(2);
  EXPECT_TRUE(phone.store().write("a", "1"));
  EXPECT_FALSE(phone.store().read("a"));
  EXPECT_EQ(phone.faults().count(Fault::ReadStore), 1U);
  for (int i = 0; i < 100; ++i) EXPECT_TRUE(phone.store().read("a"));
}

TEST_F(FaultyHost, NothingFailsUnasked) {
  for (int i = 0; i < 100; ++i) EXPECT_TRUE(phone.store().write("a", "1"));
  phone.faults().every(Fault::WriteStore, 2);
  phone.faults().every(Fault::WriteStore, 0);
  for (int i = 0; i < 100; ++i) EXPECT_TRUE(phone.store().write("a", "1"));
}

}  // namespace
}  // namespace handset::sim
