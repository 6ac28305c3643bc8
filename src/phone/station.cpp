#include "phone/station.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <utility>

#include "phone/date_text.h"
#include "phone/settings_options.h"
#include "phone/station_inputs.h"

namespace handset::phone {
namespace {

constexpr Duration check_interval = milliseconds(200);
// A page that is just left open does not hold a restart up for ever.
constexpr Duration quiet_before_restart = seconds(60);

World with_log(const World& world, Log& log) {
  return {world.clock, world.network, world.fetcher, world.resolver, world.random,
          world.store, log,           world.trace,   world.inputs};
}

// What voice mail servers said outlives a restart: they do not say it again.
using Mailboxes = std::map<std::string, MessageSummary, std::less<>>;

Mailboxes mailboxes_by_user(Phone& phone) {
  Mailboxes out;
  for (const Line& line : phone.lines()) out.emplace(line.user_id(), line.mailbox());
  return out;
}

void keep_mailboxes(Phone& phone, const Mailboxes& mailboxes) {
  for (Line& line : phone.lines())
    if (const auto found = mailboxes.find(line.user_id()); found != mailboxes.end())
      line.set_mailbox(found->second);
  phone.lines_changed();
}

}  // namespace

Station::Station(const World& world, Switchboard& switchboard, StationOptions options,
                 settings::SnapshotPtr settings, StationHandler* handler)
    : options_(std::move(options)),
      switchboard_(switchboard),
      handler_(handler),
      syslog_(world),
      limited_log_(world.clock, syslog_, sip_log_area),
      world_(with_log(world, limited_log_)),
      settings_(std::move(settings)),
      started_with_(settings_),
      push_log_(options_.keeps_pushes ? std::make_unique<PushLog>() : nullptr) {
  start();
}

Station::~Station() {
  stop();
}

void Station::start() {
  started_with_ = settings_;
  started_at_ = world_.clock.now();
  syslog_.configure(syslog_options_from(*settings_, host_name()));
  const PhoneParts parts{&key_log_,      push_log_.get(), this,
                         options_.calls, options_.sound,  static_cast<ServerOrders*>(this)};
  phone_ = std::make_unique<Phone>(world_, phone_options(), parts);
  switchboard_.update(*phone_);
  sync_ports();
  report_troubles();
}

void Station::stop() {
  restart_check_.cancel();
  switchboard_.remove(*phone_);
  for (const OwnPort& port : ports_) close(port);
  ports_.clear();
}

void Station::apply(settings::SnapshotPtr settings) {
  const InputScope input(world_, station_inputs::names::settings, [&] {
    FieldWriter fields;
    station_inputs::add_settings(fields, *settings_, *settings);
    return fields.take();
  });
  settings_ = std::move(settings);
  configure();
  report_.note_change();
  if (restart_requested_ || needs_restart()) {
    wait_for_restart();
  } else {
    restart_check_.cancel();
  }
}

void Station::configure() {
  syslog_.configure(syslog_options_from(*settings_, host_name()));
  phone_->reconfigure(phone_options());
  switchboard_.update(*phone_);
  sync_ports();
  report_troubles();
}

void Station::set_listeners(std::vector<Endpoint> listeners, bool loopback, std::string page) {
  const InputScope input(world_, station_inputs::names::listeners, [&] {
    FieldWriter fields;
    station_inputs::add_listeners(fields, listeners, loopback);
    if (!page.empty()) fields.text(page);
    return fields.take();
  });
  page_ = std::move(page);
  options_.listeners = std::move(listeners);
  options_.loopback = loopback;
  configure();
}

// --- Keys

bool Station::press(Key key, KeySource source) {
  const InputScope input(world_, station_inputs::names::press,
                         [&] { return station_inputs::key_fields(key, source, phone_->hides(key)); });
  return phone_->press(key, source);
}

bool Station::key_down(Key key, KeySource source) {
  const InputScope input(world_, station_inputs::names::key_down,
                         [&] { return station_inputs::key_fields(key, source, phone_->hides(key)); });
  return phone_->key_down(key, source);
}

void Station::key_up(Key key, KeySource source) {
  const InputScope input(world_, station_inputs::names::key_up,
                         [&] { return station_inputs::key_fields(key, source, phone_->hides(key)); });
  phone_->key_up(key, source);
}

std::string Station::type(std::string_view utf8, KeySource source) {
  // It may be a password.
  const InputScope input(world_, station_inputs::names::type,
                         [&] { return FieldWriter().secret(utf8).text(key_source_name(source)).take(); });
  return phone_->type(utf8, source);
}

bool Station::touch(int x, int y) {
  // Kept by no record: it could not tell such a place.
  const Model& model = *options_.model;
  if (x < 0 || y < 0 || x >= static_cast<int>(model.width) || y >= static_cast<int>(model.height))
    return false;
  const InputScope input(world_, station_inputs::names::touch,
                         [&] { return station_inputs::touch_fields(x, y); });
  return phone_->touch(x, y);
}

Result<void> Station::check_line(unsigned number, LineClient::CheckHandler handler) {
  const InputScope input(world_, station_inputs::names::check_line,
                         [&] { return FieldWriter().number(number).take(); });
  return phone_->check_line(number, std::move(handler));
}

void Station::unregister() {
  const InputScope input(world_, station_inputs::names::unregister);
  phone_->unregister_lines();
}

bool Station::registered() const {
  const auto& lines = phone_->lines();
  return std::any_of(lines.begin(), lines.end(), [](const Line& line) {
    return line.registration().state != ua::Registration::State::Off;
  });
}

HttpPushAnswer Station::post(const HttpPush& push) {
  const InputScope input(world_, station_inputs::names::post,
                         [&] { return station_inputs::post_fields(push); });
  const PushId id = push_log_ != nullptr
                        ? push_log_->begin_posted(push.client, world_.clock.now(), world_.clock.wall())
                        : PushId{};
  return run_posted(push, id);
}

HttpPushAnswer Station::run_posted(const HttpPush& push, PushId id) {
  HttpPushAnswer answer = phone_->post(push, id);
  if (push_log_ == nullptr) return answer;
  // What HTTP itself says: the phone's own error is the body of a 200.
  const std::string words =
      answer ? "OK" : "CiscoIPPhoneError " + std::to_string(static_cast<unsigned>(answer.error().number));
  push_log_->answered(id, {200, words, {}, 0}, world_.clock.now());
  return answer;
}

Result<PushId> Station::repeat_push(PushId id) {
  const InputScope input(world_, station_inputs::names::repeat_push,
                         [&] { return FieldWriter().number(static_cast<std::uint64_t>(id)).take(); });
  const PushRecord* again = push_log_ != nullptr ? push_log_->find(id) : nullptr;
  if (again == nullptr) return fail(Errc::NotFound, "the log of pushes has no such push");
  if (!again->repeatable()) return fail(Errc::Refused, "no push with the right digest, so it is not run");
  const bool posted = again->way == PushWay::Http;
  if (!posted && (again->line == 0 || again->line > phone_->lines().size()))
    return fail(Errc::NotFound, "its line is gone");
  const PushId repeated = push_log_->begin_again(*again, world_.clock.now(), world_.clock.wall());
  const PushRecord record = *push_log_->find(repeated);
  if (posted) {
    // Its pages wait in the place of whoever posts from this machine.
    static_cast<void>(
        run_posted({{IpAddress::v4(127, 0, 0, 1), 0}, record.body, record.content_type}, repeated));
    return repeated;
  }
  const PushAnswer answer = phone_->push(phone_->lines()[record.line - 1], record.body, record.content_type,
                                         repeated, record.maker);
  push_log_->answered(repeated, push_words(answer), world_.clock.now());
  phone_->start_work();
  return repeated;
}

// --- What the phone is told to be

PhoneOptions Station::phone_options() const {
  PhoneOptions options = options_from(*settings_, *options_.model, nullptr, options_.identity);
  for (std::size_t i = 0; i < options.lines.size(); ++i) {
    const LineAccess access = line_access_from(*started_with_, static_cast<unsigned>(i + 1));
    options.lines[i].transport = access.transport;
    options.lines[i].own_port = access.own_port;
  }
  options.fetch = make_fetch_policy(options);
  return options;
}

std::shared_ptr<const FetchPolicy> Station::make_fetch_policy(const PhoneOptions& options) const {
  std::vector<Endpoint> listeners = options_.listeners;
  std::set<IpAddress> addresses{options_.sip.address};
  for (const Endpoint& endpoint : options_.listeners) addresses.insert(endpoint.address);
  for (const LineOptions& line : options.lines) {
    if (line.own_port == 0) continue;
    for (const IpAddress& address : addresses) listeners.push_back({address, line.own_port});
  }
  auto policy = FetchPolicy::parse(settings_->fetch_allowed(), options_.loopback, listeners);
  if (!policy) {
    // The settings let nothing through that does not parse; if ever they do, nothing may be fetched.
    world_.log.write(LogLevel::Error, "settings", "Fetch_Allowed: " + std::string(policy.error().what));
    policy = FetchPolicy::parse("255.255.255.255/32", false, std::move(listeners));
  }
  return std::make_shared<const FetchPolicy>(std::move(*policy));
}

std::string Station::host_name() const {
  const std::string_view name = settings_->hostname();
  return name.empty() ? options_.host_name : std::string(name);
}

// --- Ports of the lines' own

void Station::sync_ports() {
  std::vector<OwnPort> wanted;
  for (const Line& line : phone_->lines()) {
    if (!line.in_use() || line.options().own_port == 0) continue;
    const Endpoint local{options_.sip.address, line.options().own_port};
    // Over TLS nobody is accepted there: requests come by the connection to the server.
    const auto transport = line.options().transport;
    for (const auto each : {ua::SipTransport::Udp, ua::SipTransport::Tcp})
      if (!transport || transport == each) wanted.push_back({local, each, false});
  }
  // Opened before others are closed: a port that stays is never shut in between.
  for (OwnPort& port : wanted) port.open = switchboard_.door().open(port.local, port.transport).has_value();
  for (const OwnPort& port : ports_) close(port);
  ports_ = std::move(wanted);
}

void Station::close(const OwnPort& port) {
  if (port.open) switchboard_.door().close(port.local, port.transport);
}

std::vector<std::string> Station::troubles() const {
  std::vector<std::string> out;
  for (const Line& line : phone_->lines())
    if (std::string trouble = line.trouble(); !trouble.empty()) out.push_back(std::move(trouble));
  for (const OwnPort& port : ports_)
    if (!port.open)
      out.push_back("The SIP port " + port.local.to_string() + " cannot be opened: it may be in use.");
  return out;
}

void Station::report_troubles() {
  std::vector<std::string> now = troubles();
  for (const std::string& trouble : now)
    if (std::find(reported_.begin(), reported_.end(), trouble) == reported_.end())
      world_.log.write(LogLevel::Warning, "settings", trouble);
  reported_ = std::move(now);
}

// --- Restart in place

void Station::request_restart() {
  const InputScope input(world_, station_inputs::names::restart);
  restart_requested_ = true;
  wait_for_restart();
}

bool Station::needs_restart() const {
  const auto changed = settings::differences(*started_with_, *settings_);
  return std::any_of(changed.begin(), changed.end(),
                     [](settings::Address address) { return settings::rows()[address.row].restart; });
}

void Station::wait_for_restart() {
  if (restart_check_.armed()) return;
  quiet_since_ = world_.clock.now();
  quiet_screen_ = phone_->screen_version();
  world_.clock.arm(restart_check_, Duration{});
}

void Station::check_restart() {
  const SteadyTime now = world_.clock.now();
  if (quiet_screen_ != phone_->screen_version()) {
    quiet_screen_ = phone_->screen_version();
    quiet_since_ = now;
  }
  const bool forgotten = !phone_->busy() && now - quiet_since_ >= quiet_before_restart;
  if (phone_->idle() || forgotten || restarts_at_once_) {
    restart();
  } else {
    world_.clock.arm(restart_check_, check_interval);
  }
}

void Station::restart() {
  stop();
  const auto mailboxes = mailboxes_by_user(*phone_);
  restart_requested_ = false;
  restarts_at_once_ = false;
  screens_before_ += phone_->screen_version();
  lamps_before_ += phone_->lamps_version();
  start();
  keep_mailboxes(*phone_, mailboxes);
  ++generation_;
  ++counters_.restarts;
  world_.log.write(LogLevel::Info, "phone", "restarted");
  if (handler_ != nullptr) handler_->on_restarted(*this);
}

// --- The Info tab, and what else it says of itself

std::string Station::time_words() const {
  const LocalTimeOptions& place = phone_->options().time;
  const WallTime now = world_.clock.wall();
  return second_text(local_time(now, place)) + " " + zone_text(now, place);
}

InformationValues Station::information() const {
  const ua::SipTraffic& traffic = switchboard_.traffic();
  return {
      .identity = options_.identity,
      .host_name = host_name(),
      .domain = std::string(settings_->domain()),
      .address = options_.identity.ip.empty() ? options_.sip.address.to_string() : options_.identity.ip,
      .first_user = phone_->lines().empty() ? std::string() : std::string(phone_->lines().front().user_id()),
      .proxy = std::string(settings_->ext(1).proxy()),
      .time = time_words(),
      .message_waiting = phone_->mailbox().waiting,
      .messages_sent = traffic.messages_sent,
      .messages_received = traffic.messages_received,
      .troubles = troubles()};
}

RegistrationWords Station::registration_words(const Line& line) const {
  using State = ua::Registration::State;
  if (!line.registers()) return {};
  const RegistrationStatus& registration = line.registration();
  RegistrationWords words;
  if (registration.state == State::Registered) {
    words.state = "Registered";
  } else {
    words.state = registration.trouble.empty() ? "Not Registered" : "Registration Failed";
  }
  if (registration.registered_at)
    words.last_at = second_text(local_time(*registration.registered_at, phone_->options().time));
  if (registration.next_at) {
    const Duration left = std::max(Duration{}, *registration.next_at - world_.clock.now());
    words.next_in = std::to_string(std::chrono::ceil<seconds>(left).count());
  }
  if (registration.mapped) words.mapped_port = std::to_string(registration.mapped->port);
  return words;
}

// All lines are behind one NAT: the first of them that knows its public address tells it.
std::string Station::external_ip() const {
  if (!options_.identity.external_ip.empty()) return options_.identity.external_ip;
  for (const Line& line : phone_->lines())
    if (line.registers() && line.registration().mapped)
      return line.registration().mapped->address.to_string();
  return {};
}

std::vector<StatusSection> Station::status() const {
  StatusValues values;
  values.model = options_.model;
  values.identity = options_.identity;
  values.external_ip = external_ip();
  values.host_name = host_name();
  values.domain = settings_->domain();
  values.current_time = time_words();
  values.elapsed = world_.clock.now() - started_at_;
  values.traffic = &switchboard_.traffic();
  for (const Line& line : phone_->lines()) {
    values.lines_in_use.push_back(line.reachable());
    values.messages_waiting.push_back(line.mailbox().waiting);
    values.registrations.push_back(registration_words(line));
  }
  return status_sections(values);
}

}  // namespace handset::phone
