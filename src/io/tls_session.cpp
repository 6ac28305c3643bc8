#include "io/tls_session.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

namespace handset::io {

TlsSession::TlsSession(ssl_ctx_st* context) : ssl_(SSL_new(context), SSL_free) {
  BIO* in = BIO_new(BIO_s_mem());
  BIO* out = BIO_new(BIO_s_mem());
  if (ssl_ == nullptr || in == nullptr || out == nullptr) {
    BIO_free(in);
    BIO_free(out);
    state_ = State::Broken;
    return;
  }
  SSL_set_bio(ssl_.get(), in, out);
  SSL_set_accept_state(ssl_.get());
  SSL_set_mode(ssl_.get(), SSL_MODE_RELEASE_BUFFERS);
}

TlsSession::TlsSession(ssl_ctx_st* context, const std::string& host) : TlsSession(context) {
  if (state_ == State::Broken) return;
  SSL* ssl = ssl_.get();
  SSL_set_connect_state(ssl);
  X509_VERIFY_PARAM* wanted = SSL_get0_param(ssl);
  bool set = X509_VERIFY_PARAM_set1_ip_asc(wanted, host.c_str()) == 1;
  if (!set) {
    X509_VERIFY_PARAM_set_hostflags(wanted, X509_CHECK_FLAG_NO_WILDCARDS);
    std::string indicated = host;  // the macro for this casts as C does
    set = SSL_set1_host(ssl, host.c_str()) == 1 &&
          SSL_ctrl(ssl, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, indicated.data()) == 1;
  }
  ERR_clear_error();
  if (!set || host.empty()) state_ = State::Broken;
}

std::string_view TlsSession::why_broken() const {
  switch (ssl_ == nullptr ? X509_V_ERR_OUT_OF_MEM : SSL_get_verify_result(ssl_.get())) {
    case X509_V_OK:
      return "the peer does not speak TLS as we want it";
    case X509_V_ERR_HOSTNAME_MISMATCH:
    case X509_V_ERR_IP_ADDRESS_MISMATCH:
      return "the peer's certificate is for another name";
    case X509_V_ERR_CERT_HAS_EXPIRED:
      return "the peer's certificate has expired";
    case X509_V_ERR_CERT_NOT_YET_VALID:
      return "the peer's certificate is not valid yet";
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
      return "the peer's certificate is signed by nobody who is trusted";
    case X509_V_ERR_OUT_OF_MEM:
      return "memory ran out";
    default:
      return "the peer's certificate is not valid";
  }
}

TlsSession::~TlsSession() = default;

// After a call that did not do all it was asked for.
void TlsSession::settle(int result) {
  switch (SSL_get_error(ssl_.get(), result)) {
    case SSL_ERROR_WANT_READ:
    case SSL_ERROR_WANT_WRITE:
      break;
    case SSL_ERROR_ZERO_RETURN:
      state_ = State::Ended;
      break;
    default:
      state_ = State::Broken;
  }
  ERR_clear_error();
}

void TlsSession::feed(std::string_view encrypted) {
  if (state_ != State::Shaking && state_ != State::Open) return;
  ERR_clear_error();
  if (!encrypted.empty())
    BIO_write(SSL_get_rbio(ssl_.get()), encrypted.data(), static_cast<int>(encrypted.size()));
  if (state_ != State::Shaking) return;
  const int done = SSL_do_handshake(ssl_.get());
  if (done == 1)
    state_ = State::Open;
  else
    settle(done);
}

std::string_view TlsSession::read(std::span<char> buffer) {
  if (state_ != State::Open) return {};
  ERR_clear_error();
  const int got = SSL_read(ssl_.get(), buffer.data(), static_cast<int>(buffer.size()));
  if (got > 0) return {buffer.data(), static_cast<std::size_t>(got)};
  settle(got);
  return {};
}

void TlsSession::write(std::string_view clear) {
  if (state_ != State::Open || clear.empty()) return;
  ERR_clear_error();
  const int put = SSL_write(ssl_.get(), clear.data(), static_cast<int>(clear.size()));
  if (put <= 0) settle(put);
}

void TlsSession::end() {
  if (state_ != State::Open && state_ != State::Ended) return;
  ERR_clear_error();
  SSL_shutdown(ssl_.get());
  ERR_clear_error();
}

void TlsSession::take_encrypted(std::string& out) {
  if (ssl_ == nullptr) return;
  BIO* bio = SSL_get_wbio(ssl_.get());
  char* bytes = nullptr;
  const long size = bio == nullptr ? 0 : BIO_get_mem_data(bio, &bytes);
  if (size <= 0) return;
  out.append(bytes, static_cast<std::size_t>(size));
  BIO_reset(bio);
}

}  // namespace handset::io
