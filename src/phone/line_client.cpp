#include "phone/line_client.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "sip/name_addr.h"
#include "sip/via.h"

namespace handset::phone {
namespace {

// A request that ended needs its socket a little longer; who sends many in that time does without.
constexpr std::size_t most_kept = 8;

constexpr std::size_t most_waiting = 32;  // for one check

std::string host_in_uri(const Endpoint& endpoint) {
  if (endpoint.port != 0) return endpoint.to_string();
  const std::string address = endpoint.address.to_string();
  return endpoint.address.is_v4() ? address : "[" + address + "]";
}

// Whether the first addresses of two routes are of one host and port.
bool same_hop(std::string_view a, std::string_view b) {
  constexpr unsigned usual_port = 5060;
  const auto hop = [](std::string_view route) -> std::optional<std::pair<std::string, unsigned>> {
    const auto first = sip::NameAddr::parse(route);
    const auto uri = first ? first->uri() : tl::unexpected(first.error());
    if (!uri) return std::nullopt;
    return std::pair(lower_case(uri->host), uri->port == 0 ? usual_port : uri->port);
  };
  const auto known = hop(a);
  return known && known == hop(b);
}

}  // namespace

LineClient::LineClient(const World& world, unsigned line, std::shared_ptr<const LineOptions> options,
                       LineDoor* door, NatMappings* mappings)
    : world_(world), line_(line), options_(std::move(options)), door_(door), mappings_(mappings) {
  join_mappings();
}

LineClient::~LineClient() {
  if (stun_ != nullptr) mappings_->leave(*this);
  tell({false, "The check was given up, because the line has changed"});
}

// --- Check this line

void LineClient::check(CheckHandler handler) {
  if (checking_.size() >= most_waiting) return handler({false, "Too many wait for the check of this line"});
  checking_.push_back(std::move(handler));
  if (!check_request_) check_request_ = std::make_unique<LineRequest>(*this);
  if (check_request_->under_way()) return;
  // RFC 3261 11.1
  check_request_->start({.method = sip::Method::Options,
                         .headers = {{"Accept", "application/sdp"}},
                         .may_fall_back = !registration_},
                        [this](const LineAnswer& answer) { finish_check(answer); });
}

void LineClient::finish_check(const LineAnswer& answer) {
  const bool answered = answer.kind == LineAnswer::Kind::Answered;
  // Who does not know OPTIONS is there, and speaks SIP.
  const bool no_options = answered && (answer.status == 405 || answer.status == 501);
  const bool ok = answered && (answer.status < 300 || no_options);
  tell({ok, answer.words + (no_options ? ", so it is there" : "")});
}

void LineClient::tell(const LineCheck& check) {
  for (const CheckHandler& handler : std::exchange(checking_, {})) handler(check);
}

// --- What it does unasked

void LineClient::begin(LineRegistrationHandler& handler) {
  if (registration_ || keep_alive_) return;
  if (options_->client.keep_alive.interval > Duration{}) keep_alive_ = std::make_unique<KeepAlive>(*this);
  if (!options_->registers()) return;
  handler_ = &handler;
  registration_ = std::make_unique<LineRegistration>(*this, ProxyRole::Main, handler);
  if (!options_->client.alternate_proxy.empty())
    alternate_ = std::make_unique<LineRegistration>(*this, ProxyRole::Alternate, handler);
  waits_for_stun_ = stun_ != nullptr && !stun_->settled();
  if (waits_for_stun_) return handler.on_line_registration(line_);
  register_now();
}

void LineClient::register_now() {
  announced_ = found_by_stun();
  registration_->start();
  if (alternate_) alternate_->start();
}

void LineClient::unregister() {
  if (std::exchange(waits_for_stun_, false)) return handler_->on_line_registration(line_);
  if (registration_) registration_->stop();
  if (alternate_) alternate_->stop();
}

void LineClient::leave() {
  subscriptions_.reset();
  unregister();
}

// A line that is registered at one of its proxies can be reached.
RegistrationStatus LineClient::registration_status() const {
  using State = ua::Registration::State;
  if (!registration_) return {};
  RegistrationStatus main = registration_->status();
  if (waits_for_stun_) main.state = State::Waiting;
  if (!alternate_ || main.state == State::Registered) return main;
  RegistrationStatus other = alternate_->status();
  if (main.state == State::Off) return other;
  if (other.state != State::Registered) return main;
  other.trouble = main.trouble.empty() ? "" : "the alternate proxy stands in: " + main.trouble;
  return other;
}

bool LineClient::is_registered_at(const Endpoint& server) const {
  const auto is_at = [&](const std::unique_ptr<LineRegistration>& registration, ProxyRole role) {
    const ua::ServerChoice* servers = this->servers(role);
    return registration && registration->status().state == ua::Registration::State::Registered &&
           servers != nullptr && !servers->targets().empty() && servers->current().endpoint == server;
  };
  return is_at(registration_, ProxyRole::Main) || is_at(alternate_, ProxyRole::Alternate);
}

// --- Servers

ua::ServerChoice& LineClient::servers(ProxyRole role, const ua::ServerQuestion& question) {
  auto& servers = servers_.at(static_cast<std::size_t>(role));
  if (!servers)
    servers = std::make_unique<ua::ServerChoice>(world_.clock, world_.resolver, world_.network, world_.random,
                                                 question, options_->client.fallback);
  return *servers;
}

ua::ServerChoice* LineClient::main_servers() {
  const auto target = line_target(options_->client, options_->transport, ProxyRole::Main);
  return target ? &servers(ProxyRole::Main, target->servers) : nullptr;
}

std::unique_ptr<ua::ServerChoice> LineClient::servers_of(const ua::ServerQuestion& question) const {
  return std::make_unique<ua::ServerChoice>(world_.clock, world_.resolver, world_.network, world_.random,
                                            question, Duration{});
}

std::unique_ptr<ua::ServerChoice> LineClient::servers_of(const std::string& uri) const {
  auto target = line_target(options_->client, options_->transport, ProxyRole::Main);
  if (!target || !redirect(*target, uri)) return nullptr;
  return servers_of(target->servers);
}

const ua::ServerChoice* LineClient::servers(ProxyRole role) const {
  return servers_.at(static_cast<std::size_t>(role)).get();
}

void LineClient::note_moved(const LineMessage& message) {
  LineRegistration* registration = message.proxy == ProxyRole::Main ? registration_.get() : alternate_.get();
  if (registration != nullptr) registration->on_moved(message.method == sip::Method::Register);
}

LineSubscriptions& LineClient::subscriptions(LineSubscriptionsHandler& handler) {
  if (!subscriptions_) subscriptions_ = std::make_unique<LineSubscriptions>(*this, handler);
  return *subscriptions_;
}

// --- What a request consists of

ua::ChannelOptions LineClient::channel_options(const ua::ServerTarget& server) const {
  const Endpoint& peer = server.endpoint;
  ua::ChannelOptions out;
  out.transport = server.transport;
  out.tls_name = server.tls_name;
  out.remote = peer;
  out.local.address = world_.network.source_for(peer.address);
  out.tcp_ports = phone().tcp_ports;
  const bool udp = out.transport == ua::SipTransport::Udp;
  if (door_ != nullptr && udp) {
    out.shared = door_->udp_socket(*options_);
    // A socket of the other family, or of another interface, does not lead there.
    if (out.shared) {
      Endpoint& local = out.shared->local;
      if (local.address.family() != peer.address.family()) {
        out.shared.reset();
      } else if (local.address.is_unspecified()) {
        local.address = out.local.address;
      }
    }
  }
  if (door_ != nullptr && !udp) {
    out.streams = door_->streams(*options_, out.transport);
    Endpoint& local = out.streams->local;
    if (local.address.family() != peer.address.family()) local.address = {};
  }
  if (phone().substitute_via && knows_mapping()) {
    const Endpoint own = out.shared ? out.shared->local : out.local;
    Endpoint announced = mapped({own.address, 0});
    // A stream of its own has no port that is listened on.
    if (!udp && !out.streams) announced.port = 0;
    out.announced = announced;
  }
  return out;
}

void LineClient::hold(ProxyRole role, ua::StreamShare& share) {
  share.leave();
  const ua::ServerChoice* servers = this->servers(role);
  if (servers == nullptr || servers->targets().empty()) return;
  const ua::ChannelOptions way = channel_options(servers->current());
  // Who has just used it finds it there; should it be gone, the next request makes another one.
  if (way.streams) static_cast<void>(way.streams->door->share(way.plan(), share));
}

ua::OutgoingRequest LineClient::write(const LineMessage& message, const LineTarget& target,
                                      const std::string& contact) const {
  const PhoneClientOptions& phone = this->phone();
  const bool registers = message.method == sip::Method::Register;
  const auto uri = [&](std::string_view user, const std::string& host) {
    return "sip:" + (user.empty() ? "" : ua::escape_user(user, phone.escape_user) + "@") + host;
  };
  const std::string self = uri(options_->user_id, target.domain);
  ua::OutgoingRequest request;
  request.method = message.method;
  request.request_uri = target.uri.empty() ? uri(message.user, target.authority) : target.uri;
  request.from = ua::name_addr(options_->display_name, self, phone.display_name);
  request.to = registers ? request.from : "<" + uri(message.user, target.domain) + ">";
  if (!target.route.empty()) request.route = "<sip:" + target.route + ";lr>";
  const bool for_others = !registers && target.uri.empty() && (message.place || !message.user.empty());
  if (for_others) request.route = preloaded_route(target, message.proxy);
  if (message.place) {
    request.request_uri = message.place->request_uri;
    request.to = message.place->to;
    if (message.place->route) request.route = *message.place->route;
  }
  if (!message.without_contact)
    request.contact = ua::name_addr(options_->display_name, contact, phone.display_name);
  request.headers = message.headers;
  request.style = phone.style;
  request.style.proxy_require = options_->client.proxy_require;
  if (registers && !phone.register_user_agent.empty()) request.style.user_agent = phone.register_user_agent;
  request.body = message.body;
  return request;
}

// RFC 3608 6. The way to the first hop stays that of the registration, whatever the route: it is the one that
// is known to be open. An outbound proxy that names itself in the service route stands there once.
std::string LineClient::preloaded_route(const LineTarget& target, ProxyRole role) const {
  const std::string outbound = target.route.empty() ? "" : "<sip:" + target.route + ";lr>";
  const auto& registration = role == ProxyRole::Main ? registration_ : alternate_;
  const std::string service(registration ? registration->service_route() : std::string_view{});
  if (outbound.empty() || service.empty()) return outbound + service;
  return same_hop(outbound, service) ? service : outbound + ", " + service;
}

// Each proxy has its own flow.
void LineClient::write_flow(ua::OutgoingRequest& request, ProxyRole role) const {
  if (phone().instance.empty() || door_ == nullptr) return;
  request.headers.push_back({"Supported", "outbound"});
  request.contact += ";+sip.instance=\"<" + phone().instance + ">\";reg-id=";
  request.contact += role == ProxyRole::Main ? "1" : "2";
}

std::string LineClient::contact_uri(const ua::RequestChannel& channel) const {
  Endpoint own = door_ != nullptr ? door_->reached_at(*options_, channel.transport())
                                  : Endpoint{{}, channel.local().port};
  if (own.address.is_unspecified()) own.address = channel.local().address;
  std::string uri = "sip:" + ua::escape_user(options_->user_id, phone().escape_user) + "@";
  uri += host_in_uri(mapped(own));
  uri += ua::transport_parameter(channel.transport());
  return uri;
}

// The password goes to the line's own proxy only, and an answer is taken from where the request went alone.
// Without one there is nothing to answer with.
ua::Credentials LineClient::credentials(const LineTarget& target) const {
  if (options_->password.empty() || target.foreign) return {};
  return {options_->auth_id.empty() ? options_->user_id : options_->auth_id,
          options_->password,
          {.minimum = phone().minimum_digest}};
}

void LineClient::note_unanswered() const {
  if (door_ != nullptr) door_->count_unanswered();
}

void LineClient::note_sent(const Endpoint& peer, std::string_view message, bool again) const {
  if (door_ != nullptr) door_->count_sent(message.size(), again);
  if (!options_->log.on()) return;
  sip::Message parsed;
  if (parsed.parse(message)) log_sip(world_.log, options_->log, line_, SipDirection::Sent, peer, parsed);
}

void LineClient::note_received(const Endpoint& peer, const sip::Message& message) const {
  if (options_->log.on()) log_sip(world_.log, options_->log, line_, SipDirection::Received, peer, message);
}

// --- NAT

// The port that a response tells is that of the socket it came to: of use where requests come in by it too.
void LineClient::learn(const sip::Message& response, const ua::RequestChannel& channel) {
  const auto& via = response.via();
  if (!via) return;
  const auto address = IpAddress::parse(via->received);
  if (phone().learn_address && address && !address->is_unspecified() && !address->is_multicast())
    learned_address_ = *address;
  if (phone().learn_port && via->rport != 0 && channel.is_shared()) learned_port_ = via->rport;
}

// The NAT test wants to know for every line that registers, a mapping is for those that announce it.
void LineClient::join_mappings() {
  const ua::StunOptions& stun = phone().stun;
  const bool wanted = options_->client.nat_mapping || (stun.test && options_->registers());
  if (mappings_ == nullptr || door_ == nullptr || stun.host.empty() || !wanted) return;
  if (const auto socket = door_->udp_socket(*options_))
    stun_ = &mappings_->join(*this, {socket->socket, socket->local, &door_->stun_router()}, stun);
}

// Another address is bound at once.
void LineClient::on_nat_mapping() {
  if (waits_for_stun_ && stun_->settled()) {
    waits_for_stun_ = false;
    return register_now();
  }
  const auto found = found_by_stun();
  if (waits_for_stun_ || !registration_ || found == announced_) return;
  announced_ = found;
  registration_->renew();
  if (alternate_) alternate_->renew();
}

std::string_view LineClient::nat_words() const {
  if (stun_ == nullptr || !stun_->nat()) return {};
  return ua::nat_words(*stun_->nat());
}

bool LineClient::maps() const {
  const bool forbidden = stun_ != nullptr && stun_->nat() && ua::forbids_mapping(*stun_->nat());
  return options_->client.nat_mapping && !forbidden;
}

// Of a socket for UDP: over TCP the port is another one.
std::optional<Endpoint> LineClient::found_by_stun() const {
  if (!maps() || stun_ == nullptr || !stun_->mapped()) return std::nullopt;
  Endpoint found = *stun_->mapped();
  if (options_->transport != ua::SipTransport::Udp) found.port = 0;
  return found;
}

bool LineClient::knows_mapping() const {
  return maps() && (learned_address_ || phone().external_ip || learned_port_ != 0 ||
                    options_->client.external_port != 0 || found_by_stun());
}

std::optional<Endpoint> LineClient::mapping() const {
  if (!knows_mapping()) return std::nullopt;
  const Endpoint found = mapped(
      door_ != nullptr ? door_->reached_at(*options_, options_->transport.value_or(ua::SipTransport::Udp))
                       : Endpoint{});
  if (found.address.is_unspecified()) return std::nullopt;
  return found;
}

std::string LineClient::mapping_words() const {
  const auto found = mapping();
  if (!found) return {};
  std::string_view by = found_by_stun() ? "STUN" : "the settings";
  if (learned_address_ || learned_port_ != 0) by = "Via";
  return found->to_string() + " by " + std::string(by);
}

// What is learned goes before what is set: from Via, else by STUN.
Endpoint LineClient::mapped(const Endpoint& own) const {
  if (!knows_mapping()) return own;
  Endpoint out = own;
  if (phone().external_ip) out.address = *phone().external_ip;
  if (options_->client.external_port != 0) out.port = options_->client.external_port;
  if (const auto found = found_by_stun(); found && found->address.family() == own.address.family()) {
    out.address = found->address;
    if (found->port != 0) out.port = found->port;
  }
  if (learned_address_) out.address = *learned_address_;
  if (learned_port_ != 0) out.port = learned_port_;
  return out;
}

// --- What is over, but not quite

void LineClient::keep(std::unique_ptr<LineExchange> exchange, Duration time) {
  // The newest stays in any case: it may be what calls us.
  if (kept_.size() >= most_kept) kept_.erase(kept_.begin());
  kept_.push_back({world_.clock.now() + time, std::move(exchange)});
  drop_later();
}

void LineClient::drop_kept() {
  const SteadyTime now = world_.clock.now();
  std::erase_if(kept_, [now](const Kept& kept) { return kept.until <= now; });
  drop_later();
}

void LineClient::drop_later() {
  const auto next = std::min_element(kept_.begin(), kept_.end(),
                                     [](const Kept& a, const Kept& b) { return a.until < b.until; });
  if (next != kept_.end())
    world_.clock.timers().arm(keep_timer_, next->until);
  else
    kept_.shrink_to_fit();
}

}  // namespace handset::phone
