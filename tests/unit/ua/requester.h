// One who sends an AuthenticatedRequest in tests, and writes down what becomes of it.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sim/simulation.h"
#include "ua/authenticated_request.h"
#include "ua/request_channel.h"

namespace handset::test {

class Requester final : public ua::AuthenticatedRequest::Listener {
 public:
  using Answer = ua::AuthenticatedRequest::Answer;
  using Failure = ua::AuthenticatedRequest::Failure;

  Requester(sim::Host& host, const ua::ChannelOptions& options, const sip::TimerValues& timers = {})
      : channel_(std::in_place, host.network(), host.random(), options) {
    EXPECT_TRUE(channel_->open());
    request_ =
        std::make_unique<ua::AuthenticatedRequest>(host.clock(), host.random(), *channel_, timers, *this);
  }
  // A second one on the channel of another.
  Requester(sim::Host& host, Requester& other)
      : request_(std::make_unique<ua::AuthenticatedRequest>(host.clock(), host.random(), other.channel(),
                                                            sip::TimerValues{}, *this)) {}

  static ua::OutgoingRequest request(std::string body = {}) {
    return {.method = sip::Method::Notify,
            .request_uri = "sip:101@192.0.2.1:5060",
            .from = "<sip:pbx@192.0.2.2>",
            .to = "<sip:101@192.0.2.1:5060>",
            .contact = "<sip:pbx@192.0.2.2>",
            .headers = {{"Event", "XML-Service"}},
            .style = {.user_agent = "Requester"},
            .body = std::move(body)};
  }
  static ua::Credentials credentials() { return {"101", "open sesame", {}}; }

  Result<void> send(std::optional<DigestAlgorithm> algorithm = {}) {
    return request_->start(request(), {"101", "open sesame", {.only = algorithm}});
  }
  Result<void> send(ua::RequestSeries& series) { return request_->start(request(), credentials(), &series); }
  Result<void> send(ua::OutgoingRequest request, ua::Credentials credentials) {
    return request_->start(std::move(request), std::move(credentials));
  }

  ua::RequestChannel& channel() { return *channel_; }
  ua::AuthenticatedRequest& underlying() { return *request_; }

  std::function<void(Requester&)> when_done = [](Requester&) {};
  void forget_request() { request_.reset(); }

  // What was seen.
  int ends = 0;
  unsigned status = 0;
  std::optional<Answer> answer;
  std::optional<Failure> failure;
  std::vector<unsigned> statuses;  // each response that was shown
  int sent = 0;
  int sent_again = 0;

 private:
  void on_sent(std::string_view, bool again) override { ++(again ? sent_again : sent); }
  void on_received(const sip::Message& response) override { statuses.push_back(response.status()); }
  void on_answered(const sip::Message& response, Answer how) override {
    ++ends;
    status = response.status();
    answer = how;
    when_done(*this);
  }
  void on_failed(Failure how) override {
    ++ends;
    failure = how;
    when_done(*this);
  }

  std::optional<ua::RequestChannel> channel_;
  std::unique_ptr<ua::AuthenticatedRequest> request_;
};

}  // namespace handset::test
