// The DNS of a simulation: what a host name answers, and after how long. Shared by the resolvers and the
// fetchers of all hosts; fetchers see the addresses alone. Names count without case.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/address.h"
#include "base/result.h"
#include "base/time.h"

namespace handset::sim {

class Names {
 public:
  static constexpr Duration usual_delay = milliseconds(2);

  struct Answer {
    Result<std::vector<IpAddress>> addresses;
    std::optional<Duration> delay;  // nothing: no answer ever comes
  };

  // No addresses: the name does not exist.
  void set(std::string_view host, std::vector<IpAddress> addresses, Duration delay = usual_delay);
  void set_failure(std::string_view host, const Error& error, Duration delay = usual_delay);
  void set_silent(std::string_view host);

  // Whether the name was set, or is an address.
  [[nodiscard]] bool knows(std::string_view host) const;
  // Of a name that was never set: NotFound. Of an address, in brackets too: itself, at once.
  [[nodiscard]] Answer answer(std::string_view host) const;
  // None where the answer has none.
  [[nodiscard]] std::vector<IpAddress> addresses(std::string_view host) const;

 private:
  std::map<std::string, Answer, std::less<>> answers_;
};

}  // namespace handset::sim
