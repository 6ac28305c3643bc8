// Answers that are kept back for a while. A thread of its own gives them; the destructor gives up what waits.
// Any thread.
#pragma once

#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <stop_token>
#include <thread>

#include "io/http_server.h"

namespace handset::lab {

class SlowAnswers {
 public:
  SlowAnswers();

  void answer_after(std::chrono::milliseconds time, io::HttpResponse response, io::Responder respond);

 private:
  struct Waiting {
    io::HttpResponse response;
    io::Responder respond;
  };
  using Clock = std::chrono::steady_clock;

  void run(const std::stop_token& stop);

  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::multimap<Clock::time_point, Waiting> waiting_;
  std::jthread thread_;  // the last: it ends before what it uses
};

}  // namespace handset::lab
