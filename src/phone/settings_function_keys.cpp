#include "phone/settings_function_keys.h"

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/text.h"
#include "phone/settings_addresses.h"
#include "phone/settings_watches.h"

namespace handset::phone {
namespace {

std::string_view first_given(std::initializer_list<std::string_view> parts) {
  for (const std::string_view part : parts)
    if (!part.empty()) return part;
  return {};
}

class KeyMaker {
 public:
  KeyMaker(const settings::Snapshot& settings, const Model& model, const MacroValues& macros)
      : settings_(settings), model_(model), macros_(macros) {}

  // Nothing: the script is blank, or has no function that is known.
  [[nodiscard]] std::optional<FunctionKey> make(std::string_view script) const {
    const auto function = KeyFunction::parse(script);
    FunctionKey key;
    if (function.has("xml")) {
      key.url = expand_url(function.url, macros_);
      key.label = expand_macros(function.name, macros_);
      if (key.label.empty()) key.label = "Services";
      if (!key.url.empty()) return key;
    }
    const bool lot = function.has("prk");
    const bool acts = function.has("sd") || function.has("cp") || lot;
    if (!acts && !function.has("blf")) return std::nullopt;

    const unsigned line = line_of(function, settings_, model_);
    const settings::ExtReaders ext = settings_.ext(line);
    const MacroValues values = line_macros(macros_, ext);
    const std::string_view domain = domain_of(ext);
    const ua::EscapeUser escape = escape_from(settings_);
    const std::string number =
        expand_macros(first_given({function.extension, function.user, function.subscribe}), values);
    const auto whom = KeyAddress::parse(number);
    const auto target = [&](const std::string& user) {
      return whom.user.empty() ? "" : dial_target(user, whom.host, domain, escape);
    };
    const auto target_with = [&](std::string_view code) {
      return code.empty() ? "" : target(with_code(code, whom.user));
    };
    key.label = watch_label(watch_label_from(settings_), expand_macros(function.name, values),
                            std::string(whom.user));
    if (key.label.empty()) key.label = "(no name)";
    if (function.has("sd")) key.speed_dial = target(std::string(whom.user));
    if (function.has("cp")) key.pickup = target_with(settings_.attendant_console_call_pickup_code());
    if (lot) key.unpark = target_with(settings_.attendant_console_call_unpark_code());
    if (lot || function.has("blf")) {
      const std::string watched =
          expand_macros(first_given({function.subscribe, function.user, function.extension}), values);
      key.watch = WatchOptions{KeyAddress::parse(watched).uri(domain, escape), key.label, line, lot};
    }
    return key;
  }

 private:
  const settings::Snapshot& settings_;
  const Model& model_;
  const MacroValues& macros_;
};

}  // namespace

FunctionKeys function_keys_from(const settings::Snapshot& settings, const Model& model,
                                const MacroValues& macros) {
  FunctionKeys out;
  const KeyMaker maker(settings, model, macros);
  const auto add = [&](unsigned place, std::string_view script) {
    if (trim(script).empty()) return;
    if (auto key = maker.make(script)) out.emplace(place, *std::move(key));
  };
  for (unsigned number = 1; number <= model.lines; ++number)
    if (!in_use(settings.ext(number))) add(number - 1, settings.line_key(number).extended_function());
  for (unsigned unit = 1; unit <= model.consoles; ++unit)
    for (unsigned key = 1; key <= console_keys && settings.unit(unit).unit_enable(); ++key)
      add(console_place(model, unit, key), settings.unit_key(unit, key).unit_key());
  return out;
}

}  // namespace handset::phone
