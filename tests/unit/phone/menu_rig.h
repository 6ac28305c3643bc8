// A phone in service whose menus are walked by keys. It keeps its settings itself, or somebody does whom a
// test plays.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "phone/text_render.h"
#include "unit/phone/station_rig.h"

namespace handset::phone {

struct MenuRig {
  enum class Keeper { Phone, Test };

  explicit MenuRig(const settings::SnapshotPtr& settings = snapshot_of(with_line({})),
                   std::string_view model = "SPA525G2", Keeper keeper = Keeper::Phone)
      : simulation(1),
        host(simulation.host("phone", phone_address)),
        switchboard(host.world()),
        station(host.world(), switchboard, options(model), settings,
                keeper == Keeper::Phone ? nullptr : &surroundings) {
    EXPECT_TRUE(switchboard.listen({phone_address, sip_port}));
  }

  static StationOptions options(std::string_view model) {
    StationOptions options = StationRig::station_options();
    options.model = find_model(model);
    options.identity.mac = "000e08aabbcc";
    options.identity.serial = "CBT1";
    options.host_name = "desk";
    return options;
  }
  // With values and rights of the user account, and what the command line locks.
  static settings::SnapshotPtr settings_with(const Tags& tags,
                                             std::vector<settings::RightAssignment> rights = {},
                                             const Tags& locked = {}) {
    settings::Change change;
    change.rights = std::move(rights);
    auto applied = snapshot_of(with_line(tags))->with(change, {settings::Origin::Profile, WallTime{}});
    EXPECT_TRUE(applied);
    std::vector<settings::Assignment> lines;
    for (const auto& [tag, value] : locked) lines.push_back({tag, value});
    auto out = applied->snapshot->with(lines, {settings::Origin::CommandLine, WallTime{}});
    EXPECT_TRUE(out);
    return out->snapshot;
  }

  bool press(Key key) { return station.press(key, KeySource::Person); }
  void press_all(const std::vector<Key>& keys) {
    for (const Key key : keys) EXPECT_TRUE(press(key)) << key_name(key);
  }
  std::string type(std::string_view text) { return station.type(text, KeySource::Person); }
  Screen screen() { return station.phone().screen(); }
  // "title: row|row|..." of what is in view, with what stands at the right.
  std::string shown() {
    const Screen now = screen();
    std::string out = now.title + ":";
    for (const ScreenRow& row : now.rows) {
      out += (out.back() == ':' ? " " : "|") + row.text;
      if (!row.right.empty()) out += "=" + row.right;
    }
    return out;
  }
  // Presses down until that row is chosen; false when there is no such row.
  bool go_to(std::string_view name) {
    for (int i = 0; i < 100; ++i) {
      for (const ScreenRow& row : screen().rows)
        if (row.selected && row.text.starts_with(name)) return true;
      press(Key::NavDown);
    }
    return false;
  }
  void choose(std::string_view name) {
    EXPECT_TRUE(go_to(name)) << name << " is not in\n" << to_text(screen());
    press(Key::NavSelect);
  }
  std::string value(std::string_view tag) {
    return std::string(station.settings()->text(*settings::find_tag(tag)));
  }
  settings::Origin origin(std::string_view tag) {
    return station.settings()->origin(*settings::find_tag(tag));
  }

  sim::Simulation simulation;
  sim::Host& host;
  RestartCount surroundings;
  Switchboard switchboard;
  Station station;
};

}  // namespace handset::phone
