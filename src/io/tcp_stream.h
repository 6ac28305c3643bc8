// One TCP stream of a SocketNetwork. Inside io only.
//
//   Shaking, when it is secured by TLS: the handshake has its time, and nobody has heard of an accepted
//   stream Connecting -> Open -> Broken                 on_closed() on a later turn, then Gone
//                      -> Flushing -> Draining   closed by us or by the peer: what was said still leaves,
//                      then
//                                                a FIN, then the peer's bytes are read and ignored until it
//                                                closes too; `linger` limits both; then Gone
// Once Gone, its network destroys it at the end of the turn.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "base/world.h"
#include "io/loop_core.h"
#include "io/network.h"
#include "io/tls_session.h"

namespace handset::io {

class TcpStream;

// Who owns the streams of a shard.
class TcpStreamOwner {
 public:
  virtual void stream_gone(TcpStream& stream) = 0;
  // The stream has something to send at the end of the turn.
  virtual void stream_dirty(TcpStream& stream) = 0;

 protected:
  ~TcpStreamOwner() = default;
};

// What the streams of a shard share.
struct TcpContext {
  static constexpr std::size_t read_size = std::size_t{64} * 1024;

  LoopCore& core;
  TcpStreamOwner& owner;
  const NetworkLimits& limits;
  NetworkCounters& counters;
  std::unique_ptr<char[]> read_buffer;
};

class TcpStream final : private WatchOwner {
 public:
  // `listener` is the one that accepted it, or none for a connect() of ours.
  TcpStream(TcpContext& context, StreamId id, StreamHandler& handler, const Endpoint& remote,
            SocketId listener);

  // The descriptor of an accepted connection; `tls`: null for none. The handler hears of it when bytes can
  // be carried: from inside this call, or after the handshake.
  void open(int descriptor, ssl_ctx_st* tls);
  // Whether nobody has heard of it yet.
  [[nodiscard]] bool is_unknown() const { return state_ == State::Shaking && !is_ours(); }
  // One that nobody has heard of: it ends without a word.
  void abandon();
  // Begins to connect to the remote endpoint.
  void connect();
  // The descriptor of a connection that is being made, or the error that it ended with at once, and what
  // secures it, if it is to be.
  void connecting(int descriptor, int error, std::unique_ptr<TlsSession> tls = nullptr);
  void send(std::string_view bytes);
  void close();
  // At the end of the turn.
  void flush();

  [[nodiscard]] StreamId id() const { return id_; }
  [[nodiscard]] const Endpoint& remote() const { return remote_; }
  [[nodiscard]] SocketId listener() const { return listener_; }

 private:
  enum class State : std::uint8_t { Connecting, Shaking, Open, Flushing, Draining, Broken, Gone };

  void on_readable() override;
  void on_writable() override;
  void on_cut_short() override;
  void on_timer();
  [[nodiscard]] bool is_ours() const { return listener_ == SocketId{}; }
  void connected();
  void shaken();
  [[nodiscard]] std::string_view tls_words() const;
  void read();
  void take_encrypted(std::string_view bytes);
  void deliver_clear();
  void peer_closed();
  void flush_and_end();
  void mark_dirty();
  void overflow();
  void write_pending();
  void shut_down();
  void break_off(std::string_view why);
  void tell_closed(std::string_view why);
  void gone();
  void drop_unsent();
  [[nodiscard]] std::size_t pending() const { return outgoing_.size() - sent_; }

  TcpContext& context_;
  StreamId id_;
  StreamHandler* handler_;  // null once the stream was closed by us, or on_closed() was called
  Endpoint remote_;
  SocketId listener_;
  State state_ = State::Connecting;
  bool dirty_ = false;
  std::unique_ptr<Watch> watch_;
  std::unique_ptr<TlsSession> tls_;  // none on a stream in clear
  std::string early_;                // in clear, sent before the handshake was done
  std::string outgoing_;
  std::size_t sent_ = 0;
  std::string_view why_;
  Timer timer_ = Timer::calling<&TcpStream::on_timer>(*this);
};

}  // namespace handset::io
