// Which server the requests of an account go to: the servers behind its proxy setting are found when they are
// first needed and anew when what the DNS said has run out or none of them works, and one of them is the
// current one. RFC 3263 4, 4.3.
//
// Owned by the account; shard's thread. Without servers that were found it costs no more than the question.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/world.h"
#include "ua/server_finder.h"
#include "ua/target_list.h"

namespace handset::ua {

class ServerChoice final : private ServerFinder::Handler {
 public:
  // Who has a request to send.
  class Asker {
   public:
    // There is a current target unless it is an error, one of ServerFinder's. The choice may be asked again
    // from inside, but not be destroyed.
    virtual void on_servers(const Result<void>& found) = 0;

   protected:
    ~Asker() = default;
  };

  // What these refer to outlives it. `fallback` is TargetList's.
  ServerChoice(Clock& clock, Resolver& resolver, const Network& network, Random& random,
               ServerQuestion question, Duration fallback);
  ~ServerChoice();
  ServerChoice(const ServerChoice&) = delete;
  ServerChoice& operator=(const ServerChoice&) = delete;

  // on_servers() follows once, on a later turn. Each asks once at a time.
  void ask(Asker& asker);
  void leave(Asker& asker);

  // Why the current target is that, and what is known of the others.
  [[nodiscard]] const TargetList& targets() const { return targets_; }
  // Of one that on_servers() told of, while there is a list.
  [[nodiscard]] const ServerTarget& current() const { return targets_.current().target; }

  // What a request found out. The target may be the current one no more: others ask as well.
  void worked(const ServerTarget& target);
  // True when there is another one to try in its place: the current one.
  bool failed(const ServerTarget& target, std::string why);

  // Back to the best one, when it is time for that: TargetList.
  [[nodiscard]] std::optional<SteadyTime> fall_back_at() const { return targets_.fall_back_at(); }
  void fall_back() { targets_.fall_back(clock_.now()); }

 private:
  void on_found(const Result<FoundServers>& servers) override;
  void tell_known();
  void tell(const Result<void>& found);

  Clock& clock_;
  Resolver& resolver_;
  const Network& network_;
  Random& random_;
  ServerQuestion question_;
  TargetList targets_;
  SteadyTime expires_{};
  std::vector<Asker*> askers_;
  std::unique_ptr<ServerFinder> finder_;  // while it is at work
  Timer turn_ = Timer::calling<&ServerChoice::tell_known>(*this);
};

}  // namespace handset::ua
