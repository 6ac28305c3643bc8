#include "phone/syslog_server.h"

#include "base/text.h"

namespace handset::phone {

SyslogServer::SyslogServer(const World& world, std::string_view server) : world_(world) {
  server = trim(server);
  const auto colon = server.rfind(':');
  const bool bracketed = server.starts_with('[');
  const bool has_port =
      colon != std::string_view::npos && (bracketed ? colon > server.find(']') : server.find(':') == colon);
  if (has_port) {
    if (const auto port = parse_decimal(server.substr(colon + 1), 65535); port && *port != 0)
      endpoint_.port = static_cast<std::uint16_t>(*port);
    server = server.substr(0, colon);
  }
  if (server.starts_with('[') && server.ends_with(']')) server = server.substr(1, server.size() - 2);
  host_ = server;
  look_up();
}

SyslogServer::~SyslogServer() {
  if (lookup_) world_.resolver.cancel(*lookup_);
  if (socket_) world_.network.close(*socket_);
}

void SyslogServer::look_up() {
  lookup_ = world_.resolver.resolve(host_, *this);
}

void SyslogServer::on_resolved(LookupId, const Result<Addresses>& addresses) {
  lookup_.reset();
  if (addresses) {
    endpoint_.address = addresses->records.front();
    const auto socket =
        world_.network.open_datagrams({world_.network.source_for(endpoint_.address), 0}, *this);
    if (socket) socket_ = *socket;
  }
  if (!socket_) world_.clock.arm(retry_, retry_after);
}

void SyslogServer::send(std::string_view message) {
  if (socket_) world_.network.send(*socket_, endpoint_, message);
}

}  // namespace handset::phone
