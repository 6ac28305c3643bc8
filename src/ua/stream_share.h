// A share in a connection of a SipDoor's to a server: who holds one may send by it, keeps it open, and is
// told when it is lost. Owned by its user, on the door's shard.
#pragma once

#include <string_view>

#include "base/world.h"

namespace handset::ua {

class SipDoor;

class StreamShare {
 public:
  class User {
   public:
    // The connection is gone, and the share with it; `why` is a static sentence. The user may ask for another
    // one from inside, or be destroyed.
    virtual void on_stream_lost(std::string_view why) = 0;

   protected:
    ~User() = default;
  };

  explicit StreamShare(User& user) : user_(user) {}
  ~StreamShare() { leave(); }
  StreamShare(const StreamShare&) = delete;
  StreamShare& operator=(const StreamShare&) = delete;

  // SipDoor::share() gives it.
  [[nodiscard]] bool held() const { return door_ != nullptr; }
  // Gives it back; without one nothing.
  void leave();
  // While it is held: the connection is asked for a sign of life after that time of silence, when it would
  // not be earlier.
  void ping_every(Duration time);
  // By the connection, while it is held.
  void send(std::string_view bytes);

 private:
  friend class SipDoor;

  User& user_;
  SipDoor* door_ = nullptr;
  StreamId stream_{};
};

}  // namespace handset::ua
