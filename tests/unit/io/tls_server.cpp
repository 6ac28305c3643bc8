#include "tls_server.h"

#include <cstdio>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <utility>

#include "io/signals.h"

namespace handset::io::testing {

Certificate::Certificate(const std::string& names, long begin, long end)
    : key_(EVP_EC_gen("P-256")), certificate_(X509_new()) {
  X509* x509 = certificate_.get();
  X509_set_version(x509, X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(x509), 1);
  X509_gmtime_adj(X509_getm_notBefore(x509), begin);
  X509_gmtime_adj(X509_getm_notAfter(x509), end);
  X509_set_pubkey(x509, key_.get());
  X509_NAME* name = X509_get_subject_name(x509);
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("handset test"),
                             -1, -1, 0);
  X509_set_issuer_name(x509, name);
  const std::pair<int, std::string> extensions[] = {{NID_basic_constraints, "critical,CA:TRUE"},
                                                    {NID_subject_alt_name, names}};
  for (const auto& [nid, value] : extensions) {
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, nullptr, nid, value.c_str());
    X509_add_ext(x509, extension, -1);
    X509_EXTENSION_free(extension);
  }
  X509_sign(x509, key_.get(), EVP_sha256());
}

void Certificate::write_pem(const std::filesystem::path& file) const {
  std::FILE* out = std::fopen(file.c_str(), "w");
  PEM_write_X509(out, certificate_.get());
  std::fclose(out);
}

std::string Certificate::pem() const {
  BIO* bio = BIO_new(BIO_s_mem());
  PEM_write_bio_X509(bio, certificate_.get());
  char* text = nullptr;
  const long size = BIO_get_mem_data(bio, &text);
  std::string out(text, static_cast<std::size_t>(size));
  BIO_free(bio);
  return out;
}

void TlsServer::demand(const std::string& pem) {
  BIO* bio = BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()));
  X509* client = PEM_read_bio_X509(bio, nullptr, nullptr, nullptr);
  X509_STORE_add_cert(SSL_CTX_get_cert_store(context_.get()), client);
  X509_free(client);
  BIO_free(bio);
  SSL_CTX_set_verify(context_.get(), SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
}

TlsServer::TlsServer(const Certificate& certificate, std::string answer)
    : TlsServer(certificate, [answer = std::move(answer)](std::string_view) { return answer; }) {}

TlsServer::TlsServer(const Certificate& certificate, Answer answer)
    : context_(SSL_CTX_new(TLS_server_method())),
      answer_(std::move(answer)),
      server_([this](Connection& connection) { serve(connection); }) {
  SSL_CTX_use_certificate(context_.get(), certificate.certificate());
  SSL_CTX_use_PrivateKey(context_.get(), certificate.key());
}

void TlsServer::serve(Connection& connection) {
  ignore_broken_pipes();  // OpenSSL writes without asking for an error instead
  const std::unique_ptr<SSL, Free> ssl(SSL_new(context_.get()));
  SSL_set_fd(ssl.get(), connection.descriptor());
  if (SSL_accept(ssl.get()) != 1) return;
  std::string request;
  std::array<char, 4096> piece;
  while (request.find("\r\n\r\n") == std::string::npos) {
    const int got = SSL_read(ssl.get(), piece.data(), static_cast<int>(piece.size()));
    if (got <= 0) return;
    request.append(piece.data(), static_cast<std::size_t>(got));
  }
  const std::string answer = answer_(request);
  SSL_write(ssl.get(), answer.data(), static_cast<int>(answer.size()));
  SSL_shutdown(ssl.get());
}

}  // namespace handset::io::testing
