// The lab's name server on the lab's HTTP server: its page and the JSON behind it (docs/lab.md). Requests
// come on the HTTP server's thread and are carried to that of the name server.
#pragma once

#include <functional>
#include <string_view>
#include <utility>

#include "io/http_server.h"
#include "lab/dns_server.h"

namespace handset::lab {

inline constexpr std::string_view dns_path = "/dns";

class DnsDesk {
 public:
  // Runs a task on the thread of the name server, later.
  using Post = std::function<void(std::function<void()>)>;

  // What these refer to outlives the HTTP server that asks, and tasks that were posted.
  DnsDesk(DnsServer& server, Post post) : server_(server), post_(std::move(post)) {}

  // Any thread. False, and nothing done, for a path that is not its own.
  bool take(const io::HttpRequest& request, io::Responder& respond);

 private:
  // The thread of the name server.
  [[nodiscard]] io::HttpResponse answer(const io::HttpRequest& request);
  [[nodiscard]] io::HttpResponse set_records(const io::HttpRequest& request);
  [[nodiscard]] io::HttpResponse set_faults(const io::HttpRequest& request);

  DnsServer& server_;
  Post post_;
};

}  // namespace handset::lab
