#include "base/counters.h"

#include <algorithm>

namespace handset {

Figure::Figure(CounterGroup& group, const FigureText& text) : text_(text) {
  (group.last_ == nullptr ? group.first_ : group.last_->next_) = this;
  group.last_ = this;
}

void CounterGroup::read(FigureReader& reader) const {
  for (const Figure* figure = first_; figure != nullptr; figure = figure->next_) figure->read(reader);
}

void Counter::read(FigureReader& reader) const {
  reader.take({.text = text(), .value = value_});
}

void CounterFamily::count(std::string_view member) {
  const auto named = [](std::string_view name) {
    return [name](const auto& one) { return one.first == name; };
  };
  auto found = std::find_if(members_.begin(), members_.end(), named(member));
  if (found == members_.end()) {
    if (members_.size() + 1 >= most_members) member = "other";
    found = std::find_if(members_.begin(), members_.end(), named(member));
    if (found == members_.end()) found = members_.insert(found, {member, 0});
  }
  ++found->second;
}

std::uint64_t CounterFamily::of(std::string_view member) const {
  for (const auto& [name, value] : members_)
    if (name == member) return value;
  return 0;
}

void CounterFamily::read(FigureReader& reader) const {
  for (const auto& [member, value] : members_)
    reader.take({.text = text(), .member = member, .value = value});
}

void Reading::read(FigureReader& reader) const {
  reader.take({.text = text(), .gauge = kind_ == Kind::Gauge, .value = value_()});
}

}  // namespace handset
