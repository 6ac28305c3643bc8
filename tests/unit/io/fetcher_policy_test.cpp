// Where a fetch may go: the policy is asked for each host and for each address just before connecting.
#include <gtest/gtest.h>

#include "base/text.h"
#include "fetch_rig.h"
#include "system_faults.h"
#include "temporary_folder.h"
#include "tls_server.h"

namespace handset::io {
namespace {

using testing::answering;
using testing::Certificate;
using testing::Connection;
using testing::FetchRig;
using testing::NameServer;
using testing::RawServer;
using testing::TemporaryFolder;
using testing::TlsServer;

constexpr std::string_view ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

struct FetchPolicyAtConnect : FetchRig {
  std::string on_port(std::string_view host) const {
    return "http://" + std::string(host) + ":" + std::to_string(server.endpoint().port) + "/";
  }
  FetchResult get_by(std::shared_ptr<const FetchPolicy> allowed, std::string url) {
    FetchRequest what = request(std::move(url));
    what.policy = std::move(allowed);
    return get(what);
  }

  NameServer names;
  RawServer server{answering(std::string(ok))};
};

TEST_F(FetchPolicyAtConnect, RefusesLoopbackToAPhoneThatListensElsewhere) {
  for (const std::string_view host : {"127.0.0.1", "127.9.9.9", "localhost", "[::1]", "[::ffff:127.0.0.1]"}) {
    const FetchResult result = get_by(policy("", false), on_port(host));
    EXPECT_EQ(result.error, FetchError::NotAllowed) << host;
    EXPECT_EQ(result.detail, "loopback addresses are not allowed") << host;
  }
  EXPECT_EQ(server.connections, 0);
}

TEST_F(FetchPolicyAtConnect, SeesThroughOtherSpellingsOfAnAddress) {
  for (const std::string_view host : {"0x7f000001", "2130706433", "0177.0.0.1", "127.1"})
    EXPECT_EQ(get_by(policy("", false), on_port(host)).error, FetchError::NotAllowed) << host;
  EXPECT_EQ(server.connections, 0);
}

TEST_F(FetchPolicyAtConnect, RefusesANameThatResolvesToARefusedAddress) {
  names.add("inside.test", {"127.0.0.1"});
  names.add("metadata.test", {"169.254.169.254"});
  EXPECT_EQ(get_by(policy("", false), on_port("inside.test")).error, FetchError::NotAllowed);
  const FetchResult metadata = get_by(policy("", true), on_port("metadata.test"));
  EXPECT_EQ(metadata.error, FetchError::NotAllowed);
  EXPECT_EQ(metadata.detail, "link-local addresses are not allowed");
  EXPECT_EQ(server.connections, 0);
}

TEST_F(FetchPolicyAtConnect, TriesTheAllowedOnesOfSeveralAddresses) {
  names.add("both.test", {"169.254.1.1", "127.0.0.1"});
  EXPECT_EQ(get(on_port("both.test")).body, "ok");
}

TEST_F(FetchPolicyAtConnect, SaysConnectionFailedWhenAnAllowedAddressDidNotAnswer) {
  names.add("both.test", {"169.254.1.1", "127.0.0.2"});
  const RawServer elsewhere(answering(std::string(ok)));
  // Nobody listens on that port of 127.0.0.2: the server is bound to 127.0.0.1.
  EXPECT_EQ(get(on_port("both.test")).error, FetchError::ConnectFailed);
}

TEST_F(FetchPolicyAtConnect, RefusesTheNeverPublicAddresses) {
  for (const std::string_view host :
       {"169.254.169.254", "224.0.0.1", "255.255.255.255", "0.0.0.0", "[fe80::1]", "[ff02::1]", "[::]",
        "[::ffff:169.254.169.254]", "[64:ff9b::a9fe:a9fe]", "[2002:a9fe:a9fe::1]"})
    EXPECT_EQ(get(on_port(host)).error, FetchError::NotAllowed) << host;
}

TEST_F(FetchPolicyAtConnect, RefusesARedirectToARefusedAddress) {
  for (const std::string target :
       {"http://169.254.169.254/latest/", "//169.254.169.254/", "http://[fe80::1]/"}) {
    const RawServer redirecting(
        answering("HTTP/1.1 302 Found\r\nLocation: " + target + "\r\nContent-Length: 0\r\n\r\n"));
    const FetchResult result = get(redirecting.url("/"));
    EXPECT_EQ(result.error, FetchError::NotAllowed) << target;
    EXPECT_EQ(result.detail, "link-local addresses are not allowed");
  }
}

TEST_F(FetchPolicyAtConnect, RefusesThePhonesOwnListeners) {
  const FetchResult own = get_by(policy("", true, {server.endpoint()}), on_port("127.0.0.1"));
  EXPECT_EQ(own.error, FetchError::NotAllowed);
  EXPECT_EQ(own.detail, "the phone's own address is not allowed");
  const Endpoint everywhere{IpAddress(), server.endpoint().port};
  EXPECT_EQ(get_by(policy("", true, {everywhere}), on_port("127.0.0.1")).error, FetchError::NotAllowed);
  const RawServer redirecting(
      answering("HTTP/1.1 302 Found\r\nLocation: " + on_port("127.0.0.1") + "\r\nContent-Length: 0\r\n\r\n"));
  EXPECT_EQ(get_by(policy("", true, {server.endpoint()}), redirecting.url("/")).error,
            FetchError::NotAllowed);
  EXPECT_EQ(server.connections, 0);
}

TEST_F(FetchPolicyAtConnect, HoldsToAListOfHosts) {
  names.add("good.test", {"127.0.0.1"});
  names.add("bad.test", {"127.0.0.1"});
  EXPECT_EQ(get_by(policy("good.test", true), on_port("good.test")).body, "ok");
  const FetchResult refused = get_by(policy("good.test", true), on_port("bad.test"));
  EXPECT_EQ(refused.error, FetchError::NotAllowed);
  EXPECT_EQ(refused.detail, "this host is not listed in Fetch_Allowed");
}

TEST_F(FetchPolicyAtConnect, AsksForEachHopOfAListOfHosts) {
  names.add("good.test", {"127.0.0.1"});
  const RawServer redirecting(
      answering("HTTP/1.1 302 Found\r\nLocation: " + on_port("bad.test") + "\r\nContent-Length: 0\r\n\r\n"));
  const std::string start = "http://good.test:" + std::to_string(redirecting.endpoint().port) + "/";
  EXPECT_EQ(get_by(policy("good.test", true), start).error, FetchError::NotAllowed);
  EXPECT_EQ(server.connections, 0);
}

TEST_F(FetchPolicyAtConnect, IsNotPassedByAConnectionOfAnEarlierRequest) {
  const RawServer patient([](Connection& connection) {
    while (!connection.receive_until("\r\n\r\n").empty()) connection.send(ok);
  });
  EXPECT_EQ(get_by(policy("", true), patient.url("/")).body, "ok");
  EXPECT_EQ(get_by(policy("", false), patient.url("/")).error, FetchError::NotAllowed);
  EXPECT_EQ(patient.connections, 1);
}

// The fetcher trusts one certificate, which is valid for 127.0.0.1 and known.test.
struct FetchCertificates : FetchRig {
  struct Trust {
    TemporaryFolder folder;
    Certificate certificate{"IP:127.0.0.1,DNS:known.test"};
    FetcherOptions options() const {
      FetcherOptions options;
      options.ca_file = (folder.path() / "ca.pem").string();
      certificate.write_pem(options.ca_file);
      return options;
    }
  };
  explicit FetchCertificates(std::unique_ptr<Trust> trusted = std::make_unique<Trust>())
      : FetchRig(trusted->options()), trust(std::move(trusted)) {
    for (const std::string name : {"known.test", "unknown.test"}) names.add(name, {"127.0.0.1"});
  }

  NameServer names;
  std::unique_ptr<Trust> trust;
};

TEST_F(FetchCertificates, AreTakenWhenTrustedAndOfThatName) {
  const TlsServer server(trust->certificate, std::string(ok));
  for (const std::string host : {"127.0.0.1", "known.test"}) {
    const FetchResult result = get(server.url(host));
    EXPECT_EQ(result.error, FetchError::None) << result.detail;
    EXPECT_EQ(result.body, "ok");
  }
}

TEST_F(FetchCertificates, LetBasicCarryALoginOfPages) {
  const TlsServer server(trust->certificate, [](std::string_view asked) -> std::string {
    if (asked.find("Basic " + base64_encode("phone:open sesame")) != std::string_view::npos)
      return std::string(ok);
    return "HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=\"app\"\r\nContent-Length: 0\r\n"
           "Connection: close\r\n\r\n";
  });
  FetchRequest what = request(server.url("127.0.0.1"));
  what.login = FetchLogin{.user = "phone", .password = "open sesame"};
  EXPECT_EQ(get(std::move(what)).body, "ok");
}

TEST_F(FetchCertificates, AreRejectedWhenOfAnotherName) {
  const TlsServer server(trust->certificate, std::string(ok));
  const FetchResult result = get(server.url("unknown.test"));
  EXPECT_EQ(result.error, FetchError::CertificateRejected);
  EXPECT_NE(result.detail, "");
}

TEST_F(FetchCertificates, AreRejectedWhenNobodyTrustsThem) {
  const TlsServer server(Certificate("IP:127.0.0.1"), std::string(ok));
  EXPECT_EQ(get(server.url("127.0.0.1")).error, FetchError::CertificateRejected);
}

TEST(FetchExpiredCertificate, IsRejected) {
  TemporaryFolder folder;
  const Certificate old("IP:127.0.0.1", -7200, -3600);
  FetcherOptions options;
  options.ca_file = (folder.path() / "ca.pem").string();
  old.write_pem(options.ca_file);
  Loop loop;
  CurlFetcher fetcher(loop, options);
  testing::Results results;
  const TlsServer server(old, std::string(ok));
  fetcher.fetch(FetchRig::request(server.url("127.0.0.1")), results);
  ASSERT_TRUE(loop.run_until([&] { return !results.all.empty(); }, testing::patience));
  EXPECT_EQ(results.all.begin()->second.error, FetchError::CertificateRejected);
}

TEST_F(FetchCertificates, AreWantedWhereTlsIs) {
  const RawServer plain([](Connection& connection) {
    connection.receive_some();
    connection.send(ok);
  });
  const FetchResult result = get("https://" + plain.endpoint().to_string() + "/");
  EXPECT_EQ(result.error, FetchError::ConnectFailed) << result.detail;
}

TEST_F(FetchCertificates, AreNotLeftBehindByARedirectToHttp) {
  const RawServer plain(answering(std::string(ok)));
  const TlsServer server(trust->certificate, "HTTP/1.1 302 Found\r\nLocation: " + plain.url("/") +
                                                 "\r\nContent-Length: 0\r\n\r\n");
  EXPECT_EQ(get(server.url("127.0.0.1")).error, FetchError::InsecureRedirect);
  EXPECT_EQ(plain.connections, 0);
}

TEST_F(FetchCertificates, MayBeReachedByARedirectFromHttp) {
  const TlsServer server(trust->certificate, std::string(ok));
  const RawServer plain(answering("HTTP/1.1 301 Moved\r\nLocation: " + server.url("127.0.0.1") +
                                  "\r\nContent-Length: 0\r\n\r\n"));
  const FetchResult result = get(plain.url("/"));
  EXPECT_EQ(result.body, "ok");
  EXPECT_EQ(result.url, server.url("127.0.0.1"));
}

}  // namespace
}  // namespace handset::io
