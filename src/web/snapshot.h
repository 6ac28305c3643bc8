// What the web knows of a phone: a plain value, taken on the phone's shard and read on any other thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "phone/station.h"

namespace handset::web {

struct LineSnapshot {
  unsigned number = 0;  // from 1
  std::string user_id;
  std::string label;
  bool in_use = false;
  std::string state{};  // a word or two, as on the screen
  bool message_waiting = false;
  std::string trouble{};     // why it is not in service or not registered, a sentence; empty: all is well
  std::string server{};      // that it registers at, in words; empty: none is known
  std::string why_server{};  // why that one, a sentence without a full stop; empty: it is the best one
  std::string mapping{};     // the public address that it names and who told it, in words; empty: its own
  std::optional<phone::LineFeatures> features{};  // at its server; nothing: it is not in step with that
};

// A line key that shows what goes on at somebody else's extension.
struct WatchSnapshot {
  unsigned key = 0;  // from 1
  std::string label;
  std::string uri;
  phone::WatchStatus status;
};

// A key of an attendant console that has a function.
struct ConsoleKeySnapshot {
  unsigned unit = 0;  // from 1
  unsigned key = 0;   // from 1
  std::string label;
  std::vector<std::string_view> functions{};   // words of a script: "blf", "sd", "cp", "prk", "xml"
  std::string speed_dial{};                    // whom it calls; empty: nobody
  std::string uri{};                           // who is watched; empty: nobody
  std::optional<phone::WatchStatus> status{};  // of him; nothing: it watches nobody
  phone::Lamp lamp{};
};

struct PhoneSnapshot {
  const phone::Model* model = &phone::default_model();
  std::string name;
  std::vector<LineSnapshot> lines;
  std::vector<WatchSnapshot> watches{};
  std::vector<ConsoleKeySnapshot> console_keys{};  // in order; a console without any does not stand there
  phone::Screen screen;
  std::uint64_t version = 0;  // of the screen
  std::size_t pushes_waiting = 0;
  bool idle = true;
  phone::Lamps lamps;
  bool message_waiting = false;
  std::optional<unsigned> voice_messages;  // of all lines; nothing: how many is not known
  unsigned missed_calls = 0;
};

// On the shard's thread.
[[nodiscard]] PhoneSnapshot take_snapshot(phone::Station& station);

}  // namespace handset::web
