#include "web/snapshot.h"

namespace handset::web {
namespace {

// What stands beside the key of a line: that of one that is not in use may have a function.
std::string label_of(const phone::Phone& phone, const phone::Line& line) {
  const phone::FunctionKey* function = phone.function_key(line.number() - 1);
  return function == nullptr ? std::string(line.label()) : function->label;
}

std::vector<ConsoleKeySnapshot> take_consoles(const phone::Phone& phone) {
  std::vector<ConsoleKeySnapshot> out;
  const phone::Model& model = *phone.options().model;
  for (unsigned unit = 1; unit <= model.consoles; ++unit) {
    if (!phone.has_console(unit)) continue;
    for (unsigned key = 1; key <= phone::console_keys; ++key) {
      const unsigned place = phone::console_place(model, unit, key);
      const phone::FunctionKey* function = phone.function_key(place);
      if (function == nullptr) continue;
      ConsoleKeySnapshot& one = out.emplace_back();
      one.unit = unit;
      one.key = key;
      one.label = function->label;
      one.functions = function->words();
      one.speed_dial = function->speed_dial;
      one.lamp = phone.lamp_of_key(place);
      if (!function->watch) continue;
      one.uri = function->watch->uri;
      one.status = phone.watched(place);
    }
  }
  return out;
}

}  // namespace

PhoneSnapshot take_snapshot(phone::Station& station) {
  phone::Phone& phone = station.phone();
  PhoneSnapshot out;
  out.model = phone.options().model;
  out.name = phone.options().name;
  for (const phone::Line& line : phone.lines())
    out.lines.push_back({line.number(), std::string(line.user_id()), label_of(phone, line), line.in_use(),
                         std::string(line.state()), line.mailbox().waiting, line.trouble(),
                         line.registration().server, line.registration().why_server,
                         line.registration().mapping,
                         line.features() != nullptr ? std::optional(*line.features()) : std::nullopt});
  for (unsigned key = 0; key < phone.options().model->lines; ++key)
    if (const phone::WatchOptions* watch = phone.watch_of(key))
      out.watches.push_back({key + 1, watch->label, watch->uri, phone.watched(key)});
  out.console_keys = take_consoles(phone);
  out.screen = phone.screen();
  out.version = station.screen_version();
  out.pushes_waiting = phone.push_queue().size();
  out.idle = phone.idle();
  out.lamps = station.lamps();
  const phone::MessageSummary mailbox = phone.mailbox();
  out.message_waiting = mailbox.waiting;
  if (mailbox.voice) out.voice_messages = mailbox.voice->fresh;
  return out;
}

}  // namespace handset::web
