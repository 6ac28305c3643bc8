// Who this program is over TLS, HTTPS and SIP alike: a certificate and its key, from files, or made at the
// first start and signed by itself (P-256, ten years). Values; any thread; it blocks.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/address.h"
#include "base/result.h"
#include "base/time.h"
#include "base/world.h"

namespace handset::io {

// PEM. The key is a secret.
struct Identity {
  std::string certificate;  // and those that lead to its root, if it came with them
  std::string key;
};

// Who is believed over TLS when we are the one that connects.
struct TlsTrust {
  bool system = true;             // those whom the system trusts
  std::string authorities{};      // PEM; these as well
  std::optional<Identity> own{};  // shown to a peer that asks who we are
};

// Errors: NotFound or Unavailable (a file), Malformed (what is in them, or the key belongs to another
// certificate).
[[nodiscard]] Result<Identity> read_identity(const std::filesystem::path& certificate,
                                             const std::filesystem::path& key);

// The one that is kept in `store`; made and kept when there is none or its time is over. `hosts`: names and
// addresses that it is for. A store that cannot be written is no error: the identity is for this run then.
// Errors: Malformed (what is kept), Unavailable.
[[nodiscard]] Result<Identity> own_identity(Store& store, const std::vector<std::string>& hosts,
                                            WallTime now);

// Of the certificate, as browsers show it: SHA-256, "AB:CD:...". Empty when it cannot be read.
[[nodiscard]] std::string fingerprint(const Identity& identity);

}  // namespace handset::io
