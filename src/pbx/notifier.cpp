#include "pbx/notifier.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"
#include "pbx/outbound.h"
#include "sip/content.h"
#include "sip/header_values.h"
#include "sip/uri.h"
#include "sip/validate.h"

namespace handset::pbx {
namespace {

constexpr std::array packages{EventPackage::MessageSummary, EventPackage::Dialog, EventPackage::Features};
constexpr std::string_view package_list = "message-summary, dialog, as-feature-event";

// RFC 4662 4.1.
constexpr std::array<std::string_view, 1> list_extensions{"eventlist"};

// RFC 6665 4.2.1.1: only what is below an hour may be too brief.
constexpr std::uint32_t always_granted = 3600;
constexpr std::uint64_t busy_retry_after = 30;

std::optional<EventPackage> package_of(const sip::Message& request) {
  const auto event = sip::EventHeader::parse(request.value(sip::Field::Event));
  if (!event) return std::nullopt;
  for (const EventPackage package : packages)
    if (event->is(event_name(package))) return package;
  return std::nullopt;
}

bool accepts_bodies(const sip::Message& request, EventPackage package) {
  switch (package) {
    case EventPackage::MessageSummary:
      return sip::accepts(request, "application", "simple-message-summary");
    case EventPackage::Dialog:
      return sip::accepts(request, "application", "dialog-info+xml");
    case EventPackage::Features:
      return sip::accepts(request, "application", "x-as-feature-event+xml") &&
             sip::accepts(request, "multipart", "mixed");
  }
  return false;
}

// Anybody may see who talks.
bool is_own(EventPackage package) {
  return package != EventPackage::Dialog;
}

bool has_to_tag(const sip::Message& request) {
  return request.to() && !request.to()->tag.empty();
}

std::string_view own_tag(const sip::Message& request, std::string_view local_tag) {
  return has_to_tag(request) ? request.to()->tag : local_tag;
}

}  // namespace

unsigned status_of(SubscribeResult result) {
  switch (result) {
    case SubscribeResult::Done:
      return 200;
    case SubscribeResult::Malformed:
      return 400;
    case SubscribeResult::Forbidden:
      return 403;
    case SubscribeResult::NotFound:
      return 404;
    case SubscribeResult::NotAcceptable:
      return 406;
    case SubscribeResult::OtherBody:
      return 415;
    case SubscribeResult::Extension:
      return 420;
    case SubscribeResult::NeedsLists:
      return 421;
    case SubscribeResult::TooBrief:
      return 423;
    case SubscribeResult::NoDialog:
      return 481;
    case SubscribeResult::BadEvent:
      return 489;
    case SubscribeResult::OutOfOrder:
      return 500;
    case SubscribeResult::Busy:
      return 503;
  }
  return 500;
}

Notifier::Notifier(Clock& clock, Random& random, const NotifierOptions& options, const Registrar& registrar,
                   Outlet& outlet)
    : clock_(clock),
      random_(random),
      options_(options),
      registrar_(registrar),
      outlet_(outlet),
      states_(registrar.users()) {}

// --- SUBSCRIBE

SubscribeResult Notifier::take(const sip::Message& request, const ua::Origin& origin, Aor by,
                               std::string_view local_tag) {
  if (!sip::check_require(request, extensions()).ok()) return SubscribeResult::Extension;
  std::uint32_t asked = options_.usual_expires;
  if (request.has(sip::Field::Expires)) {
    const auto number = sip::parse_delta_seconds(request.value(sip::Field::Expires));
    if (!number) return SubscribeResult::Malformed;
    asked = *number;
  }
  if (asked != 0 && asked < options_.least_expires && asked < always_granted)
    return SubscribeResult::TooBrief;
  const seconds lifetime{std::min(asked, options_.most_expires)};
  ua::FeatureState changes;
  if (const auto read = read_changes(request, changes); read != SubscribeResult::Done) return read;
  SubscribeResult result = SubscribeResult::NoDialog;
  if (!has_to_tag(request)) {
    result = begin(request, origin, by, local_tag, lifetime);
  } else if (Watcher* watcher = find(request, local_tag);
             watcher != nullptr && watcher->subject().watcher == by) {
    result = go_on(*watcher, request, origin, lifetime);
  }
  // Who may ask asks for his own.
  if (result == SubscribeResult::Done) change(by, changes);
  return result;
}

SubscribeResult Notifier::read_changes(const sip::Message& request, ua::FeatureState& changes) {
  if (request.body().empty() || package_of(request) != EventPackage::Features) return SubscribeResult::Done;
  if (sip::content_coding(request) != sip::ContentCoding::Identity ||
      !equal_ignoring_case(media_type(request.value(sip::Field::ContentType)), ua::feature_type))
    return SubscribeResult::OtherBody;
  const auto read = ua::FeatureState::parse_service(request.body());
  if (!read) return SubscribeResult::Malformed;
  changes = *read;
  return SubscribeResult::Done;
}

void Notifier::change(Aor aor, const ua::FeatureState& changes) {
  if (changes.empty()) return;
  UserState state = states_[aor];
  state.features.take(changes);
  set_state(aor, state);
}

SubscribeResult Notifier::begin(const sip::Message& request, const ua::Origin& origin, Aor by,
                                std::string_view local_tag, seconds lifetime) {
  Watcher::Subject subject{.watcher = by};
  if (const auto found = find_subject(request, subject); found != SubscribeResult::Done) return found;
  if (watchers_.size() >= options_.most_watchers) return SubscribeResult::Busy;
  auto dialog = sip::Dialog::accepted(request, local_tag);
  if (!dialog) return SubscribeResult::Malformed;
  Key key{dialog->call_id(), dialog->local_tag()};
  auto watcher = std::make_unique<Watcher>(clock_, random_, options_.timers,
                                           static_cast<Watcher::Owner&>(*this), subject, std::move(*dialog));
  watcher->renew(lifetime, origin);
  watchers_.insert_or_assign(std::move(key), std::move(watcher));
  return SubscribeResult::Done;
}

SubscribeResult Notifier::find_subject(const sip::Message& request, Watcher::Subject& subject) const {
  const auto package = package_of(request);
  if (!package) return SubscribeResult::BadEvent;
  subject.package = *package;
  if (!accepts_bodies(request, *package)) return SubscribeResult::NotAcceptable;
  std::array<char, 256> plain;
  const auto user =
      request.target() ? sip::unescape(request.target()->user, plain) : std::optional<std::string_view>();
  const auto watched = user ? registrar_.find_user(*user) : std::nullopt;
  if (watched) {
    subject.aor = *watched;
    const bool his_own = *watched == subject.watcher;
    return is_own(*package) && !his_own ? SubscribeResult::Forbidden : SubscribeResult::Done;
  }
  if (!user || user->empty() || *user != options_.list || *package != EventPackage::Dialog)
    return SubscribeResult::NotFound;
  subject.list = true;
  if (!has_option(request, sip::Field::Supported, list_extensions[0])) return SubscribeResult::NeedsLists;
  const bool acceptable =
      sip::accepts(request, "multipart", "related") && sip::accepts(request, "application", "rlmi+xml");
  return acceptable ? SubscribeResult::Done : SubscribeResult::NotAcceptable;
}

std::span<const std::string_view> Notifier::extensions() const {
  if (options_.list.empty()) return {};
  return list_extensions;
}

BindingTable::Aor Notifier::listed() const {
  return static_cast<Aor>(std::min(states_.size(), most_listed));
}

SubscribeResult Notifier::go_on(Watcher& watcher, const sip::Message& request, const ua::Origin& origin,
                                seconds lifetime) {
  if (package_of(request) != watcher.subject().package) return SubscribeResult::BadEvent;
  const auto cseq = sip::CSeq::parse(request.value(sip::Field::CSeq));
  if (!cseq || watcher.dialog().take_cseq(cseq->number) != sip::Dialog::Order::Newer)
    return SubscribeResult::OutOfOrder;
  watcher.dialog().refresh_target(request);
  watcher.renew(lifetime, origin);
  return SubscribeResult::Done;
}

// One that is over, but for its last NOTIFY, is none.
Watcher* Notifier::find(const sip::Message& request, std::string_view local_tag) const {
  const auto found = watchers_.find(
      {std::string(request.value(sip::Field::CallId)), std::string(own_tag(request, local_tag))});
  const bool ours = found != watchers_.end() && found->second->remaining() > 0 && request.from() &&
                    found->second->dialog().remote_tag() == request.from()->tag;
  return ours ? found->second.get() : nullptr;
}

void Notifier::write(sip::Writer& out, const sip::Message& request, const ua::Origin& origin,
                     std::string_view local_tag, SubscribeResult result) const {
  switch (result) {
    case SubscribeResult::Done: {
      const Watcher* watcher = find(request, local_tag);
      sip::copy_lines(out, request, sip::Field::RecordRoute);
      out.header("Contact", {"<sip:", outlet_.reached_from(origin).to_string(),
                             ua::transport_parameter(origin.transport()), ">"});
      out.header("Expires", watcher == nullptr ? 0 : watcher->remaining());
      if (watcher != nullptr && watcher->subject().list) out.header("Require", list_extensions[0]);
      break;
    }
    case SubscribeResult::OtherBody:
      out.header("Accept", ua::feature_type);
      break;
    case SubscribeResult::NotAcceptable:
      out.header("Accept", options_.list.empty()
                               ? "application/simple-message-summary, application/dialog-info+xml, "
                                 "application/x-as-feature-event+xml, multipart/mixed"
                               : "application/simple-message-summary, application/dialog-info+xml, "
                                 "application/x-as-feature-event+xml, multipart/mixed, multipart/related, "
                                 "application/rlmi+xml");
      break;
    case SubscribeResult::Extension:
      sip::write_unsupported(out, request, extensions());
      break;
    case SubscribeResult::NeedsLists:
      out.header("Require", list_extensions[0]);
      break;
    case SubscribeResult::TooBrief:
      out.header("Min-Expires", options_.least_expires);
      break;
    case SubscribeResult::BadEvent:
      out.header("Allow-Events", package_list);
      break;
    case SubscribeResult::Busy:
      out.header("Retry-After", busy_retry_after);
      break;
    default:
      break;
  }
}

// --- NOTIFY

bool Notifier::take_response(const sip::Message& response) {
  // Its From is ours.
  const auto& from = response.from();
  if (!from) return false;
  const auto found =
      watchers_.find({std::string(response.value(sip::Field::CallId)), std::string(from->tag)});
  return found != watchers_.end() && found->second->take(response);
}

void Notifier::on_over(Watcher& watcher) {
  watchers_.erase({watcher.dialog().call_id(), watcher.dialog().local_tag()});
}

// --- What there is to tell

void Notifier::set_state(Aor aor, const UserState& state) {
  const UserState before = std::exchange(states_[aor], state);
  const bool summary = before.mailbox != state.mailbox;
  const bool dialog = before.call != state.call || before.peer != state.peer;
  const bool features = before.features != state.features;
  const auto has_changed = [&](EventPackage package) {
    if (package == EventPackage::MessageSummary) return summary;
    return package == EventPackage::Dialog ? dialog : features;
  };
  for (const auto& [key, watcher] : watchers_) {
    const auto& subject = watcher->subject();
    if (watcher->watches(aor) && has_changed(subject.package)) watcher->notify(aor);
  }
}

void Notifier::end_all(std::string_view reason) {
  for (const auto& [key, watcher] : watchers_) watcher->end(reason);
}

void Notifier::forget_all() {
  watchers_.clear();
}

std::vector<Notifier::Listed> Notifier::list(std::size_t most) const {
  std::vector<Listed> out;
  for (const auto& [key, watcher] : watchers_) {
    if (out.size() == most) break;
    const auto& subject = watcher->subject();
    const std::string_view watched =
        subject.list ? std::string_view(options_.list) : registrar_.user(subject.aor);
    out.push_back({subject.package, watched, subject.watcher, watcher->remaining()});
  }
  return out;
}

}  // namespace handset::pbx
