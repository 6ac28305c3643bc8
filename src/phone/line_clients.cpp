#include "phone/line_clients.h"

#include <utility>

namespace handset::phone {

void LineClients::set_door(LineDoor* door) {
  if (door == door_) return;
  forget();
  door_ = door;
}

// Who is told may ask anew.
void LineClients::forget() {
  const auto gone = std::exchange(clients_, {});
}

LineClient* LineClients::find(unsigned number) {
  const auto found = clients_.find(number);
  return found == clients_.end() ? nullptr : found->second.get();
}

bool LineClients::update(unsigned number, const LineOptions& line) {
  const auto found = clients_.find(number);
  if (found == clients_.end() || found->second->options() == line) return false;
  // Who is told of its end may ask anew.
  const auto gone = std::move(found->second);
  clients_.erase(found);
  return true;
}

LineClient& LineClients::of(unsigned number, const LineOptions& line) {
  auto& client = clients_[number];
  if (!client) client = std::make_unique<LineClient>(world_, number, line, door_);
  return *client;
}

}  // namespace handset::phone
