// A client on OpenSSL and blocking sockets, for what the servers of io say over TLS.
#pragma once

#include <array>
#include <memory>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <string>
#include <string_view>

#include "io/certificate.h"
#include "io/signals.h"
#include "io/store.h"
#include "support.h"

namespace handset::io::testing {

// Of this machine, made at once.
inline Identity make_identity() {
  NoStore store;
  const auto now = std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
  return own_identity(store, {"127.0.0.1", "::1"}, now).value();
}

// A TLS client that trusts one certificate alone.
class TlsClient {
 public:
  TlsClient(const Endpoint& server, const Identity& trusted, int most_version = TLS1_3_VERSION)
      : connection_(Connection::to(server)), context_(SSL_CTX_new(TLS_client_method()), SSL_CTX_free) {
    ignore_broken_pipes();
    SSL_CTX_set_min_proto_version(context_.get(), TLS1_VERSION);
    SSL_CTX_set_max_proto_version(context_.get(), most_version);
    SSL_CTX_set_cipher_list(context_.get(), "ALL:@SECLEVEL=0");
    SSL_CTX_set_verify(context_.get(), SSL_VERIFY_PEER, nullptr);
    BIO* bio = BIO_new_mem_buf(trusted.certificate.data(), static_cast<int>(trusted.certificate.size()));
    X509* certificate = PEM_read_bio_X509(bio, nullptr, nullptr, nullptr);
    X509_STORE_add_cert(SSL_CTX_get_cert_store(context_.get()), certificate);
    X509_free(certificate);
    BIO_free(bio);
    ssl_ = {SSL_new(context_.get()), SSL_free};
    X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl_.get()), server.address.to_string().c_str());
    SSL_set_fd(ssl_.get(), connection_.descriptor());
    connected_ = SSL_connect(ssl_.get()) == 1;
  }
  [[nodiscard]] bool connected() const { return connected_; }
  [[nodiscard]] std::string version() const { return SSL_get_version(ssl_.get()); }

  void send(std::string_view bytes) { SSL_write(ssl_.get(), bytes.data(), static_cast<int>(bytes.size())); }
  // What comes next; empty at the end.
  std::string receive_some() {
    std::array<char, 4096> piece;
    const int got = SSL_read(ssl_.get(), piece.data(), static_cast<int>(piece.size()));
    return got <= 0 ? std::string() : std::string(piece.data(), static_cast<std::size_t>(got));
  }
  // Up to the orderly end of the TLS session; empty when it ends otherwise.
  std::string receive_all() {
    std::string out;
    std::array<char, 4096> piece;
    for (;;) {
      const int got = SSL_read(ssl_.get(), piece.data(), static_cast<int>(piece.size()));
      if (got <= 0) return SSL_get_error(ssl_.get(), got) == SSL_ERROR_ZERO_RETURN ? out : std::string();
      out.append(piece.data(), static_cast<std::size_t>(got));
    }
  }

 private:
  Connection connection_;
  std::shared_ptr<SSL_CTX> context_;
  std::shared_ptr<SSL> ssl_;
  bool connected_ = false;
};

}  // namespace handset::io::testing
