// The gallery on the network. It runs on the HTTP server's thread and shares nothing; slow pages have a
// thread of their own.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "base/address.h"
#include "base/result.h"
#include "io/http_server.h"
#include "lab/slow_answers.h"

namespace handset::lab {

class GalleryServer {
 public:
  // Asked first: true when the request is its own, and then it answers. On the HTTP server's thread.
  using Further = std::function<bool(const io::HttpRequest&, io::Responder&)>;

  // Port 0 lets the system choose. Errors: Unavailable.
  static Result<GalleryServer> start(const Endpoint& local, Further further = {});

  [[nodiscard]] Endpoint endpoint() const { return server_->endpoint(); }
  // "http://127.0.0.1:8081/welcome"
  [[nodiscard]] std::string url(std::string_view path) const;

 private:
  GalleryServer(std::unique_ptr<SlowAnswers> slow, std::unique_ptr<io::HttpServer> server)
      : slow_(std::move(slow)), server_(std::move(server)) {}

  std::unique_ptr<SlowAnswers> slow_;  // before the server, which uses it
  std::unique_ptr<io::HttpServer> server_;
};

}  // namespace handset::lab
