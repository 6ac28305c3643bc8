#include "web/keys_door.h"

#include <string>
#include <utility>
#include <variant>

namespace handset::web {
namespace {

using phone::SettingsAnswer;

SettingsAnswer refused(const settings::Issues& issues, const std::string& otherwise) {
  return SettingsAnswer::refused(issues.empty() ? otherwise : issues.front().message);
}

struct ToAnswer {
  SettingsAnswer operator()(const io::ChangeApplied&) const { return SettingsAnswer::stored(); }
  SettingsAnswer operator()(const io::ChangeUnchanged&) const { return SettingsAnswer::stored(); }
  SettingsAnswer operator()(const io::ChangeInvalid& invalid) const {
    return refused(invalid.issues, "It was refused");
  }
  SettingsAnswer operator()(const io::ChangeConflicts&) const {
    return SettingsAnswer::refused("Somebody else has just changed it");
  }
  SettingsAnswer operator()(const Error& error) const {
    return SettingsAnswer::refused("Not saved: " + std::string(error.what));
  }
};

}  // namespace

phone::SettingsAnswer keys_answer(const SettingsResult& result) {
  if (result) return std::visit(ToAnswer{}, *result);
  const Refusal& refusal = result.error();
  if (refusal.needs_password) return SettingsAnswer::password_wanted(refusal.sentence);
  return refused(refusal.issues, refusal.sentence);
}

void submit_from_keys(SettingsDesk& desk, phone::SettingsChoice choice, const OnKeysAnswer& done) {
  Caller caller;
  caller.account = Account::User;
  caller.means = Means::Keys;
  SettingsWish wish;
  wish.values = std::move(choice.values);
  wish.password = std::move(choice.password);
  desk.submit(caller, std::move(wish), [done](const SettingsResult& result) { done(keys_answer(result)); });
}

}  // namespace handset::web
