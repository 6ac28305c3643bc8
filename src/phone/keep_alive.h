// Keeps the way of a line through a NAT open: sends its server something small every few seconds. Whether
// that is answered, and how, does not matter: it is the packets that count. Owned by the line's LineClient;
// shard's thread. Reference: NAT Keep Alive ...
//
// What is no request leaves by the UDP socket that the line is reached at; over TCP and without such a socket
// nothing is sent.
#pragma once

#include <memory>
#include <string>

#include "base/world.h"
#include "phone/line_request.h"
#include "ua/server_choice.h"

namespace handset::phone {

class LineClient;

class KeepAlive final : private ua::ServerChoice::Asker {
 public:
  // The client outlives it. The first one leaves after an interval.
  explicit KeepAlive(LineClient& client);
  ~KeepAlive();
  KeepAlive(const KeepAlive&) = delete;
  KeepAlive& operator=(const KeepAlive&) = delete;

 private:
  void send();
  void send_request(LineMessage message);
  void take(const LineAnswer& answer);
  void on_servers(const Result<void>& found) override;

  LineClient& client_;
  std::string destination_;  // as a SIP URI; empty: the line's server
  std::unique_ptr<ua::ServerChoice> elsewhere_;
  LineRequest request_;
  Timer timer_ = Timer::calling<&KeepAlive::send>(*this);
};

}  // namespace handset::phone
