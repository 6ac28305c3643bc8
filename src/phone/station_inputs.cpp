#include "phone/station_inputs.h"

#include <algorithm>
#include <array>
#include <utility>

namespace handset::phone::station_inputs {
namespace {

constexpr std::string_view right_suffix = "/ua";

const settings::Row& row_of(settings::Address address) {
  return settings::rows()[address.row];
}

}  // namespace

// --- Settings

void add_settings(FieldWriter& to, const settings::Snapshot& before, const settings::Snapshot& after) {
  for (const settings::Address address : settings::differences(before, after)) {
    const settings::Row& row = row_of(address);
    if (row.type == settings::Type::Password) continue;
    to.text(settings::tag_of(address));
    if (row.secret())
      to.secret(after.text(address));
    else
      to.text(after.text(address));
  }
  for (const settings::Address address : settings::right_differences(before, after)) {
    to.text(settings::tag_of(address).append(right_suffix));
    to.text(settings::right_name(after.right(address)));
  }
}

tl::expected<settings::SnapshotPtr, std::string> read_settings(FieldReader& from,
                                                               const settings::Snapshot& before) {
  settings::Change change;
  while (from.left() >= 2) {
    std::string tag(from.text());
    const std::string_view value = from.text();
    if (!tag.ends_with(right_suffix)) {
      change.values.push_back({std::move(tag), std::string(value)});
      continue;
    }
    tag.resize(tag.size() - right_suffix.size());
    const auto right = settings::right_from_name(value);
    if (!right) return tl::unexpected("there is no right \"" + std::string(value) + "\"");
    change.rights.push_back({std::move(tag), *right});
  }
  if (!from.done()) return tl::unexpected(std::string("its settings cannot be read"));
  auto applied = before.with(change, settings::Stamp{});
  if (applied) return applied->snapshot;
  return tl::unexpected("this version does not take its settings: " + applied.error().front().message);
}

// --- Answers to choices

namespace {

// In the order of SettingsAnswer::Verdict.
constexpr std::array<std::string_view, 3> verdicts{"stored", "refused", "password"};

}  // namespace

void add_answer(FieldWriter& to, std::uint64_t choice, const SettingsAnswer& answer) {
  to.number(choice).text(verdicts.at(static_cast<std::size_t>(answer.verdict))).text(answer.words);
}

std::optional<NumberedAnswer> read_answer(FieldReader& from) {
  NumberedAnswer out;
  out.choice = from.number();
  const auto* const verdict = std::find(verdicts.begin(), verdicts.end(), from.text());
  out.answer.words = from.text();
  if (!from.done() || verdict == verdicts.end()) return std::nullopt;
  out.answer.verdict = static_cast<SettingsAnswer::Verdict>(verdict - verdicts.begin());
  return out;
}

// --- The station

void add_listeners(FieldWriter& to, const std::vector<Endpoint>& listeners, bool loopback) {
  to.flag(loopback).number(listeners.size());
  for (const Endpoint& endpoint : listeners) to.endpoint(endpoint);
}

void add_options(FieldWriter& to, const StationOptions& options) {
  const PhoneIdentity& identity = options.identity;
  to.text(options.model->name).text(identity.model).text(identity.version).text(identity.mac);
  to.text(identity.serial).text(identity.hardware).text(identity.ip).text(identity.external_ip);
  to.text(options.host_name).endpoint(options.sip).flag(options.keeps_pushes);
  add_listeners(to, options.listeners, options.loopback);
}

StationOptions read_options(FieldReader& from) {
  StationOptions options;
  options.model = find_model(from.text());
  for (std::string* into :
       {&options.identity.model, &options.identity.version, &options.identity.mac, &options.identity.serial,
        &options.identity.hardware, &options.identity.ip, &options.identity.external_ip, &options.host_name})
    *into = from.text();
  options.sip = from.endpoint();
  options.keeps_pushes = from.flag();
  options.loopback = from.flag();
  for (std::uint64_t count = from.number(); count > 0 && from.left() > 0; --count)
    options.listeners.push_back(from.endpoint());
  return options;
}

// --- Posted documents

RecordFields post_fields(const HttpPush& push) {
  return FieldWriter().endpoint(push.client).text(push.charset).text(push.document).take();
}

HttpPush read_post(FieldReader& from) {
  HttpPush push;
  push.client = from.endpoint();
  push.charset = from.text();
  push.document = from.text();
  return push;
}

// --- Keys

RecordFields key_fields(Key key, KeySource source, bool hidden) {
  FieldWriter fields;
  if (hidden)
    fields.secret(key_name(key));
  else
    fields.text(key_name(key));
  return fields.text(key_source_name(source)).take();
}

std::optional<Key> read_key(FieldReader& from) {
  return parse_key(from.text());
}

std::optional<KeySource> read_source(FieldReader& from) {
  const std::string_view name = from.text();
  for (const KeySource source : {KeySource::Person, KeySource::Push, KeySource::Program})
    if (key_source_name(source) == name) return source;
  return std::nullopt;
}

// --- Touches

RecordFields touch_fields(int x, int y) {
  return FieldWriter().number(static_cast<std::uint64_t>(x)).number(static_cast<std::uint64_t>(y)).take();
}

std::optional<Touch> read_touch(FieldReader& from) {
  constexpr std::uint64_t furthest = 65535;
  const std::uint64_t x = from.number();
  const std::uint64_t y = from.number();
  if (!from.done() || x > furthest || y > furthest) return std::nullopt;
  return Touch{static_cast<int>(x), static_cast<int>(y)};
}

// --- Making a phone

std::unique_ptr<Switchboard> make_switchboard(const World& world) {
  const InputScope input(world, names::switchboard);
  return std::make_unique<Switchboard>(world);
}

Result<Endpoint> listen(const World& world, Switchboard& switchboard, const Endpoint& local) {
  const InputScope input(world, names::sip, [&] { return FieldWriter().endpoint(local).take(); });
  return switchboard.listen(local);
}

Result<Endpoint> listen_secured(const World& world, Switchboard& switchboard, const Endpoint& local) {
  const InputScope input(world, names::sips, [&] { return FieldWriter().endpoint(local).take(); });
  return switchboard.listen_secured(local);
}

std::unique_ptr<Station> make_station(const World& world, Switchboard& switchboard, StationOptions options,
                                      settings::SnapshotPtr settings, StationHandler* handler) {
  const InputScope input(world, names::station, [&] {
    FieldWriter fields;
    add_options(fields, options);
    add_settings(fields, settings::Snapshot{}, *settings);
    return fields.take();
  });
  return std::make_unique<Station>(world, switchboard, std::move(options), std::move(settings), handler);
}

}  // namespace handset::phone::station_inputs
