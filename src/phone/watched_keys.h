// The keys of a phone that have a function, of their own or since a list at the server fills them, and what
// is known of those whom they watch. Owned by the Phone; shard's thread.
#pragma once

#include <cstddef>
#include <map>
#include <vector>

#include "phone/function_key.h"
#include "phone/options.h"
#include "phone/watch.h"
#include "phone/watch_list.h"

namespace handset::phone {

// Keys are named by their places (phone/function_key.h).
class WatchedKeys {
 public:
  // The options are the phone's, which may change: forget() then.
  explicit WatchedKeys(const PhoneOptions& options) : options_(options) {}

  void forget();
  // Of a key with its own function, or of all that the list fills. False: nothing new.
  bool take(unsigned key, const WatchStatus& status);
  bool take(const std::vector<ListedWatch>& listed);

  // Null: that key has no function.
  [[nodiscard]] const FunctionKey* find(unsigned key) const;
  // Null: it watches nobody.
  [[nodiscard]] const WatchOptions* watch_of(unsigned key) const;
  // Whether any key of that console, from 1, has a function: else there is no such console.
  [[nodiscard]] bool has_console(unsigned unit) const;
  // Off: nothing was told of it.
  [[nodiscard]] WatchStatus status_of(unsigned key) const;
  // How many of the list no key is left for.
  [[nodiscard]] std::size_t left_out() const { return left_out_; }

 private:
  const PhoneOptions& options_;
  std::map<unsigned, WatchStatus> known_;
  FunctionKeys listed_;
  std::size_t left_out_ = 0;
};

}  // namespace handset::phone
