// The `Notify:` URI: a form with the field DATA, posted to a server without a word on the screen, in three
// tries. Owned by Services; shard's thread. No cookies go with it, and what the answer holds is not looked
// at.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/world.h"
#include "phone/options.h"
#include "xml/uri_arguments.h"

namespace handset::phone {

class Notifier final : public FetchHandler {
 public:
  static constexpr std::size_t most_waiting = 8;
  static constexpr unsigned tries = 3;
  static constexpr Duration pause = seconds(2);  // between two tries

  // Both outlive it.
  Notifier(const World& world, const PhoneOptions& options) : world_(world), options_(options) {}
  ~Notifier();
  Notifier(const Notifier&) = delete;
  Notifier& operator=(const Notifier&) = delete;

  // False: too many wait already.
  [[nodiscard]] bool post(const xml::NotifyArgument& argument);

  void on_fetched(FetchId fetch, FetchResult result) override;

 private:
  struct Form {
    std::string url;
    std::string credentials;  // of Basic, in base64; empty: none
    std::string body;
    unsigned tried = 0;
  };

  void send();

  const World& world_;
  const PhoneOptions& options_;
  std::vector<Form> forms_;  // the first is under way, or waits for its next try
  std::optional<FetchId> current_;
  Timer again_ = Timer::calling<&Notifier::send>(*this);
};

}  // namespace handset::phone
