// Our side of one TLS connection, the server's or the client's, without a socket: what the peer sent goes in,
// what is to be sent comes out. Inside io only; one belongs to each TCP stream that is secured, on its
// thread.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

struct ssl_ctx_st;
struct ssl_st;

namespace handset::io {

class TlsSession {
 public:
  // Of a plain read: how much of a record fits.
  static constexpr std::size_t record_size = std::size_t{16} * 1024;

  enum class State : unsigned char {
    Shaking,  // the handshake is not done
    Open,
    Ended,  // the peer said that nothing more comes
    Broken  // it does not speak TLS as we want it; an alert may be left to send
  };

  // Of a server. `context` outlives the session, or is counted by it.
  explicit TlsSession(ssl_ctx_st* context);
  // Of a client, whose peer has to be that host: a name, or an address as text. RFC 5922 7.2: no wildcard of
  // a certificate stands for it.
  TlsSession(ssl_ctx_st* context, const std::string& host);
  ~TlsSession();
  TlsSession(const TlsSession&) = delete;
  TlsSession& operator=(const TlsSession&) = delete;

  [[nodiscard]] State state() const { return state_; }
  // When it is Broken, of a client: what is wrong with the peer, a static sentence.
  [[nodiscard]] std::string_view why_broken() const;

  // Takes bytes of the peer, none to begin with, and goes on with the handshake.
  void feed(std::string_view encrypted);
  // The next bytes in clear, in `buffer`; empty when there are no more yet, and state() may be another then.
  std::string_view read(std::span<char> buffer);
  // In state Open.
  void write(std::string_view clear);
  // Says that nothing more comes.
  void end();

  // Appends what is to be sent.
  void take_encrypted(std::string& out);

 private:
  void settle(int result);

  std::unique_ptr<ssl_st, void (*)(ssl_st*)> ssl_;
  State state_ = State::Shaking;
};

}  // namespace handset::io
