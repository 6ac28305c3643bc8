#include "ua/server_choice.h"

#include <algorithm>
#include <utility>

namespace handset::ua {
namespace {

// Servers that are known are used this much longer when the DNS cannot be asked.
constexpr Duration trust_without_dns = seconds(60);

bool is_same(const ServerTarget& a, const ServerTarget& b) {
  return a.transport == b.transport && a.endpoint == b.endpoint;
}

}  // namespace

ServerChoice::ServerChoice(Clock& clock, Resolver& resolver, const Network& network, Random& random,
                           ServerQuestion question, Duration fallback)
    : clock_(clock),
      resolver_(resolver),
      network_(network),
      random_(random),
      question_(std::move(question)),
      targets_(fallback) {}

ServerChoice::~ServerChoice() = default;

void ServerChoice::ask(Asker& asker) {
  askers_.push_back(&asker);
  if (finder_) return;
  if (!targets_.empty() && clock_.now() < expires_) return clock_.arm(turn_, Duration{});
  finder_ = std::make_unique<ServerFinder>(clock_, resolver_, network_, random_,
                                           static_cast<ServerFinder::Handler&>(*this));
  finder_->find(question_);
}

void ServerChoice::leave(Asker& asker) {
  std::erase(askers_, &asker);
}

void ServerChoice::on_found(const Result<FoundServers>& servers) {
  finder_.reset();
  if (servers) {
    targets_.update(servers->targets, clock_.now());
    expires_ = servers->expires;
  } else if (!targets_.empty()) {
    expires_ = clock_.now() + trust_without_dns;
  } else {
    return tell(tl::unexpected(servers.error()));
  }
  tell({});
}

void ServerChoice::tell_known() {
  tell({});
}

// Who is told may leave, ask anew, or make another one leave.
void ServerChoice::tell(const Result<void>& found) {
  for (std::size_t waiting = askers_.size(); waiting > 0 && !askers_.empty(); --waiting) {
    Asker* first = askers_.front();
    askers_.erase(askers_.begin());
    first->on_servers(found);
  }
}

void ServerChoice::worked(const ServerTarget& target) {
  if (!targets_.empty() && is_same(target, current())) targets_.worked(clock_.now());
}

bool ServerChoice::failed(const ServerTarget& target, std::string why) {
  if (targets_.empty()) return false;
  if (!is_same(target, current())) return true;
  if (targets_.failed(std::move(why), clock_.now())) return true;
  expires_ = {};  // the DNS may know of other ones by then
  return false;
}

}  // namespace handset::ua
