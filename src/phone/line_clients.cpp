#include "phone/line_clients.h"

#include <utility>

namespace handset::phone {
namespace {

constexpr Duration sweep_interval = seconds(1);

// A REGISTER for `now` replaces the binding of `before`.
bool same_registration(const LineOptions& before, const LineOptions& now) {
  return now.registers() && before.user_id == now.user_id && before.client.proxy == now.client.proxy &&
         before.client.outbound_proxy == now.client.outbound_proxy &&
         before.client.alternate_proxy == now.client.alternate_proxy &&
         before.client.alternate_outbound_proxy == now.client.alternate_outbound_proxy;
}

}  // namespace

void LineClients::set_door(LineDoor* door) {
  if (door == door_) return;
  forget();
  door_ = door;
}

// Who is told may ask anew.
void LineClients::forget() {
  leaving_.clear();
  std::exchange(clients_, {}).clear();
  mappings_.drop_unused();
}

LineClient* LineClients::find(unsigned number) {
  const auto found = clients_.find(number);
  return found == clients_.end() ? nullptr : found->second.get();
}

bool LineClients::update(const Line& line) {
  const auto found = clients_.find(line.number());
  if (found == clients_.end() || found->second->options() == line.options()) return false;
  // Who is told of its end may ask anew.
  auto gone = std::move(found->second);
  clients_.erase(found);
  if (!gone->has_registration() || same_registration(gone->options(), line.options())) return true;
  gone->leave();
  leaving_.push_back(std::move(gone));
  sweep();
  return true;
}

// It ends by itself: a proxy that does not answer is given up at Timer F.
void LineClients::sweep() {
  std::erase_if(leaving_, [](const std::unique_ptr<LineClient>& client) {
    return client->registration_status().state == ua::Registration::State::Off;
  });
  if (!leaving_.empty()) world_.clock.arm(sweep_, sweep_interval);
}

LineClient& LineClients::of(const Line& line) {
  auto& client = clients_[line.number()];
  if (!client)
    client = std::make_unique<LineClient>(world_, line.number(), line.shared_options(), door_, &mappings_);
  return *client;
}

}  // namespace handset::phone
