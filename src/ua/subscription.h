// Keeps a subscription at a notifier: when a SUBSCRIBE is due, what its answer and each NOTIFY mean, and what
// follows when it ends. RFC 6665 4.1; the intervals are those of the reference (Sub Min Expires ...).
//
// Its dialog is made by the first NOTIFY, which may come before the answer (4.4.1). Only one dialog is kept:
// the NOTIFYs of other forks are not ours. A server that ends each new subscription at once is asked again
// no faster than after `retry`.
//
// It sends nothing itself: whoever owns it does, one request at a time, and hands it the answers and the
// NOTIFYs. Owned by a line, on its shard.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/world.h"
#include "sip/dialog.h"
#include "sip/message.h"
#include "ua/authenticated_request.h"
#include "ua/outcome.h"

namespace handset::ua {

struct SubscriptionOptions {
  std::string event{};                 // the package, "dialog"
  seconds expires{3600};               // what is asked for; 0: there is no subscription
  seconds min_expires{10};             // Sub Min Expires: a shorter lifetime counts as this
  seconds max_expires{7200};           // Sub Max Expires: a longer one counts as this; a 423 gets no more
  Duration retry = seconds(10);        // Sub Retry Intvl: after a failure that may pass
  Duration long_retry = minutes(20);   // after a refusal that will hardly change
  Duration notify_wait = seconds(32);  // Timer N: for the first NOTIFY behind the answer (4.1.2.4)
  Duration delay{};                    // the first SUBSCRIBE waits this long
  Duration spread{};                   // and up to this longer, so that many phones do not come at once

  friend bool operator==(const SubscriptionOptions&, const SubscriptionOptions&) = default;
};

// What became of a SUBSCRIBE.
struct SubscribeAnswer {
  Outcome kind = Outcome::NotSetUp;
  const sip::Message* response = nullptr;  // of the first two; valid during the call
  std::string words{};                     // a sentence for people without a full stop
};

// How a NOTIFY is answered.
struct NotifyAnswer {
  unsigned status = 200;
  std::string_view reason{};  // a literal; empty: the usual phrase

  friend bool operator==(const NotifyAnswer&, const NotifyAnswer&) = default;
};

class Subscription final {
 public:
  enum class State : std::uint8_t {
    Off,          // there is none, and none is wanted
    Waiting,      // for its turn to subscribe first
    Subscribing,  // asked for, and no NOTIFY has come yet
    Pending,      // the notifier has not decided: it tells nothing yet (4.1.3)
    Active,
    Failed,   // there is none; tried again at next_at()
    GivenUp,  // there is none; tried again when somebody wants it
    Ending,   // its end is under way
  };

  // Who sends.
  class Subscriber {
   public:
    // A SUBSCRIBE for that lifetime, 0 to end it, in series(): in dialog() when there is one, else the first
    // of its Call-ID. One that is under way is forgotten. The answer comes through take(), never from inside.
    virtual void send_subscribe(seconds expires) = 0;
    virtual void forget_subscribe() = 0;
    // What a NOTIFY says, and how that is to be answered.
    virtual NotifyAnswer on_notified(const sip::Message& notify) = 0;
    // The state, its words or a time has changed, or a NOTIFY has been taken.
    virtual void on_subscription_changed() = 0;

   protected:
    ~Subscriber() = default;
  };

  // What these refer to outlives it.
  Subscription(Clock& clock, Random& random, const SubscriptionOptions& options, Subscriber& subscriber)
      : clock_(clock), random_(random), options_(options), subscriber_(subscriber) {}
  Subscription(const Subscription&) = delete;
  Subscription& operator=(const Subscription&) = delete;

  // Begins, when it is off or was given up; else it tries at once what it waits for.
  void start();
  // Ends it; without a dialog it is off at once.
  void stop();
  // Of the last send_subscribe().
  void take(const SubscribeAnswer& answer);
  // Whether a NOTIFY is for it: its dialog's, or the one that makes it.
  [[nodiscard]] bool owns(const sip::Message& notify) const;
  // Such a NOTIFY, which passed sip::check(). A retransmission is answered as before.
  [[nodiscard]] NotifyAnswer take_notify(const sip::Message& notify);

  [[nodiscard]] State state() const { return state_; }
  // The notifier has a subscription of ours that has not run out.
  [[nodiscard]] bool bound() const { return clock_.now() < bound_until_; }
  // Why there is none, or it is no more refreshed; empty when all is well.
  [[nodiscard]] const std::string& trouble() const { return trouble_; }
  // When the next SUBSCRIBE is due; nothing when none is.
  [[nodiscard]] std::optional<SteadyTime> next_at() const;

  // For whoever sends.
  [[nodiscard]] RequestSeries& series() { return series_; }
  [[nodiscard]] const sip::Dialog* dialog() const { return dialog_ ? &*dialog_ : nullptr; }
  [[nodiscard]] const SubscriptionOptions& options() const { return options_; }

 private:
  enum class Retry : std::uint8_t { Soon, Late };

  void send();
  void due();
  void take_success(const SubscribeAnswer& answer);
  void take_too_brief(const SubscribeAnswer& answer);
  void take_failure(const SubscribeAnswer& answer);
  [[nodiscard]] NotifyAnswer judge(const sip::Message& notify);
  void note_lifetime(std::string_view parameters);
  void end_by_notifier(std::string_view parameters);
  void restart(std::string words);
  void fail(std::string words, Retry retry, std::optional<std::uint32_t> retry_after = {});
  void give_up(std::string words);
  void lose();
  void end();
  [[nodiscard]] Duration lifetime(std::uint32_t granted) const;
  [[nodiscard]] Duration shortest_retry() const;
  void wait(Duration time);
  void wait_for_refresh();
  void arm();
  void become(State state);

  Clock& clock_;
  Random& random_;
  SubscriptionOptions options_;
  Subscriber& subscriber_;
  State state_ = State::Off;
  State told_ = State::Active;  // by the last NOTIFY: Active or Pending
  bool under_way_ = false;      // a SUBSCRIBE
  bool unheard_ = false;        // no NOTIFY has come for this dialog
  bool early_ = false;          // a NOTIFY has said how long, before the answer did
  std::uint8_t detours_ = 0;    // 423 that this attempt has followed
  seconds asked_{0};            // by the SUBSCRIBE under way
  seconds demanded_{0};         // by a 423; 0: nothing was
  SteadyTime bound_until_{};
  SteadyTime next_at_{};
  std::optional<SteadyTime> restarted_at_;
  RequestSeries series_;
  std::optional<sip::Dialog> dialog_;
  NotifyAnswer last_answer_;
  std::string trouble_;
  // The next SUBSCRIBE, Timer N, or the end of the subscription when that comes first.
  Timer timer_ = Timer::calling<&Subscription::due>(*this);
};

}  // namespace handset::ua
