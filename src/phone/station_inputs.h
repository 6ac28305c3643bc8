// What people and programs do to a phone, as inputs of a record (base/inputs.h): its making, settings, keys,
// checks and resyncs. Station notes them where they come in; StationPlayer reads them back and does the same.
//
// Values and pure functions, but for the four that make a phone as a record can tell of it; shard's thread.
#pragma once

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "base/inputs.h"
#include "base/record_values.h"
#include "phone/key.h"
#include "phone/station.h"
#include "phone/switchboard.h"
#include "settings/snapshot.h"

namespace handset::phone::station_inputs {

namespace names {
inline constexpr std::string_view switchboard = "switchboard";
inline constexpr std::string_view sip = "sip";                          // where to listen
inline constexpr std::string_view sips = "sips";                        // where for TLS
inline constexpr std::string_view station = "station";                  // options, then settings
inline constexpr std::string_view settings = "settings";                // tag and value of what has changed
inline constexpr std::string_view settings_answer = "settings_answer";  // of which choice, verdict, words
inline constexpr std::string_view listeners = "listeners";  // on loopback only?, endpoints, the page
inline constexpr std::string_view press = "press";          // key, who
inline constexpr std::string_view key_down = "key_down";    // likewise
inline constexpr std::string_view key_up = "key_up";        // likewise
inline constexpr std::string_view type = "type";            // text, who
inline constexpr std::string_view touch = "touch";          // pixels from the left and from above
inline constexpr std::string_view restart = "restart";
inline constexpr std::string_view unregister = "unregister";
inline constexpr std::string_view check_line = "check_line";    // number
inline constexpr std::string_view post = "post";                // by HTTP: client, charset, document
inline constexpr std::string_view repeat_push = "repeat_push";  // number in the log of pushes
inline constexpr std::string_view resync = "resync";            // from where, for whom
inline constexpr std::string_view resync_done = "resync_done";  // well?, words
inline constexpr std::string_view resync_taker = "resync_taker";
}  // namespace names

// --- Fields

// What turns `before` into `after`: tags and values; a right of the user account stands under its tag and
// "/ua". Secrets are sealed, and the passwords of web accounts, which are no business of a phone, left out.
void add_settings(FieldWriter& to, const settings::Snapshot& before, const settings::Snapshot& after);
// Reads all that is left. The error is a sentence without a full stop.
[[nodiscard]] tl::expected<settings::SnapshotPtr, std::string> read_settings(
    FieldReader& from, const settings::Snapshot& before);

void add_answer(FieldWriter& to, std::uint64_t choice, const SettingsAnswer& answer);
struct NumberedAnswer {
  std::uint64_t choice = 0;
  SettingsAnswer answer;
};
// Nothing when it is none.
[[nodiscard]] std::optional<NumberedAnswer> read_answer(FieldReader& from);

void add_options(FieldWriter& to, const StationOptions& options);
// The name of the model stays what it is when this build has no such model.
[[nodiscard]] StationOptions read_options(FieldReader& from);

void add_listeners(FieldWriter& to, const std::vector<Endpoint>& listeners, bool loopback);

[[nodiscard]] RecordFields post_fields(const HttpPush& push);
[[nodiscard]] HttpPush read_post(FieldReader& from);

// `hidden`: the key writes a secret, and is sealed.
[[nodiscard]] RecordFields key_fields(Key key, KeySource source, bool hidden = false);
// Nothing when it is no such key or source.
[[nodiscard]] std::optional<Key> read_key(FieldReader& from);
[[nodiscard]] std::optional<KeySource> read_source(FieldReader& from);

// Places outside of any screen are written as its corner.
[[nodiscard]] RecordFields touch_fields(int x, int y);
// Nothing when it is no place on a screen.
struct Touch {
  int x = 0;
  int y = 0;
};
[[nodiscard]] std::optional<Touch> read_touch(FieldReader& from);

// --- Making a phone

[[nodiscard]] std::unique_ptr<Switchboard> make_switchboard(const World& world);
// Switchboard::listen().
Result<Endpoint> listen(const World& world, Switchboard& switchboard, const Endpoint& local);
// Switchboard::listen_secured().
Result<Endpoint> listen_secured(const World& world, Switchboard& switchboard, const Endpoint& local);
[[nodiscard]] std::unique_ptr<Station> make_station(const World& world, Switchboard& switchboard,
                                                    StationOptions options, settings::SnapshotPtr settings,
                                                    StationHandler* handler);

}  // namespace handset::phone::station_inputs
