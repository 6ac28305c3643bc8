#include "pbx/watcher.h"

#include <utility>

#include "sip/writer.h"

namespace handset::pbx {
namespace {

constexpr std::size_t room = std::size_t{32} * 1024;  // beside the body
constexpr std::uint64_t max_forwards = 70;
constexpr std::size_t boundary_length = 20;

// RFC 6665 4.2.2: the answers after which there is no subscription.
bool ends_subscription(unsigned status) {
  return status == 404 || status == 405 || status == 408 || status == 410 || status == 416 ||
         (status >= 480 && status <= 485) || status == 489 || status == 501 || status == 604;
}

}  // namespace

std::string_view event_name(EventPackage package) {
  switch (package) {
    case EventPackage::MessageSummary:
      return "message-summary";
    case EventPackage::Dialog:
      return "dialog";
    case EventPackage::Features:
      return ua::feature_event;
  }
  return "";
}

Watcher::Watcher(Clock& clock, Random& random, const sip::TimerValues& timers, Owner& owner,
                 const Subject& subject, sip::Dialog dialog)
    : clock_(clock),
      random_(random),
      owner_(owner),
      subject_(subject),
      dialog_(std::move(dialog)),
      transaction_(clock, timers, *this) {}

void Watcher::renew(seconds lifetime, const ua::Origin& origin) {
  origin_ = origin;
  until_ = clock_.now() + lifetime;
  changed_ = true;
  full_ = true;
  if (lifetime == seconds{0}) return end("timeout");
  clock_.timers().arm(end_, until_);
  clock_.arm(turn_, Duration{});
}

bool Watcher::watches(BindingTable::Aor aor) const {
  return subject_.list ? aor < owner_.listed() : aor == subject_.aor;
}

void Watcher::notify(BindingTable::Aor aor) {
  if (subject_.list) changed_users_.insert(aor);
  tell_soon();
}

void Watcher::tell_soon() {
  changed_ = true;
  clock_.arm(turn_, Duration{});
}

void Watcher::end(std::string_view reason) {
  if (!ended_.empty()) return;
  end_.cancel();
  ended_ = reason;
  until_ = clock_.now();
  tell_soon();
}

std::uint32_t Watcher::remaining() const {
  if (until_ <= clock_.now()) return 0;
  return static_cast<std::uint32_t>(std::chrono::ceil<seconds>(until_ - clock_.now()).count());
}

bool Watcher::take(const sip::Message& response) {
  if (!under_way_ || !transaction_.matches(response)) return false;
  transaction_.receive(response);
  return true;
}

// --- NOTIFY

void Watcher::tell_now() {
  if (under_way_ || !std::exchange(changed_, false)) return;
  std::string branch = "z9hG4bK" + random_.token(26);
  ++cseq_;
  std::string message = write(branch);
  if (message.empty()) return owner_.on_over(*this);
  under_way_ = true;
  transaction_.start(std::move(message), std::move(branch), sip::Method::Notify, origin_.is_stream);
}

// Empty when it cannot be written.
std::string Watcher::write(std::string_view branch) {
  const std::string own = owner_.reached_from(origin_).to_string();
  const ListBody content = body();
  std::string buffer(room + content.bytes.size(), '\0');
  sip::Writer out(buffer);
  out.request_line(sip::method_name(sip::Method::Notify), dialog_.request_uri());
  out.header("Via", {"SIP/2.0/", ua::sip_transport_name(origin_.transport()), " ", own, ";branch=", branch,
                     ";rport"});
  if (const std::string route = dialog_.route(); !route.empty()) out.header("Route", route);
  out.header("Max-Forwards", max_forwards);
  out.header("From", {dialog_.from(), ";tag=", dialog_.local_tag()});
  out.header("To", dialog_.to());
  out.header("Call-ID", dialog_.call_id());
  out.header("CSeq", std::to_string(cseq_) + " NOTIFY");
  out.header("Contact", {"<sip:", own, ua::transport_parameter(origin_.transport()), ">"});
  out.header("Event", event_name(subject_.package));
  if (ended_.empty()) {
    out.header("Subscription-State", "active;expires=" + std::to_string(remaining()));
  } else {
    out.header("Subscription-State", {"terminated;reason=", ended_});
  }
  if (subject_.list) out.header("Require", "eventlist");
  out.header("Content-Type", content.content_type);
  out.finish(content.bytes);
  if (!out.ok()) return {};
  buffer.resize(out.view().size());
  ++version_;
  full_ = false;
  changed_users_.clear();
  return buffer;
}

// Of the one who is watched, as the subscriber called him.
ListBody Watcher::body() const {
  const std::string address = dialog_.from();
  const std::string_view uri = std::string_view(address).substr(1, address.size() - 2);
  if (subject_.list) return body_of_list(uri);
  const UserState& state = owner_.state_of(subject_.aor);
  switch (subject_.package) {
    case EventPackage::MessageSummary:
      return {"application/simple-message-summary", summary_body(state.mailbox, uri)};
    case EventPackage::Dialog:
      return {"application/dialog-info+xml", dialog_body(state, uri, version_)};
    case EventPackage::Features: {
      auto body =
          ua::feature_body(state.features, owner_.user_of(subject_.aor), random_.token(boundary_length));
      return {std::move(body.content_type), std::move(body.bytes)};
    }
  }
  return {};
}

ListBody Watcher::body_of_list(std::string_view uri) const {
  ListDocument document{.list = uri, .version = version_, .full = full_};
  for (BindingTable::Aor aor = 0; aor < owner_.listed(); ++aor)
    if (full_ || changed_users_.contains(aor))
      document.users.push_back({owner_.user_of(aor), owner_.state_of(aor)});
  return list_body(document, random_.token(boundary_length));
}

void Watcher::on_send(sip::ClientTransaction&, std::string_view request) {
  owner_.send_notify(origin_, request);
}

void Watcher::on_final(sip::ClientTransaction&, const sip::Message& response) {
  under_way_ = false;
  // What was not taken is not known: the next one tells all.
  if (response.status() >= 300) full_ = true;
  if (changed_) return clock_.arm(turn_, Duration{});
  if (!ended_.empty() || ends_subscription(response.status())) owner_.on_over(*this);
}

// Nobody is there any more (RFC 6665 4.2.2).
void Watcher::on_failed(sip::ClientTransaction&, sip::ClientTransaction::Failure) {
  if (under_way_) owner_.on_over(*this);
}

}  // namespace handset::pbx
