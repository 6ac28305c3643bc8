#include "main/device.h"

#include <utility>

#include "io/interfaces.h"
#include "main/addresses.h"
#include "main/identity.h"
#include "main/settings_start.h"
#include "phone/station_inputs.h"
#include "web/assets.h"

namespace handset::program {
namespace {

// Of the table: nobody has set the port then, and the command line alone decides.
constexpr std::uint16_t default_web_port = 80;

void add_reachable(std::vector<Endpoint>& to, const Endpoint& bound) {
  for (const Endpoint& endpoint : io::reachable_endpoints(bound)) to.push_back(endpoint);
}

}  // namespace

// Whoever may still call the others goes first.
Device::~Device() {
  if (recording_) recording_->finish();
  server_.reset();
  keeper_.reset();
}

Attempt<World> Device::make_world() {
  const World real = io_.world(options_.trace);
  if (options_.record.empty()) return real;
  auto recording = Recording::start(options_.record, real, options_.version);
  if (!recording) return tl::unexpected(recording.error());
  recording_ = *std::move(recording);
  return recording_->world();
}

// --- The settings

Attempt<void> Device::open_settings() {
  auto identity = load_or_create_identity(io_.world().store, io_.world().random);
  if (!identity) return tl::unexpected(identity.error());
  identity_ = *std::move(identity);
  identity_.model = options_.model->name;
  identity_.version = options_.version;

  auto keeper = open_keeper({.data = options_.data,
                             .mac = identity_.mac,
                             .command_line = options_.command_line,
                             .listener = [this](const io::SettingsStatePtr& state) {
                               io_.loop().post([this, state] { follow(state); });
                             }});
  if (!keeper) return tl::unexpected(keeper.error());
  keeper_ = *std::move(keeper);
  left_out_ = keeper_->left_out();

  auto accounts =
      open_accounts(*keeper_, io_.world().random,
                    {.cost = options_.password_cost, .open_allowed = loopback_only(), .log = &io_.log()});
  if (!accounts) return tl::unexpected(accounts.error());
  accounts_ = *std::move(accounts);

  if (options_.profile.empty()) return {};
  const auto issues = take_profile(*keeper_, *accounts_, options_.profile);
  if (!issues) return tl::unexpected(issues.error());
  left_out_.insert(left_out_.end(), issues->begin(), issues->end());
  return {};
}

// On the shard's thread, after a change was accepted. What was posted before the station was made finds the
// newest state there already.
void Device::follow(const io::SettingsStatePtr& state) {
  if (state->snapshot == station_->settings()) return;
  station_->apply(state->snapshot);
  follow_web_settings();
}

void Device::follow_web_settings() {
  server_->set_hosts(names());
}

// The answer comes from another thread, behind the new settings.
void Device::on_settings_chosen(phone::Station&, phone::SettingsChoice choice) {
  const auto number = choice.number;
  server_->submit_from_keys(std::move(choice), [this, number](const phone::SettingsAnswer& answer) {
    io_.loop().post([this, number, answer] { station_->answer_settings(number, answer); });
  });
}

// Web_Server_Port acts after a restart, beside the address of the command line.
void Device::on_restarted(phone::Station& station) {
  const auto port = static_cast<std::uint16_t>(station.settings()->web_server_port());
  const bool wanted = port != default_web_port && port != http_.port;
  if (own_web_port_ && (!wanted || own_web_port_->port != port)) {
    server_->close(*own_web_port_);
    own_web_port_.reset();
  }
  if (wanted && !own_web_port_) {
    if (const auto bound = server_->listen({.local = {http_.address, port}}))
      own_web_port_ = *bound;
    else
      io_.log().write(LogLevel::Warning, "web",
                      cannot_listen({http_.address, port}, "Web_Server_Port", bound.error()));
  }
  station.set_listeners(listeners(), loopback_only(), page_address() + "/phone");
}

// --- Where it is reached

std::string Device::login_link() {
  return page_address() + server_->make_login_path();
}

// Over TLS where a link would go over a network.
std::string Device::page_address() const {
  const bool tls = https_.has_value() && !http_.address.is_loopback();
  const std::string scheme = tls ? "https://" : "http://";
  Endpoint at = tls ? *https_ : http_;
  if (!options_.advertise.empty() && !IpAddress::parse(options_.advertise))
    return scheme + options_.advertise + ":" + std::to_string(at.port);
  if (const auto advertised = IpAddress::parse(options_.advertise)) at.address = *advertised;
  // Bound to all addresses: any of them, rather one that is not this machine's alone.
  if (at.address.is_unspecified())
    for (const Endpoint& reachable : io::reachable_endpoints(at))
      if (at.address.is_unspecified() || at.address.is_loopback()) at = reachable;
  return scheme + at.to_string();
}

bool Device::loopback_only() const {
  return options_.http.address.is_loopback() && (!options_.https || options_.https->address.is_loopback());
}

std::vector<Endpoint> Device::listeners() const {
  std::vector<Endpoint> out;
  add_reachable(out, sip_);
  if (sips_) add_reachable(out, *sips_);
  add_reachable(out, http_);
  if (https_) add_reachable(out, *https_);
  if (own_web_port_) add_reachable(out, *own_web_port_);
  return out;
}

std::vector<std::string> Device::names() const {
  const settings::SnapshotPtr settings = keeper_->current()->snapshot;
  std::vector<std::string> out;
  if (!options_.advertise.empty()) out.push_back(options_.advertise);
  if (!settings->hostname().empty()) out.emplace_back(settings->hostname());
  for (const std::string_view name : settings->web_host_names()) out.emplace_back(name);
  return out;
}

Attempt<void> Device::listen_sip(const World& world) {
  namespace inputs = phone::station_inputs;
  switchboard_ = inputs::make_switchboard(world);
  auto bound = inputs::listen(world, *switchboard_, options_.sip);
  if (!bound && options_.any_port) bound = inputs::listen(world, *switchboard_, {options_.sip.address, 0});
  if (!bound) return tl::unexpected(cannot_listen(options_.sip, "--sip", bound.error()));
  sip_ = *bound;
  return {};
}

Attempt<void> Device::listen_sips(const World& world) {
  if (!options_.sips) return {};
  if (const auto secured = io_.network().secure(*options_.sips, *certificate_); !secured)
    return tl::unexpected("The certificate: " + std::string(secured.error().what) + ".");
  const auto bound = phone::station_inputs::listen_secured(world, *switchboard_, *options_.sips);
  if (!bound) return tl::unexpected(cannot_listen(*options_.sips, "--sips", bound.error()));
  sips_ = *bound;
  return {};
}

Attempt<void> Device::enter_service(const World& world) {
  identity_.ip = sip_.address.is_unspecified() ? std::string() : sip_.address.to_string();
  if (IpAddress::parse(options_.advertise)) identity_.ip = options_.advertise;
  phone::StationOptions options;
  options.model = options_.model;
  options.identity = identity_;
  options.host_name = options_.advertise;
  options.sip = sip_;
  options.keeps_pushes = true;
  station_ = phone::station_inputs::make_station(world, *switchboard_, std::move(options),
                                                 keeper_->current()->snapshot,
                                                 static_cast<phone::StationHandler*>(this));
  if (recording_) recording_->watch(*station_);
  return {};
}

Attempt<void> Device::serve_web() {
  web::ServerOptions options;
  options.hosts = names();
  options.assets = web::assets();
  options.keeper = keeper_.get();
  options.log = &io_.log();
  options.counters = {&switchboard_->counters(), &switchboard_->traffic(),  &station_->counters(),
                      &station_->log_counters(), &io_.network().counters(), &io_.fetcher().counters(),
                      &io_.loop().counters()};
  server_ = std::make_unique<web::Server>(io_.loop(), *station_, *accounts_, io_.world().random,
                                          std::move(options));
  auto bound = server_->listen({.local = options_.http});
  if (!bound && options_.any_port) bound = server_->listen({.local = {options_.http.address, 0}});
  if (!bound) return tl::unexpected(cannot_listen(options_.http, "--http", bound.error()));
  http_ = *bound;
  if (options_.https) {
    if (auto done = serve_https(); !done) return done;
  }
  on_restarted(*station_);
  return {};
}

// One for HTTPS and SIP.
Attempt<void> Device::open_certificate() {
  std::vector<std::string> hosts = names();
  hosts.emplace_back("localhost");
  for (const auto& local : {options_.https, options_.sips}) {
    if (!local) continue;
    for (const Endpoint& endpoint : io::reachable_endpoints(*local))
      if (!endpoint.address.is_unspecified()) hosts.push_back(endpoint.address.to_string());
  }
  auto identity = io::own_identity(io_.world().store, hosts, io_.loop().wall());
  if (!identity) return tl::unexpected("The certificate: " + std::string(identity.error().what) + ".");
  fingerprint_ = io::fingerprint(*identity);
  certificate_ = std::make_shared<const io::Identity>(*std::move(identity));
  return {};
}

// Servers that want to know who a line is are shown the certificate that the phone has.
Attempt<void> Device::choose_trust() {
  io::TlsTrust trust{.authorities = options_.tls_authorities};
  if (certificate_) trust.own = *certificate_;
  if (const auto done = io_.network().trust(trust); !done)
    return tl::unexpected("--tls-ca: " + std::string(done.error().what) + ".");
  return {};
}

Attempt<void> Device::serve_https() {
  const auto bound = server_->listen({*options_.https, certificate_});
  if (!bound) return tl::unexpected(cannot_listen(*options_.https, "--https", bound.error()));
  https_ = *bound;
  return {};
}

Attempt<std::unique_ptr<Device>> Device::start(io::IoWorld& io, const DeviceOptions& options) {
  std::unique_ptr<Device> device(new Device(io, options));
  const auto world = device->make_world();
  if (!world) return tl::unexpected(world.error());
  Attempt<void> done = device->open_settings();
  if (done && (options.https || options.sips)) done = device->open_certificate();
  if (done) done = device->choose_trust();
  if (done) done = device->listen_sip(*world);
  if (done) done = device->listen_sips(*world);
  if (done) done = device->enter_service(*world);
  if (done) done = device->serve_web();
  if (done) return device;
  if (device->recording_) device->recording_->discard();
  return tl::unexpected(done.error());
}

}  // namespace handset::program
