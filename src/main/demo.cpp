// handset demo: a web server with XML pages, a phone with two lines and a push from one to the other, in one
// process and over real sockets.
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "lab/gallery.h"
#include "lab/gallery_server.h"
#include "main/commands.h"
#include "main/device.h"
#include "main/first_passwords.h"
#include "main/terminal.h"
#include "pbx/push_sender.h"

namespace handset::program {
namespace {

constexpr Duration deadline = seconds(10);
constexpr std::uint16_t sip_port = 5060;
constexpr std::uint16_t http_port = 8080;
constexpr std::uint16_t gallery_port = 8081;
constexpr std::string_view demo_line = "101";

Endpoint loopback(std::uint16_t port) {
  return {IpAddress::v4(127, 0, 0, 1), port};
}

struct Secrets {
  std::string line;
  std::string second_line;
};

// A phone that keeps nothing has no hash to protect, and starts at once.
web::ScryptCost password_cost(const DemoOptions& options) {
  return options.data.empty() ? web::ScryptCost{1024, 8, 1} : web::ScryptCost{};
}

std::vector<settings::Assignment> demo_settings(const Secrets& secrets, const lab::GalleryServer& gallery) {
  return {
      {"User_ID_1_", std::string(demo_line)},
      {"Password_1_", secrets.line},
      {"Display_Name_1_", "Demo 101"},
      {"User_ID_2_", "102"},
      {"Password_2_", secrets.second_line},
      {"Display_Name_2_", "Demo 102"},
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
  Secrets secrets_;
  std::optional<lab::GalleryServer> gallery_;
  std::unique_ptr<Device> device_;
};

Attempt<void> Demo::start() {
  auto gallery = lab::GalleryServer::start(loopback(port(gallery_port)));
  if (!gallery) gallery = lab::GalleryServer::start(loopback(0));
  if (!gallery) return tl::unexpected("The gallery cannot listen: " + std::string(gallery.error().what));
  gallery_ = std::move(*gallery);

  Random& random = io_.world().random;
  secrets_ = {random.token(12), random.token(12)};
  auto device = Device::start(io_, {.version = HANDSET_VERSION,
                                    .data = options_.data,
                                    .command_line = demo_settings(secrets_, *gallery_),
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

Attempt<void> Demo::push_and_wait() {
  pbx::PushOrder order;
  order.uri = line_uri();
  order.target = device_->sip();
  order.credentials = {std::string(demo_line), secrets_.line, std::nullopt};
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
    return screen.kind == phone::WindowKind::Text || screen.kind == phone::WindowKind::Message;
  };
  const bool in_time = io_.loop().run_until(over, deadline);
  if (result && !result->accepted()) return tl::unexpected(result->words);
  if (interrupted_) return tl::unexpected<std::string>("Ended before the page was shown.");
  if (!in_time)
    return tl::unexpected(result ? "The push was accepted, but its page was not shown within 10 s."
                                 : "The push was not answered within 10 s.");
  if (screen.kind == phone::WindowKind::Message)
    return tl::unexpected("The push was accepted, but its page was not shown: " + screen.prompt + ".");
  return {};
}

std::string Demo::addresses() const {
  const std::string root = "http://" + device_->http().to_string();
  return "phone          " + line_uri() + " (and 102), UDP and TCP\n" + "its page       " + root +
         "/phone\n" + "administration " + root + "/admin/\n" + "XML pages      " +
         gallery_->url(lab::menu_path) + "\n\n";
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
         (terminal ? secrets_.line : "PASSWORD") + " " + gallery_->url("/hundred") + "\n";
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
