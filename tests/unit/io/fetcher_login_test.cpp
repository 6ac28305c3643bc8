// What an administrator may ask of a fetch and a push may not: a login, and TFTP. And forms.
#include <atomic>
#include <gtest/gtest.h>
#include <mutex>
#include <string>

#include "base/text.h"
#include "fetch_rig.h"
#include "tftp_server.h"

namespace handset::io {
namespace {

using testing::Connection;
using testing::FetchRig;
using testing::RawServer;
using testing::TftpServer;

constexpr std::string_view refusal =
    "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"files\"\r\nContent-Length: 2\r\n"
    "Connection: close\r\n\r\nno";
constexpr std::string_view page = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nConnection: close\r\n\r\nyes";

struct LoginFetch : FetchRig {
  static FetchRequest with_login(std::string url) {
    FetchRequest out = request(std::move(url));
    out.login = FetchLogin{.user = "phone", .password = "open sesame", .basic_over_http = true};
    return out;
  }
  static FetchRequest with_page_login(std::string url) {
    FetchRequest out = with_login(std::move(url));
    out.login->basic_over_http = false;
    return out;
  }
  static FetchRequest by_tftp(std::string url) {
    FetchRequest out = request(std::move(url));
    out.tftp = true;
    return out;
  }
};

TEST_F(LoginFetch, SendsTheLoginWhenTheServerAsksForIt) {
  RawServer server([](Connection& connection) {
    const std::string head = connection.receive_until("\r\n\r\n");
    const bool known = head.find("Basic " + base64_encode("phone:open sesame")) != std::string::npos;
    connection.send(known ? page : refusal);
    connection.finish_sending();
    connection.receive_all();
  });
  const FetchResult result = get(with_login(server.url("/spa.cfg")));
  EXPECT_EQ(result.error, FetchError::None) << result.detail;
  EXPECT_EQ(result.status, 200);
  EXPECT_EQ(result.body, "yes");
  EXPECT_EQ(server.connections, 2);
}

TEST_F(LoginFetch, PrefersDigest) {
  std::atomic<bool> digest = false;
  RawServer server([&](Connection& connection) {
    const std::string head = connection.receive_until("\r\n\r\n");
    digest = head.find("Authorization: Digest username=\"phone\"") != std::string::npos;
    connection.send(digest ? std::string(page)
                           : "HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=\"files\"\r\n"
                             "WWW-Authenticate: Digest realm=\"files\", nonce=\"n\", qop=\"auth\"\r\n"
                             "Content-Length: 0\r\nConnection: close\r\n\r\n");
    connection.finish_sending();
    connection.receive_all();
  });
  EXPECT_EQ(get(with_login(server.url("/spa.cfg"))).status, 200);
  EXPECT_TRUE(digest);
}

TEST_F(LoginFetch, BasicIsNotToldOverHttpUnlessItMayBe) {
  std::atomic<bool> told = false;
  RawServer server([&](Connection& connection) {
    if (connection.receive_until("\r\n\r\n").find("Authorization") != std::string::npos) told = true;
    connection.send(std::string(refusal));
    connection.finish_sending();
    connection.receive_all();
  });
  const FetchResult result = get(with_page_login(server.url("/menu.xml")));
  EXPECT_EQ(result.status, 401);
  EXPECT_EQ(result.detail, "over http the login goes by digest alone");
  EXPECT_FALSE(told);
  EXPECT_EQ(server.connections, 1);
}

TEST_F(LoginFetch, WhereADigestWasWrongTheWayIsNotBlamed) {
  RawServer server(
      testing::answering("HTTP/1.1 401 No\r\nWWW-Authenticate: Digest realm=\"files\", nonce=\"n\", "
                         "qop=\"auth\"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
  const FetchResult result = get(with_page_login(server.url("/menu.xml")));
  EXPECT_EQ(result.status, 401);
  EXPECT_EQ(result.detail, "");
  EXPECT_EQ(server.connections, 2);
}

TEST_F(LoginFetch, DigestIsToldOverHttp) {
  RawServer server([&](Connection& connection) {
    const std::string head = connection.receive_until("\r\n\r\n");
    const bool digest = head.find("Authorization: Digest username=\"phone\"") != std::string::npos;
    connection.send(digest ? std::string(page)
                           : "HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=\"files\"\r\n"
                             "WWW-Authenticate: Digest realm=\"files\", nonce=\"n\", qop=\"auth\"\r\n"
                             "Content-Length: 0\r\nConnection: close\r\n\r\n");
    connection.finish_sending();
    connection.receive_all();
  });
  EXPECT_EQ(get(with_page_login(server.url("/menu.xml"))).status, 200);
}

TEST_F(LoginFetch, ARedirectThatIsNotFollowedIsTheAnswer) {
  RawServer server(
      testing::answering("HTTP/1.1 302 Found\r\nLocation: /next\r\nSet-Cookie: a=b\r\nContent-Length: 0\r\n"
                         "Connection: close\r\n\r\n"));
  FetchRequest what = request(server.url("/first"));
  what.follow = false;
  const FetchResult result = get(std::move(what));
  EXPECT_EQ(result.error, FetchError::None);
  EXPECT_EQ(result.status, 302);
  EXPECT_EQ(result.location, "/next");
  EXPECT_EQ(server.connections, 1);
}

TEST_F(LoginFetch, PostsAForm) {
  std::string request_text;
  std::mutex mutex;
  RawServer server([&](Connection& connection) {
    std::string text = connection.receive_until("\r\n\r\n");
    text += connection.receive_until("b%20c");
    const std::lock_guard lock(mutex);
    request_text = std::move(text);
    connection.send(std::string(page));
    connection.finish_sending();
    connection.receive_all();
  });
  FetchRequest what = request(server.url("/notify"));
  what.upload = FetchUpload{.body = "DATA=a%26b%20c"};
  EXPECT_EQ(get(std::move(what)).body, "yes");
  const std::lock_guard lock(mutex);
  EXPECT_EQ(request_text.substr(0, 22), "POST /notify HTTP/1.1\r") << request_text;
  EXPECT_NE(request_text.find("Content-Type: application/x-www-form-urlencoded\r\n"), std::string::npos);
  EXPECT_NE(request_text.find("Content-Length: 14\r\n"), std::string::npos);
  EXPECT_NE(request_text.find("\r\n\r\nDATA=a%26b%20c"), std::string::npos) << request_text;
}

TEST_F(LoginFetch, AWrongLoginIsTheAnswerOfTheServer) {
  RawServer server(testing::answering(std::string(refusal)));
  EXPECT_EQ(get(with_login(server.url("/spa.cfg"))).status, 401);
}

TEST_F(LoginFetch, TheLoginIsForNoOtherServer) {
  RawServer other(testing::answering(std::string(refusal)));
  RawServer server(testing::answering("HTTP/1.1 302 Found\r\nLocation: " + other.url("/spa.cfg") +
                                      "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
  EXPECT_EQ(get(with_login(server.url("/spa.cfg"))).status, 401);
  EXPECT_EQ(other.connections, 1);
}

TEST_F(LoginFetch, BringsAFileByTftp) {
  const std::string profile(2000, 'x');
  TftpServer server(TftpServer::Files{{"spa.cfg", profile}});
  const FetchResult result = get(by_tftp(server.url("/spa.cfg")));
  EXPECT_EQ(result.error, FetchError::None) << result.detail;
  EXPECT_EQ(result.status, 200);
  EXPECT_EQ(result.body, profile);
}

TEST_F(LoginFetch, AFileThatTheTftpServerLacksIsNotFound) {
  TftpServer server(TftpServer::Files{});
  const FetchResult result = get(by_tftp(server.url("/spa.cfg")));
  EXPECT_EQ(result.error, FetchError::None) << result.detail;
  EXPECT_EQ(result.status, 404);
  EXPECT_EQ(prompt_words(result), "File Not Found");
}

TEST_F(LoginFetch, AFileThatIsTooLargeIsGivenUp) {
  TftpServer server(TftpServer::Files{{"spa.cfg", std::string(200'000, 'x')}});
  const FetchResult result = get(by_tftp(server.url("/spa.cfg")));
  EXPECT_EQ(result.error, FetchError::TooLarge) << result.detail;
  EXPECT_TRUE(result.body.empty());
}

TEST_F(LoginFetch, ThePolicyHoldsForTftpToo) {
  TftpServer server(TftpServer::Files{{"spa.cfg", "x"}});
  FetchRequest wanted = by_tftp(server.url("/spa.cfg"));
  wanted.policy = policy("", false);
  EXPECT_EQ(get(std::move(wanted)).error, FetchError::NotAllowed);
  EXPECT_EQ(server.requests, 0);
}

TEST_F(LoginFetch, NoTftpForAPush) {
  TftpServer server(TftpServer::Files{{"spa.cfg", "x"}});
  EXPECT_EQ(get(server.url("/spa.cfg")).error, FetchError::BadUrl);
}

TEST_F(LoginFetch, NoRedirectLeadsToTftp) {
  TftpServer files(TftpServer::Files{{"spa.cfg", "x"}});
  RawServer server(testing::answering("HTTP/1.1 302 Found\r\nLocation: " + files.url("/spa.cfg") +
                                      "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
  EXPECT_EQ(get(by_tftp(server.url("/spa.cfg"))).error, FetchError::NotAllowed);
  EXPECT_EQ(files.requests, 0);
}

}  // namespace
}  // namespace handset::io
