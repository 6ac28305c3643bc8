#include "phone/nat_mappings.h"

#include <algorithm>

namespace handset::phone {
namespace {

// A line that changes leaves, and comes back at once.
constexpr Duration unused_for = seconds(1);

}  // namespace

const ua::StunMapping& NatMappings::join(User& user, const ua::StunSocket& socket,
                                         const ua::StunOptions& options) {
  auto found = std::find_if(entries_.begin(), entries_.end(), [&](const std::unique_ptr<Entry>& entry) {
    return entry->local == socket.local && entry->options == options;
  });
  if (found == entries_.end()) {
    entries_.push_back(std::make_unique<Entry>(Entry{socket.local, options}));
    found = std::prev(entries_.end());
    (*found)->mapping = std::make_unique<ua::StunMapping>(world_, socket, options,
                                                          static_cast<ua::StunMapping::Handler&>(*this));
  }
  (*found)->users.push_back(&user);
  return *(*found)->mapping;
}

void NatMappings::leave(User& user) {
  for (const auto& entry : entries_) std::erase(entry->users, &user);
  world_.clock.arm(drop_, unused_for);
}

void NatMappings::drop_unused() {
  std::erase_if(entries_, [](const std::unique_ptr<Entry>& entry) { return entry->users.empty(); });
}

void NatMappings::on_mapping(const ua::StunMapping& mapping) {
  const auto found = std::find_if(entries_.begin(), entries_.end(), [&](const std::unique_ptr<Entry>& entry) {
    return entry->mapping.get() == &mapping;
  });
  if (found == entries_.end()) return;
  log(**found);
  for (User* user : (*found)->users) user->on_nat_mapping();
}

// An answer that is the same as the one before is no news.
void NatMappings::log(Entry& entry) {
  const ua::StunMapping& mapping = *entry.mapping;
  std::string words = "port " + std::to_string(entry.local.port) + ": ";
  if (mapping.mapped()) words += "its public address is " + mapping.mapped()->to_string();
  if (mapping.nat()) words += " (" + std::string(ua::nat_words(*mapping.nat())) + ")";
  if (!mapping.trouble().empty())
    words +=
        (mapping.mapped() ? "; that is not fresh: " : "no public address is known: ") + mapping.trouble();
  if (!mapping.mapped() && mapping.trouble().empty()) words += "the STUN server lets us wait";
  if (words == entry.said) return;
  const bool well = mapping.mapped() && mapping.trouble().empty();
  world_.log.write(well ? LogLevel::Info : LogLevel::Warning, "stun", words);
  entry.said = std::move(words);
}

}  // namespace handset::phone
