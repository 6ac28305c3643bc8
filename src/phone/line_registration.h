// The registration of a line at its proxy: writes each REGISTER and hands over what became of it. When, and
// what an answer means, is ua::Registration's. Owned by the line's LineClient; shard's thread. RFC 3261 10.2.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "phone/line.h"
#include "phone/line_request.h"
#include "ua/authenticated_request.h"
#include "ua/registration.h"
#include "ua/send_window.h"
#include "ua/stream_share.h"

namespace handset::phone {

class LineClient;

// Whom a line's registration concerns.
class LineRegistrationHandler {
 public:
  // It is another one now: registration_status() of that line.
  virtual void on_line_registration(unsigned line) = 0;

 protected:
  ~LineRegistrationHandler() = default;
};

class LineRegistration final : private ua::Registration::Registrar, private ua::StreamShare::User {
 public:
  // What these refer to outlives it.
  LineRegistration(LineClient& client, ProxyRole proxy, LineRegistrationHandler& handler);
  LineRegistration(const LineRegistration&) = delete;
  LineRegistration& operator=(const LineRegistration&) = delete;

  void start() { registration_.start(); }
  void stop() { registration_.stop(); }
  // The contact is another one by now: that is bound in its place.
  void renew();
  [[nodiscard]] RegistrationStatus status() const;
  // That the registrar wants in the Route of what the line sends to others (RFC 3608); empty: none.
  [[nodiscard]] std::string_view service_route() const {
    return registration_.bound() ? std::string_view(registration_.service_route()) : std::string_view{};
  }
  // A request of the line, one of this registration or another one, has left a server for the next one.
  void on_moved(bool ours);

 private:
  void send_register(seconds expires, std::string_view target) override;
  void forget_register() override;
  void go();
  void on_registration_changed() override;
  void on_stream_lost(std::string_view why) override;
  void take(const LineAnswer& answer);
  void judge(const LineAnswer& answer);
  void hold_flow(const sip::Message& response);
  void renew_contact(const LineAnswer& answer);
  void replace(const std::string& contact);
  void watch_fallback();
  void fall_back() { registration_.start(); }
  void recover() { registration_.start(); }
  void log_change();

  LineClient& client_;
  ProxyRole proxy_;
  LineRegistrationHandler& handler_;
  ua::RequestSeries series_;
  ua::Registration::State logged_ = ua::Registration::State::Off;
  std::string logged_trouble_;
  std::string answered_;     // what the last success was, in words
  bool as_flow_ = true;      // until a server says that the way there keeps none
  std::string contact_;      // that it bound
  bool of_herd_ = false;     // it had to wait for its turn since it was registered last
  bool renewed_ = false;     // the last REGISTER was sent because the one before it taught a new contact
  seconds expires_{};        // of the REGISTER that is sent or waits for its turn
  std::string_view target_;  // of that, as send_register() has it
  ua::SendWindow::Place place_ = ua::SendWindow::Place::calling<&LineRegistration::go>(*this);
  LineRequest request_;
  std::unique_ptr<LineRequest> removal_;  // of a contact that is another one by now; null: never needed
  ua::Registration registration_;
  // Over TCP and TLS the server reaches the line by the connection that it registered on (RFC 5626 4.4).
  ua::StreamShare flow_{*this};
  Timer recovery_ = Timer::calling<&LineRegistration::recover>(*this);
  Timer fallback_ = Timer::calling<&LineRegistration::fall_back>(*this);
};

}  // namespace handset::phone
