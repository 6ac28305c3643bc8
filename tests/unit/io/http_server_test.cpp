#include "io/http_server.h"

#include <future>
#include <gtest/gtest.h>
#include <mutex>
#include <stdexcept>
#include <thread>

#include "io/http_response.h"
#include "support.h"

namespace handset::io {
namespace {

using testing::any_port;
using testing::Connection;

// Answers what it was asked, and remembers it.
class Echo {
 public:
  void operator()(const HttpRequest& request, Responder respond) {
    const std::lock_guard lock(mutex_);
    ++requests_;
    last_ = request;
    respond({200,
             {{"Content-Type", "text/plain"}},
             request.method + " " + request.path + " " + request.query + " " + request.body});
  }
  int requests() {
    const std::lock_guard lock(mutex_);
    return requests_;
  }
  HttpRequest last() {
    const std::lock_guard lock(mutex_);
    return last_;
  }

 private:
  std::mutex mutex_;
  int requests_ = 0;
  HttpRequest last_;
};

std::unique_ptr<HttpServer> serve(HttpHandler handler, const HttpServerLimits& limits = {}) {
  return HttpServer::start(any_port(), std::move(handler), limits).value();
}

struct HttpServerTest : ::testing::Test {
  std::string ask(std::string_view request) const {
    Connection client = Connection::to(server->endpoint());
    client.send(request);
    client.finish_sending();
    return client.receive_all();
  }
  static std::string status_line(std::string_view answer) {
    return std::string(answer.substr(0, answer.find("\r\n")));
  }
  std::string status(std::string_view request) const { return status_line(ask(request)); }

  Echo echo;
  std::unique_ptr<HttpServer> server =
      serve([this](const HttpRequest& request, Responder respond) { echo(request, std::move(respond)); });
};

TEST_F(HttpServerTest, AnswersAGet) {
  const std::string answer = ask("GET /a%20b/c?x=%201&y HTTP/1.1\r\nHost: phone\r\nX-One: 1\r\n\r\n");
  EXPECT_EQ(status_line(answer), "HTTP/1.1 200 OK");
  EXPECT_NE(answer.find("\r\n\r\nGET /a b/c x=%201&y "), std::string::npos);
  EXPECT_NE(answer.find("\r\nContent-Type: text/plain\r\n"), std::string::npos);
  EXPECT_NE(answer.find("\r\nX-Content-Type-Options: nosniff\r\n"), std::string::npos);
  EXPECT_NE(answer.find("\r\nDate: "), std::string::npos);
  const HttpRequest request = echo.last();
  EXPECT_EQ(request.target, "/a%20b/c?x=%201&y");
  EXPECT_EQ(request.field("x-one"), "1");
  EXPECT_EQ(request.field("X-Two"), "");
  EXPECT_EQ(request.local, server->endpoint());
  EXPECT_EQ(request.remote.address, IpAddress::v4(127, 0, 0, 1));
}

TEST_F(HttpServerTest, TakesABodyByLengthAndInChunks) {
  EXPECT_NE(ask("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello").find("POST /  hello"),
            std::string::npos);
  EXPECT_NE(ask("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3;x=y\r\nllo\r\n"
                "0\r\nX-Trailer: no\r\n\r\n")
                .find("POST /  hello"),
            std::string::npos);
  EXPECT_EQ(echo.last().field("X-Trailer"), "") << "a trailer is no field of the head";
}

TEST_F(HttpServerTest, TakesARequestByteForByte) {
  Connection client = Connection::to(server->endpoint());
  for (const char c : std::string("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"))
    client.send({&c, 1});
  client.finish_sending();
  EXPECT_NE(client.receive_all().find("POST /x  abc"), std::string::npos);
}

TEST_F(HttpServerTest, AnswersRequestsThatComeTogetherInTheirOrder) {
  const std::string answer =
      ask("GET /1 HTTP/1.1\r\nHost: a\r\n\r\nPOST /2 HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx"
          "GET /3 HTTP/1.1\r\nHost: a\r\n\r\n");
  const auto first = answer.find("GET /1");
  const auto second = answer.find("POST /2  x");
  const auto third = answer.find("GET /3");
  ASSERT_NE(third, std::string::npos);
  EXPECT_LT(first, second);
  EXPECT_LT(second, third);
}

TEST_F(HttpServerTest, KeepsTheConnectionUntilItIsToldToClose) {
  Connection client = Connection::to(server->endpoint());
  for (int i = 0; i < 3; ++i) {
    client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_NE(client.receive_until("\r\n\r\n").find("Connection: keep-alive"), std::string::npos);
    client.receive_until("GET /  ");
  }
  client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  EXPECT_NE(client.receive_all().find("Connection: close"), std::string::npos);
  client.close();
  Connection old = Connection::to(server->endpoint());
  old.send("GET / HTTP/1.0\r\n\r\n");
  EXPECT_NE(old.receive_all().find("Connection: close"), std::string::npos);
}

TEST_F(HttpServerTest, SendsNoBodyInAnswerToHead) {
  const std::string answer = ask("HEAD /x HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(answer.substr(answer.size() - 4), "\r\n\r\n");
  EXPECT_NE(answer.find("Content-Length: 9\r\n"), std::string::npos);
}

TEST_F(HttpServerTest, TellsAClientThatWaitsToContinue) {
  Connection client = Connection::to(server->endpoint());
  client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(client.receive_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  client.send("body");
  EXPECT_EQ(status_line(client.receive_until("body")), "HTTP/1.1 200 OK");
}

TEST_F(HttpServerTest, RefusesALargeBodyBeforeItIsSent) {
  Connection client = Connection::to(server->endpoint());
  client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 262145\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(status_line(client.receive_all()), "HTTP/1.1 413 Content Too Large");
}

TEST_F(HttpServerTest, TakesABodyOf256KiBAndNotAByteMore) {
  const std::string body(262144, 'b');
  EXPECT_EQ(status("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 262144\r\n\r\n" + body), "HTTP/1.1 200 OK");
  const std::string chunked =
      "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n40000\r\n" + body;
  EXPECT_EQ(status(chunked + "\r\n0\r\n\r\n"), "HTTP/1.1 200 OK");
  EXPECT_EQ(status(chunked + "\r\n1\r\nx\r\n0\r\n\r\n"), "HTTP/1.1 413 Content Too Large");
}

TEST_F(HttpServerTest, LetsAClientThatSendsTooMuchReadTheRefusal) {
  Connection client = Connection::to(server->endpoint());
  client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 500000\r\n\r\n" + std::string(500000, 'b'));
  client.finish_sending();
  EXPECT_EQ(status_line(client.receive_all()), "HTTP/1.1 413 Content Too Large");
  EXPECT_FALSE(client.was_reset);
}

TEST_F(HttpServerTest, RefusesAHeadOfMoreThan16KiB) {
  EXPECT_EQ(status("GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(16384, 'x') + "\r\n\r\n"),
            "HTTP/1.1 431 Request Header Fields Too Large");
  EXPECT_EQ(status("GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(15000, 'x') + "\r\n\r\n"),
            "HTTP/1.1 200 OK");
  EXPECT_EQ(status("GET /" + std::string(65536, 'x')), "HTTP/1.1 431 Request Header Fields Too Large");
  std::string many = "GET / HTTP/1.1\r\nHost: a\r\n";
  for (int i = 0; i < 10000; ++i) many += "X: y\r\n";
  EXPECT_EQ(status(many + "\r\n"), "HTTP/1.1 431 Request Header Fields Too Large");
}

TEST_F(HttpServerTest, ReadsTheFramingInOneWayOnly) {
  const std::vector<std::string> bad = {
      "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 0\r\n\r\n0\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx",
      "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\nx",
      "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1, 1\r\n\r\nx",
      "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: +1\r\n\r\nx",
      "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: a\r\nContent-Length : 1\r\n\r\nx",
      "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: a\r\n\r\n",
      "GET / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
      "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcdefg\r\n0\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\nabcde\r\n0\r\n\r\n",
      "GET / HTTP/1.1\nHost: a\n\n",
      "GET  / HTTP/1.1\r\nHost: a\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: a\r\nX\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: a\r\nX: a\x01\r\n\r\n",
      "GET /\x01 HTTP/1.1\r\nHost: a\r\n\r\n",
      "\r\n\r\n\r\n",
      "\x16\x03\x01\x02\x01\xfc\x03\x03",
  };
  for (const std::string& request : bad) EXPECT_EQ(status(request).substr(0, 12), "HTTP/1.1 400") << request;
  EXPECT_EQ(
      status("GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n").substr(0, 12),
      "HTTP/1.1 501");
  EXPECT_EQ(echo.requests(), 0);
}

TEST_F(HttpServerTest, WantsExactlyOneHost) {
  EXPECT_EQ(status("GET / HTTP/1.1\r\n\r\n"), "HTTP/1.1 400 Bad Request");
  EXPECT_EQ(status("GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n"), "HTTP/1.1 400 Bad Request");
  EXPECT_EQ(status("GET / HTTP/1.1\r\nHost: a/b\r\n\r\n"), "HTTP/1.1 400 Bad Request");
  EXPECT_EQ(status("GET / HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n"), "HTTP/1.1 200 OK");
  EXPECT_EQ(status("GET / HTTP/1.0\r\n\r\n"), "HTTP/1.1 200 OK");
}

TEST_F(HttpServerTest, SpeaksHttp1Alone) {
  EXPECT_EQ(status("GET / HTTP/2.0\r\nHost: a\r\n\r\n").substr(0, 12), "HTTP/1.1 505");
}

TEST_F(HttpServerTest, RefusesAnOtherExpectation) {
  EXPECT_EQ(status("GET / HTTP/1.1\r\nHost: a\r\nExpect: tea\r\n\r\n"), "HTTP/1.1 417 Expectation Failed");
}

TEST_F(HttpServerTest, DecodesThePathOnceAndRefusesWhatIsNone) {
  EXPECT_EQ(status("GET /%2541 HTTP/1.1\r\nHost: a\r\n\r\n"), "HTTP/1.1 200 OK");
  EXPECT_EQ(echo.last().path, "/%41");
  for (const std::string target : {"/%", "/%4", "/%zz", "/%00", "/%0d%0a", "/a#b", "a", "ftp://a/", "//%7f"})
    EXPECT_EQ(status("GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n"), "HTTP/1.1 400 Bad Request") << target;
}

TEST_F(HttpServerTest, TakesTheAbsoluteFormOfItsOwnHostAndTheAsterisk) {
  EXPECT_EQ(status("GET http://A:80/x?y HTTP/1.1\r\nHost: a:80\r\n\r\n"), "HTTP/1.1 200 OK");
  EXPECT_EQ(echo.last().path, "/x");
  EXPECT_EQ(echo.last().query, "y");
  EXPECT_EQ(status("GET http://other/ HTTP/1.1\r\nHost: a\r\n\r\n"), "HTTP/1.1 400 Bad Request");
  EXPECT_EQ(status("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n"), "HTTP/1.1 200 OK");
  EXPECT_EQ(echo.last().path, "*");
  EXPECT_EQ(status("GET * HTTP/1.1\r\nHost: a\r\n\r\n"), "HTTP/1.1 400 Bad Request");
}

TEST(HttpServerAnswers, MayComeFromAnotherThreadAndLater) {
  std::thread later;
  const auto server = serve([&](const HttpRequest&, Responder respond) {
    later = std::thread([r = std::move(respond)]() mutable { r({201, {}, "made"}); });
  });
  Connection client = Connection::to(server->endpoint());
  client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_NE(client.receive_until("made").find("HTTP/1.1 201 Created"), std::string::npos);
  later.join();
}

TEST(HttpServerAnswers, Are500WhenTheHandlerForgetsOrThrows) {
  const auto server = serve([&](const HttpRequest& request, Responder) {
    if (request.path == "/throw") throw std::runtime_error("x");
  });
  Connection client = Connection::to(server->endpoint());
  client.send("GET /forget HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_NE(client.receive_until("Internal Server Error\n").find("HTTP/1.1 500"), std::string::npos);
  client.send("GET /throw HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_NE(client.receive_until("Internal Server Error\n").find("HTTP/1.1 500"), std::string::npos);
}

TEST(HttpServerAnswers, CountOnce) {
  const auto server = serve([&](const HttpRequest&, Responder respond) {
    respond({200, {}, "first"});
    respond({200, {}, "second"});
  });
  Connection client = Connection::to(server->endpoint());
  client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  const std::string answer = client.receive_all();
  EXPECT_NE(answer.find("first"), std::string::npos);
  EXPECT_EQ(answer.find("second"), std::string::npos);
}

TEST(HttpServerAnswers, AreNotSplitByLineEndsInFields) {
  const auto server = serve([&](const HttpRequest&, Responder respond) {
    respond({302,
             {{"Location", "/x\r\nSet-Cookie: a=b"},
              {"X-Bad\r\nName", "1"},
              {"Content-Length", "9999"},
              {"X-Good", "yes"}},
             ""});
  });
  Connection client = Connection::to(server->endpoint());
  client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  const std::string answer = client.receive_all();
  EXPECT_EQ(answer.find("Set-Cookie"), std::string::npos);
  EXPECT_EQ(answer.find("Location"), std::string::npos);
  EXPECT_EQ(answer.find("X-Bad"), std::string::npos);
  EXPECT_NE(answer.find("\r\nContent-Length: 0\r\n"), std::string::npos);
  EXPECT_NE(answer.find("\r\nX-Good: yes\r\n"), std::string::npos);
}

TEST(HttpServerAnswers, WithoutABodyHaveNoLength) {
  const std::string text = serialize({304, {}, "ignored"}, false, true, WallTime{});
  EXPECT_EQ(text.find("Content-Length"), std::string::npos);
  EXPECT_EQ(text.find("ignored"), std::string::npos);
  EXPECT_NE(text.find("\r\nDate: Thu, 01 Jan 1970 00:00:00 GMT\r\n"), std::string::npos);
}

TEST(HttpServerAnswers, MayOutliveTheServer) {
  std::promise<Responder> asked;
  auto server = serve([&](const HttpRequest&, Responder respond) { asked.set_value(std::move(respond)); });
  Connection client = Connection::to(server->endpoint());
  client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  Responder later = asked.get_future().get();
  server.reset();
  EXPECT_EQ(client.receive_all(), "");
  later({200, {}, "too late"});
}

TEST(HttpServerAnswers, GoNowhereWhenTheClientHasLeft) {
  std::promise<Responder> asked;
  const auto server = serve([&](const HttpRequest& request, Responder respond) {
    if (request.path == "/now") return respond({200, {}, "now"});
    asked.set_value(std::move(respond));
  });
  Connection client = Connection::to(server->endpoint());
  client.send("GET /later HTTP/1.1\r\nHost: a\r\n\r\n");
  Responder later = asked.get_future().get();
  client.reset();
  later({200, {}, std::string(100000, 'x')});
  Connection other = Connection::to(server->endpoint());
  other.send("GET /now HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_NE(other.receive_until("now").find("200 OK"), std::string::npos);
}

HttpServerLimits quick() {
  HttpServerLimits limits;
  limits.head_timeout = milliseconds(30);
  limits.body_timeout = milliseconds(30);
  limits.idle_timeout = milliseconds(30);
  limits.write_timeout = milliseconds(30);
  return limits;
}

HttpHandler always(std::string body) {
  return [body = std::move(body)](const HttpRequest&, Responder respond) { respond({200, {}, body}); };
}

TEST(HttpServerTimeouts, EndHeadsThatComeTooSlowly) {
  const auto server = serve(always("x"), quick());
  Connection client = Connection::to(server->endpoint());
  client.send("GET / HTTP/1.1\r\nHos");
  EXPECT_EQ(client.receive_all().substr(0, 28), "HTTP/1.1 408 Request Timeout");
}

TEST(HttpServerTimeouts, EndBodiesThatComeTooSlowly) {
  const auto server = serve(always("x"), quick());
  Connection client = Connection::to(server->endpoint());
  client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nabc");
  EXPECT_EQ(client.receive_all().substr(0, 28), "HTTP/1.1 408 Request Timeout");
}

TEST(HttpServerTimeouts, EndConnectionsThatSayNothing) {
  const auto server = serve(always("x"), quick());
  Connection silent = Connection::to(server->endpoint());
  EXPECT_EQ(silent.receive_all(), "");
  Connection idle = Connection::to(server->endpoint());
  idle.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  idle.receive_until("\r\n\r\nx");
  EXPECT_EQ(idle.receive_all(), "");
}

TEST(HttpServerTimeouts, EndClientsThatDoNotReadTheirAnswer) {
  std::string large;
  large.resize(20'000'000, 'x');
  const auto server = serve(always(large), quick());
  Connection client = Connection::to(server->endpoint(), 4096);
  client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  // The system's buffers take some of it; the rest waits for a reader that does not come. The server lets go,
  // which is seen as a connection that is closed before the answer is whole.
  pollfd gone{client.descriptor(), POLLRDHUP, 0};
  EXPECT_EQ(::poll(&gone, 1, 30'000), 1);
  EXPECT_LT(client.receive_all().size(), large.size());
}

TEST(HttpServerConnections, BeyondTheLimitAreTold503) {
  HttpServerLimits limits;
  limits.connections = 4;
  const auto server = serve(always("x"), limits);
  std::vector<Connection> kept;
  for (int i = 0; i < 4; ++i) {
    kept.push_back(Connection::to(server->endpoint()));
    kept.back().send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    kept.back().receive_until("\r\n\r\nx");
  }
  Connection turned_away = Connection::to(server->endpoint());
  EXPECT_EQ(turned_away.receive_until("\r\n"), "HTTP/1.1 503 Service Unavailable\r\n");
  kept.pop_back();
  turned_away.close();
  // Who leaves makes room, as soon as the server has noticed.
  std::string answer;
  while (answer.find("200 OK") == std::string::npos) {
    Connection next = Connection::to(server->endpoint());
    next.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    next.finish_sending();
    answer = next.receive_all();
  }
}

TEST(HttpServerConnections, AreClosedWithTheServer) {
  auto server = serve(always("x"));
  Connection client = Connection::to(server->endpoint());
  client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  client.receive_until("\r\n\r\nx");
  server.reset();
  EXPECT_EQ(client.receive_all(), "");
}

TEST(HttpServerStart, SaysThatAnAddressIsInUse) {
  const auto first = serve(always("x"));
  const auto second = HttpServer::start(first->endpoint(), always("x"));
  ASSERT_FALSE(second.has_value());
  EXPECT_EQ(second.error().what, "the address is in use");
}

}  // namespace
}  // namespace handset::io
