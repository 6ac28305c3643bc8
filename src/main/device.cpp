#include "main/device.h"

#include <string>
#include <utility>
#include <vector>

#include "io/http_server.h"
#include "io/interfaces.h"
#include "main/addresses.h"
#include "phone/settings_options.h"

namespace handset::program {
namespace {

// A push may send the phone to this machine only when nobody but this machine can push.
Attempt<std::shared_ptr<const FetchPolicy>> fetch_policy(const settings::Snapshot& settings,
                                                         const Endpoint& sip, const Endpoint& http) {
  const bool loopback = sip.address.is_loopback() && http.address.is_loopback();
  std::vector<Endpoint> listeners = io::reachable_endpoints(sip);
  for (const Endpoint& endpoint : io::reachable_endpoints(http)) listeners.push_back(endpoint);
  auto policy = FetchPolicy::parse(settings.fetch_allowed(), loopback, std::move(listeners));
  if (!policy) return tl::unexpected("Fetch_Allowed: " + std::string(policy.error().what) + ".");
  return std::make_shared<const FetchPolicy>(std::move(*policy));
}

// The HTTP server needs the phone, and the phone needs to know its listeners: so a port that the system is to
// choose is chosen first.
Endpoint with_port(Endpoint wanted, bool any_port) {
  if (wanted.port != 0 && !any_port) return wanted;
  const auto nobody = [](const io::HttpRequest&, const io::Responder&) {};
  auto probe = io::HttpServer::start(wanted, nobody);
  if (!probe) probe = io::HttpServer::start({wanted.address, 0}, nobody);
  return probe ? (*probe)->endpoint() : wanted;
}

}  // namespace

Attempt<void> Device::open_accounts(const World& world, const DeviceOptions& options) {
  auto accounts = web::Accounts::load_or_create(world.store, world.random, options.password_cost);
  if (!accounts) return tl::unexpected("The accounts: " + std::string(accounts.error().what) + ".");
  accounts_ = std::move(*accounts);
  for (const auto& [account, password] : {std::pair{web::Account::Admin, options.settings->admin_passwd()},
                                          std::pair{web::Account::User, options.settings->user_password()}}) {
    if (password.empty()) continue;
    // Unavailable: it cannot be kept, which a password that is given at each start need not be.
    const auto set = accounts_->set_password(account, password);
    if (!set && set.error().code != Errc::Unavailable)
      return tl::unexpected("The password of " + std::string(web::account_name(account)) + ": " +
                            std::string(set.error().what) + ".");
  }
  return {};
}

Attempt<void> Device::listen_sip(const World& world, const DeviceOptions& options) {
  switchboard_ = std::make_unique<phone::Switchboard>(world);
  auto bound = switchboard_->listen(options.sip);
  if (!bound && options.any_port) bound = switchboard_->listen({options.sip.address, 0});
  if (!bound) return tl::unexpected(cannot_listen(options.sip, "--sip", bound.error()));
  sip_ = *bound;
  return {};
}

Attempt<void> Device::serve_http(io::IoWorld& io, const DeviceOptions& options) {
  http_ = with_port(options.http, options.any_port);
  auto policy = fetch_policy(*options.settings, sip_, http_);
  if (!policy) return tl::unexpected(policy.error());
  phone_ = std::make_unique<phone::Phone>(
      io.world(options.trace), phone::options_from(*options.settings, *options.model, std::move(*policy)));
  web::ServerOptions server_options;
  server_options.log = &io.log();
  auto server = web::Server::start(http_, io.loop(), *phone_, *accounts_, std::move(server_options));
  if (!server) return tl::unexpected(cannot_listen(http_, "--http", server.error()));
  server_ = std::move(*server);
  return {};
}

Attempt<std::unique_ptr<Device>> Device::start(io::IoWorld& io, const DeviceOptions& options) {
  const World world = io.world(options.trace);
  std::unique_ptr<Device> device(new Device);
  Attempt<void> done = device->listen_sip(world, options);
  if (done) done = device->open_accounts(world, options);
  if (done) done = device->serve_http(io, options);
  if (!done) return tl::unexpected(done.error());
  if (const auto added = device->switchboard_->add(*device->phone_); !added)
    return tl::unexpected("The lines cannot be put into service: " + std::string(added.error().what) + ".");
  return device;
}

}  // namespace handset::program
