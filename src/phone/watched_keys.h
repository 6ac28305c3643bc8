// Whom the keys of a phone watch, and what is known of each: keys with such a function of their own, and
// those that a list at the server fills. Owned by the Phone; shard's thread.
#pragma once

#include <cstddef>
#include <map>
#include <vector>

#include "phone/options.h"
#include "phone/watch.h"
#include "phone/watch_list.h"

namespace handset::phone {

// Keys count from 0.
class WatchedKeys {
 public:
  // The options are the phone's, which may change: forget() then.
  explicit WatchedKeys(const PhoneOptions& options) : options_(options) {}

  void forget();
  // Of a key with its own function, or of all that the list fills. False: nothing new.
  bool take(unsigned key, const WatchStatus& status);
  bool take(const std::vector<ListedWatch>& listed);

  // Null: that key watches nobody.
  [[nodiscard]] const WatchOptions* watch_of(unsigned key) const;
  // Off: nothing was told of it.
  [[nodiscard]] WatchStatus status_of(unsigned key) const;
  // How many of the list no key is left for.
  [[nodiscard]] std::size_t left_out() const { return left_out_; }

 private:
  const PhoneOptions& options_;
  std::map<unsigned, WatchStatus> known_;
  std::map<unsigned, WatchOptions> listed_;
  std::size_t left_out_ = 0;
};

}  // namespace handset::phone
