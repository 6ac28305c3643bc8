#include "web/settings_answer.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <utility>

#include "settings/row.h"
#include "web/gate.h"
#include "web/json.h"
#include "web/settings_view.h"

namespace handset::web {
namespace {

namespace json = boost::json;
using settings::Address;
using settings::Row;

void fill_in(std::string& text, std::string_view mark, unsigned number) {
  if (const auto at = text.find(mark); at != std::string::npos)
    text.replace(at, mark.size(), std::to_string(number));
}

json::array issues_array(const settings::Issues& issues) {
  json::array out;
  for (const settings::Issue& issue : issues)
    out.push_back(json::object{{"tag", json_text(issue.tag)}, {"message", json_text(issue.message)}});
  return out;
}

json::object changed_object(Address address, std::string_view from, std::string_view to, bool restart) {
  const SettingName name = name_of(address);
  json::object out{{"tag", json_text(settings::tag_of(address))},
                   {"label", json_text(name.label)},
                   {"tab", json_text(name.tab)},
                   {"from", json_text(from)},
                   {"to", json_text(to)}};
  if (restart) out["restart"] = true;
  return out;
}

io::HttpResponse applied_answer(const io::ChangeApplied& change) {
  json::array changed;
  for (const io::ChangedSetting& item : change.changed) {
    json::object object = changed_object(item.address, item.before, item.after, item.restart);
    if (item.beneath) object["beneath"] = true;
    changed.push_back(std::move(object));
  }
  for (const std::string& tag : change.elsewhere)
    if (const auto address = settings::find_tag(tag))
      changed.push_back(changed_object(*address, settings::secret_mask, settings::secret_mask, false));
  json::object out{{"revision", change.revision},
                   {"changed", std::move(changed)},
                   {"restart", json_text(restart_word(change))}};
  json::array rights;
  for (const io::ChangedRight& item : change.rights)
    rights.push_back(json::object{{"tag", json_text(settings::tag_of(item.address))},
                                  {"from", json_text(settings::right_name(item.before))},
                                  {"to", json_text(settings::right_name(item.after))}});
  if (!rights.empty()) out["rights"] = std::move(rights);
  if (!change.issues.empty()) out["issues"] = issues_array(change.issues);
  return json_answer(200, out);
}

io::HttpResponse conflict_answer(const io::ChangeConflicts& conflicts) {
  json::array all;
  for (const io::ConflictingSetting& item : conflicts.settings) {
    json::object object{{"tag", json_text(settings::tag_of(item.address))},
                        {"yours", json_text(item.yours)},
                        {"theirs", json_text(item.theirs)},
                        {"at", json_text(json_time(item.at))}};
    add_actor(object, item.by);
    all.push_back(std::move(object));
  }
  return json_answer(
      409, {{"error", "Somebody else has changed the same settings meanwhile; nothing was changed."},
            {"revision", conflicts.revision},
            {"conflicts", std::move(all)}});
}

struct OutcomeAnswer {
  io::HttpResponse operator()(const io::ChangeApplied& change) const { return applied_answer(change); }
  io::HttpResponse operator()(const io::ChangeUnchanged& change) const {
    io::ChangeApplied nothing;
    nothing.revision = change.revision;
    nothing.issues = change.issues;
    return applied_answer(nothing);
  }
  io::HttpResponse operator()(const io::ChangeInvalid& change) const {
    return refusal_answer({.status = 422,
                           .sentence = "Something is not right, so nothing was changed.",
                           .issues = change.issues});
  }
  io::HttpResponse operator()(const io::ChangeConflicts& conflicts) const {
    return conflict_answer(conflicts);
  }
  io::HttpResponse operator()(const Error& error) const {
    const int status = error.code == Errc::NotFound ? 404 : 500;
    return error_answer(status, "Nothing was changed: " + std::string(error.what) + ".");
  }
};

json::object item_object(const io::HistoryItem& item) {
  json::object out{
      {"tag", json_text(item.tag)}, {"from", json_text(item.before)}, {"to", json_text(item.after)}};
  if (item.kind == io::HistoryKind::Elsewhere) {
    out["from"] = json_text(settings::secret_mask);
    out["to"] = json_text(settings::secret_mask);
  }
  if (item.kind == io::HistoryKind::Right) out["right"] = true;
  return out;
}

}  // namespace

io::HttpResponse result_answer(const SettingsResult& result) {
  return result ? std::visit(OutcomeAnswer{}, *result) : refusal_answer(result.error());
}

io::HttpResponse refusal_answer(const Refusal& refusal) {
  if (refusal.wait > Duration::zero()) return come_back_later(refusal.status, refusal.wait, refusal.sentence);
  json::object out{{"error", json_text(refusal.sentence)}};
  if (refusal.needs_password) out["needs_password"] = true;
  if (!refusal.issues.empty()) out["issues"] = issues_array(refusal.issues);
  return json_answer(refusal.status, out);
}

io::HttpResponse history_answer(const Result<std::vector<io::HistoryEntry>>& history) {
  if (!history) return error_answer(500, "The history cannot be read: " + std::string(history.error().what));
  json::array changes;
  for (const io::HistoryEntry& entry : *history) {
    json::object change{{"revision", entry.revision}, {"at", json_text(json_time(entry.at))}};
    add_actor(change, entry.actor);
    if (entry.undone_to) change["undone_to"] = *entry.undone_to;
    json::array items;
    for (const io::HistoryItem& item : entry.items) items.push_back(item_object(item));
    change["items"] = std::move(items);
    changes.push_back(std::move(change));
  }
  return json_answer(200, {{"changes", std::move(changes)}});
}

SettingName name_of(Address address) {
  const Row& row = settings::rows()[address.row];
  SettingName name{std::string(row.label), std::string(row.tab)};
  if (row.scope == settings::Scope::UnitKey) {
    fill_in(name.label, "<n>", (address.index - 1U) / settings::keys_per_unit + 1);
    fill_in(name.label, "<k>", (address.index - 1U) % settings::keys_per_unit + 1);
  } else {
    fill_in(name.label, "<n>", address.index);
  }
  if (row.scope == settings::Scope::Ext && name.tab == "Ext") name.tab += " " + std::to_string(address.index);
  return name;
}

bool changes_secret(const io::Outcome& outcome) {
  const auto* applied = std::get_if<io::ChangeApplied>(&outcome);
  if (applied == nullptr) return false;
  return !applied->elsewhere.empty() ||
         std::any_of(applied->changed.begin(), applied->changed.end(), [](const io::ChangedSetting& item) {
           return settings::rows()[item.address.row].secret();
         });
}

std::string_view restart_word(const io::ChangeApplied& change) {
  const bool any = std::any_of(change.changed.begin(), change.changed.end(),
                               [](const io::ChangedSetting& item) { return item.restart && !item.beneath; });
  return any ? "when idle" : "none";
}

}  // namespace handset::web
