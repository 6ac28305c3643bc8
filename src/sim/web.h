// The web servers of a simulation: what a URL answers, and after how long. Their names are the simulation's.
//
// Shared by the fetchers of all hosts. A URL is looked up as it was asked for, without fragment and user
// part, first as a whole and then by its longest served prefix that ends in "*".
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/fetch.h"
#include "sim/names.h"

namespace handset {
struct WebUrl;
}

namespace handset::sim {

struct WebRequest {
  std::string url;
  IpAddress client;
  Endpoint server;
  const std::vector<HttpField>& fields;
  const FetchLogin* login = nullptr;    // what the fetch would answer a 401 with, by digest
  bool by_basic = false;                // or by Basic
  const FetchUpload* upload = nullptr;  // what comes with it; null: nothing, it is a GET
};

struct WebAnswer {
  FetchResult result;    // `error` may be set: the way it fails; `url` is filled in by the fetcher
  std::string location;  // of a redirect, with a status of 301, 302, 303, 307 or 308
  Duration delay = milliseconds(5);
  bool never = false;  // the connection stands, and nothing comes
};

class Web {
 public:
  using Handler = std::function<WebAnswer(const WebRequest&)>;

  explicit Web(Names& names) : names_(names) {}

  // Serving the URL of a host name that DNS does not know makes it known, at 203.0.113.80.
  void serve(std::string_view text, Handler handler);
  void serve(std::string_view url, std::string body, std::string content_type = "text/xml");
  void serve_answer(std::string_view url, WebAnswer answer);
  void serve_status(std::string_view url, int status);
  void serve_redirect(std::string_view url, std::string location, int status = 302);
  void serve_nothing(std::string_view url);  // never answers
  void serve_error(std::string_view url, FetchError error);
  void withdraw(std::string_view url);

  // No addresses: the name does not exist.
  void set_dns(std::string_view host, std::vector<IpAddress> addresses) {
    names_.set(host, std::move(addresses));
  }
  // Connecting to this address gets no answer at all.
  void set_silent(const IpAddress& address) { silent_.insert(address); }

  // How often the URL was asked for, as a hop of a redirect as well.
  [[nodiscard]] std::uint64_t requests(std::string_view url) const;
  [[nodiscard]] std::uint64_t requests() const { return total_; }

  // For HostFetcher.
  [[nodiscard]] std::vector<IpAddress> resolve(std::string_view host) const { return names_.addresses(host); }
  [[nodiscard]] bool is_silent(const IpAddress& address) const { return silent_.contains(address); }
  // Nothing when no URL of this scheme, host and port is served: nobody listens there.
  std::optional<WebAnswer> answer(const WebRequest& request);

 private:
  [[nodiscard]] const Handler* find(std::string_view url) const;
  [[nodiscard]] bool listens(const WebUrl& url) const;

  Names& names_;
  std::map<std::string, Handler, std::less<>> handlers_;
  std::set<IpAddress> silent_;
  std::map<std::string, std::uint64_t, std::less<>> requests_;
  std::uint64_t total_ = 0;
};

}  // namespace handset::sim
