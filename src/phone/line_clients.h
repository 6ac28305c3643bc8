// The LineClients of a phone: one for each line that ever sent something. Owned by the Phone.
#pragma once

#include <map>
#include <memory>

#include "base/world.h"
#include "phone/line_client.h"
#include "phone/options.h"

namespace handset::phone {

class LineClients {
 public:
  // What `world` refers to outlives the clients.
  explicit LineClients(const World& world) : world_(world) {}

  // Null when the phone is not on a switchboard. Clients that were made before end.
  void set_door(LineDoor* door);
  LineClient& of(unsigned number, const LineOptions& line);
  // The lines have become others: what is under way ends, in words.
  void forget();

  [[nodiscard]] std::size_t size() const { return clients_.size(); }

 private:
  World world_;
  LineDoor* door_ = nullptr;
  std::map<unsigned, std::unique_ptr<LineClient>> clients_;
};

}  // namespace handset::phone
