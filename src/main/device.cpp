#include "main/device.h"

#include <string>
#include <utility>
#include <vector>

#include "io/interfaces.h"
#include "main/addresses.h"
#include "phone/settings_options.h"

namespace handset::program {
namespace {

Attempt<Endpoint> listen(phone::Switchboard& switchboard, const DeviceOptions& options) {
  auto bound = switchboard.listen(options.sip);
  if (!bound && options.any_port) bound = switchboard.listen({options.sip.address, 0});
  if (!bound) return tl::unexpected(cannot_listen(options.sip, "--sip", bound.error()));
  return *bound;
}

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

}  // namespace

Attempt<std::unique_ptr<Device>> Device::start(io::IoWorld& io, const DeviceOptions& options) {
  const World world = io.world(options.trace);
  std::unique_ptr<Device> device(new Device);
  device->switchboard_ =
      std::make_unique<phone::Switchboard>(world, phone::switchboard_options_from(*options.settings));
  const auto sip = listen(*device->switchboard_, options);
  if (!sip) return tl::unexpected(sip.error());
  device->sip_ = *sip;
  device->http_ = options.http;

  auto policy = fetch_policy(*options.settings, device->sip_, device->http_);
  if (!policy) return tl::unexpected(policy.error());
  device->phone_ = std::make_unique<phone::Phone>(
      world, phone::options_from(*options.settings, *options.model, std::move(*policy)));
  if (const auto added = device->switchboard_->add(*device->phone_); !added)
    return tl::unexpected("The lines cannot be put into service: " + std::string(added.error().what) + ".");
  return device;
}

}  // namespace handset::program
