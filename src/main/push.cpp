// handset push: sends one authenticated push to any phone and says what became of it.
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "base/text.h"
#include "io/interfaces.h"
#include "io/resolve.h"
#include "io/world.h"
#include "main/commands.h"
#include "main/terminal.h"
#include "main/text_file.h"
#include "pbx/push_sender.h"
#include "sip/digest.h"
#include "sip/uri.h"

namespace handset::program {
namespace {

Attempt<std::string> find_password(const PushOptions& options) {
  if (!options.password.empty()) return value_or_file(options.password);
  if (const char* password = std::getenv("HANDSET_PASSWORD")) return std::string(password);
  return tl::unexpected<std::string>(
      "A password is missing: --password PASSWORD, --password @FILE, or HANDSET_PASSWORD.");
}

Attempt<Endpoint> find_target(const sip::Uri& uri) {
  const auto address = io::resolve(uri.host);
  if (!address)
    return tl::unexpected("The host " + std::string(uri.host) +
                          " is unknown: " + std::string(address.error().what) + ".");
  return Endpoint{*address, uri.port != 0 ? uri.port : std::uint16_t{5060}};
}

// What to send: a URL as it is, a file as the document itself.
Attempt<void> set_body(pbx::PushOrder& order, const std::string& what) {
  std::error_code none;
  if (std::filesystem::is_regular_file(what, none)) {
    auto document = read_text_file(what);
    if (!document) return tl::unexpected(document.error());
    order.body = std::move(*document);
    order.content_type = "text/xml";
    return {};
  }
  const auto colon = what.find(':');
  if (colon == std::string::npos || colon == 0)
    return tl::unexpected("\"" + what + "\" is neither a file nor a URL, such as http://192.0.2.1/page.xml.");
  order.body = what;
  return {};
}

Attempt<pbx::PushOrder> make_order(const PushOptions& options) {
  const auto uri = sip::Uri::parse(options.uri);
  if (!uri || uri->scheme != sip::Scheme::Sip || uri->user.empty())
    return tl::unexpected("\"" + options.uri + "\" names no line: sip:USER@HOST:PORT does.");
  const auto password = find_password(options);
  if (!password) return tl::unexpected(password.error());
  const auto target = find_target(*uri);
  if (!target) return tl::unexpected(target.error());

  pbx::PushOrder order;
  order.uri = options.uri;
  order.target = *target;
  if (options.tcp || equal_ignoring_case(uri->parameter("transport").value_or(""), "tcp"))
    order.transport = ua::SipTransport::Tcp;
  if (!target->address.is_loopback())
    if (const auto source = io::source_address_to(*target)) order.local.address = *source;
  order.credentials.username = options.user.empty() ? percent_decode(uri->user) : options.user;
  order.credentials.password = *password;
  if (!options.algorithm.empty()) {
    order.credentials.demand.only = sip::digest_algorithm(options.algorithm);
    if (!order.credentials.demand.only)
      return tl::unexpected("\"" + options.algorithm + "\" is no digest algorithm: MD5 and SHA-256 are.");
  }
  if (const auto body = set_body(order, options.what); !body) return tl::unexpected(body.error());
  return order;
}

}  // namespace

ExitStatus push(const PushOptions& options) {
  auto order = make_order(options);
  if (!order) return failed("push", order.error(), ExitStatus::Usage);
  const auto io = io::IoWorld::open();
  if (!io) return failed("push", std::string(io.error().what) + ".");
  io::Loop& loop = (*io)->loop();
  loop.on_signal([&] { loop.stop(); });

  auto ladder = make_ladder();
  std::optional<pbx::PushResult> result;
  const pbx::PushSender sender((*io)->world(options.trace ? &ladder : nullptr), std::move(*order),
                               [&](const pbx::PushResult& found) {
                                 result = found;
                                 loop.stop();
                               });
  loop.run();
  if (!result) return failed("push", "Given up before the phone answered.");
  if (result->kind == pbx::PushResult::Kind::BadOrder)
    return failed("push", result->words, ExitStatus::Usage);
  if (!result->accepted()) return failed("push", result->words);
  say(result->words + "\n");
  return ExitStatus::Done;
}

}  // namespace handset::program
