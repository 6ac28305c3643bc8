// The other end for tests: a server on a simulated host, over UDP and TCP, that answers each request,
// repeated ones too, with what a script returns.
#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <gtest/gtest.h>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/world.h"
#include "sim/simulation.h"
#include "sip/authenticator.h"
#include "sip/message.h"
#include "sip/stream_framer.h"
#include "sip/writer.h"
#include "ua/authenticated_request.h"

namespace handset::test {

using Headers = std::vector<ua::ExtraHeader>;

// A request as it came, to be looked at later.
struct Received {
  SteadyTime at;
  std::string bytes;

  [[nodiscard]] std::string value(std::string_view name) const {
    sip::Message message;
    EXPECT_TRUE(message.parse(bytes));
    for (const auto& line : message.lines())
      if (equal_ignoring_case(line.name, name)) return std::string(line.value);
    return {};
  }
  [[nodiscard]] std::size_t count(std::string_view name) const {
    sip::Message message;
    EXPECT_TRUE(message.parse(bytes));
    std::size_t found = 0;
    for (const auto& line : message.lines()) found += equal_ignoring_case(line.name, name) ? 1U : 0U;
    return found;
  }
  // A parameter of Authorization or Proxy-Authorization, without quotes.
  [[nodiscard]] std::string digest(std::string_view parameter,
                                   std::string_view header = "Authorization") const {
    const std::string credentials = value(header);
    const auto found =
        sip::find_parameter(std::string_view(credentials).substr(credentials.find(' ') + 1), parameter, ',');
    return found ? std::string(found->value) : std::string{};
  }
  [[nodiscard]] std::string branch() const {
    const std::string via = value("Via");
    const auto found = sip::find_parameter(std::string_view(via).substr(via.find(';') + 1), "branch");
    return found ? std::string(found->value) : std::string{};
  }
  [[nodiscard]] std::string body() const {
    sip::Message message;
    EXPECT_TRUE(message.parse(bytes));
    return std::string(message.body());
  }
};

inline std::string respond(const sip::Message& request, const Endpoint& source, unsigned status,
                           const Headers& headers = {}, std::string_view reason = {}) {
  std::string buffer(std::size_t{16} * 1024, '\0');
  sip::Writer out(buffer);
  sip::write_response(out, request, source, status, reason, "peer-tag");
  for (const auto& [name, value] : headers) out.header(name, value);
  out.finish();
  EXPECT_TRUE(out.ok());
  return std::string(out.view());
}

class ScriptedPeer final : private DatagramHandler, private StreamHandler {
 public:
  // An empty answer is silence.
  using Script = std::function<std::string(const sip::Message& request, const Endpoint& source)>;

  static constexpr std::uint16_t port = 5060;

  ScriptedPeer(sim::Simulation& simulation, sim::Host& host)
      : simulation_(simulation), network_(host.network()) {
    socket_ = network_.open_datagrams(host.at(port), *this).value();
    listener_ = network_.listen(host.at(port), *this).value();
  }
  // Over TLS at 5061 from now on, with a certificate for that name.
  void listen_secured(sim::Host& host, const std::string& name) {
    host.network().secure(host.at(5061), {name});
    secured_ = network_.listen(host.at(5061), *this).value();
  }
  ~ScriptedPeer() {
    network_.close(socket_);
    network_.close(listener_);
    network_.close(secured_);
  }
  ScriptedPeer(const ScriptedPeer&) = delete;
  ScriptedPeer& operator=(const ScriptedPeer&) = delete;

  Script script;
  // Answers over TCP leave in two parts, the first this long; or a byte at a time.
  std::size_t cut_at = std::string::npos;
  bool drip = false;
  bool answers_pings = false;

  [[nodiscard]] const std::vector<Received>& requests() const { return requests_; }
  [[nodiscard]] const Received& request(std::size_t index) const { return requests_.at(index); }
  void send_to(const Endpoint& to, std::string_view bytes) { network_.send(socket_, to, bytes); }
  void send_on_stream(std::string_view bytes) { network_.send(stream_, bytes); }
  void close_stream() { network_.close(stream_); }
  // How many were accepted.
  [[nodiscard]] std::size_t connections() const { return connections_; }
  [[nodiscard]] std::size_t pings() const { return pings_; }
  // What came over TCP and is no request.
  [[nodiscard]] const std::vector<std::string>& responses() const { return responses_; }
  // Of those over TCP.
  [[nodiscard]] std::size_t longest_answer() const { return longest_answer_; }
  // All that came over TCP.
  [[nodiscard]] const std::string& stream_bytes() const { return stream_bytes_; }

 private:
  void on_datagrams(SocketId, std::span<const Datagram> batch) override {
    for (const auto& datagram : batch) {
      const std::string answer = take(datagram.bytes, datagram.source, sip::Message::Framing::Datagram);
      if (!answer.empty()) network_.send(socket_, datagram.source, answer);
    }
  }
  void on_accepted(SocketId, StreamId stream, const Endpoint& remote) override {
    ++connections_;
    stream_ = stream;
    remote_ = remote;
    framer_ = {};
  }
  void on_connected(StreamId) override {}
  void on_bytes(StreamId stream, std::string_view bytes) override {
    stream_bytes_ += bytes;
    framer_.feed(bytes);
    while (const auto frame = framer_.next()) {
      if (frame->kind == sip::StreamFramer::Frame::Kind::Ping) {
        ++pings_;
        if (answers_pings) network_.send(stream, sip::keep_alive_pong);
        continue;
      }
      const std::string answer = take(frame->bytes, remote_, sip::Message::Framing::Stream);
      if (!answer.empty()) send_cut(stream, answer);
    }
  }
  void on_closed(StreamId, std::string_view) override {}

  std::string take(std::string_view bytes, const Endpoint& source, sip::Message::Framing framing) {
    sip::Message message;
    EXPECT_TRUE(message.parse(bytes, framing)) << bytes;
    if (message.is_response() && framing == sip::Message::Framing::Stream) {
      responses_.emplace_back(bytes);
      return {};
    }
    requests_.push_back({simulation_.now(), std::string(bytes)});
    return script ? script(message, source) : std::string{};
  }

  void send_cut(StreamId stream, const std::string& answer) {
    longest_answer_ = std::max(longest_answer_, answer.size());
    const std::size_t step = drip ? 1 : std::min(cut_at, answer.size());
    if (step == 0 || step == answer.size()) return network_.send(stream, answer);
    network_.send(stream, std::string_view(answer).substr(0, step));
    for (std::size_t from = step, late = 1; from < answer.size(); ++late) {
      const std::string part = drip ? answer.substr(from, 1) : answer.substr(from);
      from += part.size();
      simulation_.after(milliseconds(10 * late), [this, stream, part] { network_.send(stream, part); });
    }
  }

  sim::Simulation& simulation_;
  Network& network_;
  SocketId socket_{};
  SocketId listener_{};
  SocketId secured_{};
  std::size_t connections_ = 0;
  std::size_t pings_ = 0;
  std::vector<std::string> responses_;
  StreamId stream_{};
  Endpoint remote_;
  std::vector<Received> requests_;
  std::string stream_bytes_;
  std::size_t longest_answer_ = 0;
  sip::StreamFramer framer_;
};

// A script that lets through whoever has the password, the way a phone does: retransmissions are answered
// again.
class DigestGate {
 public:
  DigestGate(sim::Host& host, const std::string& realm, sip::DigestPolicy policy = {})
      : clock_(host.clock()),
        authenticator_(host.random()),
        account_(authenticator_.open({.line = 1,
                                      .usernames = {"101"},
                                      .realm = realm,
                                      .password = "open sesame",
                                      .policy = std::move(policy)},
                                     clock_.now())) {}

  std::string operator()(const sip::Message& request, const Endpoint& source) {
    const std::string key(request.value(sip::Field::Via));
    const auto known = verdicts_.find(key);
    if (known != verdicts_.end()) return respond(request, source, known->second);
    const auto outcome =
        authenticator_.check(sip::auth_request(request, source.address), account_, clock_.now());
    if (outcome.accepted()) {
      ++accepted_;
      verdicts_[key] = 200;
      return respond(request, source, 200);
    }
    std::string buffer(std::size_t{16} * 1024, '\0');
    sip::Writer out(buffer);
    sip::write_response(out, request, source, 401, {}, "peer-tag");
    authenticator_.write_challenge(out, account_, source.address, outcome.stale, clock_.now());
    out.finish();
    return std::string(out.view());
  }

  [[nodiscard]] int accepted() const { return accepted_; }
  ScriptedPeer::Script script() {
    return [this](const sip::Message& request, const Endpoint& source) { return (*this)(request, source); };
  }

 private:
  Clock& clock_;
  sip::Authenticator authenticator_;
  sip::LineAccount account_;
  std::map<std::string, unsigned> verdicts_;
  int accepted_ = 0;
};

inline ua::ExtraHeader challenge(std::string_view realm, std::string_view nonce, std::string_view more = {}) {
  return {"WWW-Authenticate", "Digest realm=\"" + std::string(realm) + "\", nonce=\"" + std::string(nonce) +
                                  "\", qop=\"auth\"" + std::string(more)};
}
inline ua::ExtraHeader proxy_challenge(std::string_view realm, std::string_view nonce) {
  return {"Proxy-Authenticate", challenge(realm, nonce).value};
}

}  // namespace handset::test
