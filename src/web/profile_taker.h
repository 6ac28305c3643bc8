// Takes profiles that a resync fetched to the keeper, and tells the resync what became of them. Reading one
// and hashing its passwords is slow, so a worker of its own does it. Shared by the routes; a resync under way
// knows it weakly and so outlives the web server.
#pragma once

#include <memory>
#include <string>

#include "io/settings_keeper.h"
#include "io/worker.h"
#include "phone/resync.h"
#include "web/accounts.h"
#include "web/sessions.h"
#include "web/shard_door.h"

namespace handset::web {

class ProfileTaker : public std::enable_shared_from_this<ProfileTaker> {
 public:
  ProfileTaker(Accounts& accounts, std::shared_ptr<Sessions> sessions, io::SettingsKeeper& keeper,
               std::shared_ptr<ShardDoor> shard)
      : accounts_(accounts), sessions_(std::move(sessions)), keeper_(keeper), shard_(std::move(shard)) {}

  // Is called on the shard, and calls Resync::finish() on a later turn of it.
  [[nodiscard]] phone::Resync::Taker taker();

 private:
  struct Verdict {
    bool ok;
    std::string words;
  };

  [[nodiscard]] bool take(phone::FetchedProfile fetched);
  void apply(const phone::FetchedProfile& fetched);
  void finish(const Verdict& verdict) const;
  [[nodiscard]] static Verdict verdict_of(const io::Outcome& outcome);

  Accounts& accounts_;
  std::shared_ptr<Sessions> sessions_;
  io::SettingsKeeper& keeper_;
  std::shared_ptr<ShardDoor> shard_;
  io::Worker worker_{4};
};

// "3 settings were changed. 2 were left out: ...", for people.
[[nodiscard]] std::string profile_words(std::size_t changed, const settings::Issues& left_out);

}  // namespace handset::web
