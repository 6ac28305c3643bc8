// Whom the lab's PBX tells of messages and calls: it takes a SUBSCRIBE whose digest was right, in the order
// of RFC 6665 4.2.1.1, says how that is to be answered, and keeps the subscriptions told of what changes. The
// packages are message-summary (RFC 3842), for one's own mailbox, dialog (RFC 4235), for everybody's, and for
// those of all users at once (RFC 4662), and as-feature-event, for one's own features, which its SUBSCRIBEs
// may change.
//
// Owned by the Pbx; shard's thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/world.h"
#include "pbx/registrar.h"
#include "pbx/watcher.h"
#include "sip/message.h"
#include "sip/timer_values.h"
#include "sip/writer.h"

namespace handset::pbx {

struct NotifierOptions {
  std::uint32_t usual_expires = 3600;
  std::uint32_t least_expires = 10;
  std::uint32_t most_expires = 7200;
  std::size_t most_watchers = 100'000;
  std::string list{};         // whose calls are those of all, as "all"; empty: nobody's
  sip::TimerValues timers{};  // of NOTIFY
};

// How a SUBSCRIBE is answered. Small, so that a retransmission can be answered from it.
enum class SubscribeResult : std::uint8_t {
  Done,           // 200
  Malformed,      // 400
  Forbidden,      // 403: somebody else's mailbox or features
  NotFound,       // 404
  NotAcceptable,  // 406
  OtherBody,      // 415
  Extension,      // 420
  NeedsLists,     // 421: it is a list, and the subscriber does not know of those
  TooBrief,       // 423
  NoDialog,       // 481
  BadEvent,       // 489
  OutOfOrder,     // 500
  Busy,           // 503
};
[[nodiscard]] unsigned status_of(SubscribeResult result);

class Notifier final : private Watcher::Owner {
 public:
  // On the list, by their names: more might not fit into a datagram.
  static constexpr std::size_t most_listed = 80;

  class Outlet {
   public:
    virtual void send_notify(const ua::Origin& to, std::string_view bytes) = 0;
    // Where the PBX is reached from there.
    [[nodiscard]] virtual Endpoint reached_from(const ua::Origin& origin) const = 0;

   protected:
    ~Outlet() = default;
  };

  // References outlive the notifier.
  Notifier(Clock& clock, Random& random, const NotifierOptions& options, const Registrar& registrar,
           Outlet& outlet);
  Notifier(const Notifier&) = delete;
  Notifier& operator=(const Notifier&) = delete;

  // A SUBSCRIBE that passed sip::check() and has the digest of `by`. `local_tag`: the To tag of its answer,
  // when it has none itself. Once for each transaction.
  SubscribeResult take(const sip::Message& request, const ua::Origin& origin, BindingTable::Aor by,
                       std::string_view local_tag);
  // What that answer says beyond its start (sip::write_response()).
  void write(sip::Writer& out, const sip::Message& request, const ua::Origin& origin,
             std::string_view local_tag, SubscribeResult result) const;
  // Whether that was the answer to a NOTIFY.
  bool take_response(const sip::Message& response);

  [[nodiscard]] const UserState& state_of(BindingTable::Aor aor) const override { return states_[aor]; }
  // Whoever watches is told of what is another one now.
  void set_state(BindingTable::Aor aor, const UserState& state);
  // Each is told why (RFC 6665 4.1.3).
  void end_all(std::string_view reason);
  // As after a start without a memory: nobody is told.
  void forget_all();

  [[nodiscard]] std::size_t size() const { return watchers_.size(); }
  struct Listed {
    EventPackage package;
    std::string_view watched;  // the user, or the list
    BindingTable::Aor by;
    std::uint32_t remaining;
  };
  // In no order that means anything.
  [[nodiscard]] std::vector<Listed> list(std::size_t most) const;

 private:
  using Aor = BindingTable::Aor;
  using Key = std::pair<std::string, std::string>;  // Call-ID and our tag

  void send_notify(const ua::Origin& to, std::string_view bytes) override { outlet_.send_notify(to, bytes); }
  [[nodiscard]] Endpoint reached_from(const ua::Origin& origin) const override {
    return outlet_.reached_from(origin);
  }
  [[nodiscard]] std::string_view user_of(Aor aor) const override { return registrar_.user(aor); }
  [[nodiscard]] Aor listed() const override;
  void on_over(Watcher& watcher) override;

  [[nodiscard]] std::span<const std::string_view> extensions() const;
  // Whom a new subscription is for, or why there is none.
  SubscribeResult find_subject(const sip::Message& request, Watcher::Subject& subject) const;
  // What it asks to change.
  static SubscribeResult read_changes(const sip::Message& request, ua::FeatureState& changes);
  void change(Aor aor, const ua::FeatureState& changes);
  [[nodiscard]] Watcher* find(const sip::Message& request, std::string_view local_tag) const;
  SubscribeResult begin(const sip::Message& request, const ua::Origin& origin, Aor by,
                        std::string_view local_tag, seconds lifetime);
  SubscribeResult go_on(Watcher& watcher, const sip::Message& request, const ua::Origin& origin,
                        seconds lifetime);

  Clock& clock_;
  Random& random_;
  NotifierOptions options_;
  const Registrar& registrar_;
  Outlet& outlet_;
  std::vector<UserState> states_;  // by user
  std::map<Key, std::unique_ptr<Watcher>> watchers_;
};

}  // namespace handset::pbx
