#include "io/tls_context.h"

#include <boost/asio/buffer.hpp>
#include <openssl/err.h>
#include <openssl/ssl.h>

namespace handset::io {
namespace {

bool show(boost::asio::ssl::context& context, const Identity& identity) {
  boost::system::error_code no_chain;
  boost::system::error_code no_key;
  context.use_certificate_chain(boost::asio::buffer(identity.certificate), no_chain);
  context.use_private_key(boost::asio::buffer(identity.key), boost::asio::ssl::context::pem, no_key);
  return !no_chain && !no_key && SSL_CTX_check_private_key(context.native_handle()) == 1;
}

bool demand_strength(SSL_CTX* context) {
  SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION);
  return SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) == 1 &&
         SSL_CTX_set_cipher_list(context, "ECDHE+AESGCM:ECDHE+CHACHA20") == 1;
}

}  // namespace

Result<boost::asio::ssl::context> tls_server_context(const Identity& identity) {
  namespace ssl = boost::asio::ssl;
  ssl::context context(ssl::context::tls_server);
  SSL_CTX* native = context.native_handle();
  const bool whole = show(context, identity) && demand_strength(native);
  ERR_clear_error();
  if (!whole) return fail(Errc::Malformed, "the certificate and its key do not serve for TLS");
  SSL_CTX_set_options(native, SSL_OP_CIPHER_SERVER_PREFERENCE);
  return context;
}

// A system without authorities is no error: then nobody is trusted but those that were given.
Result<boost::asio::ssl::context> tls_client_context(const TlsTrust& trust) {
  namespace ssl = boost::asio::ssl;
  ssl::context context(ssl::context::tls_client);
  boost::system::error_code ignored;
  if (trust.system) context.set_default_verify_paths(ignored);
  boost::system::error_code no_authority;
  if (!trust.authorities.empty())
    context.add_certificate_authority(boost::asio::buffer(trust.authorities), no_authority);
  const bool ours = !trust.own || show(context, *trust.own);
  const bool strong = demand_strength(context.native_handle());
  ERR_clear_error();
  if (no_authority) return fail(Errc::Malformed, "what should be trusted is no certificate in PEM");
  if (!ours || !strong) return fail(Errc::Malformed, "the certificate and its key do not serve for TLS");
  SSL_CTX_set_verify(context.native_handle(), SSL_VERIFY_PEER, nullptr);
  return context;
}

}  // namespace handset::io
