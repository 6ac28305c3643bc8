// Hands the responses that come in by one socket to the channel that waits for them, found by what their
// branch begins with, and absorbs those that are repeated for a channel that has gone. Owned by whoever reads
// the socket; shard's thread.
#pragma once

#include <cstdint>
#include <map>
#include <string_view>
#include <unordered_map>

#include "base/eight_letters.h"
#include "base/world.h"
#include "sip/message.h"
#include "ua/request_channel.h"

namespace handset::ua {

class ResponseRouter {
 public:
  // `clock` outlives the router.
  explicit ResponseRouter(Clock& clock) : clock_(clock) {}
  // Channels that are left find their way closed.
  ~ResponseRouter();
  ResponseRouter(const ResponseRouter&) = delete;
  ResponseRouter& operator=(const ResponseRouter&) = delete;

  // A channel adds itself when it opens, and removes itself before it goes.
  void add(RequestChannel& channel) { channels_.emplace(key_of(channel.key()), &channel); }
  void remove(RequestChannel& channel) { channels_.erase(key_of(channel.key())); }
  // The same, and for that time what still comes for it is nobody's news: RFC 3261 17.1.2.2, Timer K.
  void remove(RequestChannel& channel, Duration absorb);

  // False when nobody waits for it, or it is not sound.
  bool route(const sip::Message& response);

 private:
  // The letters themselves. They are ours, and random: nobody outside can aim at a bucket.
  using Key = std::uint64_t;
  static_assert(RequestChannel::key_length == sizeof(Key));
  static Key key_of(std::string_view letters) { return eight_letters(letters.data()); }

  void forget_absorbed();

  Clock& clock_;
  std::unordered_map<Key, RequestChannel*> channels_;  // null: it has gone
  std::multimap<SteadyTime, Key> absorbed_;            // until when
  Timer forget_ = Timer::calling<&ResponseRouter::forget_absorbed>(*this);
};

}  // namespace handset::ua
