#include "ua/stun_client.h"

#include <utility>

namespace handset::ua {
namespace {

// "39.5 s", "2 s".
std::string seconds_words(Duration time) {
  const auto tenths = time / milliseconds(100);
  std::string out = std::to_string(tenths / 10);
  if (tenths % 10 != 0) out += "." + std::to_string(tenths % 10);
  return out + " s";
}

bool may_be_ours(const Endpoint& endpoint, const Endpoint& server) {
  const IpAddress& address = endpoint.address;
  return endpoint.port != 0 && address.family() == server.address.family() && !address.is_unspecified() &&
         !address.is_multicast() && !address.is_broadcast();
}

}  // namespace

// --- The way back

StunRouter::~StunRouter() {
  for (const auto& [id, transaction] : transactions_) transaction->abandon();
}

void StunRouter::add(StunTransaction& transaction) {
  transactions_.emplace(transaction.id(), &transaction);
}

void StunRouter::remove(StunTransaction& transaction) {
  transactions_.erase(transaction.id());
}

bool StunRouter::route(std::string_view bytes, const Endpoint& source) {
  const auto found = transactions_.find(stun_transaction(bytes));
  return found != transactions_.end() && found->second->take(bytes, source);
}

// --- A transaction

StunTransaction::StunTransaction(Clock& clock, Network& network, Random& random, const StunSocket& socket)
    : clock_(clock), network_(network), random_(random), socket_(socket) {
  random_.fill(id_);
  socket_.router->add(*this);
}

StunTransaction::~StunTransaction() {
  if (socket_.router != nullptr) socket_.router->remove(*this);
}

void StunTransaction::abandon() {
  socket_.router = nullptr;
  stop();
}

void StunTransaction::stop() {
  timer_.cancel();
  handler_ = nullptr;
}

void StunTransaction::renew_id() {
  socket_.router->remove(*this);
  random_.fill(id_);
  socket_.router->add(*this);
}

void StunTransaction::start(const StunQuestion& question, Handler handler) {
  stop();
  if (socket_.router == nullptr) return;
  question_ = question;
  if (question_.answered_from.port == 0) question_.answered_from = question_.server;
  handler_ = std::move(handler);
  sent_ = 0;
  not_sound_ = {};
  renew_id();
  send();
}

void StunTransaction::send() {
  const StunTimes& times = question_.times;
  if (sent_ == times.sends) {
    if (!not_sound_.empty())
      return finish({.kind = StunOutcome::Kind::NoAnswer,
                     .words = words("answers what is not sound: " + std::string(not_sound_))});
    return finish({.kind = StunOutcome::Kind::NoAnswer,
                   .words = words("did not answer within " + seconds_words(times.longest()))});
  }
  network_.send(socket_.socket, question_.server,
                write_stun_request({.transaction = id_,
                                    .change_address = question_.change_address,
                                    .change_port = question_.change_port}));
  const Duration wait = ++sent_ == times.sends ? times.rto * times.last_wait : times.rto * (1 << (sent_ - 1));
  clock_.arm(timer_, wait);
}

// What is not sound is dropped (RFC 8489 6.3), since a right one may follow; one that cannot be understood
// ends it (6.3.3, 6.3.4).
bool StunTransaction::take(std::string_view bytes, const Endpoint& source) {
  if (!under_way() || source != question_.answered_from) return false;
  const auto response = read_stun_response(bytes);
  if (!response && response.error().code != Errc::Unsupported) {
    not_sound_ = response.error().what;
    return true;
  }
  if (!response) {
    finish({.kind = StunOutcome::Kind::Refused,
            .words = words("cannot be understood: " + std::string(response.error().what))});
  } else if (response->error != 0) {
    finish({.kind = StunOutcome::Kind::Refused,
            .words = words("refuses with error " + std::to_string(response->error))});
  } else if (!may_be_ours(*response->mapped, question_.server)) {
    not_sound_ = "it names an address that is nobody's";
  } else {
    finish({.kind = StunOutcome::Kind::Mapped, .mapped = *response->mapped, .other = response->other});
  }
  return true;
}

void StunTransaction::finish(const StunOutcome& outcome) {
  timer_.cancel();
  const Handler handler = std::exchange(handler_, nullptr);
  handler(outcome);
}

std::string StunTransaction::words(std::string_view what) const {
  return question_.server.to_string() + " " + std::string(what);
}

}  // namespace handset::ua
