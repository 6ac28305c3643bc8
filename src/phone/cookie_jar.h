// The cookies of XML services, within the limits of the phones: four of each host, eight hosts, 255 bytes
// each, gone once they have not been used for 30 minutes (RFC 6265 for the rest). Owned by Services;
// shard's thread. Their values are secrets: nothing here is ever written to a log.
//
// A cookie is its host's alone unless it names a domain that the host lies in. That is never a top-level
// domain, nor a name of two labels below a country's: without a list of what is sold to many, co.uk must be
// taken for such a name.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "base/web_url.h"

namespace handset::phone {

class CookieJar {
 public:
  static constexpr std::size_t most_hosts = 8;
  static constexpr std::size_t most_of_a_host = 4;
  static constexpr std::size_t most_bytes = 255;  // of name, '=' and value
  static constexpr std::size_t most_path = 255;
  static constexpr Duration idle_life = minutes(30);

  // A Set-Cookie field of an answer of `from`. What is too long, or not for that host to set, is dropped; one
  // cookie or host too many takes the place of the one that was not used for longest.
  void take(const WebUrl& from, std::string_view set_cookie, SteadyTime now, WallTime wall);
  // The Cookie field of a request; empty: none. Using them keeps them.
  [[nodiscard]] std::string field_for(const WebUrl& to, SteadyTime now);
  void clear() { hosts_.clear(); }
  [[nodiscard]] std::size_t size() const;

 private:
  struct Cookie {
    std::string name;
    std::string value;
    std::string path;
    bool secure = false;
    bool host_only = true;
    std::optional<SteadyTime> ends{};
    SteadyTime used{};
  };
  struct Host {
    std::string name;  // the host that set them, or the domain that they name
    std::vector<Cookie> cookies;
    SteadyTime used{};
  };
  struct Given;

  void drop_ended(SteadyTime now);
  Host& host_of(const std::string& name, SteadyTime now);
  void keep(const std::string& name, Cookie cookie, SteadyTime now);
  void forget(const std::string& name, const Cookie& like);

  std::vector<Host> hosts_;
};

}  // namespace handset::phone
