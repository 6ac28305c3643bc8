// find_server NAME-SERVER TRANSPORT SETTING: what ua::ServerFinder finds behind a proxy setting when it asks
// that name server, host:port, by SRV with the prefix of the transport; TRANSPORT is UDP, TCP, TLS or AUTO.
// One target a line, its priority first, and last for how many seconds they are good; or one line that begins
// with "error".
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>

#include "io/world.h"
#include "ua/server_finder.h"

namespace handset {
namespace {

struct Printer final : ua::ServerFinder::Handler {
  explicit Printer(const Clock& its_clock) : clock(its_clock) {}

  void on_found(const Result<ua::FoundServers>& servers) override {
    done = true;
    if (!servers) {
      std::printf("error %s\n", std::string(servers.error().what).c_str());
      return;
    }
    for (const ua::ServerTarget& target : servers->targets)
      std::printf("%d %s\n", target.priority, target.words().c_str());
    std::printf("%lld\n", static_cast<long long>((servers->expires - clock.now()) / seconds(1)));
  }

  const Clock& clock;
  bool done = false;
};

std::optional<ua::SipTransport> transport_of(std::string_view name) {
  for (const auto transport : {ua::SipTransport::Udp, ua::SipTransport::Tcp, ua::SipTransport::Tls})
    if (ua::sip_transport_name(transport) == name) return transport;
  return std::nullopt;
}

int find_server(std::string_view server, std::string_view transport, std::string_view text) {
  const auto endpoint = Endpoint::parse(server);
  const auto setting = ua::ServerSetting::parse(text);
  if (!endpoint || !setting) return 2;
  io::IoWorldOptions options;
  options.resolver.dns.servers = {*endpoint};
  const auto opened = io::IoWorld::open(options);
  if (!opened) return 1;
  io::IoWorld& io_world = **opened;
  const World world = io_world.world();
  Printer printer(world.clock);
  ua::ServerFinder finder(world.clock, world.resolver, world.network, world.random, printer);
  finder.find({.server = *setting,
               .transport = transport_of(transport),
               .can_tls = true,
               .use_srv = true,
               .auto_prefix = true});
  return io_world.loop().run_until([&] { return printer.done; }, seconds(60)) ? 0 : 1;
}

}  // namespace
}  // namespace handset

int main(int argc, char** argv) {
  return argc == 4 ? handset::find_server(argv[1], argv[2], argv[3]) : 2;
}
