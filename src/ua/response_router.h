// Hands the responses that come in by one socket to the channel that waits for them, found by what their
// branch begins with. Owned by whoever reads the socket; shard's thread.
#pragma once

#include <map>
#include <string>

#include "sip/message.h"
#include "ua/request_channel.h"

namespace handset::ua {

class ResponseRouter {
 public:
  ResponseRouter() = default;
  // Channels that are left find their way closed.
  ~ResponseRouter();
  ResponseRouter(const ResponseRouter&) = delete;
  ResponseRouter& operator=(const ResponseRouter&) = delete;

  // A channel adds itself when it opens, and removes itself before it goes.
  void add(RequestChannel& channel) { channels_.emplace(channel.key(), &channel); }
  void remove(RequestChannel& channel) { channels_.erase(std::string(channel.key())); }

  // False when nobody waits for it, or it is not sound.
  bool route(const sip::Message& response);

 private:
  std::map<std::string, RequestChannel*, std::less<>> channels_;
};

}  // namespace handset::ua
