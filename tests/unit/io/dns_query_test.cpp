// Records and addresses from name servers that are given to the resolver.
#include <gtest/gtest.h>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "dns_server.h"
#include "io/resolver.h"

namespace handset::io {
namespace {

using testing::dns_data;
using testing::dns_name;
using testing::DnsMaker;
using testing::DnsServer;
using testing::DnsType;
using testing::patience;

constexpr std::string_view service = "_sip._udp.example.org";
const SrvRecord first{10, 60, 5060, "a.example.org"};

struct Told final : LookupHandler {
  void on_resolved(LookupId, const Result<Addresses>& answer) override { addresses = answer; }
  void on_srv(LookupId, const Result<SrvRecords>& records) override {
    srv = records;
    ++count;
  }
  void on_naptr(LookupId, const Result<NaptrRecords>& records) override { naptr = records; }

  std::optional<Result<Addresses>> addresses;
  std::optional<Result<SrvRecords>> srv;
  std::optional<Result<NaptrRecords>> naptr;
  int count = 0;
};

struct NameServers : ::testing::Test {
  void SetUp() override { ASSERT_TRUE(server.is_bound()); }

  Result<SrvRecords> srv(std::string_view name) {
    told.srv.reset();
    resolver.resolve_srv(name, told);
    EXPECT_FALSE(told.srv) << "never within the call";
    EXPECT_TRUE(loop.run_until([&] { return told.srv.has_value(); }, patience));
    return told.srv.value_or(fail(Errc::Incomplete, "no answer"));
  }

  DnsServer server;
  Loop loop;
  Told told;
  SystemResolver resolver{
      loop,
      {.queries = 2, .dns = {.servers = {server.endpoint()}, .patience = milliseconds(50), .tries = 2}}};
};

TEST_F(NameServers, GiveSrvRecordsWithTheirTimeToLive) {
  server.add(service, DnsType::Srv,
             DnsMaker(service, DnsType::Srv).add(service, DnsType::Srv, 77, dns_data(first)));
  EXPECT_EQ(srv(service).value(), (SrvRecords{{first}, seconds(77)}));
}

TEST_F(NameServers, GiveNaptrRecords) {
  const NaptrRecord record{50, 5, "S", "SIPS+D2T", "", "_sips._tcp.example.org"};
  server.add("example.org", DnsType::Naptr,
             DnsMaker("example.org", DnsType::Naptr).add("example.org", DnsType::Naptr, 9, dns_data(record)));
  resolver.resolve_naptr("example.org", told);
  ASSERT_TRUE(loop.run_until([&] { return told.naptr.has_value(); }, patience));
  EXPECT_EQ(told.naptr->value(), (NaptrRecords{{record}, seconds(9)}));
}

TEST_F(NameServers, GiveAddressesWithTheirTimeToLive) {
  const auto v4 = IpAddress::v4(127, 0, 0, 9);
  server.add("a.example.org", DnsType::A,
             DnsMaker("a.example.org", DnsType::A).add("a.example.org", DnsType::A, 33, dns_data(v4)));
  resolver.resolve("a.example.org", told);
  ASSERT_TRUE(loop.run_until([&] { return told.addresses.has_value(); }, patience));
  EXPECT_EQ(told.addresses->value(), (Addresses{{v4}, seconds(33)}));
  told.addresses.reset();
  resolver.resolve("nobody.example.org", told);
  ASSERT_TRUE(loop.run_until([&] { return told.addresses.has_value(); }, patience));
  EXPECT_EQ(told.addresses->error().code, Errc::NotFound);
}

TEST_F(NameServers, AreAskedByTcpWhereAnAnswerIsLong) {
  server.use_tcp();
  DnsMaker answer(service, DnsType::Srv);
  for (std::uint16_t i = 0; i < 100; ++i)
    answer.add(service, DnsType::Srv, 60, dns_data(SrvRecord{i, 1, 5060, "a-rather-long-name.example.org"}));
  server.add(service, DnsType::Srv, answer);
  EXPECT_EQ(srv(service).value().records.size(), 100U);
  EXPECT_EQ(server.asked_by_tcp, 1);
}

TEST_F(NameServers, MaySendWhatCannotBeUsed) {
  EXPECT_EQ(srv("nobody.example.org").error().code, Errc::NotFound);
  EXPECT_EQ(srv("").error().code, Errc::NotFound);
  EXPECT_EQ(srv(std::string_view("a\0b", 3)).error().code, Errc::NotFound);
  DnsMaker ill(service, DnsType::Srv);
  ill.flags = 0x8182;
  server.add(service, DnsType::Srv, ill);
  EXPECT_EQ(srv(service).error().code, Errc::Unavailable);
  server.add(service, DnsType::Srv,
             DnsMaker(service, DnsType::Srv).add(service, DnsType::Srv, 1, "nonsense"));
  EXPECT_EQ(srv(service).error().code, Errc::Malformed);
}

TEST_F(NameServers, AreGivenUpWhenTheyDoNotAnswer) {
  server.add_silent(service);
  EXPECT_EQ(srv(service).error().code, Errc::Unavailable);
  EXPECT_EQ(server.asked_by_udp, 2);
}

TEST_F(NameServers, AreNotAskedTooMuchAtOnce) {
  server.add_silent(service);
  for (int i = 0; i < 3; ++i) resolver.resolve_srv(service, told);
  ASSERT_TRUE(loop.run_until([&] { return told.count == 1; }, patience));
  EXPECT_EQ(told.srv->error().what, "too many host names are being looked up");
  ASSERT_TRUE(loop.run_until([&] { return told.count == 3; }, patience));
}

TEST_F(NameServers, TellNobodyOfWhatWasCancelled) {
  const LookupId silent = resolver.resolve_srv("silent.example.org", told);
  resolver.cancel(silent);
  EXPECT_FALSE(srv(service));
  EXPECT_EQ(told.count, 1);
  {
    SystemResolver ending(loop, {.dns = {.servers = {server.endpoint()}}});
    ending.resolve_srv(service, told);
    ending.resolve("a.example.org", told);
  }
  EXPECT_FALSE(srv(service));
  EXPECT_EQ(told.count, 2);
  EXPECT_FALSE(told.addresses);
}

}  // namespace
}  // namespace handset::io
