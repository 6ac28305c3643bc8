// The LineClients of a phone: one for each line that ever sent something. Owned by the Phone.
#pragma once

#include <map>
#include <memory>
#include <vector>

#include "base/world.h"
#include "phone/line.h"
#include "phone/line_client.h"
#include "phone/nat_mappings.h"

namespace handset::phone {

class LineClients {
 public:
  // `world` outlives the clients.
  explicit LineClients(const World& world) : world_(world) {}

  // Null when the phone is not on a switchboard. Clients that were made before end.
  void set_door(LineDoor* door);
  LineClient& of(const Line& line);
  // Null: the line never sent anything.
  [[nodiscard]] LineClient* find(unsigned number);
  // The line is this by now. Its client goes, with what is under way, when that is another one than it was
  // made
  // for, and it says true. A registration that nothing will replace is taken back.
  bool update(const Line& line);

  [[nodiscard]] std::size_t size() const { return clients_.size(); }

 private:
  void forget();
  void sweep();

  const World& world_;
  LineDoor* door_ = nullptr;
  NatMappings mappings_{world_};  // before those who join them
  std::map<unsigned, std::unique_ptr<LineClient>> clients_;
  std::vector<std::unique_ptr<LineClient>> leaving_;  // that take their registration back
  Timer sweep_ = Timer::calling<&LineClients::sweep>(*this);
};

}  // namespace handset::phone
