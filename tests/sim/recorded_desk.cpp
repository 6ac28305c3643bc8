#include "sim/recorded_desk.h"

#include <array>
#include <utility>

namespace handset {
namespace {

const IpAddress phone_address = IpAddress::v4(192, 0, 2, 10);
const IpAddress peer_address = IpAddress::v4(192, 0, 2, 20);
constexpr std::uint16_t sip_port = 5060;
constexpr std::uint16_t sips_port = 5061;
constexpr std::uint16_t proxy_port = 5090;

const std::string root = "http://web.example/";

std::string page(const std::string& name) {
  if (name == "text") return "<CiscoIPPhoneText><Title>News</Title><Text>of today</Text></CiscoIPPhoneText>";
  if (name == "menu")
    return "<CiscoIPPhoneMenu><Title>Choose</Title>"
           "<MenuItem><Name>Text</Name><URL>" +
           root +
           "text</URL></MenuItem>"
           "<MenuItem><Name>Slow</Name><URL>" +
           root +
           "slow</URL></MenuItem>"
           "<MenuItem><Name>Gone</Name><URL>" +
           root + "gone</URL></MenuItem></CiscoIPPhoneMenu>";
  if (name == "input")
    return "<CiscoIPPhoneInput><Title>Who</Title><URL>" + root +
           "text</URL><InputItem>"
           "<DisplayName>Name</DisplayName><QueryStringParam>n</QueryStringParam>"
           "<InputFlags>A</InputFlags></InputItem></CiscoIPPhoneInput>";
  if (name == "execute")
    return "<CiscoIPPhoneExecute><ExecuteItem URL=\"" + root +
           "menu\"/>"
           "<ExecuteItem URL=\"Key:KeyPad1\"/></CiscoIPPhoneExecute>";
  return "<CiscoIPPhoneText><Title>broken";
}

const std::vector<std::string>& pages() {
  static const std::vector<std::string> all = {"text", "menu", "input", "execute", "broken",
                                               "slow", "gone", "never", "moved"};
  return all;
}

}  // namespace

RecordedDesk::RecordedDesk(std::uint64_t seed)
    : simulation_(seed),
      host_(simulation_.host("phone", phone_address)),
      peer_(simulation_.host("peer", peer_address)),
      chance_(seed, "deeds"),
      recorder_(host_.world(), lines_, "0.1.0") {
  sim::LinkModel link;
  link.loss = chance_.chance(0.5) ? 0.1 : 0;
  link.duplicate = 0.1;
  link.reorder = 0.1;
  link.max_delay = milliseconds(30);
  link.split = 0.5;
  simulation_.wire().set_link(link);
  if (chance_.chance(0.4)) host_.faults().every_call(5 + chance_.below(20));
  fill_web();
  build();
}

void RecordedDesk::fill_web() {
  sim::Web& web = simulation_.web();
  for (const char* name : {"text", "menu", "input", "execute", "broken"}) web.serve(root + name, page(name));
  sim::WebAnswer slow;
  slow.result.status = 200;
  slow.result.body = page("text");
  slow.result.content_type = "text/xml";
  slow.result.refresh = "3; url=" + root + "menu";
  slow.delay = seconds(2);
  web.serve_answer(root + "slow", slow);
  web.serve_status(root + "gone", 404);
  web.serve_nothing(root + "never");
  web.serve_redirect(root + "moved", root + "text");
  web.serve(root + "profile.xml", "<flat-profile><Password_1_>hunter2</Password_1_></flat-profile>");
  simulation_.names().set("syslog.example", {peer_address});
  static_cast<void>(peer_.world().network.listen({peer_address, proxy_port}, streams_));
}

void RecordedDesk::build() {
  const World world = recorder_.world();
  namespace inputs = phone::station_inputs;
  switchboard_ = inputs::make_switchboard(world);
  // With every n-th call failing it may take more than one attempt.
  while (!inputs::listen(world, *switchboard_, {phone_address, sip_port})) {
  }
  while (!inputs::listen_secured(world, *switchboard_, {phone_address, sips_port})) {
  }
  phone::StationOptions options;
  options.sip = {phone_address, sip_port};
  options.identity.mac = "000e08aabbcc";
  options.listeners = listeners_ = {options.sip};
  const std::vector<settings::Assignment> first = {
      {"User_ID_1_", "101"},          {"Password_1_", "secret"},
      {"User_ID_2_", "102"},          {"Password_2_", "other"},
      {"XML_NOTIFY_Body", "url+xml"}, {"XML_Application_Service_URL", root + "menu"}};
  auto applied = settings::Snapshot{}.with(first, settings::Stamp{});
  station_ = inputs::make_station(world, *switchboard_, std::move(options), applied->snapshot, this);
  screen_ = std::make_unique<phone::StationScreen>(*station_);
  recorder_.set_screen(screen_.get());
}

void RecordedDesk::live(unsigned deeds) {
  for (unsigned i = 0; i < deeds; ++i) {
    act();
    simulation_.run_for(chance_.between(Duration(0), chance_.chance(0.1) ? seconds(40) : seconds(2)));
  }
}

std::vector<std::string> RecordedDesk::finish() {
  recorder_.finish();
  return lines_.lines;
}

void RecordedDesk::act() {
  switch (chance_.below(16)) {
    case 0:
    case 1:
    case 2:
      return push();
    case 3:
    case 4:
    case 5:
      return press_keys();
    case 6:
      return change_settings();
    case 7:
      return resync();
    case 8:
      return meddle_with_streams();
    case 9:
      return station_->request_restart();
    case 10:
    case 13:
    case 14:
      static_cast<void>(
          station_->check_line(1 + static_cast<unsigned>(chance_.below(7)), [](const phone::LineCheck&) {}));
      return;
    case 11:
    case 12:
      return walk_menus();
    default:
      host_.clock().set_wall(host_.clock().wall() + chance_.between(-hours(1), hours(1)));
  }
}

void RecordedDesk::push() {
  pbx::PushOrder order;
  const bool first = chance_.chance(0.7);
  order.uri = first ? "sip:101@192.0.2.10:5060" : "sip:102@192.0.2.10:5060";
  order.target = {phone_address, sip_port};
  order.local = {peer_address, 0};
  order.transport = chance_.chance(0.3) ? ua::SipTransport::Tcp : ua::SipTransport::Udp;
  const std::string password = first ? "secret" : "other";
  order.credentials = {first ? "101" : "102", chance_.chance(0.15) ? "wrong" : password, {}};
  const std::string name = pick(pages());
  order.body = chance_.chance(0.5) ? root + name : page(name);
  order.content_type = order.body.starts_with("http") ? "text/html" : "text/xml";
  senders_.push_back(
      std::make_unique<pbx::PushSender>(peer_.world(), std::move(order), [](const pbx::PushResult&) {}));
}

void RecordedDesk::press_keys() {
  constexpr auto keys = static_cast<std::uint64_t>(phone::Key::Exit) + 1;
  for (std::uint64_t i = chance_.below(4); i > 0; --i) {
    const auto key = static_cast<phone::Key>(chance_.below(keys));
    switch (chance_.below(4)) {
      case 0:
        station_->key_down(key, phone::KeySource::Person);
        break;
      case 1:
        station_->key_up(key, phone::KeySource::Person);
        break;
      case 2:
        station_->type(chance_.chance(0.5) ? "12*" : "Grüße", phone::KeySource::Program);
        break;
      default:
        station_->press(key, phone::KeySource::Program);
    }
  }
}

// Deep enough to change something now and then, or to restart.
void RecordedDesk::walk_menus() {
  using phone::Key;
  constexpr std::array keys{Key::KeyPad1,  Key::KeyPad2,   Key::KeyPad5, Key::KeyPad6, Key::KeyPad7,
                            Key::NavRight, Key::NavSelect, Key::NavDown, Key::Soft1,   Key::Soft2,
                            Key::VolUp,    Key::VolDown,   Key::NavBack, Key::KeyPad4, Key::KeyPad3};
  if (chance_.chance(0.7)) static_cast<void>(station_->press(Key::Settings, phone::KeySource::Person));
  for (std::uint64_t i = chance_.below(12); i > 0; --i) {
    static_cast<void>(station_->press(keys.at(chance_.below(keys.size())), phone::KeySource::Person));
    if (chance_.chance(0.2)) simulation_.run_for(milliseconds(30));
  }
}

void RecordedDesk::change_settings() {
  const std::vector<std::pair<std::string, std::vector<std::string>>> choices = {
      {"Password_1_", {"secret", "secret", "other"}},
      {"Station_Name", {"", "desk", "Büro"}},
      {"SIP_Port_1_", {"5060", "5070"}},
      {"SIP_Transport_1_", {"UDP", "TCP"}},
      {"SIP_Transport_2_", {"UDP", "TCP"}},
      {"Proxy_1_", {"192.0.2.20:5090", "pbx.example", ""}},
      {"Syslog_Server", {"", "syslog.example"}},
      {"Debug_Level", {"0", "3"}},
      {"Fetch_Allowed", {"", "10.0.0.0/8"}},
      {"XML_Mode", {"strict", "friendly"}},
  };
  std::vector<settings::Assignment> assignments;
  for (const auto& [tag, values] : choices)
    if (chance_.chance(0.4)) assignments.push_back({tag, pick(values)});
  if (auto applied = station_->settings()->with(assignments, settings::Stamp{}))
    station_->apply(applied->snapshot);
}

// The profile is stored on another thread; so what becomes of it comes later, or at once when it is not
// taken.
void RecordedDesk::resync() {
  static_cast<void>(station_->resync().start(
      "[--uid u --pwd hunter2] " + root + (chance_.chance(0.7) ? "profile.xml" : "gone"), peer_address,
      [this](const phone::FetchedProfile&) {
        if (chance_.chance(0.3)) return false;
        simulation_.after(milliseconds(20), [this] { station_->resync().finish(true, "It is stored."); });
        return true;
      }));
}

void RecordedDesk::meddle_with_streams() {
  Network& network = peer_.world().network;
  if (!open_streams_.empty() && chance_.chance(0.5)) {
    network.close(open_streams_.back());
    open_streams_.pop_back();
    return;
  }
  const StreamId stream =
      network.connect({phone_address, chance_.chance(0.5) ? sip_port : sips_port}, streams_);
  open_streams_.push_back(stream);
  network.send(stream, chance_.chance(0.5) ? "\r\n\r\n" : std::string("\0\xff no SIP", 9));
}

// The settings are kept on another thread; so the answer comes later, or at once when nobody has time.
void RecordedDesk::on_settings_chosen(phone::Station&, phone::SettingsChoice choice) {
  const auto answer = [this, choice] {
    auto applied = station_->settings()->with(choice.values, settings::Stamp{});
    if (applied) station_->apply(applied->snapshot);
    station_->answer_settings(choice.number, applied ? phone::SettingsAnswer::stored()
                                                     : phone::SettingsAnswer::refused("It is refused"));
  };
  const auto chance = chance_.below(4);
  if (chance == 0)
    answer();
  else if (chance == 1)
    station_->answer_settings(choice.number, phone::SettingsAnswer::password_wanted("Whose?"));
  else
    simulation_.after(milliseconds(20), answer);
}

// As the process does with its web server.
void RecordedDesk::on_restarted(phone::Station& station) {
  if (chance_.chance(0.5)) return;
  listeners_.push_back({phone_address, static_cast<std::uint16_t>(8000 + listeners_.size())});
  station.set_listeners(listeners_, chance_.chance(0.5));
}

}  // namespace handset
