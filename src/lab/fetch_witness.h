// A fetcher in front of another one: it passes everything on, and keeps the first answer that is no redirect,
// so that who has given a phone an address sees what the phone was given. Owned by whoever makes the phone's
// World; the loop's thread.
#pragma once

#include <map>
#include <optional>

#include "base/fetch.h"
#include "base/world.h"

namespace handset::lab {

class FetchWitness final : public Fetcher, private FetchHandler {
 public:
  // `behind` outlives this.
  explicit FetchWitness(Fetcher& behind) : behind_(behind) {}

  FetchId fetch(FetchRequest request, FetchHandler& handler) override;
  void cancel(FetchId fetch) override;

  [[nodiscard]] const std::optional<FetchResult>& first() const { return first_; }

 private:
  void on_fetched(FetchId fetch, FetchResult result) override;

  Fetcher& behind_;
  std::map<FetchId, FetchHandler*> waiting_;
  std::optional<FetchResult> first_;
};

}  // namespace handset::lab
