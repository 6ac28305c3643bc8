// What the TLS connections of a server, or those that we make, share. Inside io only.
#pragma once

#include <boost/asio/ssl/context.hpp>

#include "base/result.h"
#include "io/certificate.h"

namespace handset::io {

// TLS 1.2 and above, with forward secrecy and authenticated ciphers alone. Errors: Malformed (the identity).
[[nodiscard]] Result<boost::asio::ssl::context> tls_server_context(const Identity& identity);
// The same; the certificate of the peer is checked. Errors: Malformed (the authorities, our identity).
[[nodiscard]] Result<boost::asio::ssl::context> tls_client_context(const TlsTrust& trust);

}  // namespace handset::io
