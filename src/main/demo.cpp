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
#include "main/terminal.h"
#include "pbx/push_sender.h"

namespace handset::program {
namespace {

constexpr Duration kDeadline = seconds(10);
constexpr std::uint16_t kSipPort = 5060;
constexpr std::uint16_t kHttpPort = 8080;
constexpr std::uint16_t kGalleryPort = 8081;
constexpr std::string_view kLine = "101";

Endpoint loopback(std::uint16_t port) {
  return {IpAddress::v4(127, 0, 0, 1), port};
}

struct Secrets {
  std::string line;
  std::string second_line;
};

settings::SnapshotPtr demo_settings(const Secrets& secrets, WallTime now) {
  const std::vector<settings::Assignment> assignments{
      {"User_ID_1_", std::string(kLine)},   {"Password_1_", secrets.line},
      {"Display_Name_1_", "Demo 101"},      {"User_ID_2_", "102"},
      {"Password_2_", secrets.second_line}, {"Display_Name_2_", "Demo 102"},
      {"XML_NOTIFY_Body", "url+xml"},
  };
  return settings::Snapshot{}.with(assignments, {settings::Origin::CommandLine, now}).value().snapshot;
}

class Demo {
 public:
  Demo(io::IoWorld& io, const DemoOptions& options) : io_(io), options_(options) {}

  ExitStatus run();

 private:
  Attempt<void> start();
  Attempt<void> push_and_wait();
  [[nodiscard]] std::string addresses() const;
  [[nodiscard]] std::string things_to_try() const;
  [[nodiscard]] std::string line_uri() const {
    return "sip:" + std::string(kLine) + "@" + device_->sip().to_string();
  }
  [[nodiscard]] std::uint16_t port(std::uint16_t usual) const {
    return options_.once ? std::uint16_t{0} : usual;
  }

  io::IoWorld& io_;
  const DemoOptions& options_;
  lab::Ladder ladder_ = make_ladder();
  Secrets secrets_;
  std::optional<lab::GalleryServer> gallery_;
  std::unique_ptr<Device> device_;
};

Attempt<void> Demo::start() {
  auto gallery = lab::GalleryServer::start(loopback(port(kGalleryPort)));
  if (!gallery) gallery = lab::GalleryServer::start(loopback(0));
  if (!gallery) return tl::unexpected("The gallery cannot listen: " + std::string(gallery.error().what));
  gallery_ = std::move(*gallery);

  Random& random = io_.world().random;
  secrets_ = {random.token(12), random.token(12)};
  auto device = Device::start(io_, {.settings = demo_settings(secrets_, io_.loop().wall()),
                                    .sip = loopback(port(kSipPort)),
                                    .http = loopback(port(kHttpPort)),
                                    .any_port = true,
                                    .trace = &ladder_});
  if (!device) return tl::unexpected(device.error());
  device_ = std::move(*device);
  return {};
}

Attempt<void> Demo::push_and_wait() {
  pbx::PushOrder order;
  order.uri = line_uri();
  order.target = device_->sip();
  order.credentials = {std::string(kLine), secrets_.line, std::nullopt};
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
  const bool in_time = io_.loop().run_until(over, kDeadline);
  if (result && !result->accepted()) return tl::unexpected(result->words);
  if (!in_time)
    return tl::unexpected(result ? "The push was accepted, but its page was not shown within 10 s."
                                 : "The push was not answered within 10 s.");
  if (screen.kind == phone::WindowKind::Message)
    return tl::unexpected("The push was accepted, but its page was not shown: " + screen.prompt + ".");
  return {};
}

std::string Demo::addresses() const {
  return "phone       " + line_uri() + " (and 102), UDP and TCP\n" + "XML pages   " +
         gallery_->url(lab::menu_path) + "\n\n";
}

std::string Demo::things_to_try() const {
  return "\nPush another page:\n  " + options_.program + " push " + line_uri() + " --password " +
         secrets_.line + " " + gallery_->url("/hundred") + "\n\nCtrl-C ends the demo.\n";
}

ExitStatus Demo::run() {
  if (const auto started = start(); !started) return failed("demo", started.error());
  say(addresses());
  const auto shown = push_and_wait();
  if (!shown) return failed("demo", shown.error());
  if (options_.once) return ExitStatus::Done;
  say(things_to_try());
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
  io::Loop& loop = (*io)->loop();
  loop.on_signal([&] { loop.stop(); });
  return Demo(**io, options).run();
}

}  // namespace handset::program
