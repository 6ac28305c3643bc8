// What it means to fetch a document for a phone: the request with its limits, the policy that says where a
// push may send the phone, and the answer with one word for each way to fail.
//
// The policy is checked twice: the host of each hop before a name is looked up, and every resolved address
// at connect time, because a name may resolve to anything.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/address.h"
#include "base/result.h"
#include "base/time.h"

namespace handset {

// Where a phone may fetch from. Immutable once shared with requests; any thread.
//
// Built from the parameter Fetch_Allowed (a list of host names, "*.example.com" for all below a domain,
// addresses and networks, separated by commas or blanks). When that is blank every public or private
// address is allowed but link-local, multicast, broadcast, 0.0.0.0/8, IPv6 forms that stand for a refused
// IPv4 address, the phone's own listeners, and loopback unless the phone listens on loopback only.
// When it is not blank, a hop must name a listed host or connect to a listed address; link-local, multicast,
// unspecified and loopback addresses are still refused unless an address or network of the list covers them,
// or, for loopback, the phone listens on loopback only. The phone's own listeners are always refused.
class FetchPolicy {
 public:
  // `loopback`: the phone listens on loopback only. `listeners`: the phone's own endpoints; one bound to
  // an unspecified address stands for its port on every loopback or unspecified address.
  static Result<FetchPolicy> parse(std::string_view fetch_allowed, bool loopback,
                                   std::vector<Endpoint> listeners);

  // Empty when allowed; else why not, as words for the prompt line.
  [[nodiscard]] std::string_view refuse_host(std::string_view host) const;
  // `host` is the name or address text of the hop that led to this address.
  [[nodiscard]] std::string_view refuse_address(std::string_view host, const Endpoint& remote) const;

 private:
  bool lists_name(std::string_view host) const;
  bool lists_address(const IpAddress& address) const;

  std::vector<std::string> names_;
  std::vector<IpNetwork> networks_;
  std::vector<Endpoint> listeners_;
  bool loopback_ = false;
};

struct HttpField {
  std::string name;
  std::string value;
};

// Digest carries it over http and https, Basic over https alone unless it may go anywhere.
struct FetchLogin {
  std::string user;
  std::string password;
  bool basic_over_http = false;

  [[nodiscard]] bool by_basic(bool over_https) const { return over_https || basic_over_http; }
};

// What goes out with a request.
struct FetchUpload {
  std::string body{};
  std::string content_type = "application/x-www-form-urlencoded";
  bool put = false;  // by PUT, else by POST
};

struct FetchRequest {
  std::string url;  // absolute, http or https
  std::vector<HttpField> fields;
  std::shared_ptr<const FetchPolicy> policy;  // never null
  Duration connect_timeout = seconds(10);
  Duration total_timeout = seconds(20);
  std::size_t max_bytes = std::size_t{192} * 1024;
  unsigned max_redirects = 3;  // never from https to http
  bool follow = true;          // false: a redirect is the answer, with its `location`
  // With it a redirect is the answer. Nothing: GET.
  std::optional<FetchUpload> upload{};
  bool tftp = false;  // tftp too (RFC 1350); its answers have the HTTP statuses 200, 403 and 404
  std::optional<FetchLogin> login{};  // for a 401 of the server of `url`, and of no other
  bool secret = false;                // what comes may hold passwords: no record keeps it
};

enum class FetchError : std::uint8_t {
  None,
  BadUrl,
  HostNotFound,
  NotAllowed,  // by the policy; `detail` says why
  ConnectFailed,
  CertificateRejected,
  TooManyRedirects,
  InsecureRedirect,  // from https to http
  TimedOut,
  TooLarge,
  Broken,  // the server's answer is no HTTP, or it closed too early
};

// How the last hop went, from its start; zero: that was not reached, or there was none (a connection used
// again, no TLS).
struct FetchTiming {
  Duration named{};      // the host's name was looked up
  Duration connected{};  // TCP stood
  Duration secured{};    // TLS stood
  Duration answered{};   // the first byte of the answer came
  Duration ended{};      // the last one came, or it failed
};

struct FetchResult {
  FetchError error = FetchError::None;
  std::string detail;  // for the log: what the library or the policy said
  int status = 0;      // HTTP status when error is None
  std::string url;     // the last hop
  std::string content_type;
  std::string refresh;
  std::string expires;
  std::string location{};  // of a redirect that was not followed, as it came
  std::string body;
  std::vector<HttpField> fields{};  // of the answer of the last hop, as they came, those above among them
  FetchTiming timing{};
};

// Words for the prompt line, one for each way to fail, HTTP statuses of 300 and above included; empty
// when the result is a good answer.
[[nodiscard]] std::string prompt_words(const FetchResult& result);

// How it ended, for counters: "page", "http_error" (a status of 300 or more), "timed_out"; static storage.
[[nodiscard]] std::string_view outcome_name(const FetchResult& result);

}  // namespace handset
