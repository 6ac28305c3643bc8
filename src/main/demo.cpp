// handset demo: a PBX, a web server with XML pages, a phone whose two lines register and whose keys watch
// others, and a push to it, in one process and over real sockets.
#include <algorithm>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "lab/gallery.h"
#include "lab/gallery_server.h"
#include "lab/pbx_desk.h"
#include "lab/pbx_diary.h"
#include "main/commands.h"
#include "main/device.h"
#include "main/first_passwords.h"
#include "main/terminal.h"
#include "pbx/pbx.h"
#include "pbx/push_sender.h"

namespace handset::program {
namespace {

constexpr Duration deadline = seconds(10);
constexpr std::uint16_t sip_port = 5060;
constexpr std::uint16_t pbx_port = 5070;
constexpr std::uint16_t http_port = 8080;
constexpr std::uint16_t gallery_port = 8081;
constexpr std::string_view demo_line = "101";
constexpr std::string_view second_line = "102";
constexpr std::string_view sales = "103";
constexpr std::string_view workshop = "104";

Endpoint loopback(std::uint16_t port) {
  return {IpAddress::v4(127, 0, 0, 1), port};
}

// Who has an account at the PBX. The lines of the phone are the first two; its keys watch the others.
enum class DemoUser : std::uint8_t { First, Second, Sales, Workshop };

std::vector<pbx::Account> demo_accounts(Random& random) {
  std::vector<pbx::Account> accounts;
  for (const std::string_view user : {demo_line, second_line, sales, workshop})
    accounts.push_back({std::string(user), random.token(12)});
  return accounts;
}

pbx::BindingTable::Aor aor(DemoUser user) {
  return static_cast<pbx::BindingTable::Aor>(user);
}

// A phone that keeps nothing has no hash to protect, and starts at once.
web::ScryptCost password_cost(const DemoOptions& options) {
  return options.data.empty() ? web::ScryptCost{1024, 8, 1} : web::ScryptCost{};
}

std::string watch(std::string_view user, std::string_view name) {
  return "fnc=blf;sub=" + std::string(user) + "@$PROXY;nme=" + std::string(name);
}

std::vector<settings::Assignment> demo_settings(const std::vector<pbx::Account>& accounts,
                                                const std::string& proxy, const lab::GalleryServer& gallery) {
  return {
      {"User_ID_1_", accounts[0].user},
      {"Password_1_", accounts[0].password},
      {"Display_Name_1_", "Demo 101"},
      {"Proxy_1_", proxy},
      {"Voice_Mail_Server_1_", proxy},
      {"User_ID_2_", accounts[1].user},
      {"Password_2_", accounts[1].password},
      {"Display_Name_2_", "Demo 102"},
      {"Proxy_2_", proxy},
      {"Extended_Function_3_", watch(sales, "Sales")},
      {"Extended_Function_4_", watch(workshop, "Workshop")},
      {"XML_NOTIFY_Body", "url+xml"},
      {"XML_Application_Service_Name", "Gallery"},
      {"XML_Application_Service_URL", gallery.url(lab::menu_path)},
      {"XML_Directory_Service_Name", "Staff"},
      {"XML_Directory_Service_URL", gallery.url(lab::directory_path)},
  };
}

class Demo {
 public:
  Demo(io::IoWorld& io, const DemoOptions& options) : io_(io), options_(options) {
    io_.loop().on_signal([this] {
      interrupted_ = true;
      io_.loop().stop();
    });
  }

  ExitStatus run();

 private:
  Attempt<void> start();
  Attempt<void> start_pbx();
  Attempt<void> start_gallery();
  [[nodiscard]] bool is_registered() const;
  Attempt<void> push_and_wait();
  [[nodiscard]] std::string addresses() const;
  [[nodiscard]] std::string things_to_try() const;
  [[nodiscard]] std::string line_uri() const {
    return "sip:" + std::string(demo_line) + "@" + device_->sip().to_string();
  }
  [[nodiscard]] std::uint16_t port(std::uint16_t usual) const {
    return options_.once ? std::uint16_t{0} : usual;
  }

  io::IoWorld& io_;
  const DemoOptions& options_;
  bool interrupted_ = false;
  lab::Ladder ladder_ = make_ladder();
  std::vector<pbx::Account> accounts_;
  lab::PbxDiary diary_{io_.world().clock};
  std::unique_ptr<pbx::Pbx> pbx_;
  std::optional<lab::PbxDesk> desk_;
  std::optional<lab::GalleryServer> gallery_;  // after the desk, which it asks
  std::unique_ptr<Device> device_;
};

Attempt<void> Demo::start_pbx() {
  accounts_ = demo_accounts(io_.world().random);
  pbx::PbxOptions options;
  options.registrar.accounts = accounts_;
  pbx_ = std::make_unique<pbx::Pbx>(io_.world(), options, &diary_);
  auto bound = pbx_->listen(loopback(port(pbx_port)));
  if (!bound) bound = pbx_->listen(loopback(0));
  if (!bound) return tl::unexpected("The PBX cannot listen: " + std::string(bound.error().what) + ".");
  pbx_->notifier().set_state(aor(DemoUser::First), {.mailbox = {2, 1}});
  pbx_->notifier().set_state(aor(DemoUser::Sales), {.call = pbx::CallState::Ringing});
  pbx_->notifier().set_state(aor(DemoUser::Workshop), {.call = pbx::CallState::Busy, .peer = "105"});
  desk_.emplace(*pbx_, diary_, io_.world().clock,
                [this](std::function<void()> task) { io_.loop().post(std::move(task)); });
  return {};
}

Attempt<void> Demo::start_gallery() {
  const auto further = [this](const io::HttpRequest& request, io::Responder& respond) {
    return desk_->take(request, respond);
  };
  auto gallery = lab::GalleryServer::start(loopback(port(gallery_port)), further);
  if (!gallery) gallery = lab::GalleryServer::start(loopback(0), further);
  if (!gallery)
    return tl::unexpected("The gallery cannot listen: " + std::string(gallery.error().what) + ".");
  gallery_ = std::move(*gallery);
  return {};
}

Attempt<void> Demo::start() {
  if (auto done = start_pbx(); !done) return done;
  if (auto done = start_gallery(); !done) return done;
  auto device =
      Device::start(io_, {.version = HANDSET_VERSION,
                          .data = options_.data,
                          .command_line = demo_settings(accounts_, pbx_->endpoint().to_string(), *gallery_),
                          .sip = loopback(port(sip_port)),
                          .http = loopback(port(http_port)),
                          .any_port = true,
                          .record = options_.record,
                          .password_cost = password_cost(options_),
                          .trace = &ladder_});
  if (!device) return tl::unexpected(device.error());
  device_ = std::move(*device);
  return {};
}

bool Demo::is_registered() const {
  const auto& lines = device_->phone().lines();
  return std::all_of(lines.begin(), lines.end(), [](const phone::Line& line) {
    return !line.registers() || line.registration().state == ua::Registration::State::Registered;
  });
}

Attempt<void> Demo::push_and_wait() {
  pbx::PushOrder order;
  order.uri = line_uri();
  order.target = device_->sip();
  order.credentials = {std::string(demo_line), accounts_[0].password, std::nullopt};
  order.body = gallery_->url(lab::welcome_path);

  // The phone's own trace tells every step; one of the sender would tell them twice.
  std::optional<pbx::PushResult> result;
  const pbx::PushSender sender(io_.world(), std::move(order),
                               [&](const pbx::PushResult& found) { result = found; });
  phone::Screen screen;
  const auto over = [&] {
    if (!result) return false;
    if (!result->accepted()) return true;
    screen = device_->phone().screen();
    if (!is_registered()) return false;
    return screen.kind == phone::WindowKind::Text || screen.kind == phone::WindowKind::Message;
  };
  const bool in_time = io_.loop().run_until(over, deadline);
  if (result && !result->accepted()) return tl::unexpected(result->words);
  if (interrupted_) return tl::unexpected<std::string>("Ended before the page was shown.");
  if (!in_time && !is_registered())
    return tl::unexpected<std::string>("The lines did not register at the demo's PBX within 10 s.");
  if (!in_time)
    return tl::unexpected(result ? "The push was accepted, but its page was not shown within 10 s."
                                 : "The push was not answered within 10 s.");
  if (screen.kind == phone::WindowKind::Message)
    return tl::unexpected("The push was accepted, but its page was not shown: " + screen.prompt + ".");
  return {};
}

std::string Demo::addresses() const {
  const std::string root = "http://" + device_->http().to_string();
  return "PBX            " + pbx_->endpoint().to_string() +
         ", UDP and TCP: two new messages, 103 rings, 104 is busy\n" + "its page       " +
         gallery_->url(lab::pbx_path) + "\n" + "phone          " + line_uri() +
         " (and 102), UDP and TCP; both are registered\n" + "its page       " + root + "/phone\n" +
         "administration " + root + "/admin/\n" + "XML pages      " + gallery_->url(lab::menu_path) + "\n\n";
}

std::string Demo::things_to_try() const {
  // What is printed elsewhere than on a terminal is kept, so it has no secrets in it.
  const bool terminal = on_terminal();
  std::string admin = "PASSWORD";
  for (const web::FreshPassword& fresh : device_->accounts().fresh_passwords())
    if (terminal && fresh.account == web::Account::Admin) admin = fresh.password;
  const std::string curl = "  curl -u admin:" + admin + " ";
  const std::string root = "http://" + device_->http().to_string();
  return "\nWhat the screen shows, a key (soft key 1: Gallery), a picture of the screen:\n" + curl + root +
         "/api/v1/screen\n" + curl + "-d '{\"keys\":[\"Soft1\"]}' -H 'Content-Type: application/json' " +
         root + "/api/v1/keys\n" + curl + "-o screen.png " + root + "/CGI/Screenshot\n" +
         "\nAnother push:\n  " + options_.program + " push " + line_uri() + " --password " +
         (terminal ? accounts_[0].password : "PASSWORD") + " " + gallery_->url("/hundred") + "\n";
}

ExitStatus Demo::run() {
  if (const auto started = start(); !started) return failed("demo", started.error());
  say(addresses());
  const auto shown = push_and_wait();
  if (!shown) return failed("demo", shown.error());
  if (options_.once) return ExitStatus::Done;
  const auto passwords =
      hand_over_passwords(device_->accounts(), io_.world().store, options_.data, on_terminal());
  if (!passwords) return failed("demo", passwords.error());
  const std::string link = on_terminal() ? "\n" + login_words(device_->login_link()) : std::string();
  say(things_to_try() + "\n" + *passwords + link + "Ctrl-C ends the demo.\n");
  io_.loop().run();
  return ExitStatus::Done;
}

}  // namespace

ExitStatus demo(const DemoOptions& options) {
  io::IoWorldOptions io_options;
  io_options.data = options.data;
  io_options.log.level = LogLevel::Warning;
  const auto io = io::IoWorld::open(io_options);
  if (!io) return failed("demo", std::string(io.error().what) + ".");
  return Demo(**io, options).run();
}

}  // namespace handset::program
