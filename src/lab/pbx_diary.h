// What happened at the registrar lately, in words for the lab's page. Owned by whoever owns the Pbx; that
// one's thread.
#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>

#include "base/time.h"
#include "base/world.h"
#include "pbx/registrar.h"

namespace handset::lab {

class PbxDiary final : public pbx::RegistrarListener {
 public:
  static constexpr std::size_t most_events = 50;

  struct Event {
    WallTime at;
    std::string text;
  };

  explicit PbxDiary(const Clock& clock) : clock_(clock) {}

  // The newest first.
  [[nodiscard]] const std::deque<Event>& events() const { return events_; }

  void on_registered(std::string_view user, const pbx::Binding& binding) override;
  void on_refreshed(std::string_view user, const pbx::Binding& binding) override;
  void on_removed(std::string_view user, const pbx::Binding& binding, Removal why) override;
  void on_refused(std::string_view user, const Endpoint& source, unsigned status,
                  std::string_view reason) override;

 private:
  void note(std::string text);

  const Clock& clock_;
  std::deque<Event> events_;
};

}  // namespace handset::lab
