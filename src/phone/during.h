// Another value in a place for the time of a call, however it ends.
#pragma once

#include <type_traits>
#include <utility>

namespace handset::phone {

template <class T>
class During {
 public:
  During(T& place, std::type_identity_t<T> value) : place_(place), before_(std::exchange(place, value)) {}
  ~During() { place_ = before_; }
  During(const During&) = delete;
  During& operator=(const During&) = delete;

 private:
  T& place_;
  T before_;
};

}  // namespace handset::phone
