// A line whose proxy accepts each SUBSCRIBE, and tells when it is asked to.
#pragma once

#include <string>
#include <vector>

#include "unit/phone/line_rig.h"

namespace handset::phone {

struct SubscriptionRig : LineRig {
  SubscriptionRig() {
    peer.script = [this](const sip::Message& message, const Endpoint& source) -> std::string {
      if (message.is_response()) {
        notified.push_back(message.status());
        return {};
      }
      if (message.method() != sip::Method::Subscribe) return respond(message, source, 200, other_headers);
      subscribes.push_back({simulation.now(), std::string(message.bytes())});
      const std::string expires(message.value(sip::Field::Expires));
      test::Headers headers = answer_headers;
      if (status == 200) headers.push_back({"Expires", expires});
      const bool refused =
          !refused_body.empty() && message.body().find(refused_body) != std::string_view::npos;
      return respond(message, source, refused ? 403 : status, headers);
    };
  }

  void begin() {
    make();
    run(seconds(3));
  }
  void run(Duration time) { simulation.run_for(time); }
  [[nodiscard]] static std::string request_line(const Received& request) {
    return request.bytes.substr(0, request.bytes.find('\r'));
  }

  struct Notify {
    std::string body{};
    std::string type = "application/dialog-info+xml";
    std::string state = "active;expires=600";
    std::string event = "dialog";
    std::string from_tag = "peer-tag";
  };
  // In the dialog of that SUBSCRIBE; the status that it got, 0: none.
  unsigned notify(const Received& subscribe, const Notify& it) {
    notified.clear();
    ++cseq;
    const std::string contact = subscribe.value("Contact");
    const std::string bytes =
        "NOTIFY " + contact.substr(1, contact.find('>') - 1) +
        " SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.2:5060;branch=z9hG4bK" + std::to_string(cseq) +
        "\r\nMax-Forwards: 70\r\nFrom: " +
        subscribe.value("To").substr(0, subscribe.value("To").find(";tag=")) + ";tag=" + it.from_tag +
        "\r\nTo: " + subscribe.value("From") + "\r\nCall-ID: " + subscribe.value("Call-ID") +
        "\r\nCSeq: " + std::to_string(cseq) +
        " NOTIFY\r\nContact: <sip:pbx@192.0.2.2:5060>\r\nRecord-Route: <sip:192.0.2.2;lr>\r\nEvent: " +
        it.event + "\r\nSubscription-State: " + it.state + "\r\nContent-Type: " + it.type +
        "\r\nContent-Length: " + std::to_string(it.body.size()) + "\r\n\r\n" + it.body;
    peer.send_to(phone_host.at(5060), bytes);
    run(milliseconds(100));
    return notified.empty() ? 0 : notified.back();
  }
  // How long after the last SUBSCRIBE the next one comes.
  Duration until_next(Duration longest = hours(3)) {
    const std::size_t before = subscribes.size();
    const SteadyTime last = subscribes.back().at;
    for (Duration passed{}; subscribes.size() == before && passed < longest; passed += seconds(1))
      run(seconds(1));
    EXPECT_GT(subscribes.size(), before) << "nothing was sent within that time";
    return subscribes.back().at - last;
  }
  void expect_within(Duration time, Duration least, Duration most) {
    EXPECT_GE(time, least);
    EXPECT_LE(time, most + seconds(1));
  }

  std::vector<Received> subscribes;
  std::vector<unsigned> notified;  // statuses of our NOTIFYs
  unsigned status = 200;           // of SUBSCRIBEs
  std::string refused_body{};      // a SUBSCRIBE whose body has that gets 403; empty: none
  test::Headers answer_headers;
  test::Headers other_headers;  // of answers to what is no SUBSCRIBE
  unsigned cseq = 0;
};

}  // namespace handset::phone
