// Sends one authenticated push: a NOTIFY that belongs to no subscription, with the event XML-Service and a
// URL (or a document) in its body, to a line of a phone. It tells the trace each step and ends with a
// verdict in words. RFC 3261 8.1, 22; RFC 6665 for the form of a NOTIFY.
//
// One PushSender is one push. Owned by whoever wants the verdict (`handset push`, the lab), on that one's
// shard; destroying it ends the push without a word.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/world.h"
#include "ua/authenticated_request.h"
#include "ua/request_channel.h"

namespace handset::pbx {

struct PushOrder {
  std::string uri;  // the line: "sip:101@192.0.2.7:5060", sent as it is
  Endpoint target;  // where that is
  ua::SipTransport transport = ua::SipTransport::Udp;
  Endpoint local;  // as in ua::ChannelOptions
  ua::Credentials credentials;
  std::string body;
  std::string content_type = "text/html";
  std::string event = "XML-Service";
  // A NOTIFY has to have one. There is no subscription, and this reason asks nobody to make one.
  std::string subscription_state = "terminated;reason=noresource";
  std::vector<ua::ExtraHeader> headers;
  sip::TimerValues timers;
};

struct PushResult {
  enum class Kind : std::uint8_t {
    Accepted,           // 2xx: the phone has queued it
    WrongPassword,      // challenged again after our credentials
    NotFound,           // 404: no such line
    Refused,            // any other final answer
    NoUsableChallenge,  // a challenge that cannot be answered
    NoAnswer,           // not within Timer F
    Unreachable,        // the connection failed or broke, or no socket could be opened
    BadOrder,           // nothing was sent: the order makes no request
  };
  Kind kind = Kind::BadOrder;
  unsigned status = 0;  // of the final answer; 0: there was none
  std::string words;    // one sentence for people, with what to do about it

  [[nodiscard]] bool accepted() const { return kind == Kind::Accepted; }
};

class PushSender final : private ua::AuthenticatedRequest::Listener {
 public:
  using Done = std::function<void(const PushResult&)>;

  // Sends. `done` is called once, on a later turn, and may destroy the sender. What `world` refers to
  // outlives the sender.
  PushSender(const World& world, PushOrder order, Done done);
  PushSender(const PushSender&) = delete;
  PushSender& operator=(const PushSender&) = delete;

 private:
  void on_sent(std::string_view message, bool again) override;
  void on_received(const sip::Message& response) override;
  void on_answered(const sip::Message& response, ua::AuthenticatedRequest::Answer answer) override;
  void on_failed(ua::AuthenticatedRequest::Failure failure) override;

  void start();
  [[nodiscard]] std::string challenge_words() const;
  void finish(PushResult::Kind kind, std::string words);
  void report();

  World world_;
  PushOrder order_;
  Done done_;
  PushResult result_;
  ua::RequestChannel channel_;
  ua::AuthenticatedRequest request_;
  Timer report_ = Timer::calling<&PushSender::report>(*this);
};

}  // namespace handset::pbx
