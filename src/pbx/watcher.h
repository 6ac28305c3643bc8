// One subscription that the lab's PBX serves: its dialog, how long it lasts, and its NOTIFYs, one after the
// other; what changes while one is under way is told by the next. RFC 6665 4.2; one to the list of all users
// is told of all at first and when it is refreshed, else of those who have changed (RFC 4662 4.5). Owned by
// the Notifier.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>

#include "base/world.h"
#include "pbx/binding_table.h"
#include "pbx/event_state.h"
#include "pbx/list_state.h"
#include "sip/client_transaction.h"
#include "sip/dialog.h"
#include "sip/message.h"
#include "sip/timer_values.h"
#include "ua/sip_door.h"

namespace handset::pbx {

enum class EventPackage : std::uint8_t { MessageSummary, Dialog, Features };

// "message-summary", "dialog", "as-feature-event".
[[nodiscard]] std::string_view event_name(EventPackage package);

class Watcher final : private sip::ClientTransaction::Listener {
 public:
  class Owner {
   public:
    virtual void send_notify(const ua::Origin& to, std::string_view bytes) = 0;
    // Where the PBX is reached from there.
    [[nodiscard]] virtual Endpoint reached_from(const ua::Origin& origin) const = 0;
    [[nodiscard]] virtual const UserState& state_of(BindingTable::Aor aor) const = 0;
    [[nodiscard]] virtual std::string_view user_of(BindingTable::Aor aor) const = 0;
    // Users from 0 up to there are on the list of all.
    [[nodiscard]] virtual BindingTable::Aor listed() const = 0;
    // The last that it does: it may be destroyed from inside.
    virtual void on_over(Watcher& watcher) = 0;

   protected:
    ~Owner() = default;
  };

  struct Subject {
    EventPackage package = EventPackage::Dialog;
    BindingTable::Aor aor = 0;      // who is watched
    BindingTable::Aor watcher = 0;  // by whom
    bool list = false;              // all users are, not that one
  };

  // What these refer to outlives the watcher.
  Watcher(Clock& clock, Random& random, const sip::TimerValues& timers, Owner& owner, const Subject& subject,
          sip::Dialog dialog);
  Watcher(const Watcher&) = delete;
  Watcher& operator=(const Watcher&) = delete;

  // Lasts so long from now, and is told all on the next turn; 0: that is the last it is told (4.2.1.4).
  // `origin`: where the SUBSCRIBE came from, and its NOTIFYs go to.
  void renew(seconds lifetime, const ua::Origin& origin);
  // Whether it watches that user.
  [[nodiscard]] bool watches(BindingTable::Aor aor) const;
  // The state of a user that it watches has changed.
  void notify(BindingTable::Aor aor);
  // Is told that it is over; `reason` as in Subscription-State.
  void end(std::string_view reason);
  // Whether that was the answer to its NOTIFY. It may be gone then.
  bool take(const sip::Message& response);

  [[nodiscard]] const Subject& subject() const { return subject_; }
  [[nodiscard]] sip::Dialog& dialog() { return dialog_; }
  // Whole seconds; 0: it is over.
  [[nodiscard]] std::uint32_t remaining() const;

 private:
  void on_send(sip::ClientTransaction& transaction, std::string_view request) override;
  void on_provisional(sip::ClientTransaction&, const sip::Message&) override {}
  void on_final(sip::ClientTransaction& transaction, const sip::Message& response) override;
  void on_accepted_again(sip::ClientTransaction&, const sip::Message&) override {}
  void on_failed(sip::ClientTransaction& transaction, sip::ClientTransaction::Failure failure) override;

  void run_out() { end("timeout"); }
  void tell_soon();
  void tell_now();
  [[nodiscard]] std::string write(std::string_view branch);
  [[nodiscard]] ListBody body() const;
  [[nodiscard]] ListBody body_of_list(std::string_view uri) const;

  Clock& clock_;
  Random& random_;
  Owner& owner_;
  Subject subject_;
  sip::Dialog dialog_;
  ua::Origin origin_;
  SteadyTime until_{};
  std::uint32_t cseq_ = 0;
  std::uint32_t version_ = 0;  // of the next document
  std::string ended_;          // why; empty: it goes on
  bool under_way_ = false;     // a NOTIFY
  bool changed_ = false;       // since the last one
  // Of the list: what the next NOTIFY tells.
  bool full_ = true;
  std::set<BindingTable::Aor> changed_users_;
  sip::ClientTransaction transaction_;
  Timer turn_ = Timer::calling<&Watcher::tell_now>(*this);
  Timer end_ = Timer::calling<&Watcher::run_out>(*this);
};

}  // namespace handset::pbx
