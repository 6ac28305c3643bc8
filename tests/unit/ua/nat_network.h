// A NAT in the simulation (RFC 4787): the network of a host whose datagrams leave from the address of another
// host. It lets in what its kind lets in. Streams are not translated.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string_view>

#include "sim/simulation.h"

namespace handset::test {

class NatNetwork final : public Network, private DatagramHandler {
 public:
  enum class Kind : std::uint8_t { FullCone, RestrictedCone, PortRestrictedCone, Symmetric };

  // Both outlive it.
  NatNetwork(sim::Host& inside, sim::Host& outside)
      : inside_(inside.network()), outside_(outside.network()), public_(outside.address()) {}

  Kind kind = Kind::PortRestrictedCone;
  // It is switched off and on: all it knew is gone.
  void restart() {
    for (const auto& [socket, binding] : bindings_) outside_.close(socket);
    bindings_.clear();
  }

  Result<SocketId> open_datagrams(const Endpoint& local, DatagramHandler& handler) override {
    const auto socket = inside_.open_datagrams(local, handler);
    if (socket) handlers_[*socket] = &handler;
    return socket;
  }
  void send(SocketId socket, const Endpoint& to, std::string_view bytes) override {
    const auto known = handlers_.find(socket);
    if (known == handlers_.end()) return;
    const Endpoint key = kind == Kind::Symmetric ? to : Endpoint{};
    for (auto& [outer, binding] : bindings_)
      if (binding.inner == socket && binding.towards == key) {
        binding.sent_to.insert(to);
        return outside_.send(outer, to, bytes);
      }
    const auto outer = outside_.open_datagrams({public_, 0}, *this);
    if (!outer) return;
    bindings_[*outer] = {socket, key, {to}};
    outside_.send(*outer, to, bytes);
  }
  void close(SocketId socket) override {
    handlers_.erase(socket);
    std::erase_if(bindings_, [&](const auto& entry) {
      const bool gone = entry.second.inner == socket;
      if (gone) outside_.close(entry.first);
      return gone;
    });
    inside_.close(socket);
  }

  Result<SocketId> listen(const Endpoint& local, StreamHandler& handler) override {
    return inside_.listen(local, handler);
  }
  StreamId connect(const Endpoint& to, StreamHandler& handler) override {
    return inside_.connect(to, handler);
  }
  Result<StreamId> connect_from(const Endpoint& local, const Endpoint& to, StreamHandler& handler) override {
    return inside_.connect_from(local, to, handler);
  }
  Result<StreamId> connect_secured(const Endpoint& local, const Endpoint& to, std::string_view name,
                                   StreamHandler& handler) override {
    return inside_.connect_secured(local, to, name, handler);
  }
  void send(StreamId stream, std::string_view bytes) override { inside_.send(stream, bytes); }
  void close(StreamId stream) override { inside_.close(stream); }
  [[nodiscard]] Endpoint local_endpoint(SocketId socket) const override {
    return inside_.local_endpoint(socket);
  }
  [[nodiscard]] IpAddress source_for(const IpAddress& to) const override { return inside_.source_for(to); }

 private:
  struct Binding {
    SocketId inner{};
    Endpoint towards{};
    std::set<Endpoint> sent_to{};
  };

  [[nodiscard]] bool lets_in(const Binding& binding, const Endpoint& source) const {
    if (kind == Kind::FullCone) return true;
    if (kind != Kind::RestrictedCone) return binding.sent_to.contains(source);
    for (const Endpoint& known : binding.sent_to)
      if (known.address == source.address) return true;
    return false;
  }

  void on_datagrams(SocketId socket, std::span<const Datagram> batch) override {
    const auto found = bindings_.find(socket);
    if (found == bindings_.end()) return;
    const Binding binding = found->second;
    for (const Datagram& datagram : batch)
      if (const auto handler = handlers_.find(binding.inner);
          handler != handlers_.end() && lets_in(binding, datagram.source))
        handler->second->on_datagrams(binding.inner, {&datagram, 1});
  }

  Network& inside_;
  Network& outside_;
  IpAddress public_;
  std::map<SocketId, DatagramHandler*> handlers_;
  std::map<SocketId, Binding> bindings_;  // by the socket outside
};

}  // namespace handset::test
