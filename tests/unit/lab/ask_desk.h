// Asks a desk of the lab, as its HTTP server does.
#pragma once

#include <gtest/gtest.h>
#include <optional>
#include <string>
#include <utility>

#include "io/http_server.h"

namespace handset::test {

inline io::HttpRequest request_of(std::string method, std::string path, std::string body = {}) {
  io::HttpRequest request;
  request.method = std::move(method);
  request.path = std::move(path);
  request.fields = {{"Host", "127.0.0.1:8081"}, {"Content-Type", "application/json"}};
  request.body = std::move(body);
  return request;
}

// Nothing: the desk has no such path.
template <class Desk>
std::optional<io::HttpResponse> ask_desk(Desk& desk, const io::HttpRequest& request) {
  std::optional<io::HttpResponse> answer;
  io::Responder respond([&answer](io::HttpResponse given) { answer = std::move(given); });
  const bool taken = desk.take(request, respond);
  EXPECT_EQ(taken, answer.has_value());
  if (!taken) respond({});
  return taken ? answer : std::nullopt;
}

}  // namespace handset::test
