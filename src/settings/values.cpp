#include "settings/values.h"

#include <algorithm>
#include <array>
#include <utility>

#include "settings/value_types.h"

namespace handset::settings {

std::string_view origin_name(Origin origin) {
  constexpr std::array<std::string_view, 6> names{"default", "profile", "page",
                                                  "API",     "phone",   "command line"};
  return names[static_cast<std::size_t>(origin)];
}

bool is_secret_mask(std::string_view value) {
  constexpr std::size_t shortest = 4;
  return value.size() >= shortest && value.find_first_not_of('*') == std::string_view::npos;
}

Values::Values(const std::vector<Value>& sorted, std::vector<Right> rights) : rights_(std::move(rights)) {
  rights_.shrink_to_fit();
  std::size_t length = 0;
  for (const Value& value : sorted) length += value.text.size();
  texts_.reserve(length);
  entries_.reserve(sorted.size());
  for (const Value& value : sorted) {
    entries_.push_back({value.address.row, value.address.index, value.origin,
                        static_cast<std::uint32_t>(texts_.size()), value.at});
    texts_ += value.text;
  }
}

// The first of the address, which is the stored one where there are two.
const Values::Entry* Values::find(Address address) const {
  const auto at =
      std::lower_bound(entries_.begin(), entries_.end(), address,
                       [](const Entry& entry, Address wanted) { return entry.address() < wanted; });
  return at == entries_.end() || at->address() != address ? nullptr : &*at;
}

const Values::Entry* Values::find_in_force(Address address) const {
  const Entry* entry = find(address);
  if (entry == nullptr) return nullptr;
  const bool covered = entry + 1 != entries_.data() + entries_.size() && entry[1].address() == address;
  return covered ? entry + 1 : entry;
}

std::string_view Values::text_of(const Entry& entry) const {
  const bool last = &entry == &entries_.back();
  const std::size_t end = last ? texts_.size() : (&entry)[1].offset;
  return std::string_view(texts_).substr(entry.offset, end - entry.offset);
}

std::string_view Values::text(Address address) const {
  const Entry* entry = find_in_force(address);
  return entry == nullptr ? default_of(address) : text_of(*entry);
}

std::string_view Values::stored_text(Address address) const {
  const Entry* entry = find(address);
  return entry == nullptr || entry->origin == Origin::CommandLine ? default_of(address) : text_of(*entry);
}

std::string_view Values::shown_text(Address address) const {
  const std::string_view value = text(address);
  return rows()[address.row].secret() && !value.empty() ? secret_mask : value;
}

Origin Values::origin(Address address) const {
  const Entry* entry = find_in_force(address);
  return entry == nullptr ? Origin::Default : entry->origin;
}

WallTime Values::set_at(Address address) const {
  const Entry* entry = find_in_force(address);
  return entry == nullptr ? WallTime{} : entry->at;
}

std::optional<std::int64_t> Values::number(Address address) const {
  return read_number(text(address));
}

std::optional<Duration> Values::time(Address address) const {
  return read_seconds(text(address));
}

std::size_t Values::member(Address address) const {
  const auto members = rows()[address.row].members;
  return static_cast<std::size_t>(std::find(members.begin(), members.end(), text(address)) - members.begin());
}

std::vector<std::string_view> Values::list(Address address) const {
  return read_list(text(address));
}

std::vector<Address> Values::changed() const {
  std::vector<Address> out;
  for (const Entry& entry : entries_)
    if (out.empty() || out.back() != entry.address()) out.push_back(entry.address());
  return out;
}

UserRight Values::right(Address address) const {
  const auto at =
      std::lower_bound(rights_.begin(), rights_.end(), address,
                       [](const Right& right, Address wanted) { return right.address() < wanted; });
  const bool own = at != rights_.end() && at->address() == address;
  return own ? at->right : factory_right(rows()[address.row]);
}

std::vector<Address> Values::changed_rights() const {
  std::vector<Address> out;
  out.reserve(rights_.size());
  for (const Right& right : rights_) out.push_back(right.address());
  return out;
}

std::size_t Values::memory() const {
  static_assert(sizeof(Entry) == 16);
  static_assert(sizeof(Right) == 4);
  const std::size_t inside = std::string().capacity();  // texts that short live in the string itself
  return sizeof(Values) + entries_.capacity() * sizeof(Entry) + rights_.capacity() * sizeof(Right) +
         (texts_.capacity() > inside ? texts_.capacity() + 1 : 0);
}

std::vector<Values::Value> Values::unpack() const {
  std::vector<Value> out;
  out.reserve(entries_.size());
  for (const Entry& entry : entries_)
    out.push_back({entry.address(), entry.origin, entry.at, std::string(text_of(entry))});
  return out;
}

}  // namespace handset::settings
