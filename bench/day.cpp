// What does a day of many lines cost? A hundred thousand one-line phones and the lab's registrar in the
// simulator: each line registers for an hour and is refreshed before the hour is over, with its nonce as long
// as the registrar takes it, a day and a night long. All of it is one thread: the phones, the registrar and
// the network between them. Said at the end: how long that took, what a REGISTER cost, whether a line was
// ever missing, and how evenly the refreshes are spread over the minutes.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <exception>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "bench/fleet.h"
#include "bench/push_socket.h"
#include "pbx/pbx.h"
#include "sim/simulation.h"

namespace handset {
namespace {

// What the registrar saw.
struct Counts final : pbx::RegistrarListener {
  void on_registered(std::string_view, const pbx::Binding&) override { ++registered; }
  void on_refreshed(std::string_view, const pbx::Binding&) override { ++refreshed; }
  void on_removed(std::string_view, const pbx::Binding&, Removal) override { ++removed; }
  void on_refused(std::string_view, const Endpoint&, unsigned, std::string_view) override { ++refused; }

  std::uint64_t registered = 0;
  std::uint64_t refreshed = 0;
  std::uint64_t removed = 0;
  std::uint64_t refused = 0;
};

double cpu_seconds() {
  return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

class Day {
 public:
  explicit Day(unsigned lines) {
    pbx::PbxOptions options;
    options.registrar.digest.nonce_lifetime = hours(25);
    for (unsigned i = 0; i < lines; ++i)
      options.registrar.accounts.push_back({bench::fleet_user(i), std::string(bench::fleet_password)});
    pbx_ = std::make_unique<pbx::Pbx>(quiet(pbx_host_.world()), options, &counts_);
    if (!pbx_->listen(pbx_host_.at(5060)) || !switchboard_.listen(phone_host_.at(5060)))
      bench::give_up("cannot listen");
    const auto policy = std::make_shared<const FetchPolicy>(*FetchPolicy::parse("", true, {}));
    for (unsigned i = 0; i < lines; ++i) {
      phone::LineOptions line;
      line.user_id = bench::fleet_user(i);
      line.password = bench::fleet_password;
      line.client.proxy = pbx_host_.address().to_string();
      line.client.registration.expires = seconds(3600);
      phone::PhoneOptions phone;
      phone.fetch = policy;
      phone.lines.push_back(std::move(line));
      phones_.push_back(std::make_unique<phone::Phone>(quiet(phone_host_.world()), std::move(phone)));
      if (!switchboard_.add(*phones_.back())) bench::give_up("a phone was not added");
    }
  }

  // Refreshes in each minute.
  std::vector<std::uint64_t> run(unsigned hours_long) {
    std::vector<std::uint64_t> minutes_refreshed;
    for (unsigned minute = 0; minute < 60 * hours_long; ++minute) {
      const std::uint64_t before = counts_.refreshed;
      simulation_.run_for(minutes(1));
      minutes_refreshed.push_back(counts_.refreshed - before);
    }
    return minutes_refreshed;
  }
  [[nodiscard]] std::size_t bound() const { return pbx_->registrar().bindings().size(); }
  [[nodiscard]] const Counts& counts() const { return counts_; }
  [[nodiscard]] std::uint64_t sent() const { return switchboard_.counters().requests_sent; }
  [[nodiscard]] std::uint64_t repeated() const { return switchboard_.counters().retransmissions_sent; }

 private:
  World quiet(const World& world) {
    return {world.clock,  world.network, world.fetcher, world.resolver,
            world.random, world.store,   log_,          nullptr};
  }

  bench::NoLog log_;
  sim::Simulation simulation_{7};
  sim::Host& phone_host_ = simulation_.host("phones", IpAddress::v4(192, 0, 2, 1));
  sim::Host& pbx_host_ = simulation_.host("pbx", IpAddress::v4(192, 0, 2, 2));
  Counts counts_;
  std::unique_ptr<pbx::Pbx> pbx_;
  phone::Switchboard switchboard_{quiet(phone_host_.world())};
  std::vector<std::unique_ptr<phone::Phone>> phones_;
};

// The fullest minute of these by the mean of them.
double evenness(const std::vector<std::uint64_t>& all, std::size_t from, std::size_t to) {
  std::uint64_t sum = 0;
  std::uint64_t most = 0;
  for (std::size_t i = from; i < std::min(to, all.size()); ++i) {
    sum += all[i];
    most = std::max(most, all[i]);
  }
  return sum == 0 ? 0
                  : static_cast<double>(most * (std::min(to, all.size()) - from)) / static_cast<double>(sum);
}

int run(unsigned lines, unsigned hours_long) {
  const auto begun = std::chrono::steady_clock::now();
  const double cpu_before = cpu_seconds();
  Day day(lines);
  const double made = cpu_seconds() - cpu_before;
  const auto refreshed = day.run(hours_long);
  const double cpu = cpu_seconds() - cpu_before;
  const double wall = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
  const Counts& counts = day.counts();
  const double us = (cpu - made) * 1e6 / static_cast<double>(day.sent());
  const double early = evenness(refreshed, 0, 120);
  const double late = evenness(refreshed, refreshed.size() - 60, refreshed.size());
  std::printf("%u lines, %u hours: %.1f s, %.1f s of CPU, of which %.1f s to make them\n", lines, hours_long,
              wall, cpu, made);
  std::printf("%llu REGISTERs, %.2f us for each of them at both ends; %llu sent again\n",
              static_cast<unsigned long long>(day.sent()), us,
              static_cast<unsigned long long>(day.repeated()));
  std::printf("%llu refreshes, %llu refused, %llu bindings ran out; %zu of %u lines are registered\n",
              static_cast<unsigned long long>(counts.refreshed),
              static_cast<unsigned long long>(counts.refused),
              static_cast<unsigned long long>(counts.removed), day.bound(), lines);
  std::printf("the fullest minute by the mean one: %.2f in the first two hours, %.2f in the last\n", early,
              late);
  std::printf(
      "{\"bench\":\"day\",\"lines\":%u,\"hours\":%u,\"seconds\":%.2f,\"cpu_seconds\":%.2f,\"registers\":%llu,"
      "\"us_per_register\":%.3f,\"refused\":%llu,\"run_out\":%llu,\"most_to_mean_early\":%.3f,"
      "\"most_to_mean_late\":%.3f}\n",
      lines, hours_long, wall, cpu, static_cast<unsigned long long>(day.sent()), us,
      static_cast<unsigned long long>(counts.refused), static_cast<unsigned long long>(counts.removed), early,
      late);
  if (counts.removed == 0 && counts.registered == lines && day.bound() == lines) return 0;
  std::fprintf(stderr, "bench/day: a line was not registered all the time\n");
  return 1;
}

}  // namespace
}  // namespace handset

// bench/day [lines [hours]]
int main(int argc, char** argv) {
  const auto lines = argc > 1 ? static_cast<unsigned>(std::atoi(argv[1])) : 100'000U;
  const auto hours = argc > 2 ? static_cast<unsigned>(std::atoi(argv[2])) : 24U;
  if (lines == 0 || hours < 2) {
    std::fprintf(stderr, "usage: day [lines [hours, at least 2]]\n");
    return 2;
  }
  try {
    return handset::run(lines, hours);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "bench/day: %s\n", error.what());
    return 1;
  }
}
