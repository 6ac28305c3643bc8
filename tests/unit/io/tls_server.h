// A TLS web server with a certificate of its own making, for the fetcher's tests.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <openssl/ssl.h>
#include <string>
#include <string_view>
#include <vector>

#include "support.h"

namespace handset::io::testing {

// A self-signed certificate, valid for `names` ("IP:127.0.0.1,DNS:a.test") from `begin` to `end` seconds
// from now.
class Certificate {
 public:
  explicit Certificate(const std::string& names, long begin = -3600, long end = 3600);

  [[nodiscard]] X509* certificate() const { return certificate_.get(); }
  [[nodiscard]] EVP_PKEY* key() const { return key_.get(); }
  void write_pem(const std::filesystem::path& file) const;
  [[nodiscard]] std::string pem() const;

 private:
  struct Free {
    void operator()(X509* certificate) const { X509_free(certificate); }
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  };
  std::unique_ptr<EVP_PKEY, Free> key_;
  std::unique_ptr<X509, Free> certificate_;
};

// Answers every request with the same bytes, or with what is made of it; on a thread of its own.
class TlsServer {
 public:
  using Answer = std::function<std::string(std::string_view request)>;

  TlsServer(const Certificate& certificate, std::string answer);
  TlsServer(const Certificate& certificate, Answer answer);

  // From now on a client is served only that shows this certificate, in PEM.
  void demand(const std::string& pem);

  [[nodiscard]] Endpoint endpoint() const { return server_.endpoint(); }
  [[nodiscard]] std::string url(const std::string& host) const {
    return "https://" + host + ":" + std::to_string(endpoint().port) + "/";
  }

 private:
  struct Free {
    void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
    void operator()(SSL* ssl) const { SSL_free(ssl); }
  };
  void serve(Connection& connection);

  std::unique_ptr<SSL_CTX, Free> context_;
  Answer answer_;
  RawServer server_;
};

}  // namespace handset::io::testing
