// A PBX in the simulator, a peer that speaks SIP to it by hand, and an ear for what the registrar tells.
#pragma once

#include <cstdint>
#include <gtest/gtest.h>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pbx/pbx.h"
#include "sim/inbox.h"
#include "sim/simulation.h"
#include "sip/digest_client.h"
#include "sip/message.h"

namespace handset::test {

// A REGISTER by hand; every part can be changed.
struct Register {
  std::string uri = "sip:pbx.example";
  std::string to = "<sip:101@pbx.example>";
  std::string via = "SIP/2.0/UDP 192.0.2.20:5090;branch=z9hG4bK-one";
  std::string call_id = "call-1";
  unsigned cseq = 1;
  std::string contact = "Contact: <sip:101@192.0.2.20:5090>\r\n";
  std::string more{};  // whole lines
  std::string method = "REGISTER";
  std::string from{};  // empty: as `to`
  std::string body{};

  [[nodiscard]] std::string text() const {
    return method + " " + uri + " SIP/2.0\r\nVia: " + via +
           "\r\nMax-Forwards: 70\r\nFrom: " + (from.empty() ? to : from) + ";tag=me\r\nTo: " + to +
           "\r\nCall-ID: " + call_id + "\r\nCSeq: " + std::to_string(cseq) + " " + method + "\r\n" + contact +
           more + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
  }
};

// An answer, kept with its bytes. No bytes: there was none.
struct Heard {
  std::string bytes{};

  [[nodiscard]] unsigned status() const {
    sip::Message message;
    return !bytes.empty() && message.parse(bytes) ? message.status() : 0;
  }
  [[nodiscard]] std::vector<std::string> all(std::string_view name) const {
    sip::Message message;
    std::vector<std::string> values;
    if (bytes.empty() || !message.parse(bytes)) return values;
    for (const auto& line : message.lines())
      if (equal_ignoring_case(line.name, name)) values.emplace_back(line.value);
    return values;
  }
  [[nodiscard]] std::string value(std::string_view name) const {
    const auto values = all(name);
    return values.empty() ? std::string() : values.front();
  }
  [[nodiscard]] std::vector<std::string> contacts() const { return all("Contact"); }
};

struct RegistrarNotes final : pbx::RegistrarListener {
  void on_registered(std::string_view user, const pbx::Binding& binding) override {
    add(user, "registered", binding);
  }
  void on_refreshed(std::string_view user, const pbx::Binding& binding) override {
    add(user, "refreshed", binding);
  }
  void on_removed(std::string_view user, const pbx::Binding& binding, Removal why) override {
    constexpr std::string_view words[] = {"removed", "expired", "forgotten"};
    add(user, words[static_cast<std::size_t>(why)], binding);
  }
  void on_refused(std::string_view user, const Endpoint&, unsigned status, std::string_view reason) override {
    lines.push_back(std::string(user) + " " + std::to_string(status) + " " + std::string(reason));
  }
  std::vector<std::string> take() { return std::exchange(lines, {}); }

  std::vector<std::string> lines;

 private:
  void add(std::string_view user, std::string_view what, const pbx::Binding& binding) {
    lines.push_back(std::string(user) + " " + std::string(what) + " " + std::string(binding.uri()));
  }
};

inline pbx::PbxOptions pbx_options() {
  pbx::PbxOptions options;
  options.registrar.accounts = {{"101", "open sesame"}, {"102", "swordfish"}, {"103", "third", "login-103"}};
  options.registrar.realm = "pbx.example";
  return options;
}

struct PbxRig {
  static constexpr std::uint16_t port = 5060;

  explicit PbxRig(const pbx::PbxOptions& options = pbx_options()) : pbx(host.world(), options, &notes) {
    EXPECT_TRUE(pbx.listen(host.at(port)));
    socket = *peer.network().open_datagrams(peer.at(5090), inbox);
  }

  void send(std::string_view text) { peer.network().send(socket, host.at(port), text); }
  void wait(Duration time) { simulation.run_for(time); }
  // The one answer; none when there was none within 100 ms.
  Heard ask(std::string_view text) {
    inbox.clear();
    send(text);
    wait(milliseconds(100));
    EXPECT_LE(inbox.letters().size(), 1U);
    return {inbox.empty() ? std::string() : inbox.letters().front().bytes};
  }

  // The request again, with the answer to the first challenge that is known.
  static Register with_digest(Register request, const Heard& challenge, std::string_view login,
                              std::string_view password) {
    const std::string value = challenge.value("WWW-Authenticate");
    const auto parsed = sip::parse_digest_challenge(value);
    EXPECT_TRUE(parsed) << challenge.bytes;
    if (!parsed) return request;
    std::string authorization;
    sip::append_digest_authorization(authorization, *parsed,
                                     {login, password, request.method, request.uri, {}, "c0ffee", 1});
    request.more += "Authorization: " + authorization + "\r\n";
    request.via += "-again";
    ++request.cseq;
    return request;
  }
  // The same over both steps; the answer to the second. Its branch and CSeq are new each time.
  Heard enrol(Register request, std::string_view login = "101", std::string_view password = "open sesame") {
    request.cseq += steps;
    request.via += "-" + std::to_string(++steps);
    const Heard challenge = ask(request.text());
    if (challenge.status() != 401) return challenge;
    last = with_digest(request, challenge, login, password);
    ++steps;
    return ask(last.text());
  }
  Heard enrol_contact(std::string contact, std::string more = {}) {
    Register request;
    request.contact = contact.empty() ? std::string() : "Contact: " + contact + "\r\n";
    request.more = std::move(more);
    return enrol(request);
  }
  [[nodiscard]] std::size_t bound() const { return pbx.registrar().bindings().size(); }

  sim::Simulation simulation{5};
  sim::Host& host = simulation.host("pbx", IpAddress::v4(192, 0, 2, 10));
  sim::Host& peer = simulation.host("peer", IpAddress::v4(192, 0, 2, 20));
  RegistrarNotes notes;
  sim::Inbox inbox;
  SocketId socket{};
  unsigned steps = 0;
  Register last;  // the authentic request
  pbx::Pbx pbx;
};

}  // namespace handset::test
