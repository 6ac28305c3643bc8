#include "web/settings_view.h"

#include <algorithm>

#include "phone/date_text.h"
#include "settings/row.h"
#include "web/json.h"

namespace handset::web {
namespace {

namespace json = boost::json;
using settings::Address;
using settings::Row;
using settings::RowId;
using settings::UserRight;

unsigned shown_instances(const Row& row, const SettingsView& view) {
  const bool of_model = row.scope == settings::Scope::Ext || row.scope == settings::Scope::LineKey;
  return of_model && !view.all ? std::min(row.instances(), view.model->lines) : row.instances();
}

std::string_view shown_value(const settings::Snapshot& snapshot, Address address, const SettingsView& view) {
  const Row& row = settings::rows()[address.row];
  if (row.type != settings::Type::Password) return snapshot.shown_text(address);
  const bool open = account_of_password(row) == Account::Admin ? view.admin_open : view.user_open;
  return open ? std::string_view() : settings::secret_mask;
}

// Nothing of a default.
json::object set_object(const io::SettingsState& state, Address address) {
  json::object out;
  if (state.snapshot->locked(address)) {
    out["origin"] = json_text(json_origin(settings::Origin::CommandLine));
    out["locked"] = true;
    return out;
  }
  const settings::Origin origin = state.snapshot->origin(address);
  if (origin == settings::Origin::Default) return out;
  if (const io::Authorship* author = state.author(address))
    add_actor(out, *author->actor);
  else
    out["origin"] = json_text(json_origin(origin));
  out["at"] = json_text(json_time(state.snapshot->set_at(address)));
  return out;
}

std::string_view phone_name(const settings::Snapshot& snapshot) {
  const std::string_view shown = snapshot.station_display_name();
  return shown.empty() ? snapshot.station_name() : shown;
}

json::object phone_object(const settings::Snapshot& snapshot, const phone::Model& model) {
  return {{"model", json_text(model.name)},
          {"lines", model.lines},
          {"line_keys", model.lines},
          {"units", settings::max_units},
          {"name", json_text(phone_name(snapshot))}};
}

}  // namespace

UserRight right_of(Account account, const settings::Snapshot& snapshot, Address address) {
  if (account == Account::User) return snapshot.right(address);
  return settings::rows()[address.row].settable() ? UserRight::ReadWrite : UserRight::ReadOnly;
}

Account account_of_password(const Row& row) {
  return row.access == settings::Access::User ? Account::User : Account::Admin;
}

json::object settings_json(const io::SettingsState& state, const SettingsView& view) {
  json::object values;
  json::object set;
  json::object rights;
  const settings::Snapshot& snapshot = *state.snapshot;
  for (RowId id = 0; id < settings::rows().size(); ++id) {
    const Row& row = settings::rows()[id];
    if (!row.settable()) continue;
    const bool single = row.scope == settings::Scope::Phone;
    for (unsigned n = single ? 0 : 1; n <= (single ? 0 : shown_instances(row, view)); ++n) {
      const Address address{id, static_cast<std::uint8_t>(n)};
      const UserRight right = right_of(view.as, snapshot, address);
      if (right == UserRight::Hidden) continue;
      const std::string tag = settings::tag_of(address);
      values[tag] = json_text(shown_value(snapshot, address, view));
      if (auto who = set_object(state, address); !who.empty()) set[tag] = std::move(who);
      if (view.as == Account::User) rights[tag] = json_text(settings::right_name(right));
    }
  }
  json::object out{{"revision", state.revision},
                   {"account", json_text(account_name(view.account))},
                   {"phone", phone_object(snapshot, *view.model)},
                   {"values", std::move(values)},
                   {"set", std::move(set)}};
  if (view.as == Account::User) out["rights"] = std::move(rights);
  return out;
}

std::string json_time(WallTime time) {
  const std::string text = phone::second_text(time);  // "2026-11-25 18:00:00"
  return text.substr(0, text.find(' ')) + "T" + text.substr(text.find(' ') + 1) + "Z";
}

std::string_view json_origin(settings::Origin origin) {
  return origin == settings::Origin::Api ? "api" : settings::origin_name(origin);
}

void add_actor(json::object& to, const io::Actor& actor) {
  to["origin"] = json_text(json_origin(actor.origin));
  if (!actor.account.empty()) to["by"] = json_text(actor.account);
  if (!actor.from.empty()) to["from"] = json_text(actor.from);
}

}  // namespace handset::web
