// One HTTP/1.1 request out of bytes (RFC 9112), with one reading of its framing. Beast parses; what it
// lets through and this server does not is refused here. Inside io only.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "io/http_server.h"

namespace handset::io {

class HttpRequestReader {
 public:
  enum class State : std::uint8_t {
    Head,      // more bytes are needed
    Body,      // the head is sound, more bytes are needed
    Complete,  // request() is whole
    Refused    // answer refusal() and close
  };

  explicit HttpRequestReader(const HttpServerLimits& limits);
  ~HttpRequestReader();
  HttpRequestReader(const HttpRequestReader&) = delete;
  HttpRequestReader& operator=(const HttpRequestReader&) = delete;

  // Takes what it can use off `bytes`; what is left begins the next request, or waits for more.
  State feed(std::string& bytes);

  [[nodiscard]] HttpRequest& request() { return request_; }
  [[nodiscard]] int refusal() const { return refusal_; }
  // True once, when the client waits for "100 Continue" before it sends the body.
  [[nodiscard]] bool take_expectation();
  [[nodiscard]] bool keep_alive() const { return keep_alive_; }

 private:
  struct Parser;

  State refuse(int status);
  [[nodiscard]] int check_head();
  [[nodiscard]] int check_framing() const;
  [[nodiscard]] int take_target();

  std::unique_ptr<Parser> parser_;
  HttpRequest request_;
  State state_ = State::Head;
  int refusal_ = 0;
  bool expects_continue_ = false;
  bool keep_alive_ = false;
};

}  // namespace handset::io
