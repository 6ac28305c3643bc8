#include "phone/resync.h"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>
#include <vector>

#include "phone/station.h"
#include "phone/station_inputs.h"

namespace handset::phone {
namespace {

using State = ResyncReport::State;

constexpr Duration check_interval = milliseconds(500);
constexpr Duration total_timeout = seconds(60);

}  // namespace

std::string_view resync_state_name(State state) {
  constexpr std::array<std::string_view, 6> names{"none",     "waiting", "fetching",
                                                  "applying", "done",    "failed"};
  return names[static_cast<std::size_t>(state)];
}

Resync::~Resync() {
  if (fetch_) station_.world().fetcher.cancel(*fetch_);
}

bool Resync::under_way() const {
  return report_.state == State::Waiting || report_.state == State::Fetching ||
         report_.state == State::Applying;
}

tl::expected<std::string, ResyncRefusal> Resync::start(std::string_view source, const IpAddress& asker,
                                                       Taker taker) {
  const InputScope input(station_.world(), station_inputs::names::resync,
                         [&] { return FieldWriter().secret(source).address(asker).take(); });
  return start_as(source, asker, std::move(taker));
}

void Resync::set_taker(Taker taker) {
  const InputScope input(station_.world(), station_inputs::names::resync_taker);
  ordered_taker_ = std::move(taker);
}

tl::expected<std::string, ResyncRefusal> Resync::start_ordered(std::string_view source,
                                                               const IpAddress& server) {
  using Why = ResyncRefusal::Why;
  if (!ordered_taker_)
    return tl::unexpected(
        ResyncRefusal{Why::Disabled, "Nobody here stores settings, so nothing is fetched."});
  return start_as(source, server, ordered_taker_);
}

tl::expected<std::string, ResyncRefusal> Resync::start_as(std::string_view source, const IpAddress& asker,
                                                          Taker taker) {
  using Why = ResyncRefusal::Why;
  const auto& settings = *station_.settings();
  if (!settings.provision_enable())
    return tl::unexpected(ResyncRefusal{Why::Disabled, "Provision Enable is No, so nothing is fetched."});
  if (under_way())
    return tl::unexpected(ResyncRefusal{Why::UnderWay, "A resync is under way; ask again when it is over."});
  auto parsed = parse_resync_source(source, asker, phone_macros(station_.options().identity, settings));
  if (!parsed) return tl::unexpected(ResyncRefusal{Why::BadAddress, std::move(parsed.error())});
  source_ = *std::move(parsed);
  asker_ = asker;
  taker_ = std::move(taker);
  report_.url = source_.url();
  std::string words = "The phone fetches " + report_.url + " as soon as it is not busy.";
  enter(State::Waiting, words);
  station_.world().clock.arm(waiting_, Duration{});
  return words;
}

void Resync::wait() {
  if (station_.phone().busy()) return station_.world().clock.arm(waiting_, check_interval);
  begin();
}

void Resync::begin() {
  log(true, station_.settings()->log_resync_request_msg(), {});
  const StationOptions& options = station_.options();
  // The administrator names the place: the hosts that pushes may name do not bind here. A phone that is
  // administered from its own machine may fetch from there.
  const auto policy = FetchPolicy::parse("", options.loopback || asker_.is_loopback(), options.listeners);
  FetchRequest request;
  request.url = source_.url();
  request.fields = {{"User-Agent", agent_of(options.identity)}};
  request.policy = std::make_shared<const FetchPolicy>(*policy);
  request.total_timeout = total_timeout;
  request.max_bytes = max_bytes;
  request.tftp = true;
  request.login = std::exchange(source_.login, std::nullopt);
  request.secret = true;
  enter(State::Fetching, "The phone fetches " + report_.url + ".");
  fetch_ = station_.world().fetcher.fetch(std::move(request), *this);
}

void Resync::on_fetched(FetchId, FetchResult result) {
  fetch_.reset();
  if (const std::string words = prompt_words(result); !words.empty()) {
    const bool explained = result.error == FetchError::NotAllowed && !result.detail.empty();
    const bool ended = words.back() == '!' && !explained;
    return end(false, words + (explained ? ": " + result.detail : std::string()) + (ended ? "" : "."));
  }
  enter(State::Applying, "The profile has come and is checked.");
  const Taker taker = std::exchange(taker_, nullptr);
  if (!taker({std::move(result.body), source_.host}))
    finish(false, "The profile has come, but nobody is ready to store it.");
}

void Resync::finish(bool ok, std::string words) {
  const InputScope input(station_.world(), station_inputs::names::resync_done,
                         [&] { return FieldWriter().flag(ok).text(words).take(); });
  if (report_.state == State::Applying) end(ok, std::move(words));
}

void Resync::end(bool ok, std::string words) {
  taker_ = nullptr;
  const auto& settings = *station_.settings();
  log(ok, ok ? settings.log_resync_success_msg() : settings.log_resync_failure_msg(), ok ? "" : words);
  enter(ok ? State::Done : State::Failed, std::move(words));
}

void Resync::enter(State state, std::string words) {
  report_.state = state;
  report_.words = std::move(words);
  report_.at = station_.world().clock.wall();
}

// A blank message is not written.
void Resync::log(bool good, std::string_view message, std::string_view error) const {
  if (message.empty()) return;
  const MacroValues macros =
      resync_macros(phone_macros(station_.options().identity, *station_.settings()), source_, error);
  station_.world().log.write(good ? LogLevel::Info : LogLevel::Warning, "resync",
                             expand_macros(message, macros));
}

}  // namespace handset::phone
