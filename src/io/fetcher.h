// Fetcher on libcurl, on a worker thread of its own: names are looked up, certificates checked and bytes
// awaited there, and the shard only sees the result as a posted event.
//
// Redirects are followed here, hop by hop, so that FetchPolicy sees each host, and each resolved address
// just before the connection to it is opened. Every hop opens a connection of its own: one kept from another
// request would have been allowed by that request's policy, not by this one's.
// Only http and https; no proxy, cookie, netrc or password, no compression; HTTP/1.1; TLS 1.2 or later.
//
// A name server that does not answer holds up nobody: a fetch that ends while its name is still looked up
// leaves the lookup to a detached thread of libcurl, which ends when the system's resolver gives up.
#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "base/counters.h"
#include "base/world.h"
#include "io/loop.h"

namespace handset::io {

struct FetcherOptions {
  std::string ca_file;       // certificates to trust instead of the system's
  std::size_t at_once = 64;  // transfers that run together; others wait, their total timeout running
};

struct FetchCounters : CounterGroup {
  Counter started{*this, {"fetches_started", "Pages and profiles that were asked for over HTTP."}};
  CounterFamily ended{*this, {"fetches_ended", "Fetches that ended, by how.", "outcome"}};
  Counter bytes{*this, {"fetched_bytes", "Bytes of the bodies that were fetched."}};
  Reading under_way{*this, {"fetches_under_way", "Fetches that run or wait."}, Reading::Kind::Gauge, [this] {
                      return now;
                    }};
  std::uint64_t now = 0;
};

// fetch(), cancel() and destruction on the loop's thread. The destructor ends all transfers without a call
// to their handlers and takes milliseconds.
class CurlFetcher final : public Fetcher {
 public:
  // Throws std::runtime_error when libcurl cannot start.
  explicit CurlFetcher(Loop& loop, const FetcherOptions& options = {});
  ~CurlFetcher() override;
  CurlFetcher(const CurlFetcher&) = delete;
  CurlFetcher& operator=(const CurlFetcher&) = delete;

  FetchId fetch(FetchRequest request, FetchHandler& handler) override;
  void cancel(FetchId fetch) override;

  // On the loop's thread.
  [[nodiscard]] const FetchCounters& counters() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace handset::io
