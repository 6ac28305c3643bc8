// Whom the scripts of keys and the addresses of servers mean: which extension, at which domain. Pure; any
// thread.
#pragma once

#include <string>
#include <string_view>

#include "phone/key_function.h"
#include "phone/model.h"
#include "settings/snapshot.h"
#include "ua/address_text.h"

namespace handset::phone {

// It is switched on and has a user ID.
[[nodiscard]] bool in_use(const settings::ExtReaders& ext);
// By which a key acts: the one that vid= names, else the first in use.
[[nodiscard]] unsigned line_of(const KeyFunction& function, const settings::Snapshot& settings,
                               const Model& model);
// Proxy without a list of servers.
[[nodiscard]] std::string_view domain_of(const settings::ExtReaders& ext);
[[nodiscard]] ua::EscapeUser escape_from(const settings::Snapshot& settings);

// The parts of "user@host", "user" or a URI; slices.
struct KeyAddress {
  std::string_view user;
  std::string_view host;  // empty: none is given

  static KeyAddress parse(std::string_view address);
  // "sip:user@host", at `domain` where no host is given; empty: it is none.
  [[nodiscard]] std::string uri(std::string_view domain, ua::EscapeUser escape) const;
};

}  // namespace handset::phone
