#include "web/snapshot.h"

namespace handset::web {

PhoneSnapshot take_snapshot(phone::Station& station) {
  phone::Phone& phone = station.phone();
  PhoneSnapshot out;
  out.model = phone.options().model;
  out.name = phone.options().name;
  for (const phone::Line& line : phone.lines())
    out.lines.push_back({line.number(), std::string(line.user_id()), std::string(line.label()), line.in_use(),
                         std::string(line.state()), line.mailbox().waiting, line.trouble(),
                         line.registration().server, line.registration().why_server,
                         line.registration().mapping,
                         line.features() != nullptr ? std::optional(*line.features()) : std::nullopt});
  for (unsigned key = 0; key < phone.options().model->lines; ++key)
    if (const phone::WatchOptions* watch = phone.watch_of(key))
      out.watches.push_back({key + 1, watch->label, watch->uri, phone.watched(key)});
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
