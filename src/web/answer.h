// The way back of one request: puts the fields that every answer carries on it and hands it to the
// connection. Any thread, once; dropped unanswered, it becomes a 500.
#pragma once

#include <functional>
#include <memory>
#include <utility>

#include "io/http_server.h"

namespace handset::web {

class Answer {
 public:
  // `tls`: the request came in over TLS.
  Answer(std::function<void(io::HttpResponse)> send, bool tls) : respond_(std::move(send)), tls_(tls) {}
  Answer(io::Responder respond, bool tls) : respond_(std::move(respond)), tls_(tls) {}

  void operator()(io::HttpResponse response);
  // 503, come back in a second.
  void busy();

 private:
  io::Responder respond_;
  bool tls_;
};

// std::function wants to be copied; an Answer cannot be.
using SharedAnswer = std::shared_ptr<Answer>;

}  // namespace handset::web
