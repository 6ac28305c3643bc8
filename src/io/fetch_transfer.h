// One fetch on the fetch worker's thread: its hops one after the other, each a libcurl transfer that the
// worker's multi handle runs. Inside io only.
#pragma once

#include <chrono>
#include <cstddef>
#include <curl/curl.h>
#include <memory>
#include <string>
#include <string_view>

#include "base/fetch.h"
#include "base/world.h"

namespace handset::io {

class FetchTransfer {
 public:
  using Time = std::chrono::steady_clock::time_point;

  // The total timeout runs from `begun`. `ca_file` empty: the system's certificates.
  FetchTransfer(FetchId id, FetchRequest request, Time begun, const std::string& ca_file);
  ~FetchTransfer();
  FetchTransfer(const FetchTransfer&) = delete;
  FetchTransfer& operator=(const FetchTransfer&) = delete;

  // Checks the URL and sets the handle up for the first hop. False: it is over, result() says why.
  [[nodiscard]] bool begin();
  // Takes what libcurl says of the hop. True: the handle is set up for the next hop. False: it is over.
  [[nodiscard]] bool hop_ended(CURLcode code);
  // Ends it before its turn came.
  void time_out();

  [[nodiscard]] FetchId id() const { return id_; }
  [[nodiscard]] CURL* handle() const { return curl_.get(); }
  [[nodiscard]] Time deadline() const { return deadline_; }
  [[nodiscard]] FetchResult take_result() { return std::move(result_); }

 private:
  struct Free {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
    void operator()(CURLU* url) const { curl_url_cleanup(url); }
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
  };

  static curl_socket_t open_socket(void* self, curlsocktype purpose, curl_sockaddr* address);
  static std::size_t take_header(char* bytes, std::size_t size, std::size_t count, void* self);
  static std::size_t take_body(char* bytes, std::size_t size, std::size_t count, void* self);

  bool end(FetchError error, std::string_view detail);
  bool prepare_hop();
  void set_fixed_options();
  void set_login();
  [[nodiscard]] bool may_use_basic() const;
  [[nodiscard]] bool offers_digest() const;
  [[nodiscard]] bool follows() const;
  bool add_fields();
  // False when the server gave no answer.
  [[nodiscard]] FetchTiming hop_timing() const;
  bool set_tftp_status(CURLcode code);
  bool redirect();
  bool may_connect(const Endpoint& remote);
  bool on_header(std::string_view line);
  [[nodiscard]] FetchError meaning_of(CURLcode code) const;
  [[nodiscard]] std::string part(CURLUPart which, unsigned flags = 0) const;

  FetchId id_;
  FetchRequest request_;
  Time deadline_;
  const std::string& ca_file_;
  std::unique_ptr<CURL, Free> curl_;
  std::unique_ptr<CURLU, Free> url_;
  std::unique_ptr<curl_slist, Free> fields_;
  char error_text_[CURL_ERROR_SIZE] = {};
  FetchResult result_;
  unsigned redirects_ = 0;

  // Of the current hop.
  std::string host_;
  std::string location_;
  std::string encoding_;
  std::string_view refusal_;
  std::size_t header_bytes_ = 0;
  bool connected_to_allowed_ = false;
  bool too_large_ = false;
};

}  // namespace handset::io
