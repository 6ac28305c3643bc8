#include "phone/keep_alive.h"

#include <utility>

#include "phone/line_client.h"
#include "ua/register_response.h"

namespace handset::phone {
namespace {

constexpr std::string_view a_notify = "$NOTIFY";
constexpr std::string_view a_register = "$REGISTER";
constexpr std::string_view the_proxy = "$PROXY";

}  // namespace

KeepAlive::KeepAlive(LineClient& client) : client_(client), request_(client) {
  const KeepAliveOptions& options = client_.options().client.keep_alive;
  if (options.destination != the_proxy && !options.destination.empty())
    destination_ = "sip:" + options.destination;
  client_.world().clock.arm(timer_, options.interval);
}

KeepAlive::~KeepAlive() = default;

void KeepAlive::send() {
  const KeepAliveOptions& options = client_.options().client.keep_alive;
  client_.world().clock.arm(timer_, options.interval);
  if (options.message == a_notify)
    return send_request({.method = sip::Method::Notify, .headers = {{"Event", "keep-alive"}}});
  // Without a Contact it asks for the bindings and changes none (RFC 3261 10.2.3).
  if (options.message == a_register)
    return send_request({.method = sip::Method::Register, .without_contact = true});
  ua::ServerChoice* servers = client_.main_servers();
  if (!destination_.empty()) {
    if (!elsewhere_) elsewhere_ = client_.servers_of(destination_);
    servers = elsewhere_.get();
  }
  if (servers == nullptr) return;
  servers->leave(*this);
  servers->ask(*this);
}

// One that is not answered in an interval makes room for the next.
void KeepAlive::send_request(LineMessage message) {
  message.redirected_to = destination_;
  message.stays = true;
  request_.start(std::move(message), [this](const LineAnswer& answer) { take(answer); });
}

void KeepAlive::take(const LineAnswer& answer) {
  const bool redirects =
      answer.kind == LineAnswer::Kind::Answered && answer.status >= 300 && answer.status < 400;
  if (!redirects || !client_.options().client.keep_alive.follows_redirects) return;
  if (std::string target = ua::redirect_target(*answer.response); !target.empty())
    destination_ = std::move(target);
}

void KeepAlive::on_servers(const Result<void>& found) {
  if (!found) return;
  const ua::ServerTarget& server =
      destination_.empty() ? client_.main_servers()->current() : elsewhere_->current();
  const auto shared = client_.channel_options(server).shared;
  if (shared)
    client_.world().network.send(shared->socket, server.endpoint,
                                 client_.options().client.keep_alive.message);
}

}  // namespace handset::phone
