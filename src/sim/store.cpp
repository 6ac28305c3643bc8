#include "sim/store.h"

#include <algorithm>

#include "base/text.h"

namespace handset::sim {
namespace {

bool is_value_name(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return is_digit(c) || c == '-' || (c >= 'a' && c <= 'z');
  });
}

}  // namespace

Result<std::string> MemoryStore::read(std::string_view name) {
  if (faults_.strikes(Fault::ReadStore)) return fail(Errc::Unavailable, "the store cannot be read");
  const auto found = values_.find(name);
  if (found == values_.end()) return fail(Errc::NotFound, "no value of this name is stored");
  return found->second;
}

Result<void> MemoryStore::write(std::string_view name, std::string_view value) {
  if (!is_value_name(name))
    return fail(Errc::Malformed, "names of values are lower-case letters, digits and '-'");
  if (faults_.strikes(Fault::WriteStore)) return fail(Errc::Unavailable, "the store cannot be written");
  values_.insert_or_assign(std::string(name), std::string(value));
  return {};
}

}  // namespace handset::sim
