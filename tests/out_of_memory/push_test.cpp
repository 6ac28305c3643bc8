// A push through its whole life, again and again, and each time the next allocation of the phone fails, until
// there is none left to fail. Whichever it was: the sender gets an end, at most one page is fetched for it,
// nothing is left half done, and the next push is as good as the first on a healthy phone.
#include <gtest/gtest.h>
#include <memory>
#include <optional>
#include <string>

#include "failing_memory.h"
#include "pbx/push_sender.h"
#include "phone/phone.h"
#include "phone/switchboard.h"
#include "sim/simulation.h"

namespace handset {
namespace {

// Far more than a push takes: a loop that never ends is a failure.
constexpr std::size_t most_allocations = 20'000;

class Desk {
 public:
  explicit Desk(const std::string& handler = {}) : switchboard_(desk_.world()) {
    phone::PhoneOptions options;
    options.fetch = std::make_shared<const FetchPolicy>(*FetchPolicy::parse("", false, {}));
    options.notify.inline_xml = true;
    phone::LineOptions line;
    line.user_id = "101";
    line.password = "secret";
    line.realm = "pbx.example";
    options.lines.push_back(line);
    phone_ = std::make_unique<phone::Phone>(desk_.world(), std::move(options));
    EXPECT_TRUE(switchboard_.listen(desk_.at(5060)));
    EXPECT_TRUE(switchboard_.add(*phone_));
    for (const char* page : {"first", "second"})
      simulation_.web().serve(url(page), std::string("<CiscoIPPhoneMenu ") + handler + "><Title>" + page +
                                             "</Title><MenuItem><Name>n</Name><URL>Key:Exit</URL></MenuItem>"
                                             "<SoftKeyItem><Name>Exit</Name><Position>1</Position>"
                                             "<URL>SoftKey:Exit</URL></SoftKeyItem></CiscoIPPhoneMenu>");
    sim::WebAnswer login;
    login.result.status = 302;
    login.location = "/first";
    login.result.fields = {{"Set-Cookie", "session=0123456789abcdef0123456789abcdef; Path=/"}};
    simulation_.web().serve_answer(url("login"), login);
    simulation_.web().serve(url("note"), "");
  }

  static std::string url(const std::string& page) { return "http://web.example/" + page; }

  std::optional<pbx::PushResult> push(const std::string& body, ua::SipTransport transport) {
    pbx::PushOrder order;
    order.uri = "sip:101@192.0.2.10:5060";
    order.target = desk_.at(5060);
    order.transport = transport;
    order.local = server_.at(0);
    order.credentials = {"101", "secret", {}};
    order.body = body;
    std::optional<pbx::PushResult> result;
    pbx::PushSender sender(server_.world(), order, [&](const pbx::PushResult& r) { result = r; });
    simulation_.run_while([&] { return !result.has_value(); }, seconds(100));
    simulation_.run_for(seconds(60));
    return result;
  }

  void expect_rest() {
    EXPECT_FALSE(phone_->busy());
    EXPECT_EQ(desk_.fetcher().running(), 0U);
    EXPECT_LE(switchboard_.remembered(), 2U);
  }

  sim::Simulation simulation_{1};
  sim::Host& desk_ = simulation_.host("phone", IpAddress::v4(192, 0, 2, 10));
  sim::Host& server_ = simulation_.host("pbx", IpAddress::v4(192, 0, 2, 20));
  std::unique_ptr<phone::Phone> phone_;
  phone::Switchboard switchboard_;
};

// False when no allocation was left to fail.
bool run(std::size_t n, const std::string& body, ua::SipTransport transport, const std::string& handler) {
  SCOPED_TRACE("allocation " + std::to_string(n));
  Desk desk(handler);
  bool struck = false;
  std::optional<pbx::PushResult> result;
  {
    FailingMemory memory(n);
    desk.desk_.boundary().watch(&memory);
    result = desk.push(body, transport);
    desk.desk_.boundary().watch(nullptr);
    struck = memory.struck();
  }
  EXPECT_TRUE(result) << "the sender gets an end";
  EXPECT_LE(desk.simulation_.web().requests(Desk::url("first")), 1U);
  EXPECT_LE(desk.desk_.boundary().cut_short(), struck ? 1U : 0U);
  if (!struck) {
    EXPECT_TRUE(result && result->accepted());
    EXPECT_EQ(desk.phone_->screen().title, "first");
  }
  desk.expect_rest();

  const auto next = desk.push(Desk::url("second"), transport);
  EXPECT_TRUE(next && next->accepted()) << (next ? next->words : "no end");
  EXPECT_EQ(desk.simulation_.web().requests(Desk::url("second")), 1U);
  EXPECT_EQ(desk.phone_->screen().title, "second");
  desk.expect_rest();
  EXPECT_EQ(desk.simulation_.web().requests(Desk::url("note")) > 0, !handler.empty());
  return struck;
}

void run_all(const std::string& body, ua::SipTransport transport, const std::string& handler = {}) {
  std::size_t n = 1;
  while (n < most_allocations && !testing::Test::HasFailure() && run(n, body, transport, handler)) ++n;
  EXPECT_GT(n, 20U) << "a push of a cold phone takes memory";
  EXPECT_LT(n, most_allocations);
}

TEST(OutOfMemory, EndsNoPushOverUdpButTheOneThatItStrikes) {
  run_all(Desk::url("first"), ua::SipTransport::Udp);
}

TEST(OutOfMemory, EndsNoPushOverTcpButTheOneThatItStrikes) {
  run_all(Desk::url("first"), ua::SipTransport::Tcp);
}

TEST(OutOfMemory, EndsNoRedirectThatSetsACookieButTheOneThatItStrikes) {
  run_all(Desk::url("login"), ua::SipTransport::Udp);
}

TEST(OutOfMemory, EndsNoNotificationButTheOneThatItStrikes) {
  run_all(Desk::url("first"), ua::SipTransport::Udp,
          "onAppFocusGained=\"Notify:http:web.example:80:note:dTpw:first page\"");
}

TEST(OutOfMemory, EndsNoInlineDocumentButTheOneThatItStrikes) {
  run_all("<CiscoIPPhoneExecute><ExecuteItem URL=\"Key:Services\"/><ExecuteItem Priority=\"0\" URL=\"" +
              Desk::url("first") + "\"/></CiscoIPPhoneExecute>",
          ua::SipTransport::Udp);
}

}  // namespace
}  // namespace handset
