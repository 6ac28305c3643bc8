// A report: the phone's configuration, without its secrets, as a flat profile uploaded to where Report Rule
// says, by the order of a server (Event: report) and a while after a change. Owned by the Station; its
// shard's thread. Reference: phone.md 1 and 3.3.
#pragma once

#include <optional>
#include <string>

#include "base/world.h"
#include "phone/resync_source.h"

namespace handset::phone {

class Station;

class ConfigReport final : private FetchHandler {
 public:
  // The station outlives it.
  explicit ConfigReport(Station& station) : station_(station) {}
  ~ConfigReport();
  ConfigReport(const ConfigReport&) = delete;
  ConfigReport& operator=(const ConfigReport&) = delete;

  // Sends one, in the place of one that is under way. `asker`: who ordered it, for a rule that names no host;
  // unspecified: such a rule is not followed. What goes wrong is for the log.
  void send(const IpAddress& asker);
  // Settings are others by now: a report follows, one for all that change within a while.
  void note_change();

 private:
  void send_after_change() { send({}); }
  void on_fetched(FetchId fetch, FetchResult result) override;

  Station& station_;
  std::string url_;
  std::optional<FetchId> fetch_;
  Timer changed_ = Timer::calling<&ConfigReport::send_after_change>(*this);
};

}  // namespace handset::phone
