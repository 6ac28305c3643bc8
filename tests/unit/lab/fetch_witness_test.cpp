// What a phone was given is seen, and the phone is given it all the same.
#include "lab/fetch_witness.h"

#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace handset::lab {
namespace {

// Answers when it is told to.
struct Web final : Fetcher {
  FetchId fetch(FetchRequest request, FetchHandler& handler) override {
    urls.push_back(request.url);
    handlers.push_back(&handler);
    return FetchId{handlers.size()};
  }
  void cancel(FetchId) override { ++cancelled; }
  void answer(std::size_t number, int status, std::string body, std::string location = {}) {
    FetchResult result;
    result.status = status;
    result.body = std::move(body);
    result.location = std::move(location);
    handlers.at(number - 1)->on_fetched(FetchId{number}, std::move(result));
  }

  std::vector<std::string> urls;
  std::vector<FetchHandler*> handlers;
  int cancelled = 0;
};

struct Phone final : FetchHandler {
  void on_fetched(FetchId fetch, FetchResult result) override {
    bodies.push_back(std::to_string(static_cast<std::uint64_t>(fetch)) + " " + result.body);
  }
  std::vector<std::string> bodies;
};

FetchRequest request(std::string url) {
  FetchRequest out;
  out.url = std::move(url);
  return out;
}

TEST(FetchWitness, KeepsTheFirstAnswerThatIsNoRedirectAndPassesAllOn) {
  Web web;
  Phone phone;
  FetchWitness witness(web);
  static_cast<void>(witness.fetch(request("http://a.example/"), phone));
  static_cast<void>(witness.fetch(request("http://a.example/page"), phone));
  static_cast<void>(witness.fetch(request("http://a.example/picture"), phone));
  EXPECT_EQ(web.urls.at(1), "http://a.example/page");
  web.answer(1, 302, "on", "/page");
  EXPECT_FALSE(witness.first());
  web.answer(2, 404, "page");
  web.answer(3, 200, "picture");
  ASSERT_TRUE(witness.first());
  EXPECT_EQ(witness.first()->body, "page");
  EXPECT_EQ(phone.bodies, (std::vector<std::string>{"1 on", "2 page", "3 picture"}));
}

TEST(FetchWitness, WhatWasGivenUpIsToldToNobody) {
  Web web;
  Phone phone;
  FetchWitness witness(web);
  const FetchId fetch = witness.fetch(request("http://a.example/"), phone);
  witness.cancel(fetch);
  EXPECT_EQ(web.cancelled, 1);
  web.answer(1, 200, "late");
  EXPECT_TRUE(phone.bodies.empty());
  EXPECT_FALSE(witness.first());
}

}  // namespace
}  // namespace handset::lab
