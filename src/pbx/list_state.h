// What the lab's PBX tells those who subscribed to all its users at once: a resource list (RFC 4662 5) with
// the calls of each (RFC 4235), in one body. Values; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "pbx/event_state.h"

namespace handset::pbx {

struct ListedState {
  std::string_view user;
  UserState state;
};

struct ListDocument {
  std::string_view list;  // its URI
  std::uint32_t version = 0;
  bool full = true;  // all who are on the list are told of
  std::vector<ListedState> users{};
};

struct ListBody {
  std::string content_type;
  std::string bytes;
};

// `boundary` is nowhere in what is told: a fresh random token.
[[nodiscard]] ListBody list_body(const ListDocument& document, std::string_view boundary);

}  // namespace handset::pbx
