// One-line phones behind one switchboard, as the benches push to them: users u1000, u1001 and so on, all with
// the password "secret" in the realm "bench". Their fetches are begun and never answered, so that a push is
// done when it is queued.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/world.h"
#include "phone/phone.h"
#include "phone/switchboard.h"

namespace handset::bench {

constexpr std::string_view fleet_password = "secret";
constexpr std::string_view fleet_realm = "bench";

inline std::string fleet_user(std::uint64_t phone) {
  return "u" + std::to_string(1000 + phone);
}

class NoFetcher final : public Fetcher {
 public:
  FetchId fetch(FetchRequest, FetchHandler&) override { return FetchId{++last_}; }
  void cancel(FetchId) override {}

 private:
  std::uint64_t last_ = 0;
};

class NoLog final : public Log {
 public:
  [[nodiscard]] bool enabled(LogLevel) const override { return false; }
  void write(LogLevel, std::string_view, std::string_view) override {}
};

class Fleet {
 public:
  // `world` gives clock, network, resolver, randomness and store.
  Fleet(const World& world, unsigned phones)
      : world_{world.clock,  world.network, fetcher_, world.resolver,
               world.random, world.store,   log_,     nullptr},
        switchboard_(world_, all_verdicts()) {
    const auto policy = std::make_shared<const FetchPolicy>(*FetchPolicy::parse("", true, {}));
    for (unsigned i = 0; i < phones; ++i) {
      phone::PhoneOptions options;
      phone::LineOptions line;
      line.user_id = fleet_user(i);
      line.password = fleet_password;
      line.realm = fleet_realm;
      options.lines.push_back(std::move(line));
      options.fetch = policy;
      phones_.push_back(std::make_unique<phone::Phone>(world_, std::move(options)));
      if (switchboard_.add(*phones_.back())) continue;
      std::fprintf(stderr, "bench: a phone was not added\n");
      std::exit(1);
    }
  }

  [[nodiscard]] phone::Switchboard& switchboard() { return switchboard_; }
  [[nodiscard]] Clock& clock() { return world_.clock; }

  // The phones get round to their pushes: what waits is gone.
  void empty_queues() {
    for (const auto& phone : phones_)
      while (!phone->push_queue().empty()) phone->push_queue().pop();
  }

 private:
  // All the room for remembered answers at once: growing is no part of a push.
  static phone::SwitchboardOptions all_verdicts() {
    phone::SwitchboardOptions options;
    options.initial_verdicts = options.most_verdicts;
    return options;
  }

  NoFetcher fetcher_;
  NoLog log_;
  World world_;
  phone::Switchboard switchboard_;
  std::vector<std::unique_ptr<phone::Phone>> phones_;
};

}  // namespace handset::bench
