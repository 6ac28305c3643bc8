#include "io/tls_context.h"

#include <boost/asio/buffer.hpp>
#include <openssl/err.h>
#include <openssl/ssl.h>

namespace handset::io {

Result<boost::asio::ssl::context> tls_server_context(const Identity& identity) {
  namespace ssl = boost::asio::ssl;
  ssl::context context(ssl::context::tls_server);
  boost::system::error_code no_chain;
  boost::system::error_code no_key;
  context.use_certificate_chain(boost::asio::buffer(identity.certificate), no_chain);
  context.use_private_key(boost::asio::buffer(identity.key), ssl::context::pem, no_key);
  SSL_CTX* native = context.native_handle();
  const bool whole = !no_chain && !no_key && SSL_CTX_check_private_key(native) == 1 &&
                     SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION) == 1 &&
                     SSL_CTX_set_cipher_list(native, "ECDHE+AESGCM:ECDHE+CHACHA20") == 1;
  ERR_clear_error();
  if (!whole) return fail(Errc::Malformed, "the certificate and its key do not serve for TLS");
  SSL_CTX_set_options(native, SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE);
  return context;
}

}  // namespace handset::io
