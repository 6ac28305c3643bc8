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

LineClient& LineClients::of(unsigned number, const LineOptions& line) {
  auto& client = clients_[number];
  if (!client) client = std::make_unique<LineClient>(world_, number, line, door_);
  return *client;
}

}  // namespace handset::phone
