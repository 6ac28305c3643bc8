#include "io/resolve.h"

#include <algorithm>
#include <memory>
#include <netdb.h>
#include <string>

#include "io/sockaddr.h"

namespace handset::io {

std::optional<IpAddress> address_literal(std::string_view host) {
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
  return IpAddress::parse(host);
}

Result<std::vector<IpAddress>> resolve_all(std::string_view host) {
  if (const auto literal = address_literal(host)) return std::vector{*literal};
  if (host.empty() || host.find('\0') != std::string_view::npos)
    return fail(Errc::NotFound, "this is no host name");

  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;  // each address once
  addrinfo* list = nullptr;
  const int error = ::getaddrinfo(std::string(host).c_str(), nullptr, &hints, &list);
  if (error == EAI_AGAIN) return fail(Errc::Unavailable, "the name server does not answer");
  if (error != 0) return fail(Errc::NotFound, "this host name is not known");
  const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owner(list, &::freeaddrinfo);

  std::vector<IpAddress> addresses;
  for (const addrinfo* entry = list; entry; entry = entry->ai_next) {
    if (entry->ai_family != AF_INET && entry->ai_family != AF_INET6) continue;
    const auto address = from_socket_address(*reinterpret_cast<const SocketAddress*>(entry->ai_addr)).address;
    if (std::find(addresses.begin(), addresses.end(), address) == addresses.end())
      addresses.push_back(address);
  }
  if (addresses.empty()) return fail(Errc::NotFound, "this host name has no address");
  return addresses;
}

Result<IpAddress> resolve(std::string_view host) {
  return resolve_all(host).map([](const std::vector<IpAddress>& addresses) { return addresses.front(); });
}

}  // namespace handset::io
