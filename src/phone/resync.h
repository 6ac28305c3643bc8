// A resync: fetches a profile from where an administrator says, once, when the phone is not busy, and gives
// it to whoever stores settings. Owned by the Station; its shard's thread. Reference: phone.md 1 and 3.3.
//
//   start() -> Waiting -> Fetching -> Applying: the taker has the bytes -> finish() -> Done or Failed
//
// What became of the last one stays known. The address is used for this one time and is not stored.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "base/world.h"
#include "phone/macros.h"
#include "phone/resync_source.h"

namespace handset::phone {

class Station;

struct ResyncReport {
  enum class State : std::uint8_t { None, Waiting, Fetching, Applying, Done, Failed };
  State state = State::None;
  std::string url{};    // of the last one, without its login
  std::string words{};  // what became of it, as a sentence
  WallTime at{};        // of the last step
};

[[nodiscard]] std::string_view resync_state_name(ResyncReport::State state);  // "none", "waiting", ...

struct ResyncRefusal {
  enum class Why : std::uint8_t { BadAddress, Disabled, UnderWay };
  Why why;
  std::string words;  // a sentence
};

struct FetchedProfile {
  std::string bytes;
  std::string host;  // that it came from
};

class Resync final : private FetchHandler {
 public:
  // Takes what was fetched, on a turn of the shard. Whatever becomes of it is then told to finish(). False:
  // it cannot be taken, and the resync has failed.
  using Taker = std::function<bool(FetchedProfile)>;

  static constexpr std::size_t max_bytes = std::size_t{512} * 1024;

  // The station outlives it.
  explicit Resync(Station& station) : station_(station) {}
  ~Resync();
  Resync(const Resync&) = delete;
  Resync& operator=(const Resync&) = delete;

  // `source` as parse_resync_source() reads it. The sentence says what is going to happen.
  tl::expected<std::string, ResyncRefusal> start(std::string_view source, const IpAddress& asker,
                                                 Taker taker);
  // The same for one that a server ordered, in the phone's own run: `source` is the profile rule.
  tl::expected<std::string, ResyncRefusal> start_ordered(std::string_view source, const IpAddress& server);
  // Who takes what start_ordered() fetches, from now on.
  void set_taker(Taker taker);
  // `words`: a sentence. Does nothing unless the taker has a profile.
  void finish(bool ok, std::string words);

  [[nodiscard]] const ResyncReport& report() const { return report_; }

 private:
  tl::expected<std::string, ResyncRefusal> start_as(std::string_view source, const IpAddress& asker,
                                                    Taker taker);
  void wait();
  void begin();
  void on_fetched(FetchId fetch, FetchResult result) override;
  void enter(ResyncReport::State state, std::string words);
  void end(bool ok, std::string words);
  void log(bool good, std::string_view message, std::string_view error) const;
  [[nodiscard]] bool under_way() const;

  Station& station_;
  ResyncReport report_;
  ResyncSource source_;
  IpAddress asker_;
  Taker taker_;          // of the one under way
  Taker ordered_taker_;  // of those that servers order
  std::optional<FetchId> fetch_;
  Timer waiting_ = Timer::calling<&Resync::wait>(*this);
};

}  // namespace handset::phone
