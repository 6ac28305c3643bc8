// A phone that hostile people ask, over SIP on loopback and at every door of the web: what the tests that are
// named after the rows of the security checklist share.
#pragma once

#include <boost/json/serialize.hpp>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "unit/phone/draft.h"
#include "unit/web/settings_rig.h"

namespace handset::web::testing {

// Sends datagrams to the phone and keeps what comes back.
class SipPeer final : public DatagramHandler {
 public:
  SipPeer(io::IoWorld& world, const Endpoint& phone) : world_(world), phone_(phone) {
    socket_ = world_.network().open_datagrams({IpAddress::v4(127, 0, 0, 1), 0}, *this).value();
  }
  ~SipPeer() { world_.network().close(socket_); }
  SipPeer(const SipPeer&) = delete;
  SipPeer& operator=(const SipPeer&) = delete;

  // The answer to it.
  std::string ask(std::string_view bytes) {
    answers_.clear();
    world_.network().send(socket_, phone_, bytes);
    EXPECT_TRUE(world_.loop().run_until([this] { return !answers_.empty(); }, seconds(30))) << bytes;
    return answers_.empty() ? std::string() : answers_.front();
  }
  // A request for line 101 that has a transaction of its own.
  phone::Draft draft(const std::string& method) {
    const std::string number = std::to_string(++requests_);
    phone::Draft out;
    out.method = method;
    out.uri = "sip:101@" + phone_.to_string();
    out.sent_by = world_.network().local_endpoint(socket_).to_string();
    out.branch += number;
    out.call_id += number;
    if (method != "NOTIFY") {
      out.extra.clear();
      out.body.clear();
    }
    return out;
  }
  // The phone answers.
  bool options() { return phone::tells_options(ask(draft("OPTIONS").text())); }
  // A push with the right digest.
  unsigned push(std::string body, std::string_view extra = {}) {
    phone::Draft out = draft("NOTIFY");
    out.body = std::move(body);
    out.extra += extra;
    const std::string challenge = ask(out.text());
    return phone::status_of(ask(phone::with_credentials(out, challenge, "101", "secret").text()));
  }

  void on_datagrams(SocketId, std::span<const Datagram> batch) override {
    for (const Datagram& datagram : batch) answers_.emplace_back(datagram.bytes);
  }

 private:
  io::IoWorld& world_;
  Endpoint phone_;
  SocketId socket_{};
  std::vector<std::string> answers_;
  int requests_ = 0;
};

// On loopback. The port that is free for UDP may still be another one's for TCP, such as one of a connection
// that has just ended: then the next.
inline Endpoint listen_anywhere(phone::Switchboard& switchboard) {
  for (int tries = 0; tries < 50; ++tries)
    if (const auto bound = switchboard.listen({IpAddress::v4(127, 0, 0, 1), 0})) return *bound;
  ADD_FAILURE() << "no port for SIP";
  return {};
}

struct SecurityRig : SettingsRig {
  SecurityRig() : SettingsRig({}, options()) {
    station->set_listeners({}, /*loopback=*/true);
    EXPECT_EQ(set({{"User_ID_1_", "101"}, {"Password_1_", "secret"}, {"XML_NOTIFY_Body", "url+xml"}}), 200);
    EXPECT_TRUE(sip.options());
  }
  static phone::StationOptions options() {
    phone::StationOptions out;
    out.keeps_pushes = true;
    return out;
  }

  static std::string values(const std::map<std::string, std::string>& values) {
    boost::json::object object;
    for (const auto& [tag, value] : values) object[tag] = value;
    return boost::json::serialize(boost::json::object{{"values", std::move(object)}});
  }
  // The status of that change, which the phone then obeys.
  int set(const std::map<std::string, std::string>& wanted) {
    const int status = patch(values(wanted)).status;
    EXPECT_TRUE(world->loop().run_until([this] { return station->settings() == keeper->current()->snapshot; },
                                        seconds(30)));
    return status;
  }
  // Hidden by the answer through the loop: the base class would not wait for the phone.
  int status(const io::HttpRequest& asked) { return ask(asked).status; }

  // An address that the route stands for.
  static std::string address_of(const Route& route) {
    std::string path = route.path;
    for (auto begin = path.find('{'); begin != std::string::npos; begin = path.find('{'))
      path.replace(begin, path.find('}') - begin + 1, "1");
    return path;
  }
  // A request that the route takes, from whoever `fields` say.
  static io::HttpRequest request_for(const Route& route, std::vector<HttpField> fields = {}) {
    if (route.content == Content::Json) fields.push_back(json());
    if (route.content == Content::Form)
      fields.push_back({"Content-Type", "application/x-www-form-urlencoded"});
    const bool body = route.content == Content::Json;
    return request(route.method, address_of(route), std::move(fields), body ? "{}" : "");
  }
  // What every address that only shows something says to the admin.
  std::map<std::string, io::HttpResponse> everything_shown() {
    std::map<std::string, io::HttpResponse> out;
    for (const Route& route : routes())
      if (route.method == "GET" && !route.acts)
        out[route.path] = ask(request_for(route, {basic("admin", admin_password)}));
    return out;
  }

  // Until the resync is over: its state and words; or the status of the refusal.
  std::string resync(const std::string& url) {
    const auto started = post("/api/v1/resync", boost::json::serialize(boost::json::object{{"url", url}}));
    if (started.status != 202) return std::to_string(started.status);
    using State = phone::ResyncReport::State;
    EXPECT_TRUE(world->loop().run_until(
        [this] {
          const State state = station->resync().report().state;
          return state == State::Done || state == State::Failed;
        },
        seconds(30)))
        << url;
    const auto& report = station->resync().report();
    return std::string(phone::resync_state_name(report.state)) + ": " + report.words;
  }

  Endpoint sip_endpoint = listen_anywhere(switchboard);
  SipPeer sip{*world, sip_endpoint};
};

}  // namespace handset::web::testing
