#include "pbx/binding_table.h"

#include <algorithm>

#include "sip/uri.h"

namespace handset::pbx {

std::uint32_t Binding::remaining(SteadyTime now) const {
  if (expires_ <= now) return 0;
  return static_cast<std::uint32_t>(std::chrono::ceil<seconds>(expires_ - now).count());
}

bool Binding::is(const ContactChange& change) const {
  if (reg_id_ != 0 || change.reg_id != 0) return reg_id_ == change.reg_id && instance() == change.instance();
  const auto mine = sip::Uri::parse(uri());
  return mine && sip::equivalent(*mine, change.uri);
}

BindingTable::BindingTable(Clock& clock, std::size_t aors, Listener& listener)
    : clock_(clock), listener_(listener) {
  for (Aor aor = 0; aor < aors; ++aor) places_.emplace_back(*this, aor);
}

const Binding* BindingTable::find(Aor aor, const ContactChange& change) const {
  const auto& bindings = places_[aor].bindings;
  const auto found = std::find_if(bindings.begin(), bindings.end(),
                                  [&](const Binding& binding) { return binding.is(change); });
  return found == bindings.end() ? nullptr : &*found;
}

const Binding& BindingTable::put(Aor aor, const ContactChange& change, const Update& update) {
  Place& place = places_[aor];
  auto found = std::find_if(place.bindings.begin(), place.bindings.end(),
                            [&](const Binding& binding) { return binding.is(change); });
  if (found == place.bindings.end()) {
    found = place.bindings.emplace(found);
    ++size_;
  }
  Binding& binding = *found;
  binding.text_.assign(change.uri.text);
  binding.text_ += change.parameters;
  binding.uri_size_ = static_cast<std::uint16_t>(change.uri.text.size());
  binding.instance_at_ = static_cast<std::uint16_t>(change.uri.text.size() + change.instance_at);
  binding.instance_size_ = change.instance_size;
  binding.path_.assign(update.path);
  binding.expires_ = clock_.now() + update.lifetime;
  binding.call_id_ = update.order.call_id;
  binding.cseq_ = update.order.cseq;
  binding.reg_id_ = change.reg_id;
  binding.source_ = update.source;
  binding.q_ = change.q;
  arm(place);
  return binding;
}

void BindingTable::remove(Aor aor, const Binding& binding) {
  Place& place = places_[aor];
  place.bindings.erase(place.bindings.begin() + (&binding - place.bindings.data()));
  --size_;
  arm(place);
}

void BindingTable::clear(Aor aor) {
  Place& place = places_[aor];
  size_ -= place.bindings.size();
  place.bindings.clear();
  place.due.cancel();
}

void BindingTable::expire(Aor aor) {
  Place& place = places_[aor];
  const SteadyTime now = clock_.now();
  const auto kept = std::stable_partition(place.bindings.begin(), place.bindings.end(),
                                          [now](const Binding& binding) { return binding.expires_ > now; });
  for (auto binding = kept; binding != place.bindings.end(); ++binding) {
    --size_;
    listener_.on_expired(aor, *binding);
  }
  place.bindings.erase(kept, place.bindings.end());
  arm(place);
}

void BindingTable::arm(Place& place) {
  if (place.bindings.empty()) return place.due.cancel();
  const auto first =
      std::min_element(place.bindings.begin(), place.bindings.end(),
                       [](const Binding& a, const Binding& b) { return a.expires_ < b.expires_; });
  clock_.timers().arm(place.due, first->expires_);
}

}  // namespace handset::pbx
