// The client of bench/push, the same for all servers: it sends the NOTIFY of each push, answers the challenge
// and counts a push when the second NOTIFY has its 200. A wrong answer ends the bench.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <sys/prctl.h>
#include <unistd.h>
#include <vector>

#include "bench/fleet.h"
#include "bench/push_notify.h"
#include "bench/push_socket.h"
#include "sip/digest_client.h"
#include "sip/message.h"

namespace handset::bench {

struct Load {
  unsigned phones;
  unsigned in_flight;  // as many as wait for one phone at most
  bool authenticated;
};

// What came of pushes that were begun at a fixed rate.
struct Latencies {
  std::vector<double> microseconds;  // from the intended start to the 200; sorted
  std::uint64_t timeouts = 0;        // without a 200 one second after their start

  // The value that `share` of all pushes stay below; of those that were answered.
  [[nodiscard]] double quantile(double share) const {
    if (microseconds.empty()) return 0;
    const auto place = static_cast<std::size_t>(share * static_cast<double>(microseconds.size()));
    return microseconds[std::min(place, microseconds.size() - 1)];
  }
};

// Keeps the operations of a load under way, of two round trips each when they are authenticated.
class Client {
 public:
  Client(std::uint16_t server_port, const Load& load)
      : load_(load), socket_(open_socket()), in_(socket_), out_(socket_) {
    connect_to(socket_, server_port);
  }
  ~Client() { close(socket_); }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  void run(std::uint64_t operations) {
    to_start_ = operations;
    std::uint64_t done = 0;
    unsigned ready = 0;
    for (; ready < load_.in_flight && to_start_ > 0; ++ready) begin(ready);
    out_.flush(ready);
    while (done < operations) {
      const unsigned count = in_.receive(std::chrono::seconds(2));
      if (count == 0) give_up("a datagram was lost or not answered");
      ready = 0;
      for (unsigned i = 0; i < count; ++i) {
        if (continue_with(in_.text(i), ready)) {
          ++ready;
        } else {
          ++done;
          if (to_start_ > 0) begin(ready++);
        }
      }
      if (ready > 0) out_.flush(ready);
    }
  }

  // Begins as many pushes, `rate` of them a second, however long the answers take.
  Latencies run_at(double rate, std::uint64_t operations) {
    using Clock = std::chrono::steady_clock;
    constexpr double timeout = 1;
    prctl(PR_SET_TIMERSLACK, 1);  // or a sleep is 50 us too long
    Latencies out;
    out.microseconds.reserve(operations);
    to_start_ = operations;
    const std::uint64_t first = operation_ + 1;
    const auto begun = Clock::now();
    const auto intended = [&](std::uint64_t operation) {
      return static_cast<double>(operation - first) / rate;
    };
    double now = 0;
    std::uint64_t late = 0;
    while (out.microseconds.size() + late < operations && now < intended(first + operations - 1) + timeout) {
      unsigned ready = 0;
      // Asleep until something is due: who spins is the first to wait when others want the processor.
      const double wait = to_start_ > 0 ? intended(operation_ + 1) - now : timeout;
      const unsigned count =
          in_.receive(std::chrono::nanoseconds(static_cast<std::int64_t>(std::max(0.0, wait) * 1e9)));
      now = std::chrono::duration<double>(Clock::now() - begun).count();
      for (unsigned i = 0; i < count; ++i) {
        if (continue_with(in_.text(i), ready)) {
          ++ready;
          continue;
        }
        const double took = now - intended(answered_);
        if (took < timeout)
          out.microseconds.push_back(took * 1e6);
        else
          ++late;
      }
      while (ready < most_in_flight && to_start_ > 0 && intended(operation_ + 1) <= now) begin(ready++);
      if (ready > 0) out_.flush(ready);
    }
    out.timeouts = operations - out.microseconds.size();
    std::sort(out.microseconds.begin(), out.microseconds.end());
    return out;
  }

 private:
  void begin(unsigned place) {
    --to_start_;
    out_.put(place, notify(++operation_, {}));
  }

  [[nodiscard]] std::string notify(std::uint64_t operation, std::string_view credentials) const {
    return write_push_notify(
        {.user = fleet_user(operation % load_.phones), .operation = operation, .credentials = credentials});
  }

  // True when the answer calls for a second request, which is put into `place`.
  bool continue_with(std::string_view text, unsigned place) {
    if (!message_.parse(text)) give_up("an answer that is no SIP");
    const auto call = message_.value(sip::Field::CallId);
    const std::uint64_t operation = std::strtoull(call.substr(call.find('-') + 1).data(), nullptr, 10);
    answered_ = operation;
    if (message_.is_request()) {  // the echo: once for each of the two requests
      if (!load_.authenticated || message_.has(sip::Field::Authorization)) return false;
      out_.put(place, notify(operation, sample_credentials));
      return true;
    }
    const bool first = message_.value(sip::Field::CSeq).starts_with("1 ");
    if (message_.status() == 200 && !first) return false;
    if (message_.status() != 401) give_up("neither 401 and 200 nor an echo");
    if (!first) give_up("the right credentials were not taken");
    if (!load_.authenticated) return false;
    const auto challenge = sip::parse_digest_challenge(message_.value(sip::Field::WwwAuthenticate));
    if (!challenge) give_up("a challenge that cannot be read");
    const std::string user = fleet_user(operation % load_.phones);
    const std::string uri = push_uri(user);
    credentials_.clear();
    sip::append_digest_authorization(credentials_, *challenge,
                                     {user, fleet_password, "NOTIFY", uri, {}, "c0ffee42", 1});
    out_.put(place, notify(operation, credentials_));
    return true;
  }

  Load load_;
  int socket_;
  Batch in_;
  Batch out_;
  std::uint64_t to_start_ = 0;
  std::uint64_t operation_ = 0;
  std::uint64_t answered_ = 0;  // the operation that the last answer was for
  sip::Message message_;
  std::string credentials_;
};

}  // namespace handset::bench
