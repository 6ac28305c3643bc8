#include "main/addresses.h"

#include "base/text.h"
#include "io/resolve.h"

namespace handset::program {

Attempt<Endpoint> endpoint_from(std::string_view text) {
  if (const auto endpoint = Endpoint::parse(text)) return *endpoint;
  const std::string quoted = "\"" + std::string(text) + "\"";
  const auto colon = text.rfind(':');
  const std::string_view host = text.substr(0, colon);
  const auto port =
      colon == std::string_view::npos ? std::nullopt : parse_decimal(text.substr(colon + 1), 65535);
  if (host.empty() || !port)
    return tl::unexpected(quoted + " is no HOST:PORT, such as 127.0.0.1:5060 or [::1]:5060.");
  const auto address = io::resolve(host);
  if (!address)
    return tl::unexpected("The host of " + quoted + " is unknown: " + std::string(address.error().what) +
                          ".");
  return Endpoint{*address, static_cast<std::uint16_t>(*port)};
}

std::string cannot_listen(const Endpoint& endpoint, std::string_view option, const Error& error) {
  std::string words = "Cannot listen on " + endpoint.to_string() + ": " + std::string(error.what) + ".";
  if (error.what.find("in use") != std::string_view::npos) {
    words += " Another program has that port, perhaps another phone: end it, or choose another address with ";
  } else {
    words += " Choose another address with ";
  }
  return words + std::string(option) + " HOST:PORT (port 0 takes any free one).";
}

}  // namespace handset::program
